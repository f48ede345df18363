"""The pages of 社会评议: filled in by readers, counted and closed at the desk, made public without a word that was not quoted."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.web.oversight.models import Filled, Opinion, Survey
from gongkai.web.oversight.services import surveys, surveys_answers
from gongkai.web.portal.views import surveys as view
from support import web
from web.oversight.surveying import AFTER, CLOSES, OPENS, answered, counted, drafted, issued
from web.oversight.test_pages import browser
from web.portal.markup import faults

TODAY = date(2026, 3, 10)


@pytest.fixture
def on(monkeypatch):
    """Move the day of the pages."""

    def move(day):
        monkeypatch.setattr("gongkai.web.clock.now", lambda: web.at(day, 10))

    move(TODAY)
    return move


def portal(survey, what="survey"):
    return reverse(f"portal:{what}", args=[survey.organ.slug, survey.pk])


def desk(survey, what="survey", **more):
    return reverse(f"desk:{what}", kwargs={"pk": survey.pk, **more})


def read(client, where, status=200):
    answer = client.get(where)
    text = answer.content.decode()
    assert answer.status_code == status
    assert faults(text) == []
    return text


def fields(survey, option, text=""):
    return {f"q{each.pk}": text if each.kind == "text" else str(option) for each in survey.questions.all()}


def finished(organ, by, sheets=8):
    survey = issued(organ, by)
    surveys_answers.enter(
        survey=survey, counted=counted(survey, sheets, 1, ["不摘登的一句", "请更新办事指南"]), by=by, moment=web.at(OPENS)
    )
    surveys.close(survey=survey, result="满意率100%", by=by, moment=web.at(AFTER))
    survey.refresh_from_db()
    return survey


# --- readers -------------------------------------------------------------------------------------------------


def test_a_reader_answers_once_and_is_thanked(town, officer, on):
    survey, reader = issued(town, officer), Client()
    page = read(reader, portal(survey))
    assert "不用登录，不记录您是谁" in page
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    for _ in range(2):
        answer = reader.post(portal(survey), fields(survey, 1, "请更新办事指南") | {"key": key}, REMOTE_ADDR="203.0.113.7")
        assert answer["Location"] == portal(survey, "survey_thanks")
    assert (Filled.objects.count(), Opinion.objects.get().text) == (1, "请更新办事指南")
    assert not answer.cookies.get("sessionid"), "nothing is kept in the browser"
    assert "谢谢您，已经收到" in read(reader, portal(survey, "survey_thanks"))


def test_an_empty_sheet_is_refused_and_what_was_typed_stays(town, officer, on):
    survey, reader = issued(town, officer), Client()
    assert "一个问题也没有回答" in reader.post(portal(survey), {"key": "k"}).content.decode()
    text = survey.questions.get(kind="text")
    page = reader.post(portal(survey), {"key": "k", f"q{text.pk}": "很长的意见" * 200}).content.decode()
    assert "最多 500 个字" in page
    assert "很长的意见" in page
    assert not Filled.objects.exists()


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 3, 1), "还没有开始，2026年3月2日起可以填写"), (CLOSES, "到2026年3月31日为止"), (AFTER, "2026年3月31日已经截止")],
)
def test_before_and_after_it_is_said_plainly(town, officer, on, day, words):
    survey = issued(town, officer)
    on(day)
    page = read(Client(), portal(survey))
    assert words in page
    assert ('<form method="post"' in page) is (day == CLOSES)
    if day != CLOSES:
        Client().post(portal(survey), fields(survey, 1))
        assert not Filled.objects.exists()


def test_a_draft_is_not_found_and_another_organs_neither(town, bureau, officer, on):
    assert Client().get(portal(drafted(town, officer))).status_code == 404
    other = issued(town, officer)
    assert Client().get(reverse("portal:survey", args=[bureau.slug, other.pk])).status_code == 404


def test_a_network_that_answers_too_often_waits(town, officer, on, monkeypatch):
    monkeypatch.setattr(view, "LIMIT", view.LIMIT._replace(limit=1))
    survey, reader = issued(town, officer), Client()
    assert reader.post(portal(survey), fields(survey, 1)).status_code == 302
    assert reader.post(portal(survey), fields(survey, 1)).status_code == 429


def test_a_result_is_read_when_it_is_public_without_what_was_not_quoted(town, officer, on):
    survey = finished(town, officer)
    on(AFTER)
    assert "满意率100%" not in read(Client(), portal(survey))
    surveys_answers.quote(opinion=survey.opinions.get(text="请更新办事指南"), text="希望更新办事指南")
    surveys.publish(survey=survey, moment=web.at(AFTER))
    page = read(Client(), portal(survey))
    assert "收回答卷 8 份，其中网上 0 份、纸质 8 份" in page
    assert 'role="img"' in page
    assert "希望更新办事指南" in page
    assert "不摘登的一句" not in page
    assert survey.title in read(Client(), reverse("portal:surveys", args=[town.slug]))


def test_the_list_says_where_there_is_nothing(town, on):
    assert "现在没有正在征集的问卷" in read(Client(), reverse("portal:surveys", args=[town.slug]))


# --- the desk ------------------------------------------------------------------------------------------------


def test_a_survey_goes_from_the_ready_set_to_the_years_report_in_a_browser(town, officer, on):
    client = browser(officer)
    page = read(client, reverse("desk:surveys_new", kwargs={"organ": town.slug}))
    given = dict(re.findall(r'<(?:input|textarea)[^>]*name="(words\d+)"[^>]*value="([^"]+)"', page))
    assert len(given) == 6
    given |= {f"kind{number}": "scale" if number < 6 else "text" for number in range(1, 7)}
    given |= {"title": "2026年社会评议", "opens_on": "2026-03-10", "closes_on": "2026-03-31"}
    client.post(reverse("desk:surveys_new", kwargs={"organ": town.slug}), given)
    survey = Survey.objects.get()
    assert "2026年社会评议" in read(client, desk(survey, "survey_edit"))
    assert "已发布" in client.post(desk(survey, "survey_act", act="issue"), follow=True).content.decode()
    ticks = {f"n{each.pk}_1": "7" for each in survey.questions.exclude(kind="text")}
    said = client.post(desk(survey, "survey_paper"), ticks | {"sheets": "7", "key": "p1"}, follow=True).content.decode()
    assert "已录入 7 份纸质答卷" in said
    on(AFTER)
    page = read(client, desk(survey))
    assert "收回答卷7份，满意率100%" in page
    assert "计入年度报告" in client.post(desk(survey, "survey_act", act="close"), {"result": "满意率100%"}, follow=True).content.decode()
    assert "公布结果" in read(client, desk(survey))
    assert "读者看得到了" in client.post(desk(survey, "survey_act", act="publish"), follow=True).content.decode()


def test_a_refusal_keeps_what_was_typed(town, officer, on):
    survey = issued(town, officer)
    answer = browser(officer).post(desk(survey, "survey_act", act="close"), {"result": "写了很久的结果"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "还在收答卷" in page
    given = {
        "title": "没有问题的问卷",
        "opens_on": "2026-03-10",
        "closes_on": "2026-03-01",
        "words1": "您是",
        "kind1": "one",
        "options1": "村民",
    }
    page = browser(officer).post(reverse("desk:surveys_new", kwargs={"organ": town.slug}), given).content.decode()
    for words in ("早于开始日期", "至少要有两个选项", "没有问题的问卷", "村民"):
        assert words in page


def test_a_pile_is_taken_out_with_a_reason(town, officer, on):
    survey = issued(town, officer)
    pile = surveys_answers.enter(survey=survey, counted=counted(survey, 50, 4), by=officer, moment=web.at(OPENS))
    client = browser(officer)
    assert "50" in read(client, desk(survey, "survey_pile_out", pile=pile.pk))
    client.post(desk(survey, "survey_pile_out", pile=pile.pk), {"reason": "数错了"})
    assert "已作废：数错了" in read(client, desk(survey))


def test_an_opinion_is_followed_up_and_quoted(town, officer, on):
    survey = issued(town, officer)
    answered(survey, 0, "请更新办事指南，打 13800000001")
    opinion = survey.opinions.get()
    client, where = browser(officer), desk(survey, "survey_opinion", opinion=opinion.pk)
    assert "还没有办理" in read(client, desk(survey, "survey_opinions"))
    refused = client.post(where, {"state": "going", "words": "正在核对"}).content.decode()
    assert "谁办、什么时候办好" in refused
    client.post(where, {"state": "going", "words": "正在核对", "owner": "党政办", "due_on": "2026-03-09"})
    assert "已超期" in read(client, desk(survey, "survey_opinions"))
    assert "个人信息" in client.post(where, {"quote": opinion.text}).content.decode()
    client.post(where, {"quote": "请更新办事指南"})
    assert "已摘登" in read(client, desk(survey, "survey_opinions"))


def test_paper_and_code_lead_to_the_readers_page(town, officer, on):
    survey = issued(town, officer)
    client = browser(officer)
    assert client.get(desk(survey, "survey_notice")).content.startswith(b"%PDF")
    assert b"<svg" in client.get(desk(survey, "survey_qr")).content
    assert f"http://testserver{portal(survey)}" in read(client, desk(survey))


def test_who_only_reads_sees_no_buttons(town, officer, reviewer, on):
    survey = issued(town, officer)
    page = read(browser(reviewer), desk(survey))
    assert "改截止日期" not in page
    assert "录入纸质答卷" not in page


def test_lists_and_pages_ask_few_questions_whatever_there_is(town, officer, on, django_assert_max_num_queries):
    for number in range(8):
        survey = issued(town, officer, title=f"第{number}份")
        answered(survey, 0, "意见")
        answered(survey, 1, "又一条意见")
    client = browser(officer)
    client.get(reverse("desk:surveys"))
    for where in (reverse("desk:surveys"), desk(survey), desk(survey, "survey_opinions"), portal(survey)):
        with django_assert_max_num_queries(12):
            assert client.get(where).status_code == 200
