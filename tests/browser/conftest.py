"""A site as ``gongkai demo`` makes it, served by ``gongkai serve``, and Debian's Chromium to look at it."""

from __future__ import annotations

import os

import pytest

from browser import hands
from browser.place import CHROMIUM, DESK, FLAGS, PHONE, served


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in str(item.path).replace(os.sep, "/"):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The demo in a folder of its own. Tests add to it and never count what others made."""
    folder = tmp_path_factory.getbasetemp()
    with served(folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) as place:
        yield place


# Playwright keeps a loop in the thread, beside which Django refuses the database: it is gone before tests of another kind.
@pytest.fixture(scope="module")
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
    """``visit(script=True, phone=False, large=False)`` → a page of a new visitor; what it asks of other hosts and any error in its console fails the test."""
    contexts, strangers, complaints = [], [], []

    def new(*, script: bool = True, phone: bool = False, large: bool = False, size=None, quiet: bool = True):
        context = chromium.new_context(
            java_script_enabled=script, viewport=size or (PHONE if phone else DESK), base_url=site.url, locale="zh-CN"
        )
        if large:
            context.add_cookies([{"name": "gk-text", "value": "large", "url": site.url}])
        context.on(
            "request", lambda request: strangers.append(request.url) if not request.url.startswith((site.url, "data:", "blob:")) else None
        )
        page = context.new_page()
        page.set_default_timeout(10_000)
        if quiet:
            page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}") if said.type in ("error", "warning") else None)
            page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        contexts.append(context)
        return page

    yield new
    for context in contexts:
        context.close()
    assert not strangers, strangers
    assert not complaints, complaints


@pytest.fixture
def desk(visit, site):
    """``desk("officer", phone=False)`` → a page of somebody with that role in the town, logged in."""

    def enter(role, *, phone=False):
        page = visit(phone=phone)
        hands.login(page, site.seed["accounts"][role], site.seed["password"])
        return page

    return enter
