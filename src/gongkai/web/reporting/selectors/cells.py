"""What is behind one cell: its cases page by page, each with its days and its result; and those that keep it from being known."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, overload

from gongkai.ledger.vocabulary.codes import Column, DocumentSort, Result, Sort
from gongkai.report.layout import shown
from gongkai.report.model import in_form
from gongkai.report.tally import COLUMNS, year_form
from gongkai.web.reporting.models import ApplicationFact, DocumentFact, Note, RemedyFact
from gongkai.web.reporting.selectors import figures
from gongkai.web.reporting.selectors.words import cell_words

if TYPE_CHECKING:
    import uuid
    from datetime import date

    from gongkai.report.facts import DeclaredFact
    from gongkai.report.forms.base import Form
    from gongkai.web.reporting.models import AnnualReport
    from gongkai.web.reporting.selectors.figures import Behind

APPLICATION, REMEDY, DOCUMENT = "application", "remedy", "document"
_KINDS = {"table2": DOCUMENT, "table3": APPLICATION, "table4": REMEDY}


class Line(NamedTuple):
    """A case behind a cell. ``sort`` is the applicant's column, or what the case is; ``result`` how it stood at the end of the year."""

    stream: uuid.UUID
    kind: str
    number: str
    sort: str
    began_on: date
    ended_on: date | None
    result: str


class Cases(Sequence[Line]):
    """The cases behind a cell, counted and cut into pages without all of them being read. KeyError for a cell that the form does not have."""

    def __init__(self, organ: uuid.UUID, year: int, cell: str) -> None:
        table, _, _ = figures.parts_of(year, cell)
        self.kind = _KINDS[table]
        self._year = year
        self._applications = figures.applications_in(organ, year, cell) if self.kind == APPLICATION else None
        self._few: list[Behind] = [] if self._applications is not None else figures.behind(organ, year, cell)

    def __len__(self) -> int:
        """How many: the figure of the cell."""
        return self._count

    @cached_property
    def _count(self) -> int:
        """Asked once, whoever asks."""
        return len(self._few) if self._applications is None else self._applications.order_by().count()

    @overload
    def __getitem__(self, part: int) -> Line: ...
    @overload
    def __getitem__(self, part: slice) -> list[Line]: ...
    def __getitem__(self, part: int | slice) -> Line | list[Line]:
        """One, or some of them, in the order of their receipt."""
        if isinstance(part, int):
            return self[part : part + 1][0]
        if self._applications is not None:
            form = year_form(self._year)
            # Which ones is answered by the index alone; only those of the page are read.
            keys = list(self._applications.values_list("pk", flat=True)[part])
            held = ApplicationFact.objects.in_bulk(keys)
            return [_application(held[each], form, self._year) for each in keys]
        return _remedies(self._few[part], self._year) if self.kind == REMEDY else _documents(self._few[part], self._year)


class Opened:
    """One cell of an organ's own report. ``known`` False: ``undecided`` are the applications that keep it from being known, or nobody declared it.

    ``said`` is the declaration of a declared figure: no case is behind that one. A cell of tables three and four is as large as its cases
    are many, so the tables need not be made to open it.
    """

    def __init__(self, annual: AnnualReport, cell: str) -> None:
        self.cases = Cases(annual.organ_id, annual.year, cell)
        self.undecided = undecided(annual.organ_id, annual.year, cell)
        self.said: DeclaredFact | None = None
        self.known = not self.undecided
        if self.cases.kind == DOCUMENT:
            made = figures.compiled(annual.organ_id, annual.organ_name, annual.year)
            row, _, index = cell.partition("[")
            figure = made.report.rows[row][int(index[:-1])]
            self.said, self.known, self.shown = made.declared.get(cell), figure.value is not None, shown(figure)
        else:
            self.shown = str(len(self.cases)) if self.known else ""

    def source(self) -> Note | None:
        """Where a declared figure comes from, as its office says."""
        return Note.objects.select_related("file").filter(pk=self.said.source).first() if self.said else None


def cell_name(year: int, cell: str) -> str:
    """The cell as the form calls it: 「表三“（一）予以公开”的“自然人”」."""
    form = year_form(year)
    return cell_words(in_form(form, organ="", year=year, rows={}), (cell,))


def undecided(organ: uuid.UUID, year: int, cell: str) -> list[Line]:
    """The applications that may belong into the cell when somebody says which of their items is the main one."""
    table, row, index = figures.parts_of(year, cell)
    form = year_form(year)
    if table != "table3" or row not in form.results:
        return []
    found = figures.undecided(organ, year).filter(choices__contains=row)
    if index < len(COLUMNS):
        found = found.filter(column=COLUMNS[index])
    return [_application(each, form, year) for each in found if row in each.choices.split(",")]


def result_words(row: str, form: Form) -> str:
    """A row of table three as people say it, with its group before it."""
    entry = form.row_of(f"table3.{row}")
    return f"{entry.group}{entry.label}" if entry else ""


def _application(held: ApplicationFact, form: Form, year: int) -> Line:
    row = held.row_2019 if form.name == "2019" else held.row
    result = result_words(row, form) or "还没有指定主要事项"
    if held.ended_on is None or held.ended_on.year > year:
        result = "到年底没有办结"
    return Line(held.stream, APPLICATION, held.number, Column.of(held.column).label, held.received_on, held.ended_on, result)


def _remedies(few: Sequence[Behind], year: int) -> list[Line]:
    held = {each.stream: each for each in RemedyFact.objects.filter(stream__in=[each.stream for each in few])}
    return [
        Line(each.stream, REMEDY, each.number, Sort.of(fact.sort).label, each.began_on, each.ended_on, _final(fact, year))
        for each in few
        if (fact := held.get(each.stream)) is not None
    ]


def _final(fact: RemedyFact, year: int) -> str:
    return "到年底尚未审结" if fact.final_on is None or fact.final_on.year > year else Result.of(fact.result).label


def _documents(few: Sequence[Behind], year: int) -> list[Line]:
    held = {each.stream: each for each in DocumentFact.objects.filter(stream__in=[each.stream for each in few])}
    return [
        Line(each.stream, DOCUMENT, each.number, DocumentSort.of(fact.sort).label, each.began_on, each.ended_on, _ended(fact, year))
        for each in few
        if (fact := held.get(each.stream)) is not None
    ]


def _ended(fact: DocumentFact, year: int) -> str:
    if fact.ended_on is None or fact.ended_on.year > year:
        return "到年底有效"
    return "已废止" if fact.repealed else "到期失效"
