"""What a district counts of its organs: each number is one query of ``defects``, and all numbers of all organs are asked at once.

To count something more, add a :class:`Measure`. Nothing of an applicant, and nothing of what was asked, is ever selected.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import CharField, Count, Value

from gongkai.law.calendar import OutsideCalendar
from gongkai.web.events import lately
from gongkai.web.oversight.selectors import defects
from gongkai.web.publication.clock import interpretation_term
from gongkai.web.reporting.models import AnnualReport

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from uuid import UUID

    from django.db.models import QuerySet

    from gongkai.law.calendar import Calendar
    from gongkai.web.oversight.selectors.defects import Organs

NEAR = 3  # working days: as on the work list
EXPLAINED_WITHIN = timedelta(days=365)  # how far back a policy without interpretation is looked for
SENT_UP = "sent_up:"  # with the year: how many reports were sent up and are not public
_FEBRUARY_29 = (2, 29)


class Sort(StrEnum):
    """What stands in the list behind a number."""

    CASE = "case"
    ITEM = "item"
    REMEDY = "remedy"
    COMPLAINT = "complaint"
    ORDER = "order"
    GRIEVANCE = "grievance"


class Lamp(StrEnum):
    """How an organ stands: a day of the law is past; something is near, late by a rule of the house, or silent; nothing."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"

    @property
    def label(self) -> str:
        """The colour in words, for whoever sees none."""
        return {"red": "红", "yellow": "黄", "green": "绿"}[self.value]

    @property
    def tag(self) -> str:
        """The kind of the tag that shows it."""
        return {"red": "error", "yellow": "warn", "green": "done"}[self.value]


class Span(NamedTuple):
    """The days of a board: today, the last day that is near, the newest day on which a policy became public whose interpretation is overdue today.

    ``first`` to ``last`` is what is counted of the year, up to today in the present one.
    """

    today: date
    near: date
    unexplained: date
    year: int
    last: date

    @property
    def first(self) -> date:
        """The first day that is counted."""
        return date(self.year, 1, 1)

    @property
    def before(self) -> Span:
        """The same days of the year before."""
        cut = date(self.year - 1, 2, 28) if (self.last.month, self.last.day) == _FEBRUARY_29 else self.last.replace(year=self.year - 1)
        return self._replace(year=self.year - 1, last=cut)


class Measure(NamedTuple):
    """One number of an organ. ``now``: how it stands today, otherwise counted in a year. ``lamp`` is what it makes of the organ when it is not 0."""

    key: str
    label: str
    unit: str
    sort: Sort
    rows: Callable[[Organs, Span], QuerySet[Any]]
    lamp: Lamp = Lamp.GREEN

    def words(self, amount: int) -> str:
        """As a reason.

        >>> OVERDUE_CASES.words(2)
        '答复已超期 2 件'
        """
        return f"{self.label} {amount} {self.unit}"


