"""The page in a real browser: with a script and without, for everybody, at every width."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from browser import axe, looking
from browser.place import CHROMIUM, FLAGS
from gongkai.web.checkup.turns import AT_ONCE, Turn
from web.checkup import given

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.skipif(CHROMIUM is None, reason="no browser here")]


@pytest.fixture
def browse(live_server, tmp_path):
    """``browse(look, script=True)``: ``look(page)`` in a thread of its own (its loop forbids the database); complaints fail the test."""
    (tmp_path / "年报.docx").write_bytes(given.bad())
    (tmp_path / "扫描.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    complaints = []

    def visit(look, script):
        with playwright.sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            context = browser.new_context(java_script_enabled=script, base_url=live_server.url, locale="zh-CN", viewport=looking.DESK)
            page = context.new_page()
            page.set_default_timeout(20_000)
            page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            found = look(page)
            browser.close()
            return found

    def browse(look, *, script=True):
        with ThreadPoolExecutor(1) as threads:
            found = threads.submit(visit, look, script).result()
        assert not complaints, complaints
        return found

    browse.folder = tmp_path
    return browse


def check(page, path):
    page.goto(given.ADDRESS)
    page.set_input_files("#id_report", str(path))
    page.click("form[action='/checkup/'] .gk-button")
    page.wait_for_selector("[data-found]", state="attached")


def test_the_page_and_every_result_can_be_used_by_everybody(browse):
    def look(page):
        page.goto(given.ADDRESS)
        page.locator("main details").evaluate_all("all => all.forEach(each => each.open = true)")
        wrong = axe.at_all_sizes(page)
        for name in ("年报.docx", "扫描.png"):
            check(page, browse.folder / name)
            page.locator("main details").evaluate_all("all => all.forEach(each => each.open = true)")
            wrong += axe.at_all_sizes(page)
        return wrong

    assert browse(look) == []


def test_a_note_stands_beside_its_words_on_a_wide_screen_and_below_them_on_a_phone(browse):
    def look(page):
        check(page, browse.folder / "年报.docx")
        row = page.locator(".gk-sheet__row", has=page.locator(".gk-note")).first
        found = []
        for size in (looking.DESK, looking.PHONE):
            page.set_viewport_size(size)
            words, note = row.locator(".gk-sheet__text").bounding_box(), row.locator(".gk-note").first.bounding_box()
            found.append((note["x"] >= words["x"] + words["width"], note["y"] >= words["y"] + words["height"]))
        return found

    assert browse(look) == [(True, False), (False, True)]


def test_with_a_script_the_page_stays_and_the_focus_goes_to_what_was_found(browse):
    def look(page):
        check(page, browse.folder / "年报.docx")
        page.wait_for_function("document.activeElement.id === 'gk-found'")
        with page.expect_download() as download:
            page.click("text=下载 Word 文件")
        return (
            page.locator("#id_report").evaluate("each => each.files[0].name"),
            download.value.suggested_filename,
            page.locator("[data-far]").is_hidden(),
        )

    assert browse(look) == ("年报.docx", "年报（改后）.docx", True)


def test_without_a_script_the_same_comes_as_a_page(browse):
    def look(page):
        check(page, browse.folder / "年报.docx")
        numbers = page.locator(".gk-note").count()
        with page.expect_download() as download:
            page.click("text=下载 Word 文件")
        return numbers > 5, page.locator("h1").inner_text(), download.value.suggested_filename

    assert browse(look, script=False) == (True, "年报体检", "年报（改后）.docx")


def test_who_waits_sees_his_place(browse, settings):
    others = [Turn(f"{settings.ENVIRONMENT.data}/checkup") for _ in range(AT_ONCE)]
    for turn in others:
        turn.begin()

    def look(page):
        page.goto(given.ADDRESS)
        page.set_input_files("#id_report", str(browse.folder / "年报.docx"))
        page.click("form[data-checkup] .gk-button")
        page.wait_for_selector("text=排在第 1 位")
        for turn in others:
            turn.end()
        page.wait_for_selector("[data-found]")
        return page.locator(".gk-turn:visible").count()

    assert browse(look) == 0


def test_a_dropped_file_is_taken(browse):
    def look(page):
        page.goto(given.ADDRESS)
        page.evaluate("""() => {
          const held = new DataTransfer();
          held.items.add(new File(["示例镇人民政府2023年政府信息公开工作年度报告"], "拖来的.txt"));
          document.querySelector("form[data-checkup]").dispatchEvent(new DragEvent("drop", {dataTransfer: held, bubbles: true, cancelable: true}));
        }""")
        return page.locator("#id_report").evaluate("each => each.files[0].name")

    assert browse(look) == "拖来的.txt"


def test_what_goes_over_the_wire_is_light(browse):
    def look(page):
        page.goto(given.ADDRESS, wait_until="networkidle")
        return page.evaluate(
            "() => performance.getEntries().filter(e => e.transferSize !== undefined).reduce((sum, e) => sum + e.transferSize, 0)"
        )

    assert browse(look) < 300 * 1024
