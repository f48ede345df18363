"""What several topics ask of the tables: names of rows and parts, kinds of cells, labels made comparable."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from gongkai.lib.text import alike, squeeze
from gongkai.report.forms import FORMS, form_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.report.forms.base import Block, Form, FormRow
    from gongkai.report.model import Figure
    from gongkai.report.rules.context import Context

TABLES = ("table2", "table3", "table4")
PART_NAMES = {"table2": "第二部分（主动公开）", "table3": "第三部分（依申请公开）", "table4": "第四部分（复议诉讼）"}
_DASHES = frozenset("/-—－–~、.·\\|＼／")
_LISTED = 6


def block_form(ctx: Context, block_key: str) -> Form | None:
    """The edition that a block of table two has."""
    return form_of(ctx.report.table2_forms.get(block_key)) or ctx.form


def block_of(ctx: Context, row_key: str) -> Block | None:
    """The block, in the edition it has, that holds the row ``key`` (without the table)."""
    for form in (ctx.form, *FORMS.values()):
        block = form.block_of(row_key) if form else None
        if block is None:
            continue
        own = block_form(ctx, block.key)
        return (own.block_of(row_key) if own else None) or block
    return None


def form_row(ctx: Context, row: str) -> FormRow | None:
    """The official row ``table3.granted`` in the edition that the tables have, else in any."""
    for form in (ctx.form, ctx.required, *FORMS.values()):
        entry = form.row_of(row) if form else None
        if entry is not None:
            return entry
    return None


def row_name(ctx: Context, row: str) -> str:
    """The official label of a row for a message, without its explanation in brackets; its group before it."""
    entry = form_row(ctx, row)
    if entry is None:
        return row
    label = without_notes(entry.label)
    if entry.group == "行政诉讼":
        return f"行政诉讼（{label}）"
    return f"{entry.group}“{label}”" if entry.group else label


def row_names(ctx: Context, rows: Iterable[str]) -> str:
    """Several rows for a message, the first few by name."""
    names = [row_name(ctx, row) for row in rows]
    return "、".join(names[:_LISTED]) + (f"等 {len(names)} 行" if len(names) > _LISTED else "")


def table_rows(ctx: Context, table: str) -> dict[str, tuple[Figure, ...]]:
    """The rows of one table that the document has."""
    return {key: row for key, row in ctx.report.rows.items() if key.startswith(table + ".")}


def key_of(row: str) -> str:
    """``granted`` of ``table3.granted``."""
    return row.partition(".")[2]


def is_blank(figure: Figure) -> bool:
    """A cell in which nothing stands."""
    return figure.value is None and not (figure.printed or "").strip()


def is_dash(figure: Figure) -> bool:
    """A cell with a stroke in place of a figure."""
    printed = (figure.printed or "").strip()
    return figure.value is None and bool(printed) and set(printed) <= _DASHES


def column_kind(ctx: Context, row: str, index: int) -> str:
    """count, change or amount."""
    table, _, key = row.partition(".")
    block = block_of(ctx, key) if table == "table2" else None
    return block.columns[index].kind if block is not None and index < len(block.columns) else "count"


def column_name(ctx: Context, row: str, index: int) -> str:
    """The official label over a cell, "" for a cell that the row cannot have (``unsure`` of a JSON report may name any)."""
    table, _, key = row.partition(".")
    if table != "table2":
        return ctx.column_label(row, index)
    block = block_of(ctx, key)
    return block.columns[index].label if block is not None and 0 <= index < len(block.columns) else ""


def number(value: float) -> str:
    """A figure for a message: no trailing zeros, no exponent.

    >>> number(31), number(25.1), number(0.1 + 0.2)
    ('31', '25.1', '0.3')
    """
    return str(value) if isinstance(value, int) else f"{value:.6f}".rstrip("0").rstrip(".")


def without_notes(label: str) -> str:
    """The label without what stands in brackets behind its text; the numbering （一） stays."""
    return _notes().sub("", label)


@cache
def _notes() -> re.Pattern[str]:
    return re.compile(r"(?<=[^\s、.．])[（(〔\[][^（(）)]{3,}[）)〕\]]?$")


def plain(label: str) -> str:
    """A label for comparison: widths, blanks, quotes and marks of punctuation do not count."""
    return _marks().sub("", squeeze(alike(label))).upper()


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(r"[“”‘’'`《》（）〔〕、，。．.：；·/\\|_-]")


def distance(one: str, other: str, most: int = 3) -> int:
    """How many characters must be changed, added or removed; ``most`` + 1 when it is more.

    >>> distance("危机三安全", "危及三安全"), distance("案卷", "执法案卷"), distance("甲", "乙丙丁戊己")
    (1, 2, 4)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
    return min(row[-1], most + 1)
