"""Surveys for the tests of this folder: written, issued, answered."""

from __future__ import annotations

from datetime import date

from gongkai.web.oversight.selectors.surveys import READY, Asked
from gongkai.web.oversight.services import surveys, surveys_answers
from support import web

OPENS, CLOSES = date(2026, 3, 2), date(2026, 3, 31)
AFTER = date(2026, 4, 1)


def drafted(organ, by, questions=READY, **more):
    given = {"title": "2026年社会评议", "intro": "请您评一评", "sampling": "网上公开征集", "opens_on": OPENS, "closes_on": CLOSES}
    return surveys.draft(organ=organ, questions=questions, by=by, moment=web.at(OPENS), **(given | more))


def issued(organ, by, questions=READY, **more):
    survey = drafted(organ, by, questions, **more)
    surveys.issue(survey=survey, moment=web.at(survey.opens_on))
    survey.refresh_from_db()
    return survey


def answered(survey, option, text="", key="", on=OPENS):
    """One sheet from the page: the same option for every question that can be counted, ``text`` for the open one."""
    questions = list(survey.questions.all())
    chosen = {each.pk: [option] for each in questions if each.kind != "text"}
    texts = {each.pk: text for each in questions if each.kind == "text"}
    return surveys_answers.answer(survey=survey, chosen=chosen, texts=texts, key=key, moment=web.at(on))


def counted(survey, sheets, option, texts=()):
    """A pile of which every sheet has the same option."""
    ticks, said = {}, {}
    for each in survey.questions.all():
        if each.kind == "text":
            said[each.pk] = list(texts)
        else:
            size = 6 if each.kind == "scale" else len(each.options)
            ticks[each.pk] = [sheets if place == option else 0 for place in range(size)]
    return surveys_answers.Counted(sheets, ticks, said)


WAY = (
    Asked("scale", "总的满意吗"),
    Asked("several", "您从哪里看公开的信息", ("网站", "公众号", "公告栏")),
    Asked("one", "您是", ("村民", "企业")),
)
