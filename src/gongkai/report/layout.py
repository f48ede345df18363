"""The report as it is printed: headings, paragraphs and the official tables with their merged cells.

One neutral list of blocks for all writers and for the page of findings. Only what the
report has is printed: rows that are absent stay out, the columns of a block of table two
are those of the form that the block has, a blank stays blank and "/" stays "/".
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from gongkai.report.codec import block_key, block_width
from gongkai.report.extract.labels import row_of
from gongkai.report.forms import FORMS, common, form_of, required_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gongkai.report.forms.base import Form, FormRow, Section
    from gongkai.report.model import Figure, Report, Row

# Roles of a cell. "item" is the full-width row over a block of table two, "corner" the cell that no row or column owns.
ITEM, CORNER, HEADER, LABEL, FIGURE = "item", "corner", "header", "label", "figure"
# Paragraph levels: body text, or a line that is a sub-heading （一）… and nothing else.
BODY, SUB = 0, 1

_SUB = re.compile(r"\s*[（(][一二三四五六七八九十]{1,3}[）)]")
_UNBROKEN = re.compile(r"[!-~]{14,}")  # half a line of 28 characters: an address of a website
_SUB_LONGEST = 30  # characters; a longer opening is a sentence and no heading
_TITLE_LINE = 20  # characters of 22 pt on a line of 156 mm
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)))
_ITEM_ORDER = ("rules", "licences", "penalties", "fees", "procurement")


class Title(NamedTuple):
    """The title of the report."""

    text: str

    @property
    def lines(self) -> tuple[str, ...]:
        """The title broken where its sense breaks, when it is longer than a line of large type holds.

        >>> Title("示例市示例区示例镇人民政府2023年政府信息公开工作年度报告").lines
        ('示例市示例区示例镇人民政府2023年', '政府信息公开工作年度报告')
        """
        before, words, after = self.text.partition("政府信息公开")
        if len(self.text) <= _TITLE_LINE or not before.strip() or not words:
            return (self.text,)
        return (before.strip(), words + after)


class Heading(NamedTuple):
    """A part's official heading: ``section`` key, Chinese number, words without the number."""

    section: str
    number: str
    text: str

    @property
    def printed(self) -> str:
        """As it stands in the document: 「一、总体情况」."""
        return f"{self.number}、{self.text}"


class Paragraph(NamedTuple):
    """A paragraph of prose. ``lead`` characters at its start are a sub-heading （一）…; ``level`` SUB when it is nothing else."""

    section: str
    text: str
    lead: int = 0
    level: int = BODY

    @property
    def ragged(self) -> bool:
        """Whether its lines end where their words end: pulled to the margin, the line before a long address would be torn apart."""
        return _UNBROKEN.search(self.text) is not None


class TableCell(NamedTuple):
    """A cell: words, extent, role; ``row`` is the full row key (``table3.granted``) and ``place``
    the number of its figure in that row, from 0; of a header, the number of the figures under it.
    """

    text: str
    rows: int
    columns: int
    role: str
    row: str = ""
    place: int = -1
    value: int | float | None = None  # of a figure that is a plain number


class Table(NamedTuple):
    """A table of ``width`` columns. ``rows`` hold the cells that begin in each row, left to right.

    ``head`` is how many first rows are repeated on a new page, ``label_columns`` how many
    columns on the left hold labels, ``weights`` the relative widths of the columns.
    """

    part: str
    caption: str
    width: int
    rows: tuple[tuple[TableCell, ...], ...]
    head: int
    label_columns: int
    weights: tuple[float, ...]


Block = Title | Heading | Paragraph | Table


def clean(text: str) -> str:
    """The text without characters that no document format can hold; line breaks as line feeds."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)


def shown(figure: Figure) -> str:
    """What is printed in the cell: as it was printed, else the value in plain digits, never as 1e-05."""
    if figure.printed is None and isinstance(figure.value, float):
        return format(Decimal(repr(figure.value)), "f")
    return clean(figure.shown)


def edition_of(report: Report) -> Form:
    """The form whose headings are printed: that of the tables, else that of the year, else the newest."""
    return form_of(report.form) or required_form(report.year) or FORMS[max(FORMS)]


def blocks(report: Report) -> list[Block]:
    """The whole report in the order in which it is printed."""
    tables = {table.part: table for table in (table2(report), table3(report), table4(report)) if table}
    found: list[Block] = [Title(" ".join(clean(report.title).split()))] if report.title else []
    found.extend(paragraphs("preamble", report.sections.get("preamble", "")))
    for section in edition_of(report).sections:
        table = tables.get(section.key)
        prose = report.sections.get(section.key) if section.key in report.sections else report.notes.get(section.key)
        if table is None and prose is None:
            continue
        found.append(_heading(report, section))
        found.extend([table] if table else [])
        found.extend(paragraphs(section.key, prose or ""))
    return found


def _heading(report: Report, section: Section) -> Heading:
    """The heading as the document has it; the official one where the document is not known or mended."""
    for printed in report.headings:
        if printed.section == section.key and printed.printed.strip():
            return Heading(section.key, printed.number or section.number, clean(printed.printed))
    return Heading(section.key, section.number, section.heading)


def paragraphs(section: str, text: str) -> Iterator[Paragraph]:
    """The paragraphs of a section's text, each line one, empty ones left out."""
    for line in clean(text).split("\n"):
        if words := line.strip():
            lead = lead_of(words)
            yield Paragraph(section, words, lead, SUB if lead == len(words) else BODY)


