"""Reading questionnaires: whether one can answer today, what was answered, and the rates that may be told.

满意率 is (很满意 + 满意) of those who said how satisfied they are: who does not know the thing is left out. Below :data:`FEW` sheets no rate is
told, and nothing is shown to readers.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, F, Max, Prefetch, Q, Sum

from gongkai.law.deadlines import written
from gongkai.web.oversight.models import Filled, FollowUp, Mark, Opinion, Question, Survey

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ

FEW = 5
SCALE = ("很满意", "满意", "一般", "不满意", "很不满意", "没有用过，不了解")
_SATISFIED, _JUDGED = 2, 5  # the first so many words of the scale are satisfied, the first so many judge at all
ONLINE, PAPER = Filled.Source.ONLINE.value, Filled.Source.PAPER.value
State, Kind = Survey.State, Question.Kind


class Asked(NamedTuple):
    """A question as it is written down: how it is answered, its words, what can be chosen."""

    kind: str
    words: str
    options: tuple[str, ...] = ()


READY = (
    Asked(Kind.SCALE, "公开的内容全不全、准不准"),
    Asked(Kind.SCALE, "公开得及不及时"),
    Asked(Kind.SCALE, "公开的渠道（网站、公众号、公告栏、查阅点）方不方便"),
    Asked(Kind.SCALE, "对申请和来信的答复"),
    Asked(Kind.SCALE, "对政策的解读和对关心事项的回应"),
    Asked(Kind.TEXT, "您觉得哪里最需要改进"),
)
_OF_KIND = {Kind.SCALE: SCALE}


def options_of(question: Question | Asked) -> tuple[str, ...]:
    """The words to choose from."""
    return _OF_KIND.get(Kind(question.kind)) or tuple(question.options)


class Stage(NamedTuple):
    """Whether one can answer, and what is said where one cannot."""

    open: bool
    words: str


def stage(survey: Survey, today: date) -> Stage:
    """How a questionnaire stands on a day: the first and the last day are both inside."""
    if survey.state == State.DRAFT:
        return Stage(False, "还没有发布。")
    if survey.state == State.DROPPED:
        return Stage(False, "这次评议没有继续。")
    if survey.state == State.CLOSED or today > survey.closes_on:
        return Stage(False, f"{written(survey.closes_on)}已经截止，不再收答卷。")
    if today < survey.opens_on:
        return Stage(False, f"还没有开始，{written(survey.opens_on)}起可以填写。")
    return Stage(True, f"到{written(survey.closes_on)}为止，当天也可以填写。")


@dataclass(frozen=True)
class Line:
    """One option of a question: how often it was ticked online, on paper, and its share, None where it may not be told."""

    label: str
    online: int
    paper: int
    share: str | None

    @property
    def total(self) -> int:
        """Both together."""
        return self.online + self.paper


@dataclass(frozen=True)
class Told:
    """What a question found. ``answered`` who answered it, ``satisfied`` the rate of a scale, None where it may not be told."""

    question: Question
    lines: tuple[Line, ...]
    answered: int
    satisfied: str | None


@dataclass(frozen=True)
class Result:
    """What a questionnaire found: sheets apart and together, each question, 满意率 over all scales."""

    online: int
    paper: int
    questions: tuple[Told, ...]
    satisfied: str | None

    @property
    def sheets(self) -> int:
        """Both together."""
        return self.online + self.paper

    @property
    def few(self) -> bool:
        """Too few sheets for any rate."""
        return self.sheets < FEW

    @property
    def scales(self) -> tuple[Told, ...]:
        """The questions about satisfaction."""
        return tuple(each for each in self.questions if each.question.kind == Kind.SCALE)


def result_of(survey: Survey) -> Result:
    """The result as it is counted now: three queries whatever was answered."""
    sheets = dict.fromkeys(Filled.Source.values, 0)
    counted = Filled.objects.filter(survey=survey, voided_why="")
    sheets |= dict(counted.order_by().values_list("source").annotate(number=Sum("sheets")))
    marks: dict[tuple[int, int, str], int] = {}
    found = Mark.objects.filter(filled__survey=survey, filled__voided_why="").order_by()
    for question, option, source, number in found.values_list("question", "option", "filled__source").annotate(number=Sum("count")):
        marks[question, option, source] = number
    whole = sum(sheets.values())
    told = tuple(_told(each, marks, whole) for each in survey.questions.all() if each.kind != Kind.TEXT)
    every = [each for each in told if each.question.kind == Kind.SCALE]
    good, judged = sum(_good(each) for each in every), sum(_judged(each) for each in every)
    return Result(sheets[ONLINE], sheets[PAPER], told, percent(good, judged) if whole >= FEW else None)


def _told(question: Question, marks: dict[tuple[int, int, str], int], sheets: int) -> Told:
    counts = [
        (label, marks.get((question.pk, place, ONLINE), 0), marks.get((question.pk, place, PAPER), 0))
        for place, label in enumerate(options_of(question))
    ]
    ticked = sum(online + paper for _, online, paper in counts)
    of = sheets if question.kind == Kind.SEVERAL else ticked
    lines = tuple(Line(label, online, paper, percent(online + paper, of)) for label, online, paper in counts)
    made = Told(question, lines, of, None)
    return Told(question, lines, of, percent(_good(made), _judged(made)) if question.kind == Kind.SCALE else None)


def _good(told: Told) -> int:
    return sum(each.total for each in told.lines[:_SATISFIED])


def _judged(told: Told) -> int:
    return sum(each.total for each in told.lines[:_JUDGED])


def percent(part: int, whole: int) -> str | None:
    """A share to a tenth of a percent; None where ``whole`` is below :data:`FEW`.

    >>> percent(2, 4), percent(5, 5), percent(2, 7), percent(1999, 2000)
    (None, '100%', '28.6%', '99.9%')
    """
    if whole < FEW:
        return None
    exact = Decimal(part) * 100 / Decimal(whole)
    rounded = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    shown = min(rounded, Decimal("99.9")) if part < whole else rounded  # less than all is never told as all
    return f"{shown.normalize():f}%" if shown != shown.to_integral() else f"{shown.to_integral():f}%"


# --- lists -------------------------------------------------------------------------------------------------


def surveys_of(organs: Iterable[Organ]) -> QuerySet[Survey]:
    """All of these organs, the newest first, each with ``sheets`` that count."""
    counted = Sum("filled__sheets", filter=Q(filled__voided_why=""))
    return (
        Survey.objects.filter(organ__in=organs).select_related("organ").annotate(sheets=counted).order_by("-opens_on", "-created_at", "pk")
    )


def readable(organ: Organ, today: date) -> list[Survey]:
    """What readers of the organ's site find: open today, to come, and those whose result is public; the newest first, at most fifty."""
    soon = Q(state=State.ISSUED, closes_on__gte=today)
    return list(Survey.objects.filter(soon | Q(state=State.CLOSED, published_at__isnull=False), organ=organ)[:50])


