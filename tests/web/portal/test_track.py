"""Following a case: alike when wrong, limited, and the page tells the applicant all and nobody else anything."""

from __future__ import annotations

from datetime import date, timedelta
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.ledger.vocabulary.codes import Way
from gongkai.web.applications import codes
from gongkai.web.applications.codes import code_of
from gongkai.web.applications.models import Consulted, Letter
from gongkai.web.applications.services.acting import state_of
from gongkai.web.portal import limits
from support import web
from web.portal.conftest import PNG, Citizen

CORRECTION = {"corrections": "请写明要哪一年的名单"}


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def case(application, today):
    return application


@pytest.fixture
def following(citizen, case):
    """The applicant has opened the case."""
    citizen.follow(case)
    return citizen


# --- number and code ------------------------------------------------------------------------------------------


def test_number_and_code_open_the_case_and_neither_stands_in_an_address(citizen, case):
    answer = citizen.follow(case)
    assert answer.url == "/track/case/"
    assert "最迟2026年3月30日前答复" in text_of(citizen.get("/track/case/"))


def test_brackets_blanks_and_small_letters_do_not_matter(citizen, case):
    number = case.register_number.replace("〔", "[").replace("〕", "] ")
    code = code_of(case.pk).lower().replace("-", " ")
    assert citizen.post("/track/", number=number, code=code).url == "/track/case/"


@pytest.mark.parametrize(
    "typed",
    [
        "示政公开申[2026]1号", "示政公开申（2026）1号", "示政公开申【2026】1", "示政公开申 2026 1", "示政公开申２０２６年第1号", "示政公开申〔２０２６〕1", "示政公开申2026-001",
        "示政公开申20261", " 示政公开申｛2026｝ 1 号 ", "示政公开申《2026》１",
    ],
)  # fmt: skip
def test_the_number_may_be_typed_in_any_way(citizen, case, typed):
    assert case.register_number == "示政公开申〔2026〕1号"
    assert citizen.post("/track/", number=typed, code=code_of(case.pk)).url == "/track/case/"


def test_a_number_of_an_imported_register_is_found_as_it_is_written(citizen, case):
    type(case).objects.filter(pk=case.pk).update(register_number="2026-003")
    assert citizen.post("/track/", number=" 2026-003 ", code=code_of(case.pk)).url == "/track/case/"


def test_the_page_shows_how_the_number_may_be_typed(citizen):
    page = text_of(citizen.get("/track/"))
    assert "示政公开申[2026]12" in page
    assert "示政公开申 2026 12" in page


def plain(answer) -> str:
    """The page without what differs in any two pages: the token and what was typed."""
    typed = ("csrfmiddlewaretoken", 'name="number"', 'name="code"')
    return "\n".join(line for line in text_of(answer).splitlines() if not any(each in line for each in typed))


def test_wrong_number_and_wrong_code_are_answered_alike(citizen, case):
    wrong_code = citizen.post("/track/", number=case.register_number, code="0000-0000-0000")
    wrong_number = citizen.post("/track/", number="示政公开申〔2026〕999号", code=code_of(case.pk))
    assert "登记号或者查询码不对" in text_of(wrong_code)
    assert (plain(wrong_code), wrong_code.status_code) == (plain(wrong_number), wrong_number.status_code)
    assert not wrong_code.cookies.get("gk-case")


def test_as_many_codes_are_compared_for_a_number_that_is_not_there(citizen, case):
    counts = []
    for number in (case.register_number, "示政公开申〔2026〕999号"):
        with mock.patch.object(limits, "matches", wraps=codes.matches) as compared:
            citizen.post("/track/", number=number, code="0000-0000-0000")
        counts.append(compared.call_count)
    assert counts[0] == counts[1]


def test_guessing_is_slowed_by_number_and_the_page_offers_other_ways(citizen, case):
    for _ in range(10):
        citizen.post("/track/", number=case.register_number, code="0000-0000-0000")
    answer = citizen.post("/track/", number=case.register_number, code="0000-0000-0001")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "窗口" in text_of(answer)
    assert "邮寄" in text_of(answer)


