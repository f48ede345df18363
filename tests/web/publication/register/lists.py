"""Lists to import: rows of 示例镇 as a clerk keeps them. No row names anybody."""

from __future__ import annotations

import io
from datetime import date

import xlsxwriter

from gongkai.lib.tablefile import open_table
from gongkai.web.publication.register.columns import BY_KEY, HEAD
from gongkai.web.publication.register.writing import bring_in
from support.web import at

TODAY = date(2026, 3, 2)
NOW = at(TODAY)
TOWN = "示例镇人民政府"
PLAIN = {"标题": "示例镇2021年农村危房改造补助公示", "成文日期": "2021-03-01", "发布日期": "2021-03-05", "公开渠道": "政府网站"}


def row(**changes: object) -> dict[str, object]:
    """A row; keys of columns stand for their labels, other keys are unknown columns."""
    return {**PLAIN, **{BY_KEY[key].label if key in BY_KEY else key: value for key, value in changes.items()}}


def labels(rows: list[dict[str, object]]) -> list[str]:
    return list(dict.fromkeys(label for each in rows for label in each))


def csv_of(*rows: dict[str, object], encoding: str = "utf-8", mark: str = "\t") -> bytes:
    """As text; by tabs, because channels have commas in them."""
    head = labels(list(rows))
    lines = [mark.join(head), *(mark.join(str(each.get(label, "")) for label in head) for each in rows)]
    return "\r\n".join(lines).encode(encoding)


def xlsx_of(*rows: dict[str, object], title: str = "") -> bytes:
    """A workbook; days that are dates become days of Excel."""
    head, file = labels(list(rows)), io.BytesIO()
    with xlsxwriter.Workbook(
        file, {"in_memory": True, "default_date_format": "yyyy/m/d", "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet("清单")
        top = 2 if title else 0
        if title:
            sheet.merge_range(0, 0, 0, len(head) - 1, title)
        sheet.write_row(top, 0, head)
        for line, each in enumerate(rows, top + 1):
            sheet.write_row(line, 0, [each.get(label, "") for label in head])
    return file.getvalue()


def table(*rows: dict[str, object]):
    return open_table(xlsx_of(*rows), HEAD)


def bring(*rows: dict[str, object], organ: str = TOWN):
    """Brought in on the day of the tests."""
    return bring_in(table(*rows), organ_name=organ, moment=NOW, file="清单.xlsx")
