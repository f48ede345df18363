"""Figures that offices declare: which there are, what was said of each and by whom, what was asked and is still waited for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.deadlines import written
from gongkai.ledger.acts.activities import NARRATIVE_CELLS, NONE_OF
from gongkai.ledger.state import effective
from gongkai.ledger.states.activity import ActivityState
from gongkai.ledger.vocabulary.activity import FigureDeclared
from gongkai.report.narrative.catalogue import GROUPS
from gongkai.report.tally import year_form
from gongkai.web.accounts.selectors import names_of
from gongkai.web.events import store
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.reporting.models import DocumentFact, FigureRequest, Note
from gongkai.web.reporting.selectors import decisions, figures, history

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from gongkai.report.forms.base import Form
    from gongkai.report.model import Report, Value
    from gongkai.web.organs.models import Organ
    from gongkai.web.reporting.selectors.decisions import Published

BY_RECORD = ("rules", "normative_documents")  # rows that the life of documents gives: declared only where it is not in the record
UNITS = {"count": "件", "change": "项", "amount": "万元"}
_ITEM = re.compile(r"第二十条第（([一二三四五六七八九])）项")
_NUMERALS = "零一二三四五六七八九"
_ENTRIES = {entry.key: entry for group in GROUPS.values() for entry in group}


class Cell(NamedTuple):
    """A figure that can be declared: its official label, what is counted, its unit, the clause that asks for it.

    ``kind`` is count, change (signed), amount, or none, where only that there was none is declared. ``by_record`` is True where the
    record gives it as soon as it holds anything of that sort.
    """

    key: str
    label: str
    column: str
    unit: str
    kind: str
    cite: str
    by_record: bool = False

    @property
    def words(self) -> str:
        """Label and column in one: 「行政许可：本年处理决定数量」."""
        return f"{self.label}：{self.column}" if self.column else self.label

    @property
    def in_table(self) -> bool:
        """A cell of table two, not a count of the first part."""
        return self.key.startswith("table2.")


class Said(NamedTuple):
    """One declaration: ``step`` its number in the year's log, ``on`` the legal day, ``at`` when it was written, ``by`` who wrote it."""

    step: int
    cell: str
    value: str
    on: date
    at: datetime
    by: str
    source: Note | None
    reason: Note | None

    @property
    def person(self) -> str:
        """Who gave the figure, in the office that decides."""
        return str(self.source.data.get("person", "")) if self.source else ""


class Due(NamedTuple):
    """How long there still is, in working days, and the words."""

    days_left: int
    words: str

    @property
    def short(self) -> str:
        """The words without the day."""
        return self.words.partition("（")[0]


class Asked(NamedTuple):
    """A request that waits for its figure."""

    request: FigureRequest
    due: Due


class Line(NamedTuple):
    """A cell with all that was said of it, newest first, what is waited for, and what the record gives (None where it gives nothing).

    ``last_year`` is what the report of the year before has there; None where there is none or its form has no such cell. ``published`` is what
    became public of such decisions, for figures that count them.
    """

    cell: Cell
    said: tuple[Said, ...] = ()
    asked: tuple[Asked, ...] = ()
    counted: int | None = None
    last_year: Value = None
    published: Published | None = None

    @property
    def latest(self) -> Said | None:
        """The declaration that holds."""
        return self.said[0] if self.said else None

    @property
    def earlier(self) -> tuple[Said, ...]:
        """What was declared before."""
        return self.said[1:]

    @property
    def owed(self) -> bool:
        """A cell of table two, neither declared nor counted: the report cannot be handed over."""
        return self.cell.in_table and not self.cell.by_record and not self.said

    @property
    def differs(self) -> bool:
        """Declared, and the record gives another number."""
        return self.counted is not None and bool(self.said) and self.said[0].value != str(self.counted)


# --- which figures there are ------------------------------------------------------------------------------


def cells_of(year: int) -> tuple[Cell, ...]:
    """All figures of that year's report that can be declared, those of table two first. ValueError before 2019."""
    return (*_of_table_two(year_form(year)), *(_of_first_part(key) for key in NARRATIVE_CELLS))


def cell_named(year: int, key: str) -> Cell:
    """The figure of that name. KeyError for one that the year's report does not have."""
    return {each.key: each for each in cells_of(year)}[key]


def recorded(organ: uuid.UUID, year: int, cell: Cell) -> int | None:
    """What the record gives for it: a number as soon as anything of that sort is in it, else None. The facts must be up to date."""
    return _recorded(organ, year, cell, year_of(organ, year))