def test_right_ones_are_no_guesses(citizen, case):
    answers = [citizen.follow(case).status_code for _ in range(15)]
    assert answers == [302] * 15


def test_the_case_closes_after_an_hour(following, today, monkeypatch):
    monkeypatch.setattr("gongkai.web.clock.now", lambda: web.at(web.MONDAY) + timedelta(minutes=61))
    assert following.get("/track/case/").url == "/track/?over=1"


def test_a_forged_cookie_opens_nothing(citizen, case):
    citizen.browser.cookies["gk-case"] = f"{case.pk}.99999999999:forged"
    assert citizen.get("/track/case/").url == "/track/?over=1"


def test_another_browser_sees_nothing(following, neighbour):
    for path in ("", "days/", "correct/", "withdraw/"):
        assert neighbour.get(f"/track/case/{path}").status_code == 302


def test_closing_closes(following):
    following.post("/track/leave/")
    assert following.get("/track/case/").status_code == 302


# --- the page ---------------------------------------------------------------------------------------------------


def test_the_page_names_neither_officer_nor_identity(following, desk, case):
    page = text_of(following.get("/track/case/"))
    for hidden in ("经办人甲", "负责人丙", "13800000001", "申请人甲"):
        assert hidden not in page


def test_the_page_needs_few_queries(following, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        following.get("/track/case/")


def test_after_the_due_day_it_says_overdue_and_what_where_and_until_when(citizen, case, today):
    today(date(2026, 3, 31))
    citizen.follow(case)
    page = text_of(citizen.get("/track/case/"))
    assert "已超期" in page
    assert "示例区人民政府申请行政复议" in page
    assert "示例区人民法院" in page
    assert "申请复议最迟到 <b>2026年5月29日</b>" in page
    assert "直接起诉最迟到 <b>2026年9月30日</b>" in page
    assert "投诉、举报" in page


def test_six_months_after_the_end_of_august_is_the_end_of_february(citizen, town, today):
    case = web.application(town, on=date(2026, 8, 3))
    assert case.due_on == date(2026, 8, 31)
    today(date(2026, 9, 1))
    citizen.follow(case)
    assert "直接起诉最迟到 <b>2027年2月28日</b>" in text_of(citizen.get("/track/case/"))


def test_on_the_due_day_it_is_not_overdue(citizen, case, today):
    today(date(2026, 3, 30))
    citizen.follow(case)
    assert "已超期" not in text_of(citizen.get("/track/case/"))


def test_how_the_day_was_counted_is_shown_day_by_day(following):
    assert "第20日" in text_of(following.get("/track/case/days/"))


def ask_for_correction(desk, way=Way.POST):
    letter = desk.draft("request_correction", web.MONDAY, **CORRECTION)
    return desk.issue(letter, date(2026, 3, 4), way), letter


def test_a_correction_is_handed_in_and_the_period_begins_anew(citizen, case, desk, today):
    ask_for_correction(desk)
    today(date(2026, 3, 9))
    citizen.follow(case)
    page = text_of(citizen.get("/track/case/"))
    assert "请您补正" in page
    assert "2026年3月18日" in page
    answer = citizen.post("/track/case/correct/", text="要2025年的", documents=SimpleUploadedFile("补正.png", PNG))
    assert answer.url == "/track/case/"
    page = text_of(citizen.get("/track/case/"))
    assert "收到您的补正" in page
    assert state_of(case).correction.received_on == date(2026, 3, 9)


def test_a_correction_of_nothing_is_refused(citizen, case, desk, today):
    ask_for_correction(desk)
    citizen.follow(case)
    assert "没有写内容" in text_of(citizen.post("/track/case/correct/", text=" "))


def test_a_bad_file_in_a_correction_is_refused(citizen, case, desk, today):
    ask_for_correction(desk)
    citizen.follow(case)
    page = text_of(citizen.post("/track/case/correct/", text="见附件", documents=SimpleUploadedFile("补正.pdf", b"<html></html>")))
    assert "不是可以接收的文件" in page


def test_without_a_request_there_is_no_page_to_correct(following):
    assert following.get("/track/case/correct/").url == "/track/case/"


def test_withdrawing_needs_a_word_of_confirmation(following, case):
    assert "不能恢复" in text_of(following.get("/track/case/withdraw/"))
    assert "请先勾选" in text_of(following.post("/track/case/withdraw/", text=""))
    following.post("/track/case/withdraw/", text="不需要了", sure="on")
    assert "您已经撤回申请" in text_of(following.get("/track/case/"))


# --- letters -------------------------------------------------------------------------------------------------------


def test_a_letter_that_was_posted_can_be_read_and_kept(citizen, case, desk, today):
    ask_for_correction(desk)
    today(date(2026, 3, 5))
    citizen.follow(case)
    letter = Letter.objects.get()
    assert letter.number in text_of(citizen.get("/track/case/"))
    assert "请写明要哪一年的名单" in text_of(citizen.get(f"/track/case/letters/{letter.pk}/"))
    assert citizen.get(f"/track/case/letters/{letter.pk}/letter.docx").content.startswith(b"PK")


def test_a_letter_sent_online_is_opened_by_receiving_it(citizen, case, desk, today):
    ask_for_correction(desk, Way.ONLINE)
    today(date(2026, 3, 5))
    citizen.follow(case)
    letter = Letter.objects.get()
    page = text_of(citizen.get(f"/track/case/letters/{letter.pk}/"))
    assert "请写明要哪一年的名单" not in page
    assert citizen.get(f"/track/case/letters/{letter.pk}/letter.docx").status_code == 404
    letter.refresh_from_db()
    assert letter.state == Letter.State.ISSUED
    citizen.post(f"/track/case/letters/{letter.pk}/received/")
    letter.refresh_from_db()
    assert (letter.state, letter.served_on, letter.way) == (Letter.State.SERVED, date(2026, 3, 5), "online")
    assert "请写明要哪一年的名单" in text_of(citizen.get(f"/track/case/letters/{letter.pk}/"))


def test_a_draft_is_not_shown(following, desk, case):
    letter = desk.draft("request_correction", web.MONDAY, **CORRECTION)
    assert following.get(f"/track/case/letters/{letter.pk}/").status_code == 404


def test_a_letter_of_another_case_is_not_shown(following, town, desk, case, officer):
    other = web.application(town)
    letter = type(desk)(other, officer, desk.signer, desk.legal).draft("request_correction", web.MONDAY, **CORRECTION)
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.ISSUED)
    assert following.get(f"/track/case/letters/{letter.pk}/").status_code == 404


def test_who_was_asked_and_the_letter_to_them_are_never_shown(citizen, case, town, today):
    Consulted.objects.create(application=case, label="甲", party="third_party", name="第三方公司戊", asked="补助名单")
    case_letter = Letter.objects.create(
        organ=town, stream=case.pk, act="consult_third_party", code="P07", number="示政公开征〔2026〕1号", answers="{}", facts="{}", state=Letter.State.ISSUED,
        issued_on=web.MONDAY, drafted_by=web.account("x", "经办人庚"), drafted_at=web.at(web.MONDAY), changed_at=web.at(web.MONDAY),
    )  # fmt: skip
    citizen.follow(case)
    page = text_of(citizen.get("/track/case/"))
    assert "第三方公司戊" not in page
    assert case_letter.number not in page
    assert citizen.get(f"/track/case/letters/{case_letter.pk}/").status_code == 404


def test_nothing_of_a_case_stands_on_plain_pages(application, today):
    stranger = Citizen()
    for path in ("/", "/o/shilizhen/", "/search/?q=示例镇", "/track/", f"/track/?number={application.register_number}"):
        page = text_of(stranger.get(path))
        assert "申请人甲" not in page
        assert "农村危房改造补助对象" not in page
