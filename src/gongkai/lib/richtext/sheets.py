"""The visible sheets of a workbook as text: a line a row, tabs between cells. Hidden sheets, rows and columns stay out."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from gongkai.lib import limits
from gongkai.lib.archive import Archive
from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_SPACES = (
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "{http://purl.oclc.org/ooxml/spreadsheetml/main}",
)
_IDS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
# Built-in number formats that show a day; 27-36 and 50-58 are the Chinese ones.
_DAYS = frozenset([*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)])
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_LAST_DAY = 2_958_466
_COLUMNS = 16_384


def sheet_texts(data: bytes) -> tuple[str, ...]:
    """A text for each visible sheet with content, its name in the first line. Raises what a damaged file makes lxml and zip raise."""
    archive = Archive(data)
    book = archive.tree("xl/workbook.xml")
    space = next((space for space in _SPACES if book.tag.startswith(space)), None)
    if space is None:
        raise UnusableInput("不是 Excel 表格", "请用 Excel 或 WPS 打开后另存为 .xlsx 再试")
    return tuple(_Book(archive, book, space).texts())


class _Book:
    """What all sheets share. ``space`` is the namespace in braces."""

    def __init__(self, archive: Archive, book: etree._Element, space: str) -> None:
        self._archive, self._book, self._space = archive, book, space
        self._strings = self._shared()
        self._days = self._day_styles()
        about = book.find(space + "workbookPr")
        early = about is not None and about.get("date1904") in ("1", "true")
        self._first = datetime(1904, 1, 1, tzinfo=UTC) if early else datetime(1899, 12, 30, tzinfo=UTC)
        self._cells = 0

    def texts(self) -> Iterator[str]:
        parts = {}
        for relation in self._archive.tree("xl/_rels/workbook.xml.rels"):
            target = relation.get("Target") or ""
            parts[relation.get("Id") or ""] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        for sheet in self._book.iter(self._space + "sheet"):
            part = parts.get(next((found for name in _IDS if (found := sheet.get(name))), ""), "")
            if sheet.get("state", "visible") == "visible" and part in self._archive:
                rows = [row for row in self._rows(self._archive.tree(part)) if row.strip()]
                if rows:
                    yield "\n".join([sheet.get("name") or "", *rows])

    def _rows(self, sheet: etree._Element) -> Iterator[str]:
        hidden = self._hidden_columns(sheet)
        for row in sheet.iter(self._space + "row"):
            if row.get("hidden") in ("1", "true"):
                continue
            line: list[str] = []
            column = -1
            for cell in row.iterchildren(self._space + "c"):
                self._cells += 1
                if self._cells > limits.CELLS:
                    raise UnusableInput(f"表格超过 {limits.CELLS} 个单元格", "请分成几个文件再试")
                column = _column(cell.get("r"), column + 1)
                text = "" if column in hidden else self._text(cell)
                if text:
                    line.append(text)
            yield "\t".join(line)

    def _hidden_columns(self, sheet: etree._Element) -> frozenset[int]:
        found: set[int] = set()
        for group in sheet.iterchildren(self._space + "cols"):
            for item in group:
                if item.get("hidden") in ("1", "true"):
                    found.update(range(int(item.get("min") or 1) - 1, min(int(item.get("max") or 0), _COLUMNS)))
        return frozenset(found)

    def _text(self, cell: etree._Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(self._space + "is")
            return _flat(self._words(inline)) if inline is not None else ""
        value = cell.find(self._space + "v")
        text = (value.text or "").strip() if value is not None else ""
        if not text or kind in ("str", "d"):
            return _flat(text)
        if kind == "s":
            return _flat(self._strings[int(text)])
        return "" if kind == "e" else self._number(text, cell.get("s", "0")) if kind == "n" else text

    def _number(self, text: str, style: str) -> str:
        number = float(text)
        if style in self._days and 0 < number < _LAST_DAY:
            day = self._first + timedelta(days=number)
            return f"{day.year}年{day.month}月{day.day}日"
        return str(int(number)) if number == int(number) and abs(number) < 1e15 else f"{number:.15g}"

    def _shared(self) -> list[str]:
        name = "xl/sharedStrings.xml"
        if name not in self._archive:
            return []
        return [self._words(item) for item in self._archive.tree(name).iterchildren(self._space + "si")]

    def _words(self, item: etree._Element) -> str:
        """The text of a string with its runs; not the pinyin above it."""
        sound = self._space + "rPh"
        return "".join(
            piece.text or "" for piece in item.iter(self._space + "t") if (parent := piece.getparent()) is None or parent.tag != sound
        )

    def _day_styles(self) -> frozenset[str]:
        """The cell styles (their numbers as text) that show a number as a day."""
        if "xl/styles.xml" not in self._archive:
            return frozenset()
        styles = self._archive.tree("xl/styles.xml")
        own = {
            item.get("numFmtId") or "": _shows_day(item.get("formatCode") or "")
            for group in styles.iterchildren(self._space + "numFmts")
            for item in group
        }
        formats = [item.get("numFmtId") or "0" for group in styles.iterchildren(self._space + "cellXfs") for item in group]
        return frozenset(
            str(at)
            for at, number in enumerate(formats)
            if own.get(number, number.isdecimal() and number not in own and int(number) in _DAYS)
        )


def _shows_day(code: str) -> bool:
    bare = _QUOTED.sub("", code).lower()
    return "y" in bare or ("m" in bare and "d" in bare)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _column(reference: str | None, otherwise: int) -> int:
    """The column from 0 of 「C5」."""
    letters = (reference or "").rstrip("0123456789").upper()
    if not (letters.isascii() and letters.isalpha() and len(letters) < 4):
        return otherwise
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1
