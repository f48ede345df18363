"""A list as CSV or Excel: what is shown, nothing more. No cell is ever taken for a formula."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    Cell = str | int | date | None

TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
# What a spreadsheet takes for a formula when it opens a .csv, in both widths, and what it drops before it looks.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_DROPPED = "\t\r\n\v\f\x00 \u00a0\u3000\ufeff"
_CELL = 32_767  # characters that a cell of .xlsx holds
_NEVER = re.compile("[\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold at all; other controls are escaped
_SHEET = re.compile(r"[\[\]:*?/\\']")  # what the name of a sheet cannot have


class Sheet(NamedTuple):
    """One sheet of a book: its name, its head, its rows."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def download(kind: str, name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """The file as an answer; ``kind`` is a key of :data:`TYPES`."""
    data = as_csv(header, rows) if kind == "csv" else as_xlsx(name, header, rows)
    return _given(data, kind, name)


def download_book(name: str, sheets: Iterable[Sheet]) -> HttpResponse:
    """An Excel file of several sheets as an answer."""
    return _given(as_book(sheets), "xlsx", name)


def _given(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=TYPES[kind])
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.{kind}')}"
    return response


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with the mark by which Excel knows it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_plain(label) for label in header])
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def as_xlsx(name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One sheet with a fixed head and a filter; days are days, numbers are numbers, all else is text."""
    return as_book([Sheet(name, header, rows)])


def as_book(sheets: Iterable[Sheet]) -> bytes:
    """Several sheets, each as that of :func:`as_xlsx`."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
        for each in sheets:
            _fill(book.add_worksheet(_sheet_name(each.name)), each, bold, day)
    return file.getvalue()


def _fill(sheet: Worksheet, given: Sheet, bold: Format, day: Format) -> None:
    last = 0
    for column, label in enumerate(given.header):
        sheet.write_string(0, column, label, bold)
        sheet.set_column(column, column, max(12, 2 * len(label) + 2))
    for last, row in enumerate(given.rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(last, column, cell, day)
            elif isinstance(cell, int):
                sheet.write_number(last, column, cell)
            elif cell:
                sheet.write_string(last, column, _NEVER.sub("", cell)[:_CELL])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(given.header) - 1)


def _sheet_name(name: str) -> str:
    """A name that Excel takes: 31 units of UTF-16, no control, none of its own signs."""
    plain = _SHEET.sub("", "".join(filter(str.isprintable, name)))[:31]
    while len(plain.encode("utf-16-le")) > 62:  # two bytes a unit
        plain = plain[:-1]
    return plain or "清单"


def _plain(cell: Cell) -> str:
    text = cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell)
    if not isinstance(cell, str):
        return text
    return f"'{text}" if text.lstrip(_DROPPED).startswith(_FORMULA) or text.startswith(("\t", "\r", "\n")) else text
