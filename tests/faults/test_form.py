"""The citizen's own form, over HTTP, with the server gone between commit and answer."""

from __future__ import annotations

import contextlib
import http.client
import re
from urllib.parse import urlencode

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
PAGES = (
    ("/apply/what/", {"what": "危房改造补助"}),
    (
        "/apply/items/",
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-content": "示例镇2025年危房改造补助名单", "form-0-index_number": ""},
    ),
    ("/apply/kind/", {"kind": "person"}),
    ("/apply/person/", {"name": "申请人甲", "identity_kind": "citizen", "identity": "83000019000101002X", "proof_later": "on"}),
    ("/apply/behalf/", {"behalf": "self"}),
    ("/apply/contact/", {"phone": "13800000001", "email": "", "address": "", "postcode": ""}),
    ("/apply/way/", {"wanted_form": "电子文件", "wanted_way": "网上查阅"}),
)


class Browser:
    """A browser without script: cookies, forms with their token, redirects not followed."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """Status, and the page or where it leads. Raises what a browser shows as 「连接中断」."""
        body = urlencode({**(fields or {}), "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}) if method == "POST" else None
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            asked.request(method, path, body, headers)
            answer = asked.getresponse()
            page = answer.read().decode("utf-8", "replace")
            for name, value in re.findall(r"(?m)^([^=]+)=([^;]*)", "\n".join(answer.headers.get_all("Set-Cookie") or [])):
                self.cookies[name] = value
            return answer.status, answer.headers.get("Location") or page
        finally:
            asked.close()


def test_the_form_sent_again_after_a_crash_gives_the_same_application(site):
    site.start(GONGKAI_FAULT="after-commit")
    browser = Browser(site.port)
    assert browser.ask("GET", "/o/organ-1/apply/")[0] == 200
    assert browser.ask("POST", "/o/organ-1/apply/")[0] == 302
    for path, fields in PAGES:
        status, page = browser.ask("POST", path, fields)
        assert status == 302, f"{path}: {page[-3000:]}"
    with pytest.raises((OSError, http.client.HTTPException)):
        browser.ask("POST", "/apply/check/")
    committed = site.ledger()
    assert (committed.wrong, len(committed.numbers)) == ([], 1)
    for _ in range(100):  # the group starts the process again by itself
        with contextlib.suppress(OSError, http.client.HTTPException):
            status, where = browser.ask("POST", "/apply/check/")
            break
    assert (status, where) == (302, "/apply/receipt/")
    assert next(iter(committed.numbers.values())) in browser.ask("GET", "/apply/receipt/")[1]
    assert site.ledger() == committed
