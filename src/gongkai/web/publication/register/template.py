"""An empty list to download: the head, one example, and beside it what may be written where."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import xlsxwriter

from gongkai.web.publication.register.columns import ADDRESS, CHANNEL_CHOICES, CHANNELS, CHOICES, COLUMN, DAY, FIELDS

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTHS = {"title": 50, "channels": 30, "column": 24, "summary": 40, "text": 40, "address": 40}
_EXAMPLE: dict[str, Any] = {
    "title": "示例镇2023年财政决算", "formed": date(2024, 9, 2), "published": date(2024, 9, 6), "channels": "政府网站；政务微信公众号",
    "column": "财政预算、决算信息", "genre": "财政、统计数据", "department": "示例镇财政所", "attribute": "主动公开",
}  # fmt: skip
_KINDS = {
    DAY: "日期，例如 2026-03-06。", COLUMN: "目录里的栏目名，第三张工作表列出本机关的栏目；不清楚的空着。", ADDRESS: "https:// 开头的完整网址。",
    CHANNELS: f"一个或者几个，用“；”隔开：{CHANNEL_CHOICES}。报送上级不是公开，两样分开计数；被上级采用的写“报送被采用”。",
}  # fmt: skip
# What a column is for, where its name alone would leave it open.
_FOR = {
    "expires": "文件自己写明有效期的，填不再有效的第一天。", "repealed": "被别的文件废止的，填不再有效的第一天；年度报告的“本年废止件数”从这里数。",
    "repealed_by": "废止它的那个文件的文号。",
}  # fmt: skip


def template(columns: Sequence[str]) -> bytes:
    """The workbook; ``columns`` are the names of the organ's columns."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8F1FB"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("主动公开清单")
        sheet.freeze_panes(1, 1)
        for place, field in enumerate(FIELDS):
            sheet.set_column(place, place, _WIDTHS.get(field.key, max(12, 2 * len(field.label) + 2)))
            sheet.write_string(0, place, field.label, bold)
            value = _EXAMPLE.get(field.key)
            if isinstance(value, date):
                sheet.write_datetime(1, place, value, day)
            elif value:
                sheet.write_string(1, place, value)
        _listed(book, "填写说明", _notes())
        _listed(book, "栏目", [(each, "") for each in columns])
    return file.getvalue()


def _notes() -> list[tuple[str, str]]:
    lines = [("第一张工作表的第 2 行是例子", "填写时请删去。列的顺序不限，可以增加别的列（例如阅读量），增加的列会原样保留。")]
    for field in FIELDS:
        choices = CHOICES.get(field.key)
        words = _KINDS.get(field.kind, f"可以写：{choices}。" if choices else "")
        lines.append((field.label, ("必须填写。" if field.needed else "可以不填。") + _FOR.get(field.key, "") + words))
    return lines


def _listed(book: xlsxwriter.Workbook, name: str, lines: Sequence[tuple[str, str]]) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 90)
    for line, pair in enumerate(lines):
        for place, words in enumerate(pair):
            if words:
                sheet.write_string(line, place, words)
