"""What an applicant hands in beside the form: reasons, something more, the identity proof; kept, seen by the office, moving no period."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.lib.errors import UnusableInput
from gongkai.web.applications.models import Application, Person, Text
from gongkai.web.applications.selectors import casefile
from gongkai.web.applications.services import citizen as services
from gongkai.web.applications.services.acting import state_of
from gongkai.web.organs.services import choose
from gongkai.web.vault.models import StoredFile
from support import web
from web.portal.conftest import ITEMS, PERSON, PNG

LATER = "当面或者邮寄补交"


def text_of(answer) -> str:
    return answer.content.decode()


def scan(name: str = "证件.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PNG)


def seen_by_the_office(case: Application) -> list[tuple[str, str]]:
    return [(each.what, each.words) for each in casefile.casefile(case, web.MONDAY).handed_in]


# --- reasons (条例 Art. 35) ----------------------------------------------------------------------------------


@pytest.fixture
def asked(application, desk, today):
    """The office asked for reasons."""
    desk.send("request_reasons", date(2026, 3, 3), application_counts="2026年3月共30件")
    today(date(2026, 3, 5))
    return application


def test_reasons_are_handed_in_and_the_office_sees_them(citizen, asked):
    citizen.follow(asked)
    assert "请您说明理由" in text_of(citizen.get("/track/case/"))
    assert "2026年3月3日" in text_of(citizen.get("/track/case/reasons/"))
    answer = citizen.post("/track/case/reasons/", text="几件都和同一块地有关", documents=scan("证明.png"))
    assert answer.url == "/track/case/"
    assert seen_by_the_office(asked) == [("说明理由", "几件都和同一块地有关")]
    assert StoredFile.objects.get(purpose="说明理由").stream == asked.pk
    assert "您交来的材料" in text_of(citizen.get("/track/case/"))


def test_reasons_write_no_event_and_move_no_period(citizen, asked):
    before = len(state_of(asked).log)
    citizen.follow(asked)
    citizen.post("/track/case/reasons/", text="几件都和同一块地有关")
    assert len(state_of(asked).log) == before
    assert "最迟2026年3月30日前答复" in text_of(citizen.get("/track/case/"))


def test_reasons_of_nothing_are_refused(citizen, asked):
    citizen.follow(asked)
    assert "没有写内容" in text_of(citizen.post("/track/case/reasons/", text=" "))


def test_without_a_request_there_is_no_page_for_reasons(citizen, application, today):
    citizen.follow(application)
    assert citizen.get("/track/case/reasons/").url == "/track/case/"
    with pytest.raises(UnusableInput):
        services.give_reasons(application=application, text="理由", files=(), moment=web.at(web.MONDAY))


# --- something more ------------------------------------------------------------------------------------------


def test_a_supplement_is_kept_and_the_page_says_that_the_day_stays(citizen, application, today):
    citizen.follow(application)
    assert "补充材料不改变答复期限" in text_of(citizen.get("/track/case/supplement/"))
    citizen.post("/track/case/supplement/", text="", documents=scan("地图.png"))
    page = text_of(citizen.get("/track/case/"))
    assert "答复期限不变" in page
    assert "最迟2026年3月30日前答复" in page
    assert seen_by_the_office(application) == [("补充材料", "见文件：地图.png")]


def test_the_page_of_the_case_on_the_desk_shows_what_came(client, citizen, application, officer, today):
    citizen.follow(application)
    citizen.post("/track/case/supplement/", text="要2025年全年的")
    client.force_login(officer)
    assert "要2025年全年的" in text_of(client.get(f"/desk/cases/{application.pk}/"))


def test_the_page_of_the_case_does_not_show_again_what_was_written(citizen, application, today):
    citizen.follow(application)
    citizen.post("/track/case/supplement/", text="我的新电话是 13900000002")
    assert "13900000002" not in text_of(citizen.get("/track/case/"))


def test_while_a_correction_is_waited_for_the_supplement_leads_to_it(citizen, application, desk, today):
    desk.send("request_correction", web.MONDAY, corrections="请写明要哪一年的名单")
    citizen.follow(application)
    assert citizen.get("/track/case/supplement/").url == "/track/case/correct/"


def test_nothing_is_added_to_a_case_that_is_over(citizen, application, today):
    citizen.follow(application)
    citizen.post("/track/case/withdraw/", text="", sure="on")
    assert citizen.post("/track/case/supplement/", text="还有").url == "/track/case/"
    assert not Text.objects.filter(key="补充材料").exists()


# --- the identity proof (条例 Art. 29(1)) ---------------------------------------------------------------------


def test_without_a_scan_the_page_says_what_can_be_done_instead(citizen, town, today):
    citizen.begin()
    page = text_of(citizen.post("/apply/person/", **{**PERSON, "proof_later": ""}))
    assert "还没有身份证明" in page
    assert LATER in page


def test_who_cannot_upload_brings_it_and_office_and_receipt_know(citizen, town, today):
    receipt = text_of(citizen.apply())
    assert f"申请人的身份证明由申请人{LATER}" in receipt
    assert "示例镇人民路2号" in receipt
    assert seen_by_the_office(Application.objects.get()) == [("材料补交", f"申请人的身份证明由申请人{LATER}")]


def test_with_a_scan_nothing_is_to_come(citizen, town, today):
    assert LATER not in text_of(citizen.apply(proof=scan()))
    assert not Text.objects.exists()


def test_the_authority_is_asked_for_likewise(citizen, town, today):
    citizen.fill()
    citizen.post("/apply/behalf/", behalf="agent")
    agent = {"name": "代理人乙", "phone": "13900000009", "identity_kind": "other", "identity": "A123456", "proof": scan()}
    assert "还没有授权委托书" in text_of(citizen.post("/apply/agent/", **agent))
    citizen.post("/apply/agent/", **{**agent, "proof": scan(), "authority_later": "on"})
    assert f"授权委托书{LATER}" in text_of(citizen.get("/apply/check/"))
    citizen.browser.post("/apply/check/")
    assert "代理人的授权委托书" in seen_by_the_office(Application.objects.get())[0][1]


def test_an_organ_may_do_without_scans(citizen, town, today):
    choose(organ=town, choices={"identity_scan": False})
    citizen.begin()
    assert LATER not in text_of(citizen.get("/apply/person/"))
    assert citizen.post("/apply/person/", **{**PERSON, "proof_later": ""}).url == "/apply/behalf/"


def test_a_scan_taken_back_is_asked_for_again_before_the_end(citizen, town, today):
    citizen.fill(proof=scan(), proof_later="")
    citizen.post("/apply/person/", remove="proof")
    assert citizen.browser.post("/apply/check/").url == "/apply/person/?back=check"
    assert not Application.objects.exists()


def test_the_proof_comes_later_online_and_opens_only_by_a_recorded_look(client, citizen, town, officer, today):
    citizen.apply()
    case = Application.objects.get()
    citizen.follow(case)
    assert "补交身份证明" in text_of(citizen.get("/track/case/supplement/"))
    citizen.post("/track/case/supplement/", text="", proof=scan())
    proof = Person.objects.get().proof
    assert (proof.purpose, proof.stream) == ("身份证明", case.pk)
    assert ("补充材料", "补交身份证明") in seen_by_the_office(case)
    assert "补交身份证明" not in text_of(citizen.get("/track/case/supplement/"))
    client.force_login(officer)
    assert client.get(reverse("desk:file", args=[proof.pk])).status_code == 403


def test_a_proof_that_is_no_scan_is_refused(citizen, application, today):
    citizen.follow(application)
    page = text_of(citizen.post("/track/case/supplement/", text="", proof=SimpleUploadedFile("证件.pdf", b"<html></html>")))
    assert "不是可以接收的文件" in page
    assert Person.objects.get().proof is None


# --- the draft is found again for a week ------------------------------------------------------------------------


def test_the_draft_is_found_for_a_week_after_the_last_answer(citizen, town, today):
    week = 7 * 24 * 60 * 60
    assert citizen.begin().cookies["gk-draft"]["max-age"] == week
    today(date(2026, 3, 8))
    answer = citizen.browser.post("/apply/items/", ITEMS)
    assert answer.cookies["gk-draft"]["max-age"] == week
    today(date(2026, 3, 15))
    assert "接着上次填写" in text_of(citizen.get("/apply/"))
    assert "示例镇2025年危房改造补助名单" in text_of(citizen.get("/apply/items/"))
