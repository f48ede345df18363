"""In which annual reports one case is counted, and where: from its own events, so that the page of the case needs no counting."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.report import tally
from gongkai.report.facts import ApplicationFacts, DocumentFacts, RemedyFacts, facts_of
from gongkai.report.forms import required_form
from gongkai.report.tally import CARRIED_IN, CARRIED_OUT, COLUMNS, NEW

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable, Iterator
    from datetime import date

    from gongkai.ledger.vocabulary import Entry
    from gongkai.report.facts import Fact
    from gongkai.report.forms.base import Form

_TABLES = {"table2": "二", "table3": "三", "table4": "四"}


class Place(NamedTuple):
    """A cell that counts the case, as the form calls its row."""

    cell: str
    words: str


class Counted(NamedTuple):
    """A year whose report counts the case. ``over`` is False while the year still runs: then it is counted so far."""

    year: int
    over: bool
    places: tuple[Place, ...]


def counted_in(kind: str, stream: uuid.UUID, log: Iterable[Entry], today: date) -> list[Counted]:
    """The years up to this one that count the case, the first one first; none for a case that is not counted. Asks no database."""
    facts = facts_of(kind, str(stream), log)
    years: dict[int, list[Place]] = {}
    for fact in facts:  # one for each organ that had it (机构改革)
        for year, cells in _years(fact, today):
            years.setdefault(year, []).extend(cells)
    return [Counted(year, year < today.year, tuple(places)) for year, places in sorted(years.items())]


def _years(fact: Fact, today: date) -> Iterator[tuple[int, list[Place]]]:
    """The years with the cells of each; a year that still runs does not yet carry out, or leave pending, what is open."""
    first, last = _span(fact, today.year)
    for year in range(first, last + 1):
        form = required_form(year)
        if form is None:  # before 2019 reports had no tables
            continue
        cells = [each for each in _cells(fact, year, form) if year < today.year or not _left_open(each)]
        if cells:
            yield year, [_place(form, each) for each in cells]


def _span(fact: Fact, this_year: int) -> tuple[int, int]:
    """The first and the last year that may count it."""
    match fact:
        case ApplicationFacts():
            return fact.since.year, fact.ended_on.year if fact.ended_on else this_year
        case RemedyFacts():
            return fact.received_on.year, fact.final_on.year if fact.final_on else this_year
        case DocumentFacts():
            return fact.issued_on.year, fact.ended_on.year if fact.ended_on else this_year
    return this_year, this_year


def _cells(fact: Fact, year: int, form: Form) -> list[str]:
    """Without the sums, which say nothing more."""
    match fact:
        case ApplicationFacts():
            return _of_application(fact, year, form)
        case RemedyFacts():
            return tally.remedy_cells(fact, year)[:1]
        case DocumentFacts():
            return tally.document_cells(fact, year)
    return []


def _of_application(fact: ApplicationFacts, year: int, form: Form) -> list[str]:
    where = tally.place(fact, year, form.name)
    if where is None:
        return []
    column, older, row = where
    rows = [CARRIED_IN if older else NEW, *([] if row.startswith("?") else [row or CARRIED_OUT])]
    return [f"table3.{each}[{COLUMNS.index(column)}]" for each in rows]


def _left_open(cell: str) -> bool:
    row, _, index = cell.partition("[")
    return row == f"table3.{CARRIED_OUT}" or (row.startswith("table4.") and tally.RESULTS[int(index[:-1])] == "pending")


def _place(form: Form, cell: str) -> Place:
    """「表三：（三）不予公开1.属于国家秘密」; of the other tables with the column: 「表四：行政复议，结果维持」."""
    row, _, index = cell.partition("[")
    table, entry = row.partition(".")[0], form.row_of(row)
    label = f"{entry.group}{entry.label}" if entry else row
    column = f"，{form.column_label(row, int(index[:-1]))}" if table != "table3" else ""
    return Place(cell, f"表{_TABLES[table]}：{label}{column}")