def lead_of(words: str) -> int:
    """Length of the sub-heading at the start of a paragraph, its full stop included; 0 for none.

    >>> lead_of("（一）主动公开。全年公开信息46条。"), lead_of("（二）依申请公开"), lead_of("全年公开。")
    (8, 8, 0)
    """
    if not _SUB.match(words):
        return 0
    ends = [position for mark in "。：；，" if (position := words.find(mark)) >= 0]
    end = min(ends) if ends else len(words) - 1
    stops_well = not ends or words[end] in "。："
    return end + 1 if stops_well and end < _SUB_LONGEST else 0


# --- tables ------------------------------------------------------------------------------------


def table2(report: Report) -> Table | None:
    """Table two, its blocks one under the other; None when the report has no row of it."""
    rows: list[tuple[TableCell, ...]] = []
    for block in _ITEM_ORDER:
        names = _present(
            report, "table2", (row for form in FORMS.values() for entry in form.blocks if entry.key == block for row in entry.rows)
        )
        if names:
            rows.extend(_block_rows(report, block, names))
    return Table("table2", "主动公开政府信息情况", 4, tuple(rows), 0, 1, (31, 23, 23, 23)) if rows else None


def block_form(report: Report, block: str, width: int) -> Form:
    """The form whose headers stand over a block of table two: the one named for it, else one of that width."""
    names = (report.table2_forms.get(block), edition_of(report).name, *reversed(FORMS))
    return next(FORMS[name] for name in names if name in FORMS and block_width(block, name) == width)


def _block_rows(report: Report, key: str, names: Mapping[str, FormRow]) -> Iterator[tuple[TableCell, ...]]:
    for width in sorted({len(report.rows[name]) for name in names}, reverse=True):
        form = block_form(report, key, width)
        block = next(entry for entry in form.blocks if entry.key == key)
        spans = [1] * (width - 1) + [4 - width]
        yield (TableCell(block.item, 1, 4, ITEM, f"table2.{key}"),)
        printed = report.column_labels.get(key, ())
        labels = printed if len(printed) == width else tuple(column.label for column in block.columns)
        columns = enumerate(zip(labels, spans, strict=True))
        header = [TableCell(clean(label), 1, span, HEADER, "", place) for place, (label, span) in columns]
        yield (TableCell("信息内容", 1, 1, CORNER), *header)
        for name, entry in names.items():
            if len(report.rows[name]) == width:
                official = form.row_of(name) or entry
                yield (TableCell(printed_label(report, name, official), 1, 1, LABEL, name), *_figures(name, report.rows[name], spans))


def printed_label(report: Report, name: str, row: FormRow) -> str:
    """The row's label as the document has it, misprints and all, while it still says which row it is."""
    origin = report.origins.get(name)
    return clean(origin.label) if origin is not None and row_of(origin.label) == name else row.label


def _present(report: Report, table: str, rows: Iterable[FormRow]) -> dict[str, FormRow]:
    """Full names of the rows that the report has, in the order given, each once."""
    found: dict[str, FormRow] = {}
    for row in rows:
        name = f"{table}.{row.key}"
        if name in report.rows:
            found.setdefault(name, row)
    return found


def _figures(name: str, figures: Row, spans: Iterable[int]) -> Iterator[TableCell]:
    for place, (figure, span) in enumerate(zip(figures, spans, strict=True)):
        number = figure.value if isinstance(figure.value, int | float) and figure.printed is None else None
        yield TableCell(shown(figure), 1, span, FIGURE, name, place, number)


