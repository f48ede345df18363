"""Writing the text in a real browser: what is said of it comes while it is typed, fields are inserted, two people are joined; usable by everybody."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from browser import axe, hands
from browser.place import CHROMIUM, DESK, FLAGS, PHONE, ROOT, command, environment, free_port, wait_for

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600), pytest.mark.skipif(CHROMIUM is None, reason="no browser here")]

SEED = "from gongkai.web.config.boot import boot; boot(); from web.desk.reports.text_seed import main; main()"
PHONE_NUMBER = "户主电话13900000009。"
SHOTS = os.environ.get("GONGKAI_SHOTS", "")  # a folder for pictures of the pages


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Address of a served installation, and what its seed says."""
    data = str(tmp_path_factory.mktemp("text") / "data")
    subprocess.run(
        command("init", "--organ", "示例市人民政府", data=data), check=True, stdout=subprocess.DEVNULL, timeout=120, env=environment()
    )
    seeding = environment(GONGKAI_DATA=data, PYTHONPATH=os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]))
    words = subprocess.run([sys.executable, "-c", SEED], check=True, stdout=subprocess.PIPE, timeout=120, env=seeding).stdout
    port = free_port()
    server = subprocess.Popen(
        command("serve", "--port", str(port), "--no-worker", data=data),
        start_new_session=True,
        env=environment(),
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", server)
        yield f"http://127.0.0.1:{port}", json.loads(words)
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture
def enter(site):
    """``enter(username, size, script=True)`` → a page of somebody who is logged in; what a console complains of fails the test."""
    url, seed = site
    complaints = []
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)

        def entered(username, size=DESK, *, script=True):
            page = chromium.new_context(base_url=url, locale="zh-CN", viewport=size, java_script_enabled=script).new_page()
            page.set_default_timeout(30_000)
            page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            hands.login(page, username, seed["password"])
            return page

        yield entered
        chromium.close()
    assert not complaints, complaints


@pytest.fixture
def address(site):
    return site[1]["address"]


def shot(page, name):
    if SHOTS:
        page.screenshot(path=os.path.join(SHOTS, f"{name}.png"), full_page=True)


def save(page):
    page.get_by_role("button", name="保存", exact=True).first.click()


def faults(page, name):
    """What axe finds serious and what sticks out of a phone, at three sizes."""
    return axe.at_all_sizes(page, lambda size: shot(page, f"{name}-{size}"))


def test_what_is_typed_is_checked_at_once_and_the_finding_leads_to_its_words(enter, site, address):
    page = enter("officer")
    page.goto(f"{address}text/")
    text = page.locator("#id_overview").input_value()
    page.locator("#id_overview").fill(text + "\n😀" + PHONE_NUMBER)  # a character of two units before it
    note = page.locator("#seen-overview .gk-note", has_text="手机号码")
    note.wait_for()
    assert "还没有保存" in page.locator("#draft-state").inner_text()
    note.get_by_role("link", name="到文字里改").click()
    chosen = page.locator("#id_overview").evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)")
    assert chosen == "139000"
    page.locator("#id_problems").fill(site[1]["problems"])
    page.locator("#seen-problems", has_text="上年报告也有的话").wait_for()
    shot(page, "typed")


def test_a_field_is_put_where_the_cursor_stood(enter, address):
    page = enter("officer")
    page.goto(f"{address}text/")
    page.locator("#id_other").fill("甲乙")
    page.locator("#id_other").evaluate("area => area.setSelectionRange(1, 1)")
    page.locator("a[data-fields='id_other']").click()
    page.locator("summary", has_text="依申请公开").click()
    page.locator("[data-insert='{新收申请数}']").click()
    assert page.locator("#id_other").input_value() == "甲{新收申请数}乙"
    page.locator("#seen-other a[title='新收申请数']").wait_for()


def test_a_reason_that_somebody_writes_is_not_taken_from_under_his_hands(enter, address):
    page = enter("officer")
    page.goto(f"{address}text/")
    page.locator("#id_other").fill("没有什么要说的。")
    reason = page.locator("#seen-other .gk-draft__reason input").first
    reason.wait_for()
    with page.expect_response(lambda answer: answer.url.endswith("/text/check")):
        page.locator("#id_other").fill("没有什么要说的了。")
        reason.click()
        reason.press_sequentially("区里")
    page.wait_for_timeout(300)
    reason.press_sequentially("要求")
    assert reason.input_value() == "区里要求"
    with page.expect_response(lambda answer: answer.url.endswith("/text/check")):
        page.locator("#id_note").focus()
    page.locator("#seen-other", has_text="没有什么要说的了。").wait_for()
    assert page.locator("#seen-other .gk-draft__reason input").first.input_value() == "区里要求"


def test_two_browsers_that_write_at_one_place_both_keep_their_words(enter, address):
    first, second = enter("officer"), enter("head", PHONE)
    for page in (first, second):
        page.goto(f"{address}text/")
    first.locator("#id_other").fill("本年度未收取信息处理费。甲写的一句。")
    second.locator("#id_other").fill("本年度未收取信息处理费。乙写的另一句。")
    save(first)
    first.locator(".gk-notice--done").wait_for()
    save(second)
    second.wait_for_url("**/text/aside/*/")
    place = second.locator("textarea")
    assert "甲写的一句。" in place.input_value()
    assert "乙写的另一句。" in place.input_value()
    wrong = faults(second, "aside")
    second.locator("section", has_text="现在的").get_by_role("button", name="用这一种").last.click()
    assert place.input_value() == "乙写的另一句。"
    place.fill("两人商量的一句。")
    second.get_by_role("button", name="就这样合并").click()
    second.locator(".gk-notice--done", has_text="已合并").wait_for()
    assert second.locator("#id_other").input_value() == "本年度未收取信息处理费。两人商量的一句。"
    second.goto(f"{address}revisions/?old=1&new=4")
    assert not [*wrong, *faults(second, "revisions")]


def test_the_page_can_be_used_by_everybody_with_all_of_it_open(enter, address):
    page = enter("officer")
    page.goto(f"{address}text/")
    page.locator("#id_overview").fill(page.locator("#id_overview").input_value() + PHONE_NUMBER + "{主动公开总}")
    page.locator("#seen-overview .gk-note", has_text="手机号码").wait_for()
    wrong = faults(page, "text")
    page.locator("main details").evaluate_all("all => all.forEach(each => each.open = true)")
    assert not [*wrong, *faults(page, "text-open")]


def test_without_a_script_the_same_is_said_after_saving(enter, address):
    page = enter("officer", script=False)
    page.goto(f"{address}text/")
    page.locator("#id_problems").fill("无。" + PHONE_NUMBER)
    save(page)
    assert page.locator("#seen-problems .gk-note", has_text="手机号码").count()
    assert page.locator("#seen-problems mark", has_text="139000").count()
    page.locator("button[value='draft:problems']").click()
    assert "{本年第一项问题}" in page.locator("#id_problems").input_value()
