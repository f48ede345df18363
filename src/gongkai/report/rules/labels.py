"""Labels of rows and columns as printed: N001–N004."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from gongkai.lib.text import alike, squeeze
from gongkai.report.rules.base import INFO, SINCE_2019, WARNING, Fix, Hit, Place, rule
from gongkai.report.rules.form import printed_columns
from gongkai.report.rules.tables import block_form, block_of, distance, key_of, plain, without_notes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.report.forms.base import FormRow
    from gongkai.report.rules.context import Context


@cache
def _numbering() -> re.Pattern[str]:
    return re.compile(r"^[（]?[一二三四五六七八九十0-9]{1,2}[）、.．。 ]*")


@cache
def _spare() -> re.Pattern[str]:
    return re.compile(r"（[^（）]*）?|〔[^〔〕]*〕?|《[^《》]*》?")


@lru_cache(1024)
def _bare(label: str) -> str:
    """The label without numbering, blanks and marks."""
    return plain(_numbering().sub("", squeeze(alike(label))))


@lru_cache(1024)
def _without_brackets(label: str) -> str:
    return plain(_spare().sub("", _numbering().sub("", squeeze(alike(label)))))


def _labels(ctx: Context) -> list[tuple[str, str, FormRow]]:
    """Rows whose label was read, with the official row of the edition that its table has; made once for all rules."""
    if ctx.labels is None:
        ctx.labels = list(_read_labels(ctx))
    return ctx.labels


def _read_labels(ctx: Context) -> Iterator[tuple[str, str, FormRow]]:
    for row, origin in ctx.report.origins.items():
        block = block_of(ctx, key_of(row)) if row.startswith("table2.") else None
        if block is not None:
            entry = next((entry for entry in block.rows if entry.key == key_of(row)), None)
        else:
            form = ctx.form or ctx.required
            entry = (form.row_of(row) if form else None) or (ctx.required.row_of(row) if ctx.required else None)
        if entry is not None and _bare(origin.label) and not _broken_off(ctx, origin.label, entry):
            yield row, origin.label.strip(), entry


def _broken_off(ctx: Context, printed: str, entry: FormRow) -> bool:
    """True when the label is a piece of the official one and the rest stands elsewhere: broken by the layout, not misprinted."""
    piece, whole = _bare(printed), _bare(entry.label)
    rest = whole.removeprefix(piece) if whole.startswith(piece) else whole.removesuffix(piece)
    return rest != whole and len(rest) > 1 and rest[:6] in _plain_text(ctx.report.text)


@lru_cache(2)
def _plain_text(text: str) -> str:
    return plain(text)


def _parted(printed: str, entry: FormRow) -> bool:
    """True when the label differs only by notes in brackets that it has or lacks."""
    return _without_brackets(printed) == _without_brackets(entry.label)


def _as_printed(ctx: Context, label: str) -> str:
    """The label with the quotation marks of the document, where a reader has made them alike."""
    text = ctx.report.text
    if label in text:
        return label
    at = alike(text).replace("”", "“").find(alike(label).replace("”", "“"))
    return text[at : at + len(label)] if at >= 0 else label


def _place(row: str, label: str) -> Place:
    return Place(row.partition(".")[0], key_of(row), None, label)


def _other_edition(ctx: Context, row: str, printed: str) -> FormRow | None:
    """The row of the required form whose label the printed one replaces by that of the other edition."""
    required = ctx.required.row_of(row) if ctx.required else None
    if required is None or _bare(printed) == _bare(required.label):
        return None
    return required if any(_bare(printed) == _bare(other) for other in ("规范性文件", "行政规范性文件")) else None


@rule("N001", "row-label-misprint", WARNING, cites=("格式2021", "格式2019"), forms=SINCE_2019)
def row_label(ctx: Context) -> Iterator[Hit]:
    """表格的行名有错漏字。

    查什么：每一行的行名与格式逐字比较，标点、空格、序号样式不计。
    为什么：行名是固定的，“危及”写成“危机”意思就变了，汇总时也认不出。
    怎样改：换成格式规定的行名。
    依据：当年年度报告格式。
    """
    for row, printed, entry in _labels(ctx):
        if _bare(printed) == _bare(entry.label) or _parted(printed, entry) or _other_edition(ctx, row, printed):
            continue
        if _with_group(printed, entry):
            continue
        printed = _as_printed(ctx, printed)
        known = any(_bare(printed) == _bare(other) for other in entry.misprints)
        short = squeeze(printed)
        close = distance(_without_brackets(printed), _without_brackets(entry.label), 6) <= 6
        if known or close:
            yield Hit(f"行名“{short}”应为“{entry.label}”", _place(row, printed), Fix(printed, entry.label))


def _with_group(printed: str, entry: FormRow) -> bool:
    """True when the group label was read with the row label (（三）不予公开1.属于国家秘密)."""
    bare = _bare(printed)
    return bool(entry.group) and bare.startswith(_bare(entry.group)) and bare.endswith(_bare(entry.label))


@rule("N002", "row-label-of-another-edition", WARNING, cites=("格式2021#第二部分", "格式2019"), forms=SINCE_2019)
def row_label_edition(ctx: Context) -> Iterator[Hit]:
    """行名用了另一版格式的说法。

    查什么：第（一）项第二行，2021 年起是“行政规范性文件”，2019 年格式是“规范性文件”。
    为什么：说法变了，统计范围也随之变了，旧说法说明表格没有更新。
    怎样改：换成当年格式的行名。
    依据：当年年度报告格式第二部分。
    """
    for row, origin in ctx.report.origins.items():
        required = _other_edition(ctx, row, origin.label)
        if required is not None and ctx.required is not None:
            printed = origin.label.strip()
            level = WARNING if ctx.required.name == "2021" else INFO
            message = f"行名“{squeeze(printed)}”，{ctx.required.number}的格式是“{required.label}”"
            yield Hit(message, _place(row, printed), Fix(printed, required.label), level=level, cites=(ctx.required.cite,))


@rule("N003", "column-label-misprint", WARNING, cites=("格式2021#第二部分", "格式2019"), forms=SINCE_2019)
def column_label(ctx: Context) -> Iterator[Hit]:
    """第二部分的列名有错漏字。

    查什么：每一栏的列名与格式逐字比较，标点和空格不计。
    为什么：列名决定数字的含义，错字会让人误解。
    怎样改：换成格式规定的列名。
    依据：当年年度报告格式第二部分。
    """
    for key in ctx.report.column_labels:
        form = block_form(ctx, key)
        block = next((block for block in form.blocks if block.key == key), None) if form else None
        printed = printed_columns(ctx, key, block) if block else []
        if block is None or len(printed) != len(block.columns):
            continue
        official = [plain(column.label) for column in block.columns]
        for label, column in zip(printed, block.columns, strict=True):
            shown = plain(label)
            if shown in official or _without_brackets(label) in official or (column.kind == "amount" and "万元" in label):
                continue
            if distance(shown, plain(column.label), 3) <= 3 and not plain(column.label).startswith(shown):
                short = squeeze(label)
                message = f"{block.item}的列名“{short}”应为“{column.label}”"
                yield Hit(message, Place("table2", key, column.label, label), Fix(label, column.label))


@rule("N004", "notes-in-label", INFO, cites=("格式2021", "格式2019"), forms=SINCE_2019)
def notes_in_label(ctx: Context) -> Iterator[Hit]:
    """行名里留着说明文字，或少了规定的说明。

    查什么：行名后面的括号里有没有格式以外的填表说明；“部分公开”后的括号说明是不是还在。
    为什么：填表说明是给填表人看的，公开的报告里不该有；格式自带的说明应当保留。
    怎样改：按格式改正行名。
    依据：当年年度报告格式。
    """
    for row, printed, entry in _labels(ctx):
        if _bare(printed) == _bare(entry.label) or not _parted(printed, entry) or _other_edition(ctx, row, printed):
            continue
        short = squeeze(printed)
        if len(short) > len(entry.label):
            message = f"行名“{short}”里留着说明文字，应为“{entry.label}”"
        elif len(without_notes(entry.label)) < len(entry.label):
            message = f"行名“{short}”与格式不同，完整的行名是“{entry.label}”"
        else:
            continue
        yield Hit(message, _place(row, printed), Fix(printed, entry.label))


RULES = (row_label, row_label_edition, column_label, notes_in_label)
