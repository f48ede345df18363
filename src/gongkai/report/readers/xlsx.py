"""Workbooks (.xlsx): each visible sheet as one grid, the values as a clerk sees them.

Cells are taken one by one as the file lists them, so a lone cell in the far corner of a sheet
costs no more than one beside it.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from gongkai.lib import limits
from gongkai.lib.archive import Archive, custom_properties, whole
from gongkai.lib.document import Cell, Document, Grid
from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_SPACES = (
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "{http://purl.oclc.org/ooxml/spreadsheetml/main}",
)
_RELATION = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
# Built-in number formats that show a date; 27-36 and 50-58 are the Chinese ones.
_DATE_FORMATS = frozenset([*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)])
_SUFFIX = {True: "TRUE", False: "FALSE"}
_RESAVE = "请用 Excel 或 WPS 打开后另存为 .xlsx 再试"


def read(data: bytes) -> Document:
    """Every visible sheet with content as a grid 「工作表“名”」. Raises UnusableInput for anything unusable."""
    with whole("表格文件", _RESAVE):
        archive = Archive(data)
        book = archive.tree("xl/workbook.xml")
        space = next((space for space in _SPACES if book.tag.startswith(space)), None)
        if space is None:
            raise UnusableInput("不是 Excel 表格", _RESAVE)
        reading = _Book(archive, book, space)
        grids = tuple(grid for grid in reading.grids() if grid.cells)
        return Document("xlsx", grids, properties=custom_properties(archive))


class _Book:
    """What all sheets of a workbook share. ``space`` is the namespace in braces."""

    def __init__(self, archive: Archive, book: etree._Element, space: str) -> None:
        self._archive = archive
        self._book = book
        self._space = space
        self._texts = self._shared_texts()
        self._dates = self._date_styles()
        properties = book.find(space + "workbookPr")
        early = properties is not None and properties.get("date1904") in {"1", "true"}
        self._epoch = datetime(1904, 1, 1, tzinfo=UTC) if early else datetime(1899, 12, 30, tzinfo=UTC)

    def grids(self) -> Iterator[Grid]:
        """One grid for each visible sheet, in the order of the tabs."""
        parts = self._sheet_parts()
        for sheet in self._book.iter(self._space + "sheet"):
            key = next((found for name in _RELATION if (found := sheet.get(name))), "")
            if sheet.get("state", "visible") == "visible" and parts.get(key, "") in self._archive:
                yield self._grid(parts[key], sheet.get("name") or "")

    def _sheet_parts(self) -> dict[str, str]:
        parts = {}
        for relation in self._archive.tree("xl/_rels/workbook.xml.rels"):
            target = relation.get("Target") or ""
            parts[relation.get("Id") or ""] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        return parts

    def _shared_texts(self) -> list[str]:
        name = "xl/sharedStrings.xml"
        if name not in self._archive:
            return []
        return [self._rich_text(item) for item in self._archive.tree(name).iterchildren(self._space + "si")]

    def _rich_text(self, item: etree._Element) -> str:
        """The text of a string with its differently formatted runs; not the pinyin above it."""
        pinyin = self._space + "rPh"
        return "".join(
            text.text or "" for text in item.iter(self._space + "t") if (parent := text.getparent()) is None or parent.tag != pinyin
        )

    def _date_styles(self) -> frozenset[str]:
        """The cell styles (their numbers as text) that show a number as a date."""
        name = "xl/styles.xml"
        if name not in self._archive:
            return frozenset()
        styles = self._archive.tree(name)
        own = {
            item.get("numFmtId") or "": _is_date(item.get("formatCode") or "")
            for group in styles.iterchildren(self._space + "numFmts")
            for item in group
        }
        formats = [item.get("numFmtId") or "0" for group in styles.iterchildren(self._space + "cellXfs") for item in group]
        return frozenset(
            str(index)
            for index, number in enumerate(formats)
            if own.get(number, False) or (number not in own and number.isdecimal() and int(number) in _DATE_FORMATS)
        )

    def _grid(self, part: str, name: str) -> Grid:
        sheet = self._archive.tree(part)
        values = self._values(sheet)
        merged, covered = self._merges(sheet, values)
        cells = []
        for place in sorted(values | dict.fromkeys(merged, "")):
            if place not in covered:
                rows, columns = merged.get(place, (1, 1))
                cells.append(Cell(values.get(place, ""), *place, rows, columns))
        return Grid(tuple(_filled(_trimmed(cells))), f"工作表“{name}”")

    def _values(self, sheet: etree._Element) -> dict[tuple[int, int], str]:
        """Row and column (from 0) to text, for every cell that the sheet lists."""
        values: dict[tuple[int, int], str] = {}
        row_number = -1
        for row in sheet.iter(self._space + "row"):
            row_number = _index(row.get("r"), row_number + 1)
            column = -1
            for cell in row.iterchildren(self._space + "c"):
                column = _column(cell.get("r"), column + 1)
                values[row_number, column] = self._text(cell)
                if len(values) > limits.CELLS:
                    raise UnusableInput(f"表格超过 {limits.CELLS} 个单元格", "请只留下年度报告所在的工作表再试")
        return values

    def _merges(
        self, sheet: etree._Element, values: dict[tuple[int, int], str]
    ) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
        """Upper left corners with their extent, and the listed cells that lie hidden under a merged one."""
        merged: dict[tuple[int, int], tuple[int, int]] = {}
        covered: set[tuple[int, int]] = set()
        last_row = max((row for row, _ in values), default=0)
        last_column = max((column for _, column in values), default=0)
        squares = 0
        for item in sheet.iter(self._space + "mergeCell"):
            corners = (item.get("ref") or "").split(":")
            if len(corners) != 2:
                continue
            (top, left), (bottom, right) = (_place(corner) for corner in corners)
            bottom, right = min(bottom, last_row), min(right, last_column)
            if top > bottom or left > right:
                continue
            squares += (bottom - top + 1) * (right - left + 1)
            if squares > limits.CELLS:
                raise UnusableInput("合并单元格的范围过大", _RESAVE)
            area = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)} - {(top, left)}
            if not area & merged.keys() and not area & covered and (top, left) not in covered:
                merged[top, left] = (bottom - top + 1, right - left + 1)
                covered |= area
        return merged, covered

    def _text(self, cell: etree._Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(self._space + "is")
            return "" if inline is None else self._rich_text(inline).strip()
        value = cell.find(self._space + "v")
        text = "" if value is None else (value.text or "").strip()
        if not text or kind in {"str", "e", "d"}:
            return text
        if kind == "s":
            return self._texts[int(text)].strip()
        if kind == "b":
            return _SUFFIX[text == "1"]
        return self._number(text, cell.get("s", "0"))

    def _number(self, text: str, style: str) -> str:
        """A number as Excel shows it: whole without 「.0」, at most 15 digits, dates as dates."""
        number = float(text)
        if style in self._dates and 0 < number < 2_958_466:
            moment = self._epoch + timedelta(days=number)
            return moment.strftime("%Y-%m-%d") if number == int(number) else moment.strftime("%Y-%m-%d %H:%M")
        if number == int(number) and abs(number) < 1e15:
            return str(int(number))
        return f"{number:.15g}"


def _trimmed(cells: list[Cell]) -> list[Cell]:
    """Without the blank cells to the right of and below everything that has text."""
    rows = max((cell.row for cell in cells if cell.text), default=-1)
    columns = max((cell.column + cell.columns - 1 for cell in cells if cell.text), default=-1)
    return [cell for cell in cells if cell.row <= rows and cell.column <= columns]


def _filled(cells: list[Cell]) -> list[Cell]:
    """With a blank cell for each square that a row of several texts leaves out: the file lists no untouched cells."""
    width = max((cell.column + cell.columns for cell in cells), default=0)
    texts: dict[int, int] = {}
    for cell in cells:
        texts[cell.row] = texts.get(cell.row, 0) + bool(cell.text)
    rows = [row for row, count in texts.items() if count > 1]
    if width * len(rows) > limits.CELLS:
        return cells
    taken = {
        (row, column)
        for cell in cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }
    blank = [Cell("", row, column) for row in rows for column in range(width) if (row, column) not in taken]
    return sorted(cells + blank, key=lambda cell: (cell.row, cell.column))


@cache
def _is_date(code: str) -> bool:
    """True for a number format that shows year, month or day (outside quotes and brackets)."""
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", code).lower()
    return "y" in bare or ("m" in bare and "d" in bare)


def _index(text: str | None, otherwise: int) -> int:
    return int(text) - 1 if text and text.isdecimal() and len(text) < 9 and int(text) else otherwise


def _column(reference: str | None, otherwise: int) -> int:
    return _place(reference)[1] if reference else otherwise


def _place(reference: str) -> tuple[int, int]:
    """Row and column from 0 of 「C5」. ValueError when it is no such thing."""
    letters = reference.replace("$", "").rstrip("0123456789")
    digits = reference.replace("$", "")[len(letters) :]
    if not (letters.isascii() and letters.isalpha() and len(letters) < 4 and 0 < len(digits) < 9):
        raise ValueError(reference)
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(digits) - 1, column - 1
