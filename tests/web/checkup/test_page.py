"""The page: without a script, without an account, and what is said when nothing can be checked."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile

import pytest
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client

from gongkai.lib import limits
from gongkai.report.output.checked import counts
from gongkai.report.rules import check
from gongkai.report.rules.context import Context
from gongkai.report.sample import flawed
from gongkai.web.checkup import answers, apart, turns, views
from gongkai.web.checkup.turns import AT_ONCE, WAITING, Turn
from support import hostile
from web.checkup import given
from web.checkup.given import ADDRESS, MACHINE, MENDED, post, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings):
    return f"{settings.ENVIRONMENT.data}/checkup"


@pytest.fixture
def stand(folder):
    """``stand(n)``: so many others stand in front."""
    others = []

    def come(number):
        others.extend(Turn(folder) for _ in range(number))
        for turn in others[-number:]:
            turn.begin()
        return others

    yield come
    for turn in others:
        turn.end()


# --- without a script ---------------------------------------------------------------------------------------


def test_the_page_is_open_to_everybody_and_says_what_becomes_of_the_file(client):
    text = text_of(client.get(ADDRESS))
    for words in ("年报体检", "不写磁盘", "不进数据库", "最大 32 MB", "application/json"):
        assert words in text


def test_the_answer_to_a_post_is_the_page_with_the_findings_in_place(client):
    answer = post(client, given.bad())
    text = text_of(answer)
    assert answer.status_code == 200
    assert re.search(r'<mark class="gk-found--\w+">示例镇示例镇</mark>', text)
    for words in ("怎样改：", "依据：国办公开办函〔2021〕30号", "（规则 S001）", "年报.docx"):
        assert words in text


def test_every_number_in_the_text_leads_to_its_note_and_back(client):
    text = text_of(post(client, given.bad()))
    ids = re.findall(r'\sid="([fm]\d+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([fm]\d+)"', text)) == set(ids)


def test_the_findings_are_counted_in_words(client):
    found = counts(check(Context(flawed())))
    text = text_of(post(client, given.bad()))
    assert re.search(r"发现 (\d+) 处问题：错误 (\d+) 处", text)
    assert abs(int(re.search(r"错误 (\d+) 处", text)[1]) - found["error"]) <= 1  # a Word file keeps less of a report than its model


def test_a_report_without_a_fault_is_told_so(client):
    text = text_of(post(client, given.good()))
    assert "没有发现问题" in text
    assert "内容没有改动" in text


def test_a_file_that_cannot_be_used_is_one_sentence_with_the_form_below(client):
    text = text_of(post(client, hostile.PNG + bytes(64), name="扫描件.png"))
    assert "扫描件.png：是 PNG 图片，没有文字，请改用 Word、PDF、网页、表格或文本格式的年度报告。" in text
    assert 'name="report"' in text


def test_nothing_of_the_file_is_html_on_the_page(client):
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&lt;{{ form }}{% url %}"
    page = f"示例镇人民政府2023年政府信息公开工作年度报告\n一、总体情况\n{evil}已已公开。\n"
    text = text_of(post(client, page.encode(), name=f"{evil}.txt", organ=evil))
    body = re.sub(r'<script src="[^"]+"( defer)?></script>', "", text)
    assert "<script" not in body
    assert "<img" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert evil in html.unescape(text)


def test_the_mended_file_comes_from_the_page_itself(client):
    held = given.carried(text_of(post(client, given.bad(), name="示例镇年报.pdf")))
    other = Client()  # another visitor's browser, another process: nothing is kept anywhere
    answer = other.post(MENDED, {"mended": held})
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E7%A4%BA%E4%BE%8B%E9%95%87")
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert "示例镇示例镇组织" not in zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode().partition("修改说明")[0]


@pytest.mark.parametrize("held", ["", "x", "1.2.3:4"])
def test_a_file_that_was_not_made_here_is_not_handed_out(client, held):
    answer = client.post(MENDED, {"mended": held})
    assert answer.status_code == answers.UNUSABLE
    assert "请把年度报告再检查一次" in text_of(answer)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"year": "23"}, "年度要写四位数字，例如 2025，现在写的是“23”。"),
        ({"organ": "镇" * 101}, "机关名称最多 100 个字，现在有 101 个。请删减。"),
    ],
)
def test_what_is_filled_in_wrongly_is_said_beside_its_field(client, fields, words):
    text = text_of(post(client, given.good(), **fields))
    assert text.count(words) == 2  # in the summary and beside the field
    assert '<details class="gk-details" open>' in text


def test_no_file_and_an_empty_file_are_told_apart(client):
    assert "请上传年度报告。" in text_of(client.post(ADDRESS, {}))
    assert "文件是空的，请确认选对了文件。" in text_of(post(client, b""))


def test_a_file_larger_than_the_readers_take_is_refused_with_its_name(client, monkeypatch):
    monkeypatch.setattr(limits, "RAW_BYTES", 1000)
    assert "“大文件.docx”超过" in text_of(post(client, given.good(), name="大文件.docx"))


def test_the_year_may_be_written_as_people_write_it(client):
    assert "没有发现问题" in text_of(post(client, given.good(), year="２０２３年"))


def test_a_form_of_another_site_is_refused():
    strict = Client(enforce_csrf_checks=True)
    assert post(strict, given.good()).status_code == 403
    assert strict.post(MENDED, {"mended": "x"}).status_code == 403
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', text_of(strict.get(ADDRESS)))[1]
    answer = post(strict, given.bad(), csrfmiddlewaretoken=token)
    assert answer.status_code == 200
    text = text_of(answer)
    again = re.search(r'csrfmiddlewaretoken" value="(\w+)"', text)[1]
    assert strict.post(MENDED, {"mended": given.carried(text), "csrfmiddlewaretoken": again}).status_code == 200


def test_every_answer_has_the_strict_headers_and_no_cache_keeps_it(client):
    for answer in (client.get(ADDRESS), post(client, given.bad()), post(client, given.bad(), headers={"Accept": MACHINE})):
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "no-store"


def test_htmx_gets_what_was_found_alone(client):
    text = text_of(post(client, given.bad(), headers={"HX-Request": "true"}))
    assert text.lstrip().startswith('<section class="gk-found"')
    assert "<html" not in text
    text = text_of(client.post(ADDRESS, {"year": "x"}, headers={"HX-Request": "true"}))
    assert text.strip().startswith('<div class="gk-error-summary"')


# --- for programs -------------------------------------------------------------------------------------------


def test_a_program_gets_the_document_of_the_command_without_a_cookie():
    answer = post(Client(enforce_csrf_checks=True), given.bad(), headers={"Accept": MACHINE})
    (file,) = json.loads(text_of(answer))["files"]
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json; charset=utf-8")
    assert set(file) == {"file", "report", "findings", "summary"}
    assert not answer.cookies


def test_a_program_is_told_what_is_wrong_as_json(client):
    answer = post(client, hostile.PNG + bytes(64), headers={"Accept": MACHINE})
    assert (answer.status_code, list(json.loads(text_of(answer))["files"][0])) == (422, ["file", "error"])
    answer = client.post(ADDRESS, {"year": "x"}, headers={"Accept": MACHINE})
    assert answer.status_code == 422
    assert [each["where"] for each in json.loads(text_of(answer))["problems"]] == ["report", "year"]


@pytest.mark.parametrize("accept", ["*/*", "text/html,application/xhtml+xml,*/*;q=0.8", ""])
def test_who_does_not_ask_for_json_gets_the_page(client, accept):
    assert "<html" in text_of(post(client, given.good(), headers={"Accept": accept} if accept else {}))


# --- limits and the row ---------------------------------------------------------------------------------------


def test_one_network_checks_so_many_a_minute_and_then_waits(client, monkeypatch):
    monkeypatch.setattr(views, "LIMIT", views.LIMIT._replace(limit=2))
    assert [client.post(ADDRESS, {}).status_code for _ in range(3)] == [200, 200, answers.OFTEN]
    answer = post(client, given.good(), headers={"Accept": MACHINE})
    assert answer.status_code == answers.OFTEN
    assert 0 < int(answer["Retry-After"]) <= 70
    assert "一分钟最多检查 2 份" in text_of(answer)


def test_who_comes_while_all_are_busy_sees_his_place_and_then_the_findings(client, stand, monkeypatch):
    others = stand(AT_ONCE + 2)
    answer = post(client, given.bad())
    assert (answer.streaming, answer["X-Accel-Buffering"]) == (True, "no")

    def one_leaves(seconds):
        leaving = next((turn for turn in others if not turn.place and turn._held is not None), None)
        if leaving:
            leaving.end()
        for turn in others:
            if turn._held is not None:
                turn.move()

    monkeypatch.setattr(answers.time, "sleep", one_leaves)
    text = text_of(answer)
    assert re.findall(r'data-place="(\d)"', text) == ["3", "2", "1", "0"]
    assert text.index("排在第 3 位") < text.index("轮到您了") < text.index('id="gk-found"') < text.index("</html>")
    assert "@@" not in text
    assert text.count("<h1>") == 1


def test_a_row_that_is_full_sends_people_and_programs_away_for_a_while(client, stand):
    stand(AT_ONCE + WAITING)
    for headers in ({}, {"Accept": MACHINE}):
        answer = post(client, given.good(), headers=headers)
        assert (answer.status_code, answer["Retry-After"]) == (answers.BUSY, str(answers.COME_BACK))
        assert "请过 20 秒再试" in text_of(answer)


def test_nobody_waits_for_ever(client, stand, monkeypatch):
    stand(AT_ONCE)
    monkeypatch.setattr(answers.time, "sleep", lambda seconds: None)
    assert answers.TOO_LONG in text_of(post(client, given.good()))
    assert post(client, given.good(), headers={"Accept": MACHINE}).status_code == answers.BUSY


@pytest.mark.django_db(transaction=True)  # the end of a request that is given up closes a connection in which a transaction is open
def test_every_way_out_gives_the_place_back(client, stand, folder):
    stand(AT_ONCE)
    post(client, given.good()).close()  # gone before the first line
    half = post(client, given.good())
    next(iter(half.streaming_content))
    half.close()
    client.post(ADDRESS, {})
    other = Turn(folder)
    assert other.begin() == 1
    other.end()
    assert turns._here._value == turns._MOST_HERE


def test_a_fault_while_checking_gives_the_place_back(client, folder, monkeypatch):
    monkeypatch.setattr(apart, "examine", lambda *given, **more: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        post(client, given.good())
    other = Turn(folder)
    assert other.begin() == 0
    other.end()
    assert turns._here._value == turns._MOST_HERE


def test_a_large_file_goes_to_no_temporary_file(client, monkeypatch):
    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", lambda *given, **more: pytest.fail("a file goes to the disk"))
    padded = "示例镇人民政府2023年政府信息公开工作年度报告\n".encode() + b" " * (3 * 1024 * 1024)
    assert post(client, padded, name="a.txt").status_code == 200
