"""The register of problems of an organ, as the report tells it: this year's, and what became of last year's."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from gongkai.report.narrative.copies import copied
from gongkai.report.narrative.problems import Problem, State, problems
from gongkai.report.narrative.template import Bound, fill
from gongkai.web.clock import day_of
from gongkai.web.reporting.models import AnnualReport, Note, Scope, Trouble
from gongkai.web.reporting.selectors import history

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterator, Sequence

    from django.db.models import QuerySet

    from gongkai.report.narrative.copies import Passage
    from gongkai.web.organs.models import Organ
    from gongkai.web.reporting.models import TroubleStep

EDITED = "trouble.edited"  # notes on what an entry said before it was changed
SOON_DAYS = 30  # measures take months: so many days before the due day it is time to ask
_PLAIN, _OPEN, _COPIED = "", "open", "copied"


class Piece(NamedTuple):
    """Characters of the fifth part; ``kind`` is "", open (a field without a value) or copied (they stand in last year's report too)."""

    text: str
    kind: str = _PLAIN


class Line(NamedTuple):
    """An entry as the page shows it: how it stands on a day in words (``mark`` over, soon or ""), what of it is last year's text."""

    trouble: Trouble
    evidence: int
    mark: str
    words: str
    same: bool


class Changed(NamedTuple):
    """What an entry said before somebody changed it."""

    note: Note
    before: dict[str, str]


# --- what the report tells ----------------------------------------------------------------------------------


def of_year(organ: uuid.UUID, year: int) -> QuerySet[Trouble]:
    """Every entry that the report of the year tells: found in it, found the year before, or older and still open when the year began.

    Dropped ones are told by none.
    """
    older = Q(year__lt=year - 1) & (Q(done_on=None) | Q(done_on__gte=date(year, 1, 1)))
    return Trouble.objects.filter(Q(year__in=(year - 1, year)) | older, organ=organ, dropped_at=None)


def register(organ: uuid.UUID, year: int) -> list[Problem]:
    """The entries as ``report.narrative.problems`` wants them, last year's first.

    A report that was published tells them as they stood on that day: what was done later belongs to the next one.
    """
    return [problem for _, problem in told(organ, year)]


def told(organ: uuid.UUID, year: int) -> list[tuple[Trouble, Problem]]:
    """The same, each with the entry of the register that says it."""
    day = told_on(organ, year)
    found = list(of_year(organ, year).prefetch_related("steps"))
    before = _before(found, day) if day else {}
    return [(each, _problem(each, year, day, before.get(each.pk, {}))) for each in found]


def told_on(organ: uuid.UUID, year: int) -> date | None:
    """The day on which the report of the year was first published; None while it was not."""
    row = AnnualReport.objects.filter(organ=organ, year=year, scope=Scope.OWN, published_on__isnull=False).first()
    return row.published_on if row else None


def published(trouble: Trouble) -> bool:
    """Whether a report that tells the entry was published since it was entered: readers wait for what becomes of it."""
    return AnnualReport.objects.filter(
        organ=trouble.organ_id, year__gte=trouble.year, scope=Scope.OWN, published_on__gte=day_of(trouble.created_at)
    ).exists()


def _problem(each: Trouble, year: int, told: date | None, before: dict[str, str]) -> Problem:
    state, outcome = each.state, each.outcome
    due_on = each.due_on
    if told is not None:
        steps = [step for step in each.steps.all() if step.on <= told]
        if each.steps.all():
            state, outcome = (steps[-1].state, steps[-1].words) if steps else (Trouble.State.NOT_BEGUN, "")
        if "due_on" in before:
            due_on = date.fromisoformat(before["due_on"]) if before["due_on"] else None
    return Problem(
        before.get("problem", each.problem), before.get("measure", each.measure), State(state), due_on, outcome, last_year=each.year < year
    )


def _before(found: Sequence[Trouble], day: date) -> dict[uuid.UUID, dict[str, str]]:
    """What each entry said at the end of that day, where it was changed later."""
    said: dict[uuid.UUID, dict[str, str]] = {}
    for note in Note.objects.filter(stream__in=[each.pk for each in found], key=EDITED).order_by("-created_at"):
        if day_of(note.created_at) > day:
            said.setdefault(note.stream, {}).update(note.data["before"])
    return said


# --- the fifth part -----------------------------------------------------------------------------------------


def drafted(organ: uuid.UUID, year: int) -> str:
    """The fifth part as the register gives it, open fields in braces."""
    return fill(problems(register(organ, year)), {}).text


def last_text(organ: uuid.UUID, year: int) -> str:
    """The fifth part of the report of the year before; "" where there is none."""
    report = history.reported(organ, year - 1)
    return report.sections.get("problems", "") if report else ""


def pieces(text: str, last_year: str, names: tuple[str, ...]) -> list[Piece]:
    """The text in pieces: open fields, and what stands in last year's fifth part word for word (D002)."""
    filled = fill(text, {})
    taken = copied(filled.text, last_year, names) if last_year else []
    found: list[Piece] = []
    at = 0
    for each in filled.pieces:
        shown = each if isinstance(each, str) else each.shown
        found += [Piece(shown, _OPEN)] if isinstance(each, Bound) else _split(shown, at, taken)
        at += len(shown)
    return found


def names_of(organ: Organ) -> tuple[str, ...]:
    """What does not count when two texts are compared."""
    return tuple(filter(None, (organ.name, organ.short_name)))


def _split(text: str, at: int, taken: Sequence[Passage]) -> Iterator[Piece]:
    """Some characters of the text, of which the first stands at ``at``, cut where a copied passage begins or ends."""
    done = 0
    for each in taken:
        first, last = max(each.start - at, 0), min(each.end - at, len(text))
        if first < last:
            yield from (Piece(text[start:end], kind) for start, end, kind in ((done, first, _PLAIN), (first, last, _COPIED)) if start < end)
            done = last
    if done < len(text):
        yield Piece(text[done:])


# --- the page -----------------------------------------------------------------------------------------------


def lines(organ: Organ, year: int, day: date) -> tuple[list[Line], list[Line]]:
    """Entries of the years before that the report still tells, and those of the year, as they stand on that day."""
    before = last_text(organ.pk, year)
    found = [
        (each, _line(each, day, before if each.year == year else "", names_of(organ)))
        for each in of_year(organ.pk, year).prefetch_related("steps")
    ]
    return [line for each, line in found if each.year < year], [line for each, line in found if each.year == year]


def soon(organs: Sequence[uuid.UUID], day: date) -> QuerySet[Trouble]:
    """What is not done and due within :data:`SOON_DAYS`, overdue ones first: for lists of work."""
    last = date.fromordinal(day.toordinal() + SOON_DAYS)
    return (
        Trouble.objects.filter(organ__in=organs, dropped_at=None, due_on__lte=last)
        .exclude(state=Trouble.State.DONE)
        .order_by("due_on", "created_at")
    )


def standing(trouble: Trouble, day: date) -> tuple[str, str]:
    """How an entry stands on that day: ``over``, ``soon`` or "", and the words; nothing for what is done or has no due day."""
    if trouble.state == Trouble.State.DONE or trouble.due_on is None or trouble.dropped_at is not None:
        return "", ""
    left = (trouble.due_on - day).days
    if left < 0:
        return "over", f"已超期 {-left} 天"
    return ("soon" if left <= SOON_DAYS else ""), f"还有 {left} 天" if left else "今天到期"


def changes(trouble: Trouble) -> list[Changed]:
    """What the entry said before each change, the first change first."""
    return [Changed(note, note.data["before"]) for note in Note.objects.filter(stream=trouble.pk, key=EDITED).order_by("created_at")]


def steps(trouble: Trouble) -> list[TroubleStep]:
    """What was done about it, in the order of the days."""
    return list(trouble.steps.select_related("file").order_by("on", "created_at", "pk"))


def _line(each: Trouble, day: date, last_year: str, names: tuple[str, ...]) -> Line:
    mark, words = standing(each, day)
    same = bool(last_year) and bool(copied(f"{each.problem}。{each.measure}", last_year, names))
    return Line(each, sum(step.file_id is not None for step in each.steps.all()), mark, words, same)
