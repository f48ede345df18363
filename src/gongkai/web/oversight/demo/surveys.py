"""社会评议 of the fictional town: one that is closed and public, with what became of its opinions, and one that people are answering."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from gongkai.ledger.guards import BEIJING
from gongkai.web.oversight.models import FollowUp, Question
from gongkai.web.oversight.selectors.surveys import READY, SCALE, Asked, result_of, suggested
from gongkai.web.oversight.services import surveys, surveys_answers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.oversight.models import Survey

_INTRO = "请您评一评镇里的政府信息公开工作，大约用两分钟。"
_WAYS = Asked(Question.Kind.SEVERAL, "您从哪里看公开的信息", ("政府网站", "微信公众号", "村（社区）公告栏", "便民服务中心查阅点"))
_PAPER = ((31, 38, 9, 3, 1, 4), (28, 36, 14, 4, 0, 4), (35, 33, 10, 2, 1, 5), (18, 22, 9, 3, 2, 32), (22, 34, 16, 6, 1, 7))
_ONLINE = (0, 1, 1, 0, 2, 1, 0, 1, 3, 0, 5, 1)
_SAID = ("公告栏的字太小，老人看不清。", "补贴名单希望公示以后在网上也能查到。", "办事指南的电话打不通，请核对。", "很好，继续保持。")


def fill(*, district: Organ, towns: Sequence[Organ], people: Mapping[str, User], today: date, moment: datetime) -> None:
    """Make both as of ``today``; ``people`` by user name (jingban, fuze). The first only where it ends within this year."""
    town, officer, head = towns[0], people["jingban"], people["fuze"]

    def at(day: date) -> datetime:
        return min(datetime.combine(day, time(10), BEIJING).astimezone(UTC), moment)

    first, last = today - timedelta(days=75), today - timedelta(days=45)
    if last.year == today.year:
        over = _issued(town, "政府信息公开社会评议", first, last, officer, at(first))
        _answered(over, officer, at(last))
        closed = last + timedelta(days=3)
        surveys.close(survey=over, result=suggested(result_of(over)), by=officer, moment=at(closed))
        surveys.publish(survey=over, moment=at(closed))
        _followed(over, head, at(closed), at(today - timedelta(days=10)), today)
    now = _issued(
        town,
        f"{today.year}年政务公开工作问卷",
        today - timedelta(days=6),
        today + timedelta(days=14),
        officer,
        at(today - timedelta(days=6)),
    )
    for option in _ONLINE[:7]:
        _sheet(now, option, "", at(today - timedelta(days=2)))


def _issued(town: Organ, title: str, first: date, last: date, by: User, moment: datetime) -> Survey:
    questions = [*READY[:-1], _WAYS, READY[-1]]
    made = surveys.draft(
        organ=town, title=title, intro=_INTRO, sampling="网上公开征集；便民服务中心和三个村随机发放纸质问卷。", opens_on=first, closes_on=last, questions=questions,
        by=by, moment=moment,
    )  # fmt: skip
    surveys.issue(survey=made, moment=moment)
    made.refresh_from_db()
    return made


def _answered(survey: Survey, by: User, moment: datetime) -> None:
    for option, text in zip(_ONLINE, (*_SAID[:2], *[""] * len(_ONLINE)), strict=False):
        _sheet(survey, option, text, moment)
    *scales, ways, open_ = survey.questions.all()
    ticks = {each.pk: list(counts) for each, counts in zip(scales, _PAPER, strict=True)} | {ways.pk: [24, 51, 63, 12]}
    pile = surveys_answers.Counted(86, ticks, {open_.pk: _SAID[2:]})
    surveys_answers.enter(survey=survey, counted=pile, by=by, moment=moment)


def _sheet(survey: Survey, option: int, text: str, moment: datetime) -> None:
    *scales, ways, open_ = survey.questions.all()
    chosen = {each.pk: [min(option, len(SCALE) - 1)] for each in scales} | {ways.pk: [option % len(_WAYS.options)]}
    surveys_answers.answer(survey=survey, chosen=chosen, texts={open_.pk: text}, key="", moment=moment)


def _followed(survey: Survey, by: User, first: datetime, later: datetime, today: date) -> None:
    for said, state, words, moment in (
        (_SAID[0], FollowUp.State.DONE, "新印的公告改用大字版，已经张贴。", later),
        (_SAID[1], FollowUp.State.GOING, "正在整理近三年的补贴名单，整理好以后在网站公开。", first),
    ):
        opinion = survey.opinions.get(text=said)
        surveys_answers.follow_up(
            opinion=opinion, state=state, words=words, owner="党政综合办公室", due_on=today + timedelta(days=20), by=by, moment=moment
        )
    surveys_answers.quote(opinion=survey.opinions.get(text=_SAID[0]), text=_SAID[0])