def _recorded(organ: uuid.UUID, year: int, cell: Cell, state: ActivityState | None) -> int | None:
    table, _, name = cell.key.partition(".")
    if table == "narrative":
        happened = NONE_OF.get(name)
        return len(state.of(happened)) or None if happened and state else None
    papers = DocumentFact.objects.filter(organ=organ, sort=name.partition("[")[0], issued_on__year__lte=year)
    return len(figures.behind(organ, year, cell.key)) if cell.by_record and papers.exists() else None


def _of_first_part(key: str) -> Cell:
    name = key.removeprefix("narrative.")
    entry = _ENTRIES[name]
    none = name in NONE_OF
    return Cell(key, entry.label, "", entry.unit, "none" if none else "count", "格式2021", by_record=none)


def _of_table_two(form: Form) -> Iterable[Cell]:
    for block in form.blocks:
        named = _ITEM.fullmatch(block.item)
        cite = f"条例:20({_NUMERALS.index(named[1])})" if named else form.cite
        for row in block.rows:
            for index, column in enumerate(block.columns):
                words = column.label.partition("（单位")[0]
                by_record = form.name != "2019" and row.key in BY_RECORD
                yield Cell(f"table2.{row.key}[{index}]", row.label, words, UNITS[column.kind], column.kind, cite, by_record)


# --- what was said and asked --------------------------------------------------------------------------------


def lines(organ: Organ, year: int, day: date) -> list[Line]:
    """Every figure of the year with its declarations and open requests, as of that day. The facts must be up to date."""
    said: dict[str, list[Said]] = {}
    for each in declarations(organ.pk, year):
        said.setdefault(each.cell, []).insert(0, each)
    waiting: dict[str, list[Asked]] = {}
    for request in open_requests(organ.pk, year):
        waiting.setdefault(request.cell, []).append(Asked(request, due(organ, request.due_on, day)))
    state, before = year_of(organ.pk, year), history.reported(organ.pk, year - 1)
    cells = cells_of(year)
    published = decisions.beside(organ.pk, year, cells)
    return [
        Line(
            cell, tuple(said.get(cell.key, ())), tuple(waiting.get(cell.key, ())), _recorded(organ.pk, year, cell, state),
            _in(before, cell, year_form(year).name), published.get(cell.key),
        )
        for cell in cells
    ]  # fmt: skip


def _in(report: Report | None, cell: Cell, form: str) -> Value:
    """The figure of a report; None in another form, where the same name is another thing (项目数量 and 处理决定数量)."""
    if report is None or report.form != form or not cell.in_table:
        return None
    row, _, index = cell.key.rstrip("]").partition("[")
    return report.value(row, int(index))


def declarations(organ: uuid.UUID, year: int) -> list[Said]:
    """What was declared for the year, in the order of the log; what was voided is left out."""
    state = year_of(organ, year)
    held = effective(state.log) if state else ()
    entries = [(each, each.event) for each in held if isinstance(each.event, FigureDeclared)]
    wanted = {key for _, event in entries for key in (event.source, event.note) if key}
    notes = {str(each.pk): each for each in Note.objects.filter(pk__in=wanted).select_related("file")}
    names = names_of({each.actor for each, _ in entries})
    return [
        Said(
            each.number, event.cell, event.value, each.effective_on, each.recorded_at, names.get(each.actor, each.actor),
            notes.get(event.source), notes.get(event.note),
        )
        for each, event in entries
    ]  # fmt: skip


def year_of(organ: uuid.UUID, year: int) -> ActivityState | None:
    """The organ's activities of the year; None before the year is opened."""
    for _, state in store.streams("activity", organ):
        if isinstance(state, ActivityState) and state.year == year:
            return state
    return None


def open_requests(organ: uuid.UUID, year: int) -> Sequence[FigureRequest]:
    """What was asked and neither answered nor dropped, what is due first in front."""
    return list(FigureRequest.objects.filter(organ=organ, year=year, answered_at=None, dropped_at=None).order_by("due_on", "office", "pk"))


def offices(organ: uuid.UUID) -> list[str]:
    """Whom the organ ever asked, for the next time."""
    return list(FigureRequest.objects.filter(organ=organ).order_by("office").values_list("office", flat=True).distinct())


def due(organ: Organ, due_on: date, day: date) -> Due:
    """How long there is from ``day`` to ``due_on``, in working days of the organ."""
    calendar = calendar_of(organ)
    if day > due_on:
        late = max(calendar.between(due_on, day), 1)
        return Due(-late, f"已超期 {late} 个工作日（应当在{written(due_on)}前）")
    left = calendar.between(day, due_on)
    if left:
        return Due(left, f"剩 {left} 个工作日（{written(due_on)}前）")
    return Due(0, f"今天到期（{written(due_on)}）" if day == due_on else f"没有工作日了（{written(due_on)}前）")
