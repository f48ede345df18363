"""社会评议: answered without a trace, counted online and on paper apart, told to the year once."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.ledger.reasons import NotAllowed
from gongkai.web.oversight.models import Filled, FollowUp, Opinion, Survey
from gongkai.web.oversight.selectors import surveys as selectors
from gongkai.web.oversight.selectors.surveys import READY, Asked, percent, result_of, stage
from gongkai.web.oversight.selectors.surveys_charts import charts_of
from gongkai.web.oversight.services import surveys, surveys_answers
from gongkai.web.reporting.selectors.activities import activities
from gongkai.web.reporting.services import activities as ledger
from support import web
from web.oversight.surveying import AFTER, CLOSES, OPENS, WAY, answered, counted, drafted, issued


def why_not(act) -> str:
    with pytest.raises(NotAllowed) as refused:
        act()
    return "\n".join(each.sentence for each in refused.value.reasons)


def reviews(organ, year=2026):
    return [each for each in activities(organ.pk, year) if each.sort.key == "review"]


def closed(survey, by, result="满意率80%", on=AFTER):
    surveys.close(survey=survey, result=result, by=by, moment=web.at(on))
    survey.refresh_from_db()
    return survey


# --- writing ---------------------------------------------------------------------------------------------


def test_the_ready_set_asks_for_five_kinds_of_satisfaction_and_one_opinion(town, officer):
    survey = drafted(town, officer)
    assert [each.kind for each in survey.questions.all()] == ["scale"] * 5 + ["text"]


def test_all_reasons_are_said_at_once(town, officer):
    wrong = [Asked("one", "您是", ("村民",)), Asked("text", ""), Asked("one", "您是", ("甲", "甲"))]
    said = why_not(lambda: drafted(town, officer, wrong, title=" ", opens_on=CLOSES, closes_on=OPENS))
    for words in ("没有写名称", "早于开始日期", "第 1 个问题至少要有两个选项", "第 2 个问题没有写", "前面已经问过", "不能重复"):
        assert words in said
    assert not Survey.objects.exists()


def test_a_survey_of_opinions_alone_cannot_be_counted(town, officer):
    assert "至少要有一个可以数的问题" in why_not(lambda: drafted(town, officer, [Asked("text", "意见")]))


def test_what_was_issued_is_not_written_anew(town, officer):
    survey = issued(town, officer)
    given = {"title": "另一份", "intro": "", "sampling": "", "opens_on": OPENS, "closes_on": CLOSES, "questions": READY}
    assert "已经发布的问卷不能再改" in why_not(lambda: surveys.rewrite(survey=survey, **given))


# --- answering ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("on", "open_"), [(date(2026, 3, 1), False), (OPENS, True), (CLOSES, True), (AFTER, False)])
def test_one_can_answer_from_the_first_day_to_the_last(town, officer, on, open_):
    survey = issued(town, officer)
    assert stage(survey, on).open is open_
    if open_:
        answered(survey, 0, on=on)
    else:
        assert stage(survey, on).words in why_not(lambda: answered(survey, 0, on=on))
    assert Filled.objects.count() == int(open_)


def test_pressed_twice_it_is_one_sheet(town, officer):
    survey = issued(town, officer)
    first, second = answered(survey, 0, "请更新办事指南", key="k1"), answered(survey, 3, "请更新办事指南", key="k1")
    assert first == second
    assert (result_of(survey).sheets, Opinion.objects.count()) == (1, 1)


def test_no_row_tells_who_answered_or_at_what_time(town, officer):
    survey = issued(town, officer)
    answered(survey, 0, "请更新办事指南", key="k1")
    fields = {each.name for model in (Filled, Opinion) for each in model._meta.get_fields() if each.concrete}
    assert fields == {"id", "survey", "source", "sheets", "on", "key", "counted_by", "voided_why", "question", "text", "quote"}
    assert Filled.objects.get().counted_by is None


def test_an_empty_sheet_and_two_answers_to_one_question_are_refused(town, officer):
    survey = issued(town, officer)
    first = survey.questions.all()[0]
    answer = surveys_answers.answer
    assert "一个问题也没有回答" in why_not(lambda: answer(survey=survey, chosen={}, texts={}, key="", moment=web.at(OPENS)))
    assert "只能选一个" in why_not(lambda: answer(survey=survey, chosen={first.pk: [0, 1]}, texts={}, key="", moment=web.at(OPENS)))
    assert "对不上" in why_not(lambda: answer(survey=survey, chosen={first.pk: [9]}, texts={}, key="", moment=web.at(OPENS)))
    assert not Filled.objects.exists()


def test_paper_is_counted_apart_and_a_pile_can_be_taken_out(town, officer):
    survey = issued(town, officer)
    answered(survey, 0)
    wrong = surveys_answers.enter(survey=survey, counted=counted(survey, 50, 4), by=officer, moment=web.at(OPENS))
    surveys_answers.enter(survey=survey, counted=counted(survey, 5, 1), by=officer, moment=web.at(OPENS))
    surveys_answers.take_out(survey=survey, pile=wrong.pk, reason="数错了")
    found = result_of(survey)
    assert (found.online, found.paper, found.satisfied) == (1, 5, "100%")
    assert [(line.online, line.paper) for line in found.questions[0].lines] == [(1, 0), (0, 5), (0, 0), (0, 0), (0, 0), (0, 0)]
    assert Filled.objects.get(pk=wrong.pk).voided_why == "数错了"


def test_one_pile_counted_in_twice_is_one(town, officer):
    survey = issued(town, officer)
    for _ in range(2):
        surveys_answers.enter(survey=survey, counted=counted(survey, 5, 1), by=officer, moment=web.at(OPENS), key="p1")
    assert result_of(survey).paper == 5


def test_no_option_is_ticked_more_often_than_there_are_sheets(town, officer):
    survey = issued(town, officer, WAY)
    scale, several, one = survey.questions.all()
    pile = surveys_answers.Counted(10, {scale.pk: [6, 5, 0, 0, 0, 0], several.pk: [10, 11, 10], one.pk: [4, 6]}, {})
    said = why_not(lambda: surveys_answers.enter(survey=survey, counted=pile, by=officer, moment=web.at(OPENS)))
    assert "“总的满意吗”一共选了 11 次" in said
    assert "“公众号”的次数比份数 10 还多" in said
    assert "您是" not in said


# --- rates ---------------------------------------------------------------------------------------------------


def test_no_rate_is_told_below_five_sheets_and_one_is_told_from_five_on(town, officer):
    survey = issued(town, officer)
    surveys_answers.enter(survey=survey, counted=counted(survey, 4, 0), by=officer, moment=web.at(OPENS))
    found = result_of(survey)
    assert (found.few, found.satisfied, charts_of(found), selectors.suggested(found)) == (True, None, [], "")
    assert {line.share for each in found.questions for line in each.lines} == {None}
    answered(survey, 3)
    found = result_of(survey)
    assert (found.few, found.satisfied, selectors.suggested(found)) == (False, "80%", "收回答卷5份，满意率80%")


def test_who_does_not_know_the_thing_is_not_among_the_satisfied_nor_the_others(town, officer):
    survey = issued(town, officer)
    for option, sheets in ((0, 6), (2, 2), (5, 12)):
        surveys_answers.enter(survey=survey, counted=counted(survey, sheets, option), by=officer, moment=web.at(OPENS))
    assert result_of(survey).satisfied == "75%"


def test_shares_of_several_answers_are_of_the_sheets(town, officer):
    survey = issued(town, officer, WAY)
    scale, several, one = survey.questions.all()
    pile = surveys_answers.Counted(10, {scale.pk: [10, 0, 0, 0, 0, 0], several.pk: [9, 5, 1], one.pk: [5, 0]}, {})
    surveys_answers.enter(survey=survey, counted=pile, by=officer, moment=web.at(OPENS))
    shares = [[line.share for line in each.lines] for each in result_of(survey).questions[1:]]
    assert shares == [["90%", "50%", "10%"], ["100%", "0%"]]


def test_less_than_all_is_never_told_as_all():
    assert [percent(1999, 2000), percent(2000, 2000), percent(4, 4)] == ["99.9%", "100%", None]


def test_every_chart_has_its_table_and_its_sentence(town, officer):
    survey = issued(town, officer, WAY)
    surveys_answers.enter(survey=survey, counted=counted(survey, 8, 0), by=officer, moment=web.at(OPENS))
    drawn = charts_of(result_of(survey))
    assert [each.title for each in drawn] == [
        "8份答卷，满意率100%",
        "您从哪里看公开的信息：选“网站”的最多，8份",
        "您是：选“村民”的最多，8份",
    ]
    assert all('role="img"' in each.svg and len(each.table) > 1 for each in drawn)


# --- the end -------------------------------------------------------------------------------------------------


def test_the_result_is_told_to_the_year_once(town, officer):
    survey = issued(town, officer)
    for number in range(6):
        answered(survey, 0, key=f"k{number}")
    for _ in range(2):
        closed(survey, officer, "满意率100%")
    (told,) = reviews(town)
    assert (told.said, told.record.text, told.on) == ("6人次", "满意率100%", AFTER)
    assert (survey.state, survey.year, survey.step) == ("closed", 2026, told.step)


def test_it_is_not_closed_while_one_can_answer_nor_with_no_sheet(town, officer):
    survey = issued(town, officer)
    said = why_not(lambda: closed(survey, officer, " ", on=CLOSES))
    assert "要到2026年3月31日以后才能登记结果" in said
    assert "一份答卷也没有" in said
    assert "没有写评议结果" in said
    answered(survey, 0)
    closed(survey, officer)
    assert len(reviews(town)) == 1


def test_a_result_that_was_wrong_is_taken_back_and_counted_once_again(town, officer):
    survey = issued(town, officer)
    answered(survey, 0)
    closed(survey, officer)
    surveys.publish(survey=survey, moment=None)
    surveys.reopen(survey=survey, reason="纸质答卷漏录", by=officer, moment=web.at(AFTER))
    survey.refresh_from_db()
    assert (reviews(town), survey.state, survey.step) == ([], "issued", None)
    surveys_answers.enter(survey=survey, counted=counted(survey, 9, 1), by=officer, moment=web.at(AFTER))
    closed(survey, officer)
    assert [each.said for each in reviews(town)] == ["10人次"]


def test_one_that_was_voided_in_the_ledger_can_be_opened_again(town, officer):
    survey = issued(town, officer)
    answered(survey, 0)
    closed(survey, officer)
    ledger.void(organ=town, year=2026, step=survey.step, reason="登记错了", on=AFTER, by=officer, moment=web.at(AFTER))
    surveys.reopen(survey=survey, reason="重来", by=officer, moment=web.at(AFTER))
    survey.refresh_from_db()
    assert survey.state == "issued"


def test_a_result_of_few_sheets_is_not_made_public(town, officer):
    survey = issued(town, officer)
    answered(survey, 0)
    closed(survey, officer)
    assert "猜出是谁" in why_not(lambda: surveys.publish(survey=survey, moment=web.at(AFTER)))


def test_one_that_was_dropped_counts_as_none(town, officer):
    survey = issued(town, officer)
    answered(survey, 0)
    surveys.drop(survey=survey, reason="问题写错了")
    survey.refresh_from_db()
    assert "不能登记结果" in why_not(lambda: closed(survey, officer))
    assert reviews(town) == []


def test_the_last_day_can_be_moved_but_not_into_the_past(town, officer):
    survey = issued(town, officer)
    surveys.prolong(survey=survey, closes_on=date(2026, 3, 10), moment=web.at(date(2026, 3, 10)))
    assert "最早写今天" in why_not(lambda: surveys.prolong(survey=survey, closes_on=date(2026, 3, 10), moment=web.at(date(2026, 3, 11))))
    survey.refresh_from_db()
    assert survey.closes_on == date(2026, 3, 10)


# --- opinions --------------------------------------------------------------------------------------------------


def opinion_of(survey, text="办事指南过期了"):
    answered(survey, 0, text)
    return survey.opinions.get()


def test_what_is_done_about_an_opinion_names_who_and_by_when(town, officer):
    opinion = opinion_of(issued(town, officer))
    act = surveys_answers.follow_up
    given = {"opinion": opinion, "words": "正在核对", "by": officer, "moment": web.at(OPENS)}
    assert "谁办、什么时候办好" in why_not(lambda: act(state="going", owner="", due_on=None, **given))
    act(state="going", owner="党政办", due_on=CLOSES, **given)
    act(state="done", owner="党政办", due_on=None, **(given | {"words": "已经更新"}))
    assert [(each.state, each.words) for each in opinion.follow_ups.all()] == [("going", "正在核对"), ("done", "已经更新")]


def test_what_was_done_is_only_added_to(town, officer):
    opinion = opinion_of(issued(town, officer))
    surveys_answers.follow_up(opinion=opinion, state="done", words="已经更新", owner="", due_on=None, by=officer, moment=web.at(OPENS))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE oversight_followup SET words = '没有'")
    assert FollowUp.objects.get().words == "已经更新"


def test_personal_data_is_not_quoted(town, officer):
    opinion = opinion_of(issued(town, officer), "请打 13800000001")
    assert "个人信息" in why_not(lambda: surveys_answers.quote(opinion=opinion, text=opinion.text))
    surveys_answers.quote(opinion=opinion, text="希望有人回电话")
    opinion.refresh_from_db()
    assert opinion.quote == "希望有人回电话"
