"""Claim: of 200 files with planted secrets the scanner finds all, and after redaction none is found by pdftotext, unzip with grep, or strings."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.support import secrets
from tests.support.looking_for import left_in

from _timing import medians, verdict
from gongkai.lib.archive import Archive
from gongkai.proof.files import scan
from gongkai.proof.redaction import redact

FILES = 200
PARAGRAPHS = 1_200  # a document of some 300 KB unpacked
BAR = 20.0


def _long_document() -> bytes:
    body = [secrets.para(secrets.run(f"{number}．{secrets.BODY}")) for number in range(PARAGRAPHS)]
    return secrets.document(*body)


def _parsed(data: bytes) -> None:
    """What reading a Word file costs at the least: unpack and parse its main part."""
    Archive(data).tree("word/document.xml")


def main() -> int:
    """Print found and left, one line each, and one ratio; exit 1 when the claim does not hold."""
    found = left = count = 0
    for planted in secrets.planted(FILES):
        count += 1
        found += planted.code in {finding.code for finding in scan(planted.data, planted.name).findings}
        done = redact(planted.data, planted.name, [planted.secret] if planted.shown else [])
        left += bool(left_in(done.data, planted.secret))
    print(f"planted secrets found: {found}/{count} (claim: all)")
    print(f"secrets left after redaction: {left}/{count} (claim: 0)")
    if not shutil.which("pdftotext"):
        print("pdftotext is not installed: PDFs were searched without it", file=sys.stderr)
    data = _long_document()
    times = medians({"scan": lambda: scan(data, "a.docx"), "parse": lambda: _parsed(data)}, 9)
    holds = verdict(
        "scanning a long Word file, against unpacking and parsing it", times["scan"] / times["parse"], BAR, f"{times['scan'] * 1000:.0f} ms"
    )
    return 0 if found == count and left == 0 and holds else 1


if __name__ == "__main__":
    sys.exit(main())
