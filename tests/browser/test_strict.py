"""What goes with every answer: a strict policy, no guessed types, nothing from elsewhere; also with the pages of what went wrong."""

from __future__ import annotations

import contextlib
import http.client
import shutil
import sqlite3
import subprocess
from urllib.parse import urlsplit

import pytest

from browser import hands
from browser.place import command, environment, free_port, wait_for

ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
OWN = ("'self'", "'none'", "data:")
# A page of text from elsewhere, in a sandbox of its own: styles stand in it because the editor of WeChat takes nothing else.
IN_A_SANDBOX = {"desk:manual_preview": {"referrer-policy: no-referrer", "style-src 'unsafe-inline'"}}
WRONG_CODE = "0000-0000-0000"
TRIES = 12  # one number may be tried ten times an hour


def lax(headers, page=True):
    """What the headers lack; a page has a policy that names nothing but this site."""
    missing = [f"{name}: {headers.get(name)}" for name, value in ALWAYS.items() if headers.get(name) != value]
    policy = {part.split()[0]: part.split()[1:] for part in headers.get("content-security-policy", "").split(";") if part.strip()}
    if page and policy.get("default-src") != ["'none'"]:
        missing.append(f"default-src {policy.get('default-src')}")
    missing += [f"{name} {source}" for name, sources in policy.items() for source in sources if source not in OWN]
    if any("data:" in sources for name, sources in policy.items() if name != "img-src"):
        missing.append("data: for more than pictures")
    return missing


def asked(site, method, path, **headers):
    """Status, headers and words, over a plain connection."""
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=20)
    with contextlib.closing(connection):
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()


@pytest.mark.parametrize("role", ["", "officer", "auditor"])
def test_every_address_answers_with_the_strict_headers(visit, site, role):
    page = visit()
    if role:
        hands.login(page, site.seed["accounts"][role], site.seed["password"])
    wrong = {}
    for name, address in site.seed["pages"].items():
        answer = page.context.request.get(address, max_redirects=0, fail_on_status_code=False)
        is_page = answer.headers.get("content-type", "").startswith("text/html")
        found = set(lax(answer.headers, is_page))
        if name in IN_A_SANDBOX and found:
            assert "sandbox" in answer.headers["content-security-policy"].split("; ")
            found -= IN_A_SANDBOX[name]
        if answer.status >= 500 or found:
            wrong[name] = (answer.status, found)
    assert not wrong


@pytest.mark.parametrize(
    ("status", "method", "path", "headers"),
    [
        (400, "GET", "/", {"Host": "elsewhere.example"}),
        (403, "POST", "/track/", {"Content_Length": "0"}),
        (404, "GET", "/nowhere/", {}),
        (405, "GET", "/apply/found/", {}),
        (413, "POST", "/track/", {"Content_Length": "50000000"}),
    ],
)
def test_what_went_wrong_is_told_with_the_strict_headers(site, status, method, path, headers):
    told, given, words = asked(site, method, path, **headers)
    assert (told, lax(given)) == (status, [])
    assert status == 405 or "<h1>" in words


def test_who_guesses_codes_is_slowed_down_and_told_the_other_ways(visit, site):
    page = visit(quiet=False)
    statuses = []
    page.on("response", lambda answer: statuses.append((answer.status, answer.headers)) if answer.request.method == "POST" else None)
    for _ in range(TRIES):
        hands.track(page, hands.Receipt("示政公开申〔2026〕9999号", WRONG_CODE, ""))
        if statuses[-1][0] == 429:
            break
    assert statuses[-1][0] == 429
    assert lax(statuses[-1][1]) == []
    assert "retry-after" in statuses[-1][1]
    assert all(way in hands.main(page) for way in ("当面", "邮寄", "传真"))


def test_a_page_that_failed_says_what_became_of_the_application(site, tmp_path):
    data = tmp_path / "broken"
    shutil.copytree(site.data, data, ignore=shutil.ignore_patterns("*-wal", "*-shm", "demo"))
    with contextlib.closing(sqlite3.connect(data / "gongkai.sqlite3")) as database:
        database.execute("ALTER TABLE organs_organ RENAME TO gone")
    port = free_port()
    server = subprocess.Popen(
        command("serve", "--port", str(port), "--no-worker", data=str(data)),
        start_new_session=True,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/calculator/", server)
        told, given, words = asked(site._replace(url=f"http://127.0.0.1:{port}"), "GET", "/")
    finally:
        server.terminate()
        server.wait(30)
    assert (told, lax(given)) == (500, [])
    assert "没有写入任何内容" in words
    assert "Traceback" not in words


@pytest.mark.parametrize("address", ["/", "/track/", "/apply/"])
def test_a_page_is_light_and_comes_from_here(visit, address):
    page = visit(phone=True)
    page.goto(address, wait_until="networkidle")
    sizes = page.evaluate("() => performance.getEntries().filter(e => e.transferSize !== undefined).map(e => [e.name, e.transferSize])")
    assert len(sizes) <= 15
    assert sum(size for _, size in sizes) <= 100 * 1024, sizes
