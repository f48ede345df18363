"""The one-time link: what is asked, never who applied; once, and in time."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Party
from gongkai.web.applications.models import Consulted
from gongkai.web.applications.services import citizen as services
from gongkai.web.applications.services.acting import act, state_of
from support import web
from web.portal.conftest import PNG

ASKED = "2025年危房改造补助名单中与贵单位有关的施工费用"


@pytest.fixture
def asked(application, officer, today):
    event = a.ConsultationSent(label="甲", party=Party.THIRD_PARTY, letter="示政公开征〔2026〕1号")
    act(application=application, events=[(event, web.MONDAY)], by=officer, moment=web.at(web.MONDAY))
    return Consulted.objects.create(application=application, label="甲", party="third_party", name="第三方公司戊", asked=ASKED)


@pytest.fixture
def link(asked, officer):
    return f"/consult/{services.make_link(consulted=asked, by=officer, moment=web.at(web.MONDAY))}/"


def text_of(answer) -> str:
    return answer.content.decode()


def test_it_shows_what_is_asked_and_nothing_of_the_applicant(citizen, link, application):
    page = text_of(citizen.get(link))
    assert ASKED in page
    for hidden in (
        "申请人甲",
        "13800000001",
        "83000019000101002X",
        "11010119900307123X",
        application.register_number,
        "农村危房改造补助对象名单和补助金额",
    ):
        assert hidden not in page


def test_no_search_engine_keeps_it(citizen, link):
    assert "noindex" in citizen.get(link)["X-Robots-Tag"]


def test_an_answer_is_written_to_the_case_at_once(citizen, link, application):
    answer = citizen.post(link, stance="objects", text="涉及报价，属于商业秘密", documents=SimpleUploadedFile("证明.png", PNG))
    assert "已经收到您的意见" in text_of(answer)
    assert state_of(application).consultation("甲").stance.value == "objects"


def test_an_objection_needs_a_reason(citizen, link, application):
    page = text_of(citizen.post(link, stance="objects", text=""))
    assert "请写明哪些内容、为什么" in page
    assert state_of(application).consultation("甲").answered_on is None


def test_agreeing_needs_none(citizen, link):
    assert "已经收到您的意见" in text_of(citizen.post(link, stance="agrees", text=""))


def test_the_second_time_it_says_that_it_was_answered(citizen, link):
    citizen.post(link, stance="agrees", text="")
    again = citizen.get(link)
    assert again.status_code == 410
    assert "已经答复过" in text_of(again)
    assert ASKED not in text_of(again)


def test_when_the_time_is_over_it_leads_to_paper(citizen, link, today):
    today(date(2026, 5, 6))
    answer = citizen.get(link)
    assert answer.status_code == 410
    assert "邮寄" in text_of(answer)


def test_a_guessed_link_tells_nothing(citizen, link):
    assert citizen.get("/consult/guess/").status_code == 410


def test_looking_at_the_link_does_not_spend_it(citizen, link):
    citizen.get(link)
    assert citizen.get(link).status_code == 200


def test_silence_of_a_third_party_is_no_consent_and_that_of_a_co_maker_is(citizen, asked, link):
    assert "由机关依法决定" in text_of(citizen.get(link))
    Consulted.objects.filter(pk=asked.pk).update(party="co_maker")
    assert "视为同意公开" in text_of(citizen.get(link))
