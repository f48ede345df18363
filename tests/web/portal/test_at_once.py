"""A served installation: fifty presses on the last button of one form make one application."""

from __future__ import annotations

import http.cookiejar
import re
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from support.served import Site
from web.portal.conftest import CONTACT, ITEMS, PERSON

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
NUMBER = re.compile(r'gk-large-number">([^<]+)<')


@pytest.fixture
def site(tmp_path):
    made = Site(tmp_path / "data")
    made.start()
    yield made
    made.close()


class Browser:
    """Cookies and forms over the wire."""

    def __init__(self, site: Site) -> None:
        self.root = f"http://127.0.0.1:{site.port}"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def get(self, path: str) -> str:
        return self.opener.open(self.root + path, timeout=60).read().decode()

    def post(self, path: str, token: str, **fields: str) -> str:
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        return self.opener.open(self.root + path, body, timeout=60).read().decode()


def test_fifty_presses_at_once_give_one_receipt(site):
    browser = Browser(site)
    token = TOKEN.search(browser.get("/apply/"))[1]
    browser.post("/apply/", token)
    for path, fields in (
        ("items", ITEMS), ("kind", {"kind": "person"}), ("person", PERSON), ("behalf", {"behalf": "self"}), ("contact", CONTACT),
        ("way", {"wanted_form": "纸质", "wanted_way": "当面领取"}),
    ):  # fmt: skip
        browser.post(f"/apply/{path}/", token, **fields)
    with ThreadPoolExecutor(50) as presses:
        pages = list(presses.map(lambda _: browser.post("/apply/check/", token), range(50)))
    numbers = {NUMBER.search(page)[1] for page in pages}
    assert len(numbers) == 1
    ledger = site.ledger()
    assert (ledger.wrong, set(ledger.numbers.values())) == ([], numbers)
