"""A real browser loads the components under our headers: the script helps, and nothing is refused."""

from __future__ import annotations

import shutil
import subprocess

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync "
    "--enable-logging=stderr --v=0 --virtual-time-budget=3000 --dump-dom"
).split()


@pytest.fixture
def loaded(live_server, settings, tmp_path):
    settings.DEBUG = True  # the review page is open to developers
    return subprocess.run(
        [CHROMIUM, *QUIET, f"--user-data-dir={tmp_path}", f"{live_server.url}/ui/components"],
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
    )


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no browser here")
def test_the_script_helps_and_no_header_stands_in_its_way(loaded):
    assert "还可以写 1990 字" in loaded.stdout  # of 2,000, ten are written
    assert '<button type="button" class="gk-button gk-button--plain gk-button--small" data-copy="copy-example">' in loaded.stdout
    assert "<style" not in loaded.stdout  # htmx writes none of its own
    assert "Content Security Policy" not in loaded.stderr
    assert "Uncaught" not in loaded.stderr