OVERDUE_CASES = Measure("cases_overdue", "答复已超期", "件", Sort.CASE, lambda o, s: defects.applications_overdue(o, s.today), Lamp.RED)
# How each organ stands today, in the order in which it is told.
NOW: tuple[Measure, ...] = (
    OVERDUE_CASES,
    Measure("remedies_overdue", "复议、诉讼的期限已过", "件", Sort.REMEDY, lambda o, s: defects.remedies_overdue(o, s.today), Lamp.RED),
    Measure("items_overdue", "该公开没有公开", "条", Sort.ITEM, lambda o, s: defects.items_overdue(o, s.today), Lamp.RED),
    Measure("orders_overdue", "整改逾期", "件", Sort.ORDER, lambda o, s: defects.orders_overdue(o, s.today), Lamp.RED),
    Measure("complaints_overdue", "网页纠错逾期未答复", "件", Sort.COMPLAINT, lambda o, s: defects.complaints_overdue(o, s.today), Lamp.YELLOW),
    Measure(
        "grievances_overdue", "投诉举报逾期没有说明", "件", Sort.GRIEVANCE, lambda o, s: defects.grievances_unexplained(o, s.today), Lamp.YELLOW
    ),
    Measure(
        "policies_overdue", "政策逾期没有解读", "件", Sort.ITEM,
        lambda o, s: defects.policies_unexplained(o, s.unexplained - EXPLAINED_WITHIN, s.unexplained), Lamp.YELLOW,
    ),
    Measure("cases_near", "3个工作日内要答复", "件", Sort.CASE, lambda o, s: defects.applications_due(o, s.today, s.near), Lamp.YELLOW),
    Measure("remedies_near", "3个工作日内有复议、诉讼的期限", "件", Sort.REMEDY, lambda o, s: defects.remedies_due(o, s.today, s.near), Lamp.YELLOW),
    Measure("items_near", "3个工作日内要公开", "条", Sort.ITEM, lambda o, s: defects.items_due(o, s.today, s.near), Lamp.YELLOW),
    Measure(
        "policies_near", "3个工作日内要解读", "件", Sort.ITEM,
        lambda o, s: defects.policies_unexplained(o, s.unexplained + timedelta(days=1), s.today), Lamp.YELLOW,
    ),
    Measure("complaints_near", "3个工作日内要答复的网页纠错", "件", Sort.COMPLAINT, lambda o, s: defects.complaints_due(o, s.today, s.near), Lamp.YELLOW),
    Measure("orders_near", "3个工作日内要完成整改", "件", Sort.ORDER, lambda o, s: defects.orders_due(o, s.today, s.near), Lamp.YELLOW),
)  # fmt: skip
# What is counted in a year.
YEAR: tuple[Measure, ...] = (
    Measure("received", "收到", "件", Sort.CASE, lambda o, s: defects.applications_received(o, s.first, s.last)),
    Measure("ended", "办结", "件", Sort.CASE, lambda o, s: defects.applications_ended(o, s.first, s.last)),
    Measure("late", "逾期办结", "件", Sort.CASE, lambda o, s: defects.applications_late(o, s.first, s.last)),
    Measure("public", "首次公开", "条", Sort.ITEM, lambda o, s: defects.items_first_public(o, s.first, s.last)),
    Measure("public_late", "逾期公开", "条", Sort.ITEM, lambda o, s: defects.items_late(o, s.first, s.last)),
    Measure("policies", "要解读的政策", "件", Sort.ITEM, lambda o, s: defects.policies(o, s.first, s.last)),
    Measure("unexplained", "没有解读的政策", "件", Sort.ITEM, lambda o, s: defects.policies_unexplained(o, s.first, s.last)),
    Measure("final", "审结的复议、诉讼", "件", Sort.REMEDY, lambda o, s: defects.remedies_final(o, s.first, s.last)),
    Measure("corrected", "被纠正", "件", Sort.REMEDY, lambda o, s: defects.remedies_corrected(o, s.first, s.last)),
)  # fmt: skip
BY_KEY = {each.key: each for each in (*NOW, *YEAR)}


class Counted(NamedTuple):
    """The numbers of one organ by the keys of measures; what is not there is 0."""

    now: Mapping[str, int]
    year: Mapping[str, int]
    before: Mapping[str, int]


def span_of(day: date, calendar: Calendar, year: int = 0) -> Span:
    """The days of a board on that day; ``year`` 0 is the present one."""
    try:
        near = calendar.add(day, NEAR).day
    except OutsideCalendar:
        near = day
    chosen = year or day.year
    return Span(day, near, _unexplained(day, calendar), chosen, min(day, date(chosen, 12, 31)))


def counted(organs: Organs, span: Span) -> dict[UUID, Counted]:
    """All numbers of all organs in one query; an organ without any is not there."""
    parts = [part_of(each, organs, span, f"now:{each.key}") for each in NOW]
    parts += [part_of(each, organs, span, f"year:{each.key}") for each in YEAR]
    parts += [part_of(each, organs, span.before, f"before:{each.key}") for each in YEAR]
    parts += [_sent_up(organs, year) for year in (span.today.year - 1, span.today.year)]
    found: dict[UUID, dict[str, dict[str, int]]] = defaultdict(lambda: {"now": {}, "year": {}, "before": {}})
    for organ, key, amount in _together(parts):
        when, _, name = key.partition(":")
        found[organ][when][name] = amount
    return {organ: Counted(**held) for organ, held in found.items()}


def _together(parts: Sequence[QuerySet[Any, Any]]) -> QuerySet[Any, Any]:
    return parts[0].union(*parts[1:], all=True)


def part_of(measure: Measure, organs: Organs, span: Span, key: str) -> QuerySet[Any, Any]:
    """One number of all organs as a part of the one question: organ, key, amount."""
    grouped = measure.rows(organs, span).order_by().values_list("organ").annotate(key=Value(key, CharField()), amount=Count("*"))
    chosen: QuerySet[Any, Any] = grouped.values_list("organ", "key", "amount")
    return chosen


def _sent_up(organs: Organs, year: int) -> QuerySet[Any, Any]:
    """Reports on that year that were sent up and are not public yet."""
    mine = AnnualReport.objects.filter(lately.has("report.sent_up"), organ__in=organs, year=year, edition=0)
    chosen: QuerySet[Any, Any] = (
        mine.order_by().values_list("organ").annotate(key=Value(f"now:{SENT_UP}{year}", CharField()), amount=Count("*"))
    ).values_list("organ", "key", "amount")
    return chosen


def _unexplained(day: date, calendar: Calendar) -> date:
    """The newest day such that a policy that became public on it had to be explained before ``day`` (公开要点2016: 三个工作日)."""
    found = day
    while (term := interpretation_term(found, calendar)) is not None and term.due is not None and term.due >= day:
        found -= timedelta(days=1)
    return found
