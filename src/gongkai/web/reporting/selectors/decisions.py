"""What was published of the decisions whose number an office declares: beside the declaration, for a check, never instead of it.

The report counts all decisions, those too that the law keeps from being public, so their number is declared by the office that decides
(条例 Art. 20(5), (6), (8)). What became public is counted from the ledger by the entry of the catalogue. An entry takes grounds, conditions
and procedures too, and one item may hold a list of decisions: the two numbers need not agree, but more published than declared asks for a look.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol

from django.db.models import Count

from gongkai.law import catalogue
from gongkai.web.reporting.models import Declaration, ItemFact

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

CITES = ("条例:20(5)", "条例:20(6)", "条例:20(8)")
_DECISIONS = "处理决定数量"  # how both forms call the column


class Cell(Protocol):
    """A figure that can be declared, as far as it is compared: ``selectors.declared`` has them all."""

    @property
    def key(self) -> str:
        """Its name, such as ``table2.licences[0]``."""

    @property
    def label(self) -> str:
        """Its row, as the form calls it."""

    @property
    def column(self) -> str:
        """Its column, as the form calls it."""

    @property
    def kind(self) -> str:
        """Whether it counts, or is an amount."""

    @property
    def cite(self) -> str:
        """The clause that asks for it."""


class Published(NamedTuple):
    """What became public in the year under the catalogue's ``entry`` of a clause: so many ``items``.

    ``declared`` are all decisions that are declared for the clause, for 行政处罚 and 行政强制 have one entry; None while one of the figures
    is missing, and for an amount of money, with which items cannot be compared. ``cells`` are the figures that are summed.
    """

    entry: catalogue.Entry
    items: int
    declared: int | None
    cells: tuple[Cell, ...]

    @property
    def more(self) -> bool:
        """More was published than declared: to be looked at."""
        return self.declared is not None and self.items > self.declared


def beside(organ: uuid.UUID, year: int, cells: Sequence[Cell]) -> dict[str, Published]:
    """By cell, for those of that year's cells that count decisions or their money. Two queries; the facts must be up to date."""
    held = [each for each in cells if _compared(each)]
    entries = {entry.cite: entry for entry in catalogue.entries() if entry.cite in {each.cite for each in held}}
    items = _counted(organ, year, [entry.key for entry in entries.values()])
    said = dict(Declaration.objects.filter(organ=organ, year=year, cell__in=[each.key for each in held]).values_list("cell", "value"))
    found: dict[str, Published] = {}
    for cite, entry in entries.items():
        own = tuple(each for each in held if each.cite == cite)
        found |= {each.key: Published(entry, items.get(entry.key, 0), _sum(own, said), own) for each in own}
    return found


def items_of(organ: uuid.UUID, year: int, entry: str) -> QuerySet[ItemFact]:
    """What became public under an entry of the catalogue in the year, the first day first."""
    return ItemFact.objects.filter(organ=organ, catalogue=entry, first_on__range=_days(year)).order_by("first_on", "stream")


def _compared(cell: Cell) -> bool:
    return cell.cite in CITES and (_DECISIONS in cell.column or cell.kind == "amount")


def _counted(organ: uuid.UUID, year: int, entries: Iterable[str]) -> dict[str, int]:
    chosen = ItemFact.objects.filter(organ=organ, catalogue__in=entries, first_on__range=_days(year))
    return dict(chosen.order_by().values_list("catalogue").annotate(items=Count("stream")))


def _sum(cells: Iterable[Cell], said: dict[str, str]) -> int | None:
    """All that is declared for these cells, where all of it is and all of it are counts."""
    values = [said.get(each.key) if each.kind == "count" else None for each in cells]
    known = [int(value) for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _days(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)
