"""A site made by ``gongkai demo`` and served by ``gongkai serve``, with one object of each kind besides; for the tests and ``scripts/screens.py``."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
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
    """Where the site is reached, its data folder, and what is known of it: addresses and accounts."""

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


def gongkai(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the product for what needs no data folder."""
    return subprocess.run(
        [sys.executable, "-m", "gongkai", *words], stdout=subprocess.PIPE, encoding="utf-8", timeout=120, env=environment(), check=False
    )


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
def served(beside: Path | None = None) -> Iterator[Site]:
    """The demonstration in a folder of its own, gone afterwards. Processes that name the same folder ``beside`` make it once and copy it."""
    with _folder() as data:
        if beside is None:
            words = _filled(data)
        else:
            made, seed = beside / "demonstration", beside / "demonstration.json"
            with open(beside / "demonstration.lock", "w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                if not seed.exists():
                    shutil.rmtree(made, ignore_errors=True)
                    seed.write_bytes(_filled(str(made)))
            shutil.copytree(made, data, dirs_exist_ok=True)
            words = seed.read_bytes()
        with _serving(data) as url:
            yield Site(url, data, json.loads(words))


def _filled(data: str) -> bytes:
    """Make the demonstration and one object of each kind besides: what is known of it, as JSON."""
    subprocess.run(command("demo", "--no-serve", data=data), check=True, stdout=subprocess.DEVNULL, timeout=600, env=environment())
    seeding = environment(GONGKAI_DATA=data, PYTHONPATH=os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]))
    return subprocess.run([sys.executable, "-c", SEED], check=True, stdout=subprocess.PIPE, timeout=600, env=seeding).stdout


@contextlib.contextmanager
def empty(organ: str) -> Iterator[Site]:
    """An installation as ``gongkai init`` leaves it: that organ and one account, whose ``username`` and ``password`` the seed has."""
    with _folder() as data:
        made = subprocess.run(
            command("init", "--organ", organ, data=data),
            check=True,
            stdout=subprocess.PIPE,
            timeout=300,
            env=environment(),
            encoding="utf-8",
        ).stdout
        account = re.search(r"账号 (?P<username>\w+)（[^）]+），初始密码 (?P<password>[\w-]+)：", made)
        assert account, made
        with _serving(data) as url:
            yield Site(url, data, account.groupdict())


@contextlib.contextmanager
def _folder() -> Iterator[str]:
    data = tempfile.mkdtemp(prefix="gongkai-browser-")
    try:
        yield data
    finally:
        shutil.rmtree(data, ignore_errors=True)


@contextlib.contextmanager
def _serving(data: str) -> Iterator[str]:
    """``gongkai serve`` on a free port: its address."""
    port = free_port()
    process = subprocess.Popen(
        command("serve", "--port", str(port), data=data), start_new_session=True, env=environment(), stdout=subprocess.DEVNULL
    )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/healthz", process)
        yield url
    finally:
        process.terminate()
        process.wait(30)
