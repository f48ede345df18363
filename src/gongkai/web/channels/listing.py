"""Items as a list: a workbook in which nothing is computed, and a printed list that the other side signs."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import xlsxwriter

from gongkai.lib.typesetting import compiled, font, string
from gongkai.web.channels.bundle import named
from gongkai.web.channels.comparing import day_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.web.channels.base import Envelope

_HEAD = ("序号", "标题", "索引号", "发文字号", "发文机关", "栏目", "成文日期", "发布日期", "内容概述", "附件", "网址", "文件夹")
_WIDTHS = (6, 48, 30, 18, 24, 20, 12, 12, 40, 30, 40, 24)
_LONGEST = 32_000  # characters: a cell holds 32,767
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the same items make the same bytes
_PAGE = """
#set document(title: {title}, date: none)
#set page(paper: "a4", margin: (x: 22mm, top: 24mm, bottom: 22mm), footer: context align(center, text(size: 9pt)[第 #counter(page).display() 页，共 #counter(page).final().first() 页]))
#set text(font: {body}, size: 11pt, lang: "zh", region: "cn")
#show title: it => align(center, text(font: {title_font}, size: 18pt, weight: "regular", it.body))
#title[#{title}]
#v(4mm)
"""


def workbook(envelopes: Sequence[Envelope], folders: Sequence[str] = ()) -> bytes:
    """The items as .xlsx: days are days, all else is text that no spreadsheet computes or links."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    ) as book:
        book.set_properties({"created": _EPOCH})
        bold, wrap = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        sheet = book.add_worksheet("信息目录")
        for column, (label, width) in enumerate(zip(_HEAD, _WIDTHS, strict=True)):
            sheet.write_string(0, column, label, bold)
            sheet.set_column(column, column, width)
        for number, each in enumerate(envelopes, 1):
            for column, value in enumerate(_row(number, each, folders[number - 1] if folders else "")):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001 - a day, not a moment
                elif value:
                    sheet.write_string(number, column, value[:_LONGEST], wrap)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(envelopes), 1), len(_HEAD) - 1)
    return file.getvalue()


def _row(number: int, each: Envelope, folder: str) -> tuple[str | date | None, ...]:
    return (
        str(number), each.title, each.fields.get("索引号", ""), each.fields.get("发文字号", ""), each.organ, each.column, each.issued_on,
        each.published_on, each.summary, "\n".join(name for name, _ in named(each.enclosed)), each.address, folder,
    )  # fmt: skip


def signed_list(envelopes: Sequence[Envelope], *, title: str, giver: str, taker: str, on: date) -> bytes:
    """The items as a list on A4 with places to sign: who handed over, who took over, on which day. A PDF.

    Raises :class:`~gongkai.lib.errors.UnusableInput` when the system has no Chinese font.
    """
    head = "".join(f"[#strong({string(label)})], " for label in ("序号", "标题", "发文字号", "成文日期", "件数"))
    rows = "".join(
        f"[{number}], [#{string(each.title)}], [#{string(each.fields.get('发文字号', '') or '—')}], "
        f"[#{string(day_words(each.issued_on) if each.issued_on else '—')}], [#{string(f'正文1，附件{len(each.enclosed)}')}],\n"
        for number, each in enumerate(envelopes, 1)
    )
    parts = (
        _PAGE.format(title=string(title), body=font("body"), title_font=font("title")),
        f"#par[#{string(f'移交单位：{giver}')}]\n#par[#{string(f'接收单位：{taker}')}]\n#par[#{string(f'日期：{day_words(on)}　共 {len(envelopes)} 件')}]\n#v(2mm)",
        "#set par(justify: false)\n"
        f"#table(columns: (auto, 1fr, auto, auto, auto), stroke: 0.5pt, inset: 5pt, align: horizon, table.header({head}),\n{rows})",
        "#v(12mm)\n#block(breakable: false, grid(columns: (1fr, 1fr), row-gutter: 12mm, "
        + "".join(
            f"[#{string(words)}], "
            for words in ("移交人（签名）：", "接收人（签名）：", "　　　年　　月　　日", "　　　年　　月　　日（盖章）")
        )
        + "))",
    )
    return compiled("\n".join(parts))
