"""转为主动公开 on the desk: reviewed by another, each question of the privacy check answered, nothing of the applicant (条例 Art. 44)."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Way
from gongkai.web.applications.models import Text
from gongkai.web.applications.services.acting import act
from gongkai.web.search.models import PublicItem
from support import web

DAY, LATER = date(2026, 3, 10), date(2026, 3, 20)
FACTS = tuple((key, "1") for key in ("received_on", "received_by", "content", "provided_items", "provided_form"))
TITLE = "示例镇2025年农村危房改造补助资金拨付情况"


@pytest.fixture
def page(application):
    return f"/desk/cases/{application.pk}/public"


@pytest.fixture
def answered(application, officer):
    events = [(a.ItemDecided(item=1, decision="D02", facts=FACTS), DAY), (a.Answered(letter="示政公开答〔2026〕1号", way=Way.POST), DAY)]
    act(application=application, events=events, by=officer, moment=web.at(DAY))
    return application


def filled(reviewer, **changes):
    return {"title": TITLE, "text": "共补助32户，拨付86.4万元。", "reviewer": str(reviewer.pk), **changes}


def test_an_answer_is_made_public_and_the_case_says_by_whose_review(answered, officer, reviewer, enter, page, text):
    client = enter(officer, web.at(LATER))
    assert "让所有人都能查到" in text(client.get(f"/desk/cases/{answered.pk}/"))
    words = text(client.post(page, filled(reviewer), follow=True))
    assert "已转为主动公开" in words
    assert f"已公开：{TITLE}" in words
    assert PublicItem.objects.get().origin == answered.pk
    assert f"审查人：{reviewer.name}" in Text.objects.get(key="made_public").text


def test_each_number_of_a_person_is_a_question_of_its_own(answered, officer, reviewer, enter, page, text):
    client = enter(officer, web.at(LATER))
    sent = filled(reviewer, text="户主电话 13900000009，另一户 13700000008。")
    words = text(client.post(page, sent))
    assert words.count("为什么可以公开。") >= 2
    assert not PublicItem.objects.exists()
    half = text(client.post(page, sent | {"answer-0": "村委会对外电话"}))
    assert "请逐条回答" in half
    assert not PublicItem.objects.exists()
    client.post(page, sent | {"answer-0": "村委会对外电话", "answer-1": "镇政府值班电话"})
    assert PublicItem.objects.get().title == TITLE


def test_nothing_of_the_applicant_becomes_public(answered, officer, reviewer, enter, page, text):
    words = text(enter(officer, web.at(LATER)).post(page, filled(reviewer, text="申请人甲申请的情况如下。")))
    assert "不能出现申请人的信息" in words
    assert not PublicItem.objects.exists()


def test_who_makes_it_public_does_not_review_it(answered, officer, head, enter, page, text):
    words = text(enter(head, web.at(LATER)).post(page, filled(head)))
    assert "请在列出的选项里选择审查人" in words
    assert not PublicItem.objects.exists()


def test_what_was_not_given_is_not_offered(application, officer, enter, page, text):
    client = enter(officer, web.at(LATER))
    assert "没有可以转为主动公开的内容" in text(client.get(page))
    assert "让所有人都能查到" not in text(client.get(f"/desk/cases/{application.pk}/"))


def test_it_is_taken_back_with_a_reason(answered, officer, reviewer, enter, page, text):
    client = enter(officer, web.at(LATER))
    client.post(page, filled(reviewer))
    assert "没有写撤下的原因" in text(client.post(f"{page}/withdraw", {"why": " "}, follow=True))
    assert "已撤下" in text(client.post(f"{page}/withdraw", {"why": "数字有误"}, follow=True))
    assert PublicItem.objects.get().withdrawn_on == LATER


def test_looking_at_the_page_changes_nothing_and_takes_few_queries(answered, officer, enter, page, django_assert_max_num_queries):
    client = enter(officer, web.at(LATER))
    with django_assert_max_num_queries(14):
        assert client.get(page).status_code == 200
    assert not PublicItem.objects.exists()
