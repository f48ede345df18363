"""A security key in a real browser, under our headers: added, used instead of a password, and used as the second step."""

from __future__ import annotations

import shutil

import pytest

from support import web

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
    "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def complaints():
    return []


@pytest.fixture
def page(officer, live_server, complaints):
    """A browser with a key in it. The database was filled before: the browser's loop does not allow it afterwards."""
    playwright = pytest.importorskip("playwright.sync_api").sync_playwright
    with playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-quic", "--disable-background-networking"])
        context = browser.new_context(base_url=live_server.url)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        session = context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
        yield page
        browser.close()


def _log_in(page):
    page.goto("/accounts/login/")
    page.fill("[name=login]", "officer")
    page.fill("[name=password]", web.PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()


def _leave(page):
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/")


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no browser here")
@pytest.mark.django_db(transaction=True)
def test_a_key_is_added_and_then_logs_in_alone_and_as_the_second_step(page, complaints):
    _log_in(page)
    page.wait_for_url("**/desk/")
    page.goto("/accounts/2fa/webauthn/add/")
    page.fill("[name=password]", web.PASSWORD)
    page.get_by_role("button", name="确认").click()
    page.check("[name=passwordless]")
    page.get_by_role("button", name="添加", exact=True).click()
    page.wait_for_url("**/recovery-codes/")

    _leave(page)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="用安全密钥登录").click()
    page.wait_for_url("**/desk/")

    _leave(page)
    _log_in(page)
    page.wait_for_url("**/2fa/authenticate/")
    page.get_by_role("button", name="用安全密钥").click()
    page.wait_for_url("**/desk/")
    assert not complaints