def table3(report: Report) -> Table | None:
    """Table three with its three rows of headers; None when the report has no row of it."""
    single, split = FORMS["2019"].rows, FORMS["2021"].rows
    other = [row for row in single if row.key == "other"]
    merged = [*(row for row in split if not row.key.startswith(("other", "total", "carried_out"))), *other, *split[-5:]]
    names = _present(report, "table3", merged)
    if not names:
        return None
    results = {name: row for name, row in names.items() if row not in common.INTAKE and row.key != "carried_out"}
    body = [
        (*_labels(report, name, row, names, results), *_figures(name, report.rows[name], [1] * len(common.COLUMNS)))
        for name, row in names.items()
    ]
    weights = (6, 15.6, 32.2, 6.6, 6.6, 6.6, 6.6, 6.6, 6.6, 6.6)
    return Table("table3", "收到和处理政府信息公开申请情况", 10, (*_table3_head(), *body), 3, 3, weights)


def _table3_head() -> tuple[tuple[TableCell, ...], ...]:
    inner = tuple(TableCell(label, 1, 1, HEADER, "", place) for place, label in enumerate(common.COLUMNS[1:6], 1))
    return (
        (TableCell(common.RECONCILIATION, 3, 3, CORNER), TableCell("申请人情况", 1, 7, HEADER)),
        (
            TableCell(common.COLUMNS[0], 2, 1, HEADER, "", 0),
            TableCell("法人或其他组织", 1, 5, HEADER),
            TableCell(common.COLUMNS[6], 2, 1, HEADER, "", 6),
        ),
        inner,
    )


def _labels(report: Report, name: str, row: FormRow, names: Mapping[str, FormRow], results: Mapping[str, FormRow]) -> Iterator[TableCell]:
    """The label cells that begin in a row: 三、 over all results, a group over its rows, the row's own."""
    label = printed_label(report, name, row)
    if name not in results:
        yield TableCell(label, 1, 3, LABEL, name)
        return
    if name == next(iter(results)):
        yield TableCell(common.RESULTS_LABEL, len(results), 1, LABEL)
    if not row.group:
        yield TableCell(label, 1, 2, LABEL, name)
        return
    kin = [each for each, entry in names.items() if entry.group == row.group]
    if name == kin[0]:
        yield TableCell(row.group, len(kin), 1, LABEL)
    yield TableCell(label, 1, 1, LABEL, name)


def table4(report: Report) -> Table | None:
    """Table four, one row of figures; a block (复议, 直接起诉, 复议后起诉) that is absent has no columns."""
    names = _present(report, "table4", common.TABLE4)
    if not names:
        return None
    each = len(common.TABLE4_COLUMNS)
    suits = {name: row for name, row in names.items() if row.group}
    top: list[TableCell] = []
    if "table4.review" in names:
        top.append(TableCell(names["table4.review"].label, 2 if suits else 1, each, HEADER, "table4.review"))
    if suits:
        top.append(TableCell(next(iter(suits.values())).group, 1, each * len(suits), HEADER))
    middle = tuple(TableCell(row.label, 1, each, HEADER, name) for name, row in suits.items())
    labels = tuple(TableCell(label, 1, 1, HEADER, name, place) for name in names for place, label in enumerate(common.TABLE4_COLUMNS))
    figures = tuple(cell for name in names for cell in _figures(name, report.rows[name], [1] * each))
    rows = (tuple(top), *([middle] if middle else []), labels, figures)
    width = each * len(names)
    return Table("table4", "政府信息公开行政复议、行政诉讼情况", width, rows, len(rows) - 1, 0, (1.0,) * width)


def header_of(table: Table, cell: TableCell) -> str:
    """The column label over a figure of this table; "" when there is none."""
    block = block_key(cell.row.partition(".")[2]) if table.part == "table2" else None
    under = table.part != "table2"
    for row in table.rows:
        if block and row[0].role == ITEM:
            under = row[0].row == f"table2.{block}"
        for other in row if under else ():
            if other.role == HEADER and other.place == cell.place and other.row in ("", cell.row):
                return other.text
    return ""


def placed(table: Table) -> Iterator[list[tuple[int, TableCell]]]:
    """Row by row, the cells that begin there with the number of the column in which they begin.

    Raises :class:`ValueError` when the cells do not fill the table square by square.
    """
    free_from = [0] * table.width  # by column: the first row in which it is free again
    for number, row in enumerate(table.rows):
        found = []
        for cell in row:
            column = next((each for each, free in enumerate(free_from) if free <= number), table.width)
            covered = free_from[column : column + cell.columns]
            if len(covered) != cell.columns or any(free > number for free in covered):
                raise ValueError(f"{table.part}: row {number} does not fit")
            free_from[column : column + cell.columns] = [number + cell.rows] * cell.columns
            found.append((column, cell))
        if min(free_from) <= number:
            raise ValueError(f"{table.part}: row {number} is not full")
        yield found
