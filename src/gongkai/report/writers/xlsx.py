"""The report as an Excel workbook of one sheet, figures as numbers, everything else as text."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import xlsxwriter

from gongkai.report.layout import FIGURE, HEADER, ITEM, LABEL, Heading, Paragraph, Table, TableCell, Title, blocks, placed
from gongkai.report.writers.properties import APPENDIX, properties

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from gongkai.report.model import Report

# Fifteen equal columns: those of table four; a label of table two or three covers several.
_COLUMNS = 15
_WIDTH = 5.9
_SPANS = {"table2": (6, 3, 3, 3), "table3": (1, 2, 5, 1, 1, 1, 1, 1, 1, 1)}
_LINE = 44  # Chinese characters of 11 pt on a line over all columns
_LINE_HEIGHT = 17.0
_TALLEST = 22  # lines: Excel shows no row higher than 409 pt
_LONGEST = 16_000  # characters: a cell holds 32,767 units, of which a rare character takes two
_PROPERTY = 255  # characters of a property
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def render(report: Report, notes: Sequence[tuple[str, Sequence[str]]] = ()) -> bytes:
    """An .xlsx. Text is never taken for a formula; numbers beyond what Excel keeps exactly stay text."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        named = properties(report)
        book.set_properties({"title": named["gongkai.title"][:_PROPERTY], "author": named["gongkai.organ"][:_PROPERTY], "created": _EPOCH})
        for name, value in named.items():
            if len(value) <= _PROPERTY:
                book.set_custom_property(name, value, "text")
        sheet = _Sheet(book)
        for part in blocks(report):
            sheet.add(part)
        sheet.appendix(notes)
    return file.getvalue()


class _Sheet:
    """The sheet while it is filled from the top; ``row`` is the next free row."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.row = 0
        self.breaks: list[int] = []
        self.sheet: Worksheet = book.add_worksheet("年度报告")
        base = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True}
        cell = {**base, "font_size": 10, "border": 1, "align": "center"}
        self.formats: dict[str, Format] = {
            "title": book.add_format({**base, "font_size": 18, "bold": True, "align": "center"}),
            "heading": book.add_format({**base, "font_size": 13, "bold": True}),
            "prose": book.add_format({**base, "valign": "top", "align": "left"}),
            HEADER: book.add_format({**cell, "bg_color": "#F5F7FA"}),
            ITEM: book.add_format({**cell, "bold": True, "bg_color": "#E8F1FB"}),
            LABEL: book.add_format({**cell, "align": "left"}),
            "group": book.add_format(cell),
            FIGURE: book.add_format(cell),
        }
        self.sheet.set_column(0, _COLUMNS - 1, _WIDTH)
        self.sheet.set_paper(9)  # A4
        self.sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.center_horizontally()
        self.sheet.hide_gridlines(2)
        self.sheet.set_footer("&C— &P —")

    def add(self, part: Title | Heading | Paragraph | Table) -> None:
        """Write one piece of the report below what is there."""
        if isinstance(part, Table):
            self.table(part)
        elif isinstance(part, Title):
            self.text(part.text, "title", line=22, height=26.0)
        elif isinstance(part, Heading):
            if part.section == "table3":  # the longest table, whole on one page
                self.breaks.append(self.row)
            self.text(part.printed, "heading", line=32, height=24.0)
        else:
            self.text(part.text, "prose")

    def text(self, words: str, look: str, *, line: int = _LINE, height: float = _LINE_HEIGHT) -> None:
        """Text over all columns, over several rows where one would be cut off."""
        for start in range(0, len(words), _LONGEST):
            piece = words[start : start + _LONGEST]
            lines = -(-len(piece) // line)
            rows = -(-lines // _TALLEST)
            for offset in range(rows):
                self.sheet.set_row(self.row + offset, height * min(lines - offset * _TALLEST, _TALLEST) + 4)
            self.merged(self.row, 0, rows, _COLUMNS, self.formats[look])
            self.sheet.write_string(self.row, 0, piece, self.formats[look])
            self.row += rows

    def merged(self, row: int, column: int, rows: int, columns: int, look: Format) -> None:
        """Merge a rectangle, if it is more than one cell."""
        if rows * columns > 1:
            self.sheet.merge_range(row, column, row + rows - 1, column + columns - 1, "", look)

    def table(self, table: Table) -> None:
        """Write a table with its merged cells."""
        spans = _SPANS.get(table.part, (1,) * table.width)
        starts = [sum(spans[:column]) for column in range(table.width + 1)]
        for number, row in enumerate(placed(table)):
            tallest = 1
            for column, cell in row:
                first, columns = starts[column], starts[column + cell.columns] - starts[column]
                self.cell(self.row + number, first, columns, cell)
                if cell.rows == 1 and cell.role != FIGURE:
                    tallest = max(tallest, -(-len(cell.text) * 2 // round(columns * _WIDTH)))
            self.sheet.set_row(self.row + number, 5 + 14.0 * tallest)
        self.row += len(table.rows) + 1

    def cell(self, row: int, column: int, columns: int, cell: TableCell) -> None:
        """Write one cell: a number as a number when Excel keeps it exactly."""
        name = cell.role if cell.role in self.formats else HEADER
        look = self.formats["group" if cell.role == LABEL and cell.rows > 1 else name]
        self.merged(row, column, cell.rows, columns, look)
        if cell.value is not None and _exact(cell.value):
            self.sheet.write_number(row, column, cell.value, look)
        elif cell.text:
            self.sheet.write_string(row, column, cell.text[:_LONGEST], look)
        else:
            self.sheet.write_blank(row, column, None, look)

    def appendix(self, notes: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Write what was changed, on a page of its own."""
        if notes:
            self.breaks.append(self.row)
            self.text(APPENDIX, "heading", line=32, height=24.0)
        for heading, rows in notes:
            for words in (heading, *rows):
                self.text(words, "prose")
        self.sheet.set_h_pagebreaks(self.breaks)


def _exact(value: float) -> bool:
    """True when the number survives being written with 16 digits."""
    return abs(value) < 10**15 and float(f"{value:.16G}") == value
