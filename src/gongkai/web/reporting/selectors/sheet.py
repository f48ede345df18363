"""The official form on screen: tables two, three and four as they are printed, every figure with its name, its origin, last year's and its findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.report import layout
from gongkai.report.comparison import comparison
from gongkai.report.output.checked import SHAPES, WORDS, citations, place_words
from gongkai.report.output.marks import gravest, numbered, place_all
from gongkai.report.output.sheet import mend_words, short_of
from gongkai.web.reporting.selectors.findings import mark_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gongkai.report.model import Report
    from gongkai.report.output.marks import Marks, Numbered
    from gongkai.web.reporting.selectors.content import Content
    from gongkai.web.reporting.selectors.findings import Found

TABLES = ("table2", "table3", "table4")
# Where a figure comes from: counted from the record, declared by an office; not known until one declares it, or until a case is decided.
COUNTED, DECLARED, UNKNOWN, UNDECIDED = "counted", "declared", "unknown", "undecided"
_TO_DO = {UNKNOWN: "由知道的机构报这个数，没有发生的报 0。", UNDECIDED: "指定那些申请的主要事项，数就有了。"}


class Mark(NamedTuple):
    """A finding on the page. ``anchor`` names it in the address, ``number`` on the page; ``reason`` is why it stays, "" while nobody says so."""

    anchor: str
    number: int
    kind: str
    shape: str
    word: str
    where: str
    message: str
    mend: str
    cites: tuple[str, ...]
    code: str
    reason: str


class SheetCell(NamedTuple):
    """A cell of the form. ``name`` and ``origin`` are those of a figure, "" for all else; ``before`` is last year's figure, None where there is none."""

    text: str
    role: str
    scope: str
    rows: int
    columns: int
    name: str = ""
    origin: str = ""
    before: str | None = None
    kind: str = ""
    marks: tuple[Mark, ...] = ()


class SheetTable(NamedTuple):
    """A table with the heading of its part; ``marks`` are all findings of the part, the gravest first."""

    part: str
    heading: str
    caption: str
    rows: tuple[tuple[SheetCell, ...], ...]
    marks: tuple[Mark, ...]


class Sheet(NamedTuple):
    """The three tables; how many findings stand in them, and how many elsewhere in the report."""

    tables: tuple[SheetTable, ...]
    here: int
    elsewhere: int

    def figures(self) -> list[SheetCell]:
        """All figures in the order of the form."""
        return [cell for table in self.tables for row in table.rows for cell in row if cell.name]


def sheet_of(content: Content, found: Sequence[Found], previous: Report | None) -> Sheet:
    """The form with these findings; ``previous`` None shows nothing of last year."""
    report = content.report
    blocks = layout.blocks(report)
    items = numbered([each.finding for each in found])
    placed = place_all(report, items, blocks)
    marks = {item.number: _mark(report, item, found) for item in items}
    maker = _Maker(content, placed, marks, before_of(report, previous))
    tables = tuple(maker.table(block, _heading(blocks, block.part)) for block in blocks if isinstance(block, layout.Table))
    here = sum(len(table.marks) for table in tables)
    return Sheet(tables, here, len(items) - here)


def before_of(report: Report, previous: Report | None) -> dict[str, str]:
    """Last year's figure of each cell that means the same there, as it was printed; "" for a blank."""
    return (
        {each.cell: layout.shown(each.previous) for each in comparison(report, previous) if each.previous is not None} if previous else {}
    )


def origin_of(content: Content, cell: str) -> str:
    """Where the figure of a cell comes from. KeyError for a row that the report does not have."""
    row, _, index = cell.partition("[")
    if content.report.rows[row][int(index[:-1])].value is not None:
        return DECLARED if cell in content.compiled.declared else COUNTED
    return UNDECIDED if any(cell == each.where for each in content.report.unsure) else UNKNOWN


def anchor_of(found: Found) -> str:
    """The name of a finding in the address of the page."""
    return f"f-{found.mark[:16]}"


class _Maker:
    """The tables of one report."""

    def __init__(self, content: Content, placed: Marks, marks: Mapping[int, Mark], before: Mapping[str, str]) -> None:
        self._content = content
        self._placed = placed
        self._marks = marks
        self._before = before

    def table(self, table: layout.Table, heading: str) -> SheetTable:
        general = self._placed.parts.get(table.part, [])
        rows = tuple(tuple(self._cell(cell) for cell in row) for row in table.rows)
        inside = [mark for row in rows for cell in row for mark in cell.marks]
        marks = sorted((*(self._marks[each.number] for each in general), *inside), key=lambda mark: mark.number)
        return SheetTable(table.part, heading, table.caption, rows, tuple(marks))

    def _cell(self, cell: layout.TableCell) -> SheetCell:
        figure = cell.role == layout.FIGURE
        label = cell.role == layout.LABEL or (cell.role == layout.HEADER and cell.place < 0)
        mine = self._placed.cells.get((cell.row, cell.place if figure else -1), []) if cell.row and (label or figure) else []
        name = f"{cell.row}[{cell.place}]" if figure else ""
        origin = origin_of(self._content, name) if figure else ""
        marks = [self._marks[each.number] for each in mine]
        if origin in _TO_DO:  # a rule knows files, in which somebody types a 0
            marks = [each._replace(mend=_TO_DO[origin]) for each in marks]
        return SheetCell(
            cell.text, cell.role, _scope(cell), cell.rows, cell.columns, name, origin, self._before.get(name) if figure else None, gravest(mine), tuple(marks),
        )  # fmt: skip


def _mark(report: Report, item: Numbered, found: Sequence[Found]) -> Mark:
    finding = item.finding
    mark = mark_of(finding)
    mine = next(each for each in found if each.mark == mark)
    return Mark(
        anchor_of(mine), item.number, item.kind, SHAPES[item.kind], WORDS[item.kind], place_words(report, finding.place), finding.message, mend_words(finding),
        tuple(short_of(words) for words in citations(finding)), finding.code, mine.answer.reason if mine.answer else "",
    )  # fmt: skip


def _heading(blocks: Iterable[layout.Block], part: str) -> str:
    return next((block.printed for block in blocks if isinstance(block, layout.Heading) and block.section == part), "")


def _scope(cell: layout.TableCell) -> str:
    """What a header cell is the header of; "" for a figure and for the corner that belongs to no row or column."""
    if cell.role in (layout.FIGURE, layout.CORNER):
        return ""
    if cell.role == layout.LABEL:
        return "rowgroup" if cell.rows > 1 else "row"
    return "colgroup" if cell.role == layout.ITEM or cell.columns > 1 else "col"
