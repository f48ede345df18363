"""What comes in for a questionnaire: a sheet from the page, a pile counted from paper, and what is done about an opinion."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import IntegrityError, transaction

from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.proof.personal import personal
from gongkai.web.clock import day_of
from gongkai.web.oversight.models import Filled, FollowUp, Mark, Opinion, Question, Survey
from gongkai.web.oversight.selectors.surveys import ONLINE, PAPER, options_of, stage
from gongkai.web.oversight.services.surveys import CITE, locked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from gongkai.web.accounts.models import User

TEXT_CHARACTERS = 500
MOST_SHEETS = 10_000  # of one pile
State, Kind = Survey.State, Question.Kind


class Counted(NamedTuple):
    """A pile of paper: how many sheets, how often each option of a question (by its id) was ticked, what was written to it."""

    sheets: int
    ticks: Mapping[int, Sequence[int]]
    texts: Mapping[int, Sequence[str]]


@transaction.atomic
def answer(*, survey: Survey, chosen: Mapping[int, Sequence[int]], texts: Mapping[int, str], key: str, moment: datetime) -> Filled:
    """Take in a sheet from the page: places of options and words, by the id of the question. The same ``key`` is one sheet.

    Raises :class:`NotAllowed` with all reasons, also when it is not open.
    """
    known = Filled.objects.filter(key=key).first() if key else None
    if known is not None:
        return known
    today = day_of(moment)
    now = stage(survey, today)
    problems = [] if now.open else [Reason(now.words)]
    questions = {each.pk: each for each in survey.questions.all()}
    problems += [each for pk, places in chosen.items() for each in _why_not_choice(questions.get(pk), places)]
    if not any(chosen.values()) and not any(text.strip() for text in texts.values()):
        problems.append(Reason("一个问题也没有回答"))
    problems += [
        Reason(f"“{questions[pk].words}”最多写 {TEXT_CHARACTERS} 字，现在有 {len(text.strip())} 字，请删减")
        for pk, text in texts.items()
        if pk in questions and len(text.strip()) > TEXT_CHARACTERS
    ]
    if problems:
        raise NotAllowed(tuple(problems))
    try:
        with transaction.atomic():
            made = Filled.objects.create(survey=survey, source=ONLINE, on=today, key=key or None)
    except IntegrityError:  # the other click was faster
        return Filled.objects.get(key=key)
    Mark.objects.bulk_create(
        Mark(filled=made, question_id=pk, option=place) for pk, places in chosen.items() for place in sorted(set(places))
    )
    _keep(survey, questions, {pk: [text] for pk, text in texts.items()}, ONLINE, today)
    return made


@transaction.atomic
def enter(*, survey: Survey, counted: Counted, by: User, moment: datetime, key: str | None = None) -> Filled:
    """Take in a pile that the desk counted from paper. The same ``key`` is one pile. Raises :class:`NotAllowed` with all reasons."""
    known = Filled.objects.filter(key=key).first() if key else None
    if known is not None:
        return known
    row, today = locked(survey.pk), day_of(moment)
    questions = {each.pk: each for each in row.questions.all()}
    problems = list(_why_not_enter(row, today))
    if not 1 <= counted.sheets <= MOST_SHEETS:
        problems.append(Reason(f"份数要在 1 到 {MOST_SHEETS} 之间"))
    for pk, counts in counted.ticks.items():
        problems += _why_not_counts(questions.get(pk), counts, counted.sheets)
    if problems:
        raise NotAllowed(tuple(problems))
    made = Filled.objects.create(survey=row, source=PAPER, sheets=counted.sheets, on=today, key=key or None, counted_by=by)
    Mark.objects.bulk_create(
        Mark(filled=made, question_id=pk, option=place, count=count)
        for pk, counts in counted.ticks.items()
        for place, count in enumerate(counts)
        if count
    )
    _keep(row, questions, counted.texts, PAPER, today)
    return made


@transaction.atomic
def take_out(*, survey: Survey, pile: int, reason: str) -> None:
    """A pile was counted wrong: it counts no longer and stays in the record. Raises :class:`NotAllowed` with all reasons."""
    row = locked(survey.pk)
    found = row.filled.select_for_update().filter(pk=pile, source=PAPER).first()
    problems = [] if row.state == State.ISSUED else [Reason("结果已经登记，请先重新打开", CITE)]
    if found is None or found.voided_why:
        problems.append(Reason("没有这一批，或者已经作废"))
    if not reason.strip():
        problems.append(Reason("没有写为什么作废"))
    if problems or found is None:
        raise NotAllowed(tuple(problems))
    found.voided_why = reason.strip()
    found.save(update_fields=["voided_why"])


@transaction.atomic
def follow_up(*, opinion: Opinion, state: str, words: str, owner: str, due_on: date | None, by: User, moment: datetime) -> FollowUp:
    """Write what is done about an opinion, by whom and until when. Raises :class:`NotAllowed` with all reasons."""
    problems = []
    if state not in FollowUp.State.values:
        problems.append(Reason("没有选进展", CITE))
    if not words.strip():
        problems.append(Reason("没有写做了什么；没有采纳的写明理由", CITE))
    if state == FollowUp.State.GOING and not (owner.strip() and due_on):
        problems.append(Reason("正在办的要写谁办、什么时候办好", CITE))
    if problems:
        raise NotAllowed(tuple(problems))
    return FollowUp.objects.create(
        opinion=opinion, state=state, words=words.strip(), owner=owner.strip(), due_on=due_on, created_at=moment, created_by=by
    )


@transaction.atomic
def quote(*, opinion: Opinion, text: str) -> None:
    """What readers may see of an opinion; "" for nothing. Raises :class:`NotAllowed` where it names personal data."""
    found = [each.masked() for each in personal(text) if each.certain]
    if found:
        raise NotAllowed((Reason(f"摘登里有个人信息：{'、'.join(found)}。请去掉以后再摘登"),))
    row = Opinion.objects.select_for_update().get(pk=opinion.pk)
    row.quote = text.strip()
    row.save(update_fields=["quote"])


# --- parts ---------------------------------------------------------------------------------------------------


def _keep(survey: Survey, questions: Mapping[int, Question], texts: Mapping[int, Sequence[str]], source: str, on: date) -> None:
    """Opinions, apart from their sheets."""
    Opinion.objects.bulk_create(
        Opinion(survey=survey, question=questions[pk], source=source, on=on, text=text.strip())
        for pk, said in texts.items()
        if pk in questions and questions[pk].kind == Kind.TEXT
        for text in said
        if text.strip()
    )


def _why_not_choice(question: Question | None, places: Sequence[int]) -> Iterator[Reason]:
    if question is None or question.kind == Kind.TEXT or any(not 0 <= place < len(options_of(question)) for place in places):
        yield Reason("答卷和问题对不上，请重新打开问卷填写")
    elif len(places) > 1 and question.kind != Kind.SEVERAL:
        yield Reason(f"“{question.words}”只能选一个")


def _why_not_enter(survey: Survey, today: date) -> Iterator[Reason]:
    if survey.state != State.ISSUED:
        yield Reason(f"{survey.get_state_display()}，不能录入答卷", CITE)
    if today < survey.opens_on:
        yield Reason(stage(survey, today).words)


def _why_not_counts(question: Question | None, counts: Sequence[int], sheets: int) -> Iterator[Reason]:
    if question is None or question.kind == Kind.TEXT or len(counts) != len(options_of(question)):
        yield Reason("答卷和问题对不上，请重新打开这一页录入")
        return
    if any(count < 0 for count in counts):
        yield Reason(f"“{question.words}”的次数不能小于零")
    if question.kind == Kind.SEVERAL:
        over = [label for label, count in zip(options_of(question), counts, strict=True) if count > sheets]
        if over:
            yield Reason(f"“{question.words}”里“{'、'.join(over)}”的次数比份数 {sheets} 还多")
    elif sum(counts) > sheets:
        yield Reason(f"“{question.words}”一共选了 {sum(counts)} 次，比份数 {sheets} 还多")
