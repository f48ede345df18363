"""Data charts: a table drawn as one of five kinds, with its sentence and its table."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, get_args

from gongkai.charts import press
from gongkai.charts.bars import bars, stacked_bars
from gongkai.charts.finding import sentence, suggest_title, upright
from gongkai.charts.lines import lines, multiples
from gongkai.charts.measure import wrapped
from gongkai.charts.palette import INK, PAPER, SERIES, SOFT
from gongkai.charts.parts import strip
from gongkai.charts.scale import counted_in_myriads
from gongkai.charts.shapes import Block, Box, Picture, Shape, Text, moved, stacked
from gongkai.charts.svg import written
from gongkai.charts.table import TOTALS, told
from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.charts.table import Table

Kind = Literal["bar", "stacked", "line", "share", "multiples"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_LABELS = 40
_NARROWEST, _WIDEST = 320, 1200
_EDGE = 4.0
_TOO_MANY = 100_000_000


@dataclass(frozen=True)
class Chart:
    """A drawn chart: for the page (``svg``), for who cannot see it (``sentence``), for who wants the figures (``table``)."""

    kind: Kind
    title: str
    sentence: str
    table: list[list[str]]
    svg: str
    picture: Picture

    def png(self, width: int = 1080) -> bytes:
        """The chart as a PNG of ``width`` pixels. Raises :class:`UnusableInput` without a Chinese font."""
        return press.png(self.picture, width)


def draw(
    kind: Kind,
    table: Table,
    *,
    title: str | None = None,
    subtitle: str | None = None,
    source: str = "",
    width: int = 480,
    prefix: str = "gk-chart",
    patterns: bool = False,
) -> Chart:
    """The chart of a table.

    ``title`` is computed from the figures when it is ``None`` and left out when empty; ``subtitle`` names the unit when it is ``None``.
    ``width`` is the width for which type is set, 320 to 1200; the SVG fills what it is given. ``prefix`` begins every id: one for each
    chart of a page. Raises :class:`UnusableInput` with all reasons why the table cannot be drawn so.
    """
    if kind not in KINDS:
        raise UnusableInput(f"没有“{kind}”这种图", f"请从 {'、'.join(KINDS)} 中选一种")
    if not _NARROWEST <= width <= _WIDEST:
        raise UnusableInput(f"图宽 {width} 不行", f"请用 {_NARROWEST} 到 {_WIDEST} 之间的宽度")
    turned = upright(table) if kind in {"line", "multiples"} else table
    drawn = turned if turned.over_time else turned.without_totals()
    refuse_undrawable(kind, drawn, turned)
    said = suggest_title(table) if title is None else title.strip()
    under = (f"单位：{drawn.unit}" if drawn.unit else "") if subtitle is None else subtitle.strip()
    picture = _framed(_PLOTS[kind](drawn, width - 2 * _EDGE), said, under, source.strip(), width)
    spoken = sentence(kind, table)
    picture = picture._replace(title=said or spoken, sentence=spoken)
    return Chart(kind, said, spoken, turned.rows(), written(picture, prefix, patterns=patterns), picture)


def refuse_undrawable(kind: str, table: Table, whole: Table) -> None:
    """All reasons why a table cannot be drawn as a kind, raised together."""
    values = [value for one in table.series for value in one.values]
    reasons = []
    if len(table.labels) > _LABELS:
        reasons.append(f"有 {len(table.labels)} 行，一张图最多 {_LABELS} 行")
    if len(table.series) > len(SERIES):
        reasons.append(f"有 {len(table.series)} 列数，一张图最多 {len(SERIES)} 列")
    units = {one.unit for one in table.series}
    if len(units) > 1 and kind != "multiples":
        reasons.append(f"各列的单位不同（{'、'.join(unit or '没有单位' for unit in sorted(units))}），不能画在同一把尺上")
    if any(counted_in_myriads(one.unit) and value is not None and abs(value) >= _TOO_MANY for one in table.series for value in one.values):
        reasons.append("以万或亿为单位的数超过了八位，请换成更大的单位")
    if kind in {"stacked", "share"} and any(value is not None and value < 0 for value in values):
        reasons.append("有负数，不能当作整体的一部分")
    if kind == "stacked" and len(table.series) < 2:
        reasons.append("只有一列数，没有可以堆积的")
    if kind == "share":
        reasons += _share_reasons(table, whole)
    if reasons:
        raise UnusableInput("；".join(reasons), "请改一改表格，或换一种图")


def _share_reasons(table: Table, whole: Table) -> list[str]:
    values = table.series[0].values
    if len(table.series) > 1:
        return [f"有 {len(table.series)} 列数，占比图只画一列"]
    if None in values:
        return ["有未知的数，算不出占比"]
    parts = sum((value for value in values if value is not None), Decimal(0))
    if parts == 0:
        return ["合计是 0，算不出占比"]
    written_totals = [
        value for label, value in zip(whole.labels, whole.series[0].values, strict=True) if label in TOTALS and value is not None
    ]
    if len(written_totals) == 1 and written_totals[0] != parts:
        return [f"合计写的是 {told(written_totals[0])}，各项加起来是 {told(parts)}"]
    return []


def _framed(plot: Block, title: str, subtitle: str, source: str, width: int) -> Picture:
    room = width - 2 * _EDGE
    blocks = [
        _lines(title, 20, 28, room, INK, bold=True),
        _lines(subtitle, 14, 22, room, SOFT),
        Block(14 if title or subtitle else 2),
        plot,
        Block(12 if source else 0),
        _lines(f"来源：{source}" if source else "", 12, 18, room, SOFT),
    ]
    body = stacked(blocks)
    high = body.height + 2 * _EDGE + 4
    ground: list[Shape] = [Box(0, 0, width, high, PAPER)]
    return Picture(width, high, (*ground, *moved(body.shapes, _EDGE, _EDGE)), title, "")


def _lines(text: str, size: float, lead: float, room: float, fill: str, *, bold: bool = False) -> Block:
    set_lines = wrapped(text, size, room, bold=bold, even=bold)
    return Block(
        lead * len(set_lines), tuple(Text(0, place * lead + size, line, size, fill, bold=bold) for place, line in enumerate(set_lines))
    )


_PLOTS: dict[Kind, Callable[[Table, float], Block]] = {
    "bar": bars,
    "stacked": stacked_bars,
    "line": lines,
    "share": strip,
    "multiples": multiples,
}
