"""社会评议 (条例 Art. 46): written, issued, answered online and on paper, closed once, made public; all reasons of a refusal at once.

Closing writes one ``SocialReviewDone`` into the year; opening it again takes that out of the count and closing it anew writes another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.law.deadlines import written
from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.web.clock import day_of
from gongkai.web.oversight.models import Question, Survey
from gongkai.web.oversight.selectors.surveys import options_of, result_of
from gongkai.web.reporting.selectors.activities import BY_KEY, activities
from gongkai.web.reporting.services import activities as ledger

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.oversight.selectors.surveys import Asked

CITE = ("条例:46",)
MOST_QUESTIONS, MOST_OPTIONS = 20, 12
State, Kind = Survey.State, Question.Kind


@transaction.atomic
def draft(
    *, organ: Organ, title: str, intro: str, sampling: str, opens_on: date, closes_on: date, questions: Sequence[Asked], by: User, moment: datetime,
) -> Survey:  # fmt: skip
    """Write a questionnaire down; nobody sees it yet. Raises :class:`NotAllowed` with all reasons."""
    problems = [*_why_not_days(opens_on, closes_on), *_why_not_questions(questions)]
    if not title.strip():
        problems.append(Reason("没有写名称", CITE))
    _unless(problems)
    made = Survey.objects.create(
        organ=organ, title=title.strip(), intro=intro.strip(), sampling=sampling.strip(), opens_on=opens_on, closes_on=closes_on, created_at=moment, created_by=by,
    )  # fmt: skip
    _ask(made, questions)
    return made


@transaction.atomic
def rewrite(*, survey: Survey, title: str, intro: str, sampling: str, opens_on: date, closes_on: date, questions: Sequence[Asked]) -> None:
    """Change a draft. What was issued stays as people answered it. Raises :class:`NotAllowed` with all reasons."""
    row = locked(survey.pk)
    problems = [*_why_not_days(opens_on, closes_on), *_why_not_questions(questions)]
    if row.state != State.DRAFT:
        problems.append(Reason("已经发布的问卷不能再改，答卷要对得上问题；可以改截止日期，或者作废以后另拟一份", CITE))
    if not title.strip():
        problems.append(Reason("没有写名称", CITE))
    _unless(problems)
    row.title, row.intro, row.sampling, row.opens_on, row.closes_on = title.strip(), intro.strip(), sampling.strip(), opens_on, closes_on
    row.save(update_fields=["title", "intro", "sampling", "opens_on", "closes_on"])
    row.questions.all().delete()
    _ask(row, questions)


@transaction.atomic
def issue(*, survey: Survey, moment: datetime) -> None:
    """Let people answer from its first day on. Raises :class:`NotAllowed` with all reasons."""
    row = locked(survey.pk)
    problems = [] if row.state == State.DRAFT else [Reason(f"{row.get_state_display()}，不能再发布", CITE)]
    if row.closes_on < day_of(moment):
        problems.append(Reason(f"截止日期{written(row.closes_on)}已经过了，请先改日期", CITE))
    _unless(problems)
    row.state = State.ISSUED
    row.save(update_fields=["state"])


@transaction.atomic
def prolong(*, survey: Survey, closes_on: date, moment: datetime) -> None:
    """Another last day, later or earlier but not before today. Raises :class:`NotAllowed` with all reasons."""
    row = locked(survey.pk)
    problems = list(_why_not_days(row.opens_on, closes_on))
    if row.state != State.ISSUED:
        problems.append(Reason(f"{row.get_state_display()}，不用改截止日期", CITE))
    if closes_on < day_of(moment):
        problems.append(Reason(f"{written(closes_on)}已经过了，最早写今天", CITE))
    _unless(problems)
    row.closes_on = closes_on
    row.save(update_fields=["closes_on"])


@transaction.atomic
def drop(*, survey: Survey, reason: str) -> None:
    """It does not go on, and counts as none. Raises :class:`NotAllowed` with all reasons."""
    row = locked(survey.pk)
    problems = []
    if row.state not in (State.DRAFT, State.ISSUED):
        problems.append(Reason(f"{row.get_state_display()}，不能作废；结果登记错了的，请重新打开", CITE))
    if not reason.strip():
        problems.append(Reason("没有写为什么作废", CITE))
    _unless(problems)
    row.state, row.dropped_why = State.DROPPED, reason.strip()
    row.save(update_fields=["state", "dropped_why"])


@transaction.atomic
def close(*, survey: Survey, result: str, by: User, moment: datetime) -> None:
    """End it with its result, and write that into the year of its last day, once. Raises :class:`NotAllowed` with all reasons.

    Done a second time it changes nothing.
    """
    row = locked(survey.pk)
    if row.state == State.CLOSED:
        return
    today, found = day_of(moment), result_of(row)
    problems = [] if row.state == State.ISSUED else [Reason(f"{row.get_state_display()}，不能登记结果", CITE)]
    if row.state == State.ISSUED and today <= row.closes_on:
        problems.append(Reason(f"还在收答卷，要到{written(row.closes_on)}以后才能登记结果；要提前结束的，先改截止日期", CITE))
    if not found.sheets:
        problems.append(Reason("一份答卷也没有，不能登记为开展过社会评议；可以作废", CITE))
    if not result.strip():
        problems.append(Reason("没有写评议结果", CITE))
    _unless(problems)
    year = row.closes_on.year
    deed = ledger.Deed(BY_KEY["review"], today, {"participants": found.sheets}, result.strip())
    row.step = ledger.register(organ=row.organ, year=year, deed=deed, by=by, moment=moment)
    row.state, row.year, row.result, row.closed_at = State.CLOSED, year, result.strip(), moment
    row.save(update_fields=["state", "year", "step", "result", "closed_at"])


@transaction.atomic
def reopen(*, survey: Survey, reason: str, by: User, moment: datetime) -> None:
    """The result was registered wrong: take it out of the count and of the site, until it is closed again. Raises :class:`NotAllowed`."""
    row = locked(survey.pk)
    problems = [] if row.state == State.CLOSED else [Reason(f"{row.get_state_display()}，不用重新打开", CITE)]
    if not reason.strip():
        problems.append(Reason("没有写为什么重新打开", CITE))
    _unless(problems)
    assert row.year is not None
    assert row.step is not None
    if row.step in {each.step for each in activities(row.organ_id, row.year)}:  # otherwise somebody has voided it there
        ledger.void(organ=row.organ, year=row.year, step=row.step, reason=reason, on=day_of(moment), by=by, moment=moment)
    row.state, row.year, row.step, row.closed_at, row.published_at = State.ISSUED, None, None, None, None
    row.save(update_fields=["state", "year", "step", "closed_at", "published_at"])


@transaction.atomic
def publish(*, survey: Survey, moment: datetime | None) -> None:
    """Let readers see the result, or no longer (None). Raises :class:`NotAllowed` with all reasons."""
    row = locked(survey.pk)
    problems = [] if row.state == State.CLOSED else [Reason("登记结果以后才能公布", CITE)]
    if moment is not None and result_of(row).few:
        problems.append(Reason("答卷不到 5 份，公布会让人猜出是谁答的", CITE))
    _unless(problems)
    row.published_at = moment
    row.save(update_fields=["published_at"])


# --- parts ---------------------------------------------------------------------------------------------------


def locked(pk: uuid.UUID) -> Survey:
    """The row, held until the end of the transaction."""
    return Survey.objects.select_for_update(of=("self",)).select_related("organ").get(pk=pk)


def _ask(survey: Survey, questions: Sequence[Asked]) -> None:
    Question.objects.bulk_create(
        Question(survey=survey, position=place, kind=each.kind, words=each.words.strip(), options=list(each.options))
        for place, each in enumerate(questions, 1)
    )


def _why_not_days(opens_on: date, closes_on: date) -> Iterator[Reason]:
    if closes_on < opens_on:
        yield Reason(f"截止日期{written(closes_on)}早于开始日期{written(opens_on)}", CITE)


def _why_not_questions(questions: Sequence[Asked]) -> Iterator[Reason]:
    if not any(each.kind != Kind.TEXT for each in questions):
        yield Reason("至少要有一个可以数的问题（满意度、单选或者多选）", CITE)
    if len(questions) > MOST_QUESTIONS:
        yield Reason(f"问题有 {len(questions)} 个，最多 {MOST_QUESTIONS} 个", CITE)
    words = [each.words.strip() for each in questions]
    for place, each in enumerate(questions, 1):
        options = options_of(each)
        if not each.words.strip():
            yield Reason(f"第 {place} 个问题没有写", CITE)
        elif each.words.strip() in words[: place - 1]:
            yield Reason(f"第 {place} 个问题“{each.words.strip()}”前面已经问过", CITE)
        if each.kind != Kind.TEXT and len(options) < 2:
            yield Reason(f"第 {place} 个问题至少要有两个选项", CITE)
        if len(options) > MOST_OPTIONS or len(set(options)) != len(options):
            yield Reason(f"第 {place} 个问题的选项最多 {MOST_OPTIONS} 个，不能重复", CITE)


def _unless(problems: Sequence[Reason]) -> None:
    if problems:
        raise NotAllowed(tuple(problems))
