"""Lists as tables to keep: CSV and Excel. No cell is ever taken for a formula, and the same list makes the same bytes."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import TYPE_CHECKING

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gongkai.web.portal.public.lists import Row

    Cell = str | int | date | None

CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADER = ("索引号", "名称", "内容概述", "生成日期", "发布日期", "发文字号", "栏目", "体裁", "有效性", "网址")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - Excel has no zones; a day of its own would make other bytes every time
_WIDTHS = (26, 48, 48, 12, 12, 20, 20, 14, 10, 40)


def catalogue_rows(rows: Iterable[Row], base: str) -> list[Sequence[Cell]]:
    """Lines under :data:`HEADER` (条例 Art. 12: 索引、名称、内容概述、生成日期)."""
    return [
        (
            row.index_number, row.title, row.summary, row.issued_on, row.published_on, row.number, row.column_label, row.genre_label, row.validity_label,
            f"{base}{row.url}" if row.url.startswith("/") else row.url,
        )
        for row in rows
    ]  # fmt: skip


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with the mark by which Excel knows it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([plain(cell) for cell in header])
    writer.writerows([plain(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def as_xlsx(name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[int] = _WIDTHS) -> bytes:
    """One sheet with a fixed head and a filter; days are days, numbers are numbers, all else is text."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": name, "created": _MADE})
        bold, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("公开目录")
        last = 0
        for column, label in enumerate(header):
            sheet.write_string(0, column, label, bold)
            sheet.set_column(column, column, widths[column] if column < len(widths) else 12)
        for last, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(last, column, cell, day)
                elif isinstance(cell, int):
                    sheet.write_number(last, column, cell)
                elif cell:
                    sheet.write_string(last, column, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(last, 1), len(header) - 1)
    return file.getvalue()


def plain(cell: Cell) -> str:
    """A cell of a CSV: an apostrophe before what a program would take for a formula."""
    text = cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell)
    return f"'{text}" if isinstance(cell, str) and (text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA)) else text
