"""What the rules on prose share: where claims are looked for, and which cells they are held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.lib.text import one_space
from gongkai.report.organ import GOVERNMENT, UNKNOWN, ZONE
from gongkai.report.rules.base import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gongkai.report.claims.statements import Claim
    from gongkai.report.rules.context import Context

PARTS = ("overview", "table2", "table3", "table4", "other", "preamble")
SUMS = {
    "denied": ("denied.", "（三）不予公开"),
    "unavailable": ("unavailable.", "（四）无法提供"),
    "not_processed": ("not_processed.", "（五）不予处理"),
    "other": ("other", "（六）其他处理"),
}
TOTAL = 6


def told(ctx: Context, reader: Callable[[str], Iterable[Claim]]) -> Iterator[tuple[str, Claim]]:
    """Each claim with the part it stands in."""
    for part in PARTS:
        text = ctx.text(part)
        if text:
            for claim in reader(text):
                yield part, claim


def place(ctx: Context, part: str, start: int, end: int) -> Place:
    """The place of some characters of a part."""
    return Place(part, text=one_space(ctx.text(part)[start:end]), start=start, end=end)


def place_of(ctx: Context, part: str, claim: Claim) -> Place:
    """The place of a claim's own words."""
    return place(ctx, part, claim.start, claim.end)


def narrow(ctx: Context, claim: Claim) -> bool:
    """The claim speaks of an office inside the organ whose whole the tables count."""
    return bool(claim.scope) and ctx.kind in (GOVERNMENT, ZONE, UNKNOWN)


def shown(value: float) -> str:
    """A number as people write it: without a needless decimal."""
    return str(int(value)) if value == int(value) else str(value)


def label(ctx: Context, row: str) -> str:
    """The official label of a row (``table3.new``), with its group where it has one."""
    form = ctx.form or ctx.required
    entry = form.row_of(row) if form else None
    if entry is None:
        return row
    text = entry.label.partition("（区分处理")[0]
    return entry.group + text if entry.group and row.startswith("table3") else text


def cell(ctx: Context, row: str, index: int = TOTAL) -> float | None:
    """The figure when the row is there and the figure known."""
    return ctx.report.number(row, index)


def there(ctx: Context, row: str) -> bool:
    """The document has the row, known or not."""
    return row in ctx.report.rows


def summed(ctx: Context, kind: str, index: int = TOTAL) -> float | None:
    """The figure of a row of table three, or the sum of a group of rows; None when any is unknown or absent."""
    if kind not in SUMS:
        return cell(ctx, f"table3.{kind}", index)
    prefix = "table3." + SUMS[kind][0]
    rows = [row for row in ctx.report.rows if row.startswith(prefix)]
    values = [cell(ctx, row, index) for row in rows]
    known = [value for value in values if value is not None]
    return sum(known) if rows and len(known) == len(values) else None


def doubted(ctx: Context, *rows: str) -> bool:
    """Any of the rows was split from glued digits or is unsure."""
    return any(ctx.report.doubted(row) for row in rows)
