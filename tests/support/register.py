"""Registers to import: rows of 示例镇 as a clerk keeps them."""

from __future__ import annotations

import io
from datetime import date

import xlsxwriter

from gongkai.web.applications.register.columns import BY_KEY
from gongkai.web.applications.register.reading import open_table
from support.web import at

TODAY = date(2026, 3, 2)
NOW = at(TODAY)
TOWN = "示例镇人民政府"
PLAIN = {
    "登记编号": "2024-001", "收到日期": "2024-03-04", "提交方式": "网络", "申请人类型": "自然人", "办结日期": "2024-03-20", "办理结果": "（一）予以公开",
    "申请人": "申请人甲", "申请内容": "2023年财政决算",
}  # fmt: skip


def row(**changes: object) -> dict[str, object]:
    """A row; keys of columns stand for their labels, other keys are unknown columns."""
    return {**PLAIN, **{BY_KEY[key].label if key in BY_KEY else key: value for key, value in changes.items()}}


def labels(rows: list[dict[str, object]]) -> list[str]:
    return list(dict.fromkeys(label for each in rows for label in each))


def csv_of(*rows: dict[str, object], encoding: str = "utf-8", mark: str = ",") -> bytes:
    head = labels(list(rows))
    lines = [mark.join(head), *(mark.join(str(each.get(label, "")) for label in head) for each in rows)]
    return "\r\n".join(lines).encode(encoding)


def xlsx_of(*rows: dict[str, object], title: str = "") -> bytes:
    """A workbook; days that are dates become days of Excel."""
    head, file = labels(list(rows)), io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "yyyy/m/d"}) as book:
        sheet = book.add_worksheet("台账")
        top = 2 if title else 0
        if title:
            sheet.merge_range(0, 0, 0, len(head) - 1, title)
        sheet.write_row(top, 0, head)
        for line, each in enumerate(rows, top + 1):
            sheet.write_row(line, 0, [each.get(label, "") for label in head])
    return file.getvalue()


def table(*rows: dict[str, object]):
    return open_table(csv_of(*rows))
