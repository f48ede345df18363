"""The public side as a folder on a disk: opened from ``file://``, with and without script. And how little the live site's first page weighs."""

from __future__ import annotations

import os
import subprocess
from urllib.parse import unquote, urlsplit

import pytest

from browser.place import DESK, PHONE, command, environment
from support import links

pytestmark = pytest.mark.timeout(900)  # the first test exports the demonstration
FIRST_PAGE_BYTES, FIRST_PAGE_REQUESTS = 100 * 1024, 15


@pytest.fixture(scope="module")
def folder(site, tmp_path_factory):
    """The demonstration, exported by the command while it is served."""
    target = tmp_path_factory.mktemp("static") / "site"
    subprocess.run(
        command("export-site", str(target), data=site.data), check=True, stdout=subprocess.DEVNULL, timeout=600, env=environment()
    )
    return target


@pytest.fixture
def open_folder(chromium, folder):
    """``open_folder(script=True, phone=False)`` → the first page of the town; what leaves the folder and any word in the console fails the test."""
    contexts, strangers, complaints = [], [], []

    def new(*, script: bool = True, phone: bool = False):
        context = chromium.new_context(java_script_enabled=script, viewport=PHONE if phone else DESK, locale="zh-CN", accept_downloads=True)
        context.on(
            "request", lambda request: strangers.append(request.url) if not request.url.startswith((folder.as_uri(), "data:")) else None
        )
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}") if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on(
            "requestfailed",
            lambda request: complaints.append(f"{page.url}: {request.url}: {request.failure}") if missing(request) else None,
        )
        contexts.append(context)
        return page

    yield new
    for context in contexts:
        context.close()
    assert not strangers, strangers
    assert not complaints, complaints


def missing(request):
    """Whether the file is not there; what the browser itself gave up, because the page was left before its icon came, is no fault of the folder."""
    return request.failure != "net::ERR_ABORTED"


def with_file(folder, town):
    """The page of a thing that has an attachment, and the name of the file on it."""
    for place, _, names in os.walk(folder / "o" / town / "items"):
        if os.path.basename(place) == "files" and names:
            return os.path.join(os.path.dirname(place), "index.html"), sorted(name for name in names if not name.endswith(".gz"))[0]
    raise AssertionError("no thing of the demonstration has an attachment")


def test_no_link_of_the_folder_is_broken(folder):
    assert links.broken(str(folder)) == []


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("phone", [True, False])
def test_from_the_first_page_to_a_list_to_a_thing_and_back(open_folder, folder, site, script, phone):
    page = open_folder(script=script, phone=phone)
    page.goto((folder / "index.html").as_uri())
    page.get_by_role("link", name="示例镇", exact=False).first.click()
    assert f"/o/{site.seed['town']}/index.html" in page.url
    page.locator(".gk-doors").get_by_role("link", name="法定主动公开内容").click()
    assert page.url.endswith("/items/index.html")
    first = page.locator(".gk-rows a").first
    title = first.inner_text()
    first.click()
    assert page.locator("h1").inner_text() == title
    assert page.locator(".gk-body").inner_text().strip()
    styled = page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily") if script else "styled"
    assert styled
    page.locator(".gk-organ a").click()
    assert page.url.endswith(f"/o/{site.seed['town']}/index.html")


@pytest.mark.parametrize("script", [True, False])
def test_an_attachment_is_there(open_folder, folder, site, script):
    where, name = with_file(folder, site.seed["town"])
    page = open_folder(script=script)
    page.goto(f"file://{where}")
    link = page.locator(f'a[href$="{name}"]').first
    target = unquote(
        urlsplit(link.evaluate("each => each.href") if script else f"{os.path.dirname(where)}/{link.get_attribute('href')}").path
    )
    assert os.path.getsize(target) > 0


def test_titles_are_found_without_a_server(open_folder, folder, site):
    page = open_folder()
    page.goto((folder / "o" / site.seed["town"] / "items" / "index.html").as_uri())
    title = page.locator(".gk-rows a").first.inner_text()
    words = title[:6]
    page.locator("#gk-q").fill(words)
    page.get_by_role("button", name="查找").click()
    assert "/search/index.html" in page.url
    page.get_by_role("link", name=title).first.click()
    assert page.locator("h1").inner_text() == title
    page.go_back()
    page.locator("#gk-q").fill("没有这样的文件名称")
    page.get_by_text("没有找到").wait_for()


def test_without_script_the_search_says_where_to_look(open_folder, folder, site):
    page = open_folder(script=False)
    page.goto((folder / "o" / site.seed["town"] / "search" / "index.html").as_uri())
    page.get_by_role("link", name="公开目录").first.click()
    assert "/catalogue/index.html" in page.url


@pytest.mark.parametrize("name", ["apply", "complain"])
def test_what_needs_the_site_says_so_and_how_else(open_folder, folder, site, name):
    page = open_folder(script=False)
    page.goto((folder / "o" / site.seed["town"] / name / "index.html").as_uri())
    assert "这一项要在网站上办理" in page.locator("main").inner_text()
    assert page.locator("main").get_by_text("办公室").count() or page.locator("main").get_by_text("电话").count()


# --- the live site -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/o/{town}/", "/o/{town}/items/"])
def test_a_first_page_is_small_and_asks_little(visit, site, path):
    """Measured as the network sees it: packed bodies and headers, nothing kept from before."""
    page = visit(phone=True)
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    asked, came = [], []
    network.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    network.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
    page.goto(path.format(town=site.seed["town"]))
    page.wait_for_load_state("networkidle")
    sent = [url for url in asked if not url.startswith("data:")]
    assert len(sent) <= FIRST_PAGE_REQUESTS, sent
    assert 0 < sum(came) <= FIRST_PAGE_BYTES, dict(zip(sent, came, strict=False))


def test_what_a_reader_comes_for_works_without_script(visit, site):
    town = site.seed["town"]
    page = visit(script=False)
    page.goto(f"/o/{town}/")
    page.locator(".gk-doors").get_by_role("link", name="法定主动公开内容").click()
    title = page.locator(".gk-rows a").first.inner_text()
    page.locator(".gk-rows a").first.click()
    assert page.locator("h1").inner_text() == title
    page.locator("#gk-q").fill(title[:6])
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name=title).first.click()
    assert page.locator("h1").inner_text() == title
    page.get_by_role("link", name="我要纠错", exact=True).first.click()
    assert title in page.locator("main").inner_text()
    page.get_by_label("有错别字").or_(page.locator("input[type=radio]").first).first.check()
    page.locator("textarea").fill("第二段的日期应当是三月。")
    page.get_by_role("button", name="提交").click()
    page.get_by_role("heading", name="已经收到").wait_for()
    for door in ("guide", "rules", "reports", "catalogue", "statistics", "map", "simple", "flow"):
        answer = page.goto(f"/o/{town}/{door}/")
        assert answer.status == 200
        assert page.locator("h1").inner_text()
    page.goto(f"/o/{town}/apply/")
    page.locator("main button").first.click()
    assert "/apply/" in page.url
