"""The register of problems across years (条例 Art. 50(4)): problem, measure, evidence, what became of it; and which ones came back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q

from gongkai.report.narrative.copies import copied
from gongkai.web.clock import day_of
from gongkai.web.reporting.models import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ
    from gongkai.web.reporting.models import TroubleStep

COMPARED = 40  # entries of earlier years with which one is compared: a register has a handful a year


class Entry(NamedTuple):
    """A problem over the years: what was done about it, how many days it is open (or was), since which year the same words come back."""

    trouble: Trouble
    steps: tuple[TroubleStep, ...]
    days: int
    overdue: int
    before: tuple[int, ...]

    @property
    def open(self) -> bool:
        """Whether it is not done yet."""
        return self.trouble.state != Trouble.State.DONE

    @property
    def evidence(self) -> int:
        """How many steps have a file."""
        return sum(each.file_id is not None for each in self.steps)


def over_years(organ: Organ, day: date) -> list[Entry]:
    """Every entry of the organ, dropped ones left out: open ones first, the longest open at the top, then the newest year. Two queries."""
    found = list(Trouble.objects.filter(organ=organ, dropped_at=None).prefetch_related("steps"))
    names = tuple(filter(None, (organ.name, organ.short_name)))
    entries = [_entry(each, day, _before(each, found, names)) for each in found]
    return sorted(entries, key=lambda each: (not each.open, -each.days if each.open else -each.trouble.year, each.trouble.position))


def years_of(entries: Iterable[Entry]) -> list[tuple[int, int, int, int]]:
    """Year by year, the newest first: the year, problems told first in it, of these done, of these that had been told before."""
    found: dict[int, list[Entry]] = {}
    for each in entries:
        found.setdefault(each.trouble.year, []).append(each)
    return [
        (year, len(held), sum(not each.open for each in held), sum(bool(each.before) for each in held))
        for year, held in sorted(found.items(), reverse=True)
    ]  # fmt: skip


def open_of(organs: QuerySet[Organ], day: date, *, overdue: bool = False, slug: str = "") -> QuerySet[Trouble]:
    """What is not done in any of these organs, the longest open first; ``overdue`` only what is past its day."""
    found = Trouble.objects.filter(organ__in=organs, dropped_at=None).exclude(state=Trouble.State.DONE).select_related("organ")
    if overdue:
        found = found.filter(due_on__lt=day)
    if slug:
        found = found.filter(organ__slug=slug)
    return found.order_by("year", "created_at", "organ__path", "position")


def standing(trouble: Trouble, day: date) -> Entry:
    """An entry of the district's list: its age and how far it is past its day."""
    return _entry(trouble, day, (), steps=())


def by_organ(organs: QuerySet[Organ], day: date) -> list[tuple[str, str, int, int]]:
    """Open and overdue problems of each organ that has any: slug, name, open, overdue; most overdue first. One query."""
    opened = Trouble.objects.filter(organ__in=organs, dropped_at=None).exclude(state=Trouble.State.DONE).order_by()
    counted = opened.values_list("organ__slug", "organ__name").annotate(n=Count("pk"), over=Count("pk", filter=Q(due_on__lt=day)))
    return sorted(((slug, name, n, over) for slug, name, n, over in counted), key=lambda each: (-each[3], -each[2], each[0]))


def _entry(trouble: Trouble, day: date, before: tuple[int, ...], steps: Sequence[TroubleStep] | None = None) -> Entry:
    since = min(day_of(trouble.created_at), date(trouble.year, 12, 31))  # an older one may have been entered later
    until = trouble.done_on if trouble.state == Trouble.State.DONE and trouble.done_on else day
    late = (until - trouble.due_on).days if trouble.due_on else 0
    return Entry(trouble, tuple(trouble.steps.all()) if steps is None else tuple(steps), max((until - since).days, 0), max(late, 0), before)


def _before(trouble: Trouble, found: Sequence[Trouble], names: tuple[str, ...]) -> tuple[int, ...]:
    """The earlier years in which the same was told: word for word, or a passage of it (what D002 asks of the fifth part)."""
    earlier = [each for each in found if each.year < trouble.year][-COMPARED:]
    words = f"{trouble.problem}。{trouble.measure}"
    return tuple(
        sorted(
            {each.year for each in earlier if each.problem == trouble.problem or copied(words, f"{each.problem}。{each.measure}", names)}
        )
    )