def opinions_of(survey: Survey) -> QuerySet[Opinion]:
    """What was written, each with what was done about it, newest last; those nobody has taken up first."""
    steps = Prefetch("follow_ups", queryset=FollowUp.objects.select_related("created_by"))
    found = survey.opinions.select_related("question").prefetch_related(steps)
    return found.annotate(taken=Max("follow_ups__created_at")).order_by(F("taken").asc(nulls_first=True), "on", "pk")


def open_opinions(surveys: Sequence[Survey]) -> dict[object, int]:
    """By questionnaire, how many opinions nobody has taken up: one query."""
    waiting = Opinion.objects.filter(survey__in=surveys, follow_ups=None).order_by()
    return dict(waiting.values_list("survey").annotate(number=Count("pk")))


def opinions_counted(survey: Survey) -> tuple[int, int]:
    """How many opinions there are, and how many of them nobody has taken up."""
    found = survey.opinions.aggregate(all=Count("pk", distinct=True), open=Count("pk", filter=Q(follow_ups=None), distinct=True))
    return found["all"], found["open"]


def piles_of(survey: Survey) -> list[Filled]:
    """What the desk counted from paper, the newest first; with those taken out again."""
    return list(survey.filled.filter(source=PAPER).select_related("counted_by").order_by("-pk")[:100])


def suggested(result: Result) -> str:
    """The result in the words that the annual report repeats behind “评议结果为”; "" where no rate may be told."""
    return f"收回答卷{result.sheets}份，满意率{result.satisfied}" if result.satisfied else ""
