"""A site made by ``gongkai demo`` and served by ``gongkai serve``, with one object of each kind besides; for the tests and ``scripts/screens.py``."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# What Debian's Chromium needs to run as root without a screen and without calling home.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
START_SECONDS = 60
SEED = "from gongkai.web.config.boot import boot; boot(); from browser.seed import main; main()"


class Site(NamedTuple):
    """Where the site is reached, its data folder, and what ``seed.py`` says of it: addresses and accounts."""

    url: str
    data: str
    seed: dict[str, Any]


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(*words: str, data: str) -> list[str]:
    """The command line of the product for that data folder."""
    return [sys.executable, "-m", "gongkai", *words, "--data", data]


def environment(**more: str) -> dict[str, str]:
    """Without a second factor: the accounts of a demonstration have none (``tests/web/accounts`` asks for it)."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GONGKAI_", "DJANGO_"))}
    return kept | {"GONGKAI_SECOND_FACTOR": "none"} | more


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Until the server answers. Raises RuntimeError when it ends or takes too long."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            with urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"no answer from {url} within {START_SECONDS} seconds")


@contextlib.contextmanager
def served() -> Iterator[Site]:
    """The demonstration in a folder of its own, gone afterwards."""
    data = tempfile.mkdtemp(prefix="gongkai-browser-")
    process = None
    try:
        subprocess.run(command("demo", "--no-serve", data=data), check=True, stdout=subprocess.DEVNULL, timeout=300, env=environment())
        seeding = environment(GONGKAI_DATA=data, PYTHONPATH=os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]))
        words = subprocess.run([sys.executable, "-c", SEED], check=True, stdout=subprocess.PIPE, timeout=300, env=seeding).stdout
        port = free_port()
        process = subprocess.Popen(
            command("serve", "--port", str(port), data=data), start_new_session=True, env=environment(), stdout=subprocess.DEVNULL
        )
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/healthz", process)
        yield Site(url, data, json.loads(words))
    finally:
        if process is not None:
            process.terminate()
            process.wait(30)
        shutil.rmtree(data, ignore_errors=True)
