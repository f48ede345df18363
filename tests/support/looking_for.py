"""Looks for a secret in a file as anybody could: in its bytes, in its unpacked members, in what strings finds, in its text. Knows nothing of the code under test."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
# strings -e of binutils: one byte, two bytes of either order.
_RUNS = {
    "utf-8": re.compile(rb"[\x20-\x7e\x80-\xff]{4,}"),
    "utf-16-le": re.compile(rb"(?:[^\x00]\x00|..){3,}", re.DOTALL),
    "utf-16-be": re.compile(rb"(?:\x00[^\x00]|..){3,}", re.DOTALL),
}


def left_in(data: bytes, secret: str) -> list[str]:
    """Where the secret is still found; nothing is good. pdftotext is asked where it is installed."""
    found = [f"bytes as {encoding}" for encoding in ENCODINGS if secret.encode(encoding) in data]
    if data.startswith(b"PK"):
        found += _unzipped(data, secret)
    found += _strings(data, secret)
    program = shutil.which("pdftotext")
    if program and b"%PDF-" in data[:1024] and not data.startswith(b"PK"):
        found += _text(data, secret, program)
    return found


def _unzipped(data: bytes, secret: str) -> list[str]:
    """unzip and grep."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    found = [name for name in members if secret in name]
    for name, content in members.items():
        found += [f"{name} as {encoding}" for encoding in ENCODINGS if secret.encode(encoding) in content]
        plain = re.sub(r"<[^>]*>", "", content.decode("utf-8", "ignore")) if name.endswith(".xml") else ""
        found += [f"{name} without tags"] if secret in plain else []
    return found


def _strings(data: bytes, secret: str) -> list[str]:
    """strings, by the program where it is there and by a pattern else."""
    program = shutil.which("strings")
    if program and secret.isascii():
        found = []
        with tempfile.NamedTemporaryFile() as file:
            file.write(data)
            file.flush()
            for width in "sSlb":
                output = subprocess.run([program, "-a", "-e", width, file.name], capture_output=True, check=True).stdout
                found += [f"strings -e {width}"] if secret.encode() in output else []
        return found
    return [
        f"runs of {encoding}" for encoding, runs in _RUNS.items() if any(secret.encode(encoding) in match for match in runs.findall(data))
    ]


def _text(data: bytes, secret: str, program: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.pdf"
        path.write_bytes(data)
        found = []
        for options in ([], ["-layout"], ["-raw"]):
            output = subprocess.run([program, *options, str(path), "-"], capture_output=True, check=True).stdout.decode("utf-8", "replace")
            found += [f"pdftotext {' '.join(options)}"] if secret in "".join(output.split()) else []
    return found
