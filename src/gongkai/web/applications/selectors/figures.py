"""Figures of the office and of all organs below a district: every page that shows one takes it from here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q

from gongkai.law.tally import ROW_LABELS
from gongkai.web.accounts.figures import LABELS
from gongkai.web.applications.models import Application, Remedy
from gongkai.web.applications.selectors.days import RUNNING, UNFINISHED
from gongkai.web.applications.selectors.worklist import counts

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from gongkai.web.applications.selectors.days import Marks
    from gongkai.web.organs.models import Organ

FEW = 5  # a rate over fewer cases says nothing and is not shown

_COLUMNS = ("received", "ended", "late", "open", "overdue", "near", "waiting", "unconfirmed")


class OrganLine(NamedTuple):
    """One organ in a year: received and ended in it, and where its open cases stand today."""

    organ: Organ
    received: int
    ended: int
    late: int
    open: int
    overdue: int
    near: int
    waiting: int
    unconfirmed: int

    @property
    def on_time(self) -> str:
        """The share of answers that came in time; "" under five answers."""
        return f"{round(100 * (self.ended - self.late) / self.ended)}%" if self.ended >= FEW else ""


class Overview(NamedTuple):
    """What the head of an office sees of one year."""

    year: int
    now: dict[str, int]
    received: int
    ended: int
    late: int
    rows: list[tuple[str, str, int]]
    handlers: list[tuple[str, str, int, int]]

    @property
    def counted(self) -> int:
        """Those that stand in a row of the table; cases handed over to another organ stand in none here."""
        return sum(count for _, _, count in self.rows)


def overview(cases: QuerySet[Application], marks: Marks, year: int) -> Overview:
    """Lists of today, outcomes of the year by row of table three, and open and overdue cases by handler. Four queries."""
    found, ended, late = {}, 0, 0
    for row, number, after in (
        cases.filter(ended_on__year=year).order_by().values_list("row").annotate(n=Count("pk"), late=Count("pk", filter=Q(on_time=False)))
    ):
        found[row], ended, late = number, ended + number, late + after
    handlers = (
        cases.filter(phase__in=UNFINISHED).order_by().values_list("handler", "handler__name")
        .annotate(n=Count("pk"), over=Count("pk", filter=Q(phase__in=RUNNING, due_on__lt=marks.today))).order_by("-over", "-n")
    )  # fmt: skip
    return Overview(
        year, counts(cases, marks), cases.filter(received_on__year=year).count(), ended, late,
        [(key, LABELS[key], found[key]) for key in ROW_LABELS if key in found],
        [(str(pk or ""), name or "没有人接手", n, over) for pk, name, n, over in handlers],
    )  # fmt: skip


def by_organ(organs: QuerySet[Organ], marks: Marks, year: int) -> list[OrganLine]:
    """One line an organ, whether it has cases or not; one query over the cases."""
    running = Q(phase__in=RUNNING)
    rows = Application.objects.filter(organ__in=organs.order_by().values("pk")).order_by().values("organ").annotate(
        received=Count("pk", filter=Q(received_on__year=year)), open=Count("pk", filter=Q(phase__in=UNFINISHED)),
        overdue=Count("pk", filter=running & Q(due_on__lt=marks.today)),
        near=Count("pk", filter=running & Q(due_on__gte=marks.today, due_on__lte=marks.near)),
        waiting=Count("pk", filter=running & Q(due_on=None)), unconfirmed=Count("pk", filter=Q(phase="unregistered")), **_ended(year),
    )  # fmt: skip
    found = {row[0]: row[1:] for row in rows.values_list("organ", *_COLUMNS)}
    return [OrganLine(organ, *found.get(organ.pk, (0,) * len(_COLUMNS))) for organ in organs]


def together(lines: list[OrganLine]) -> tuple[int, ...]:
    """The sums of all organs, column by column."""
    return tuple(sum(getattr(line, name) for line in lines) for name in _COLUMNS)


def remedies_due(organs: QuerySet[Organ], until: date) -> QuerySet[Remedy]:
    """Reviews and lawsuits with a duty of ours up to that day, overdue ones first (复议法 Art. 48, 54; 诉讼法 Art. 67)."""
    chosen = Remedy.objects.filter(organ__in=organs.order_by().values("pk"), next_due__lte=until)
    return chosen.select_related("organ", "application").order_by("next_due", "pk")


def _ended(year: int) -> dict[str, Count]:
    return {
        "ended": Count("pk", filter=Q(ended_on__year=year)),
        "late": Count("pk", filter=Q(ended_on__year=year, on_time=False)),
    }
