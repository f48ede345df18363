"""A site as ``gongkai demo`` makes it, served by ``gongkai serve``, and Debian's Chromium to look at it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# What Debian's Chromium needs to run as root without a screen and without calling home.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
START_SECONDS = 60


class Site(NamedTuple):
    """Where the site is reached, and its data folder."""

    url: str
    data: str


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in str(item.path).replace(os.sep, "/"):
            item.add_marker(pytest.mark.slow)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(*words: str, data: str) -> list[str]:
    return [sys.executable, "-m", "gongkai", *words, "--data", data]


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
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


@pytest.fixture(scope="session")
def site():
    """The demo in a folder of its own. Tests add to it and never count what others made."""
    data = tempfile.mkdtemp(prefix="gongkai-browser-")
    subprocess.run(command("demo", "--no-serve", data=data), check=True, stdout=subprocess.DEVNULL, timeout=300)
    port = free_port()
    process = subprocess.Popen(command("serve", "--port", str(port), data=data), start_new_session=True)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{url}/healthz", process)
        yield Site(url, data)
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(data, ignore_errors=True)


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: scripts/system.sh browser")
    sync_playwright = pytest.importorskip("playwright.sync_api").sync_playwright
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, site):
    """``visit(script=True, phone=False, large=False)`` → a page of a new visitor; what it asks of other hosts fails the test."""
    contexts, strangers = [], []

    def new(*, script: bool = True, phone: bool = False, large: bool = False):
        context = chromium.new_context(java_script_enabled=script, viewport=PHONE if phone else DESK, base_url=site.url, locale="zh-CN")
        if large:
            context.add_cookies([{"name": "gk-text", "value": "large", "url": site.url}])
        context.on("request", lambda request: strangers.append(request.url) if not request.url.startswith((site.url, "data:", "blob:")) else None)
        page = context.new_page()
        page.set_default_timeout(15_000)
        contexts.append(context)
        return page

    yield new
    for context in contexts:
        context.close()
    assert not strangers, strangers


ROOT = Path(__file__).resolve().parents[2]
