"""What do the figures say? One sentence that is true of every table: a claim is made only where every figure it rests on is known."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from gongkai.charts.table import told

if TYPE_CHECKING:
    from gongkai.charts.table import Series, Table

KIND_NAMES = {"bar": "条形图", "stacked": "堆积条形图", "line": "折线图", "share": "占比图", "multiples": "小图组"}
# More names than these in one sentence are counted, not listed.
_NAMES = 3
_SENTENCES = 3
# A title tells of so many series; of more it tells the one that changed most.
_TOLD = 2


def suggest_title(table: Table) -> str:
    """A title that says the finding: how figures changed over time, else which is the largest.

    >>> from gongkai.charts.table import parse
    >>> suggest_title(parse("年份\\t主动公开（条）\\n2021年\\t103\\n2025年\\t164"))
    '2021年至2025年，主动公开由103条增加到164条'
    """
    table = upright(table)
    if table.over_time:
        return _over_time(table, table.series if len(table.series) <= _TOLD else (max(table.series, key=_moved),))
    parts = table.without_totals()
    return _largest(parts, parts.series[0])


def sentence(kind: str, table: Table) -> str:
    """The text that stands for the chart of a ``kind`` to who cannot see it: kind, finding, range, what is unknown."""
    table = upright(table)
    shown = table.series[:_SENTENCES]
    if kind == "share":
        said = shares(table.without_totals())
    elif table.over_time:
        said = _over_time(table, shown)
    else:
        parts = table.without_totals()
        said = "；".join(_largest(parts, one) for one in parts.series[:_SENTENCES])
    more = f"另有{len(table.series) - _SENTENCES}组数见表格。" if len(table.series) > _SENTENCES and kind != "share" else ""
    return f"{KIND_NAMES[kind]}：{said}。{_extremes(table) if table.over_time else ''}{more}{_unknown(table)}"


def upright(table: Table) -> Table:
    """The table with time along its labels, where time is in it and the units allow."""
    alone = len({series.unit for series in table.series}) == 1
    across = table._replace(labels=tuple(series.name for series in table.series))
    return table.turned() if alone and not table.over_time and across.over_time else table


def shares(table: Table) -> str:
    """The parts of the whole in words; without percentages when a part is unknown."""
    series = table.series[0]
    known = [(label, value) for label, value in zip(table.labels, series.values, strict=True) if value is not None]
    whole = sum((value for _, value in known), Decimal(0))
    if len(known) < len(table.labels) or whole <= 0 or any(value < 0 for _, value in known):
        return _largest(table, series)
    return "，".join(f"{label}{told(value)}{series.unit}（{percent(value, whole)}）" for label, value in known)


def percent(part: Decimal, whole: Decimal) -> str:
    """A share rounded to a tenth of a percent; never 0 % of something nor 100 % of less than all.

    >>> percent(Decimal(1), Decimal(3)), percent(Decimal(1), Decimal(100000)), percent(Decimal(2), Decimal(2))
    ('33.3%', '不到0.1%', '100%')
    """
    exact = part * 100 / whole
    rounded = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if 0 < exact < Decimal("0.1"):
        return "不到0.1%"
    if exact < 100 <= rounded:
        return "99.9%以上"
    return f"{rounded.normalize() if rounded != rounded.to_integral() else rounded.to_integral():f}%"


def _over_time(table: Table, chosen: tuple[Series, ...]) -> str:
    known = [_known(table, one) for one in chosen]
    spans = {(points[0][0], points[-1][0]) for points in known if points}
    if len(spans) == 1 and all(len(points) > 1 for points in known):
        first, last = spans.pop()
        changes = "，".join(_change(one, points) for one, points in zip(chosen, known, strict=True))
        return f"{first}至{last}，{changes}"
    return "；".join(_alone(one, points) for one, points in zip(chosen, known, strict=True))


def _alone(series: Series, points: list[tuple[str, Decimal]]) -> str:
    if not points:
        return f"{series.name}各期都未知" if series.name else "各期都未知"
    if len(points) == 1:
        label, value = points[0]
        return f"{label}{series.name}为{told(value)}{series.unit}，其他各期未知"
    return f"{points[0][0]}至{points[-1][0]}，{_change(series, points)}"


def _change(series: Series, points: list[tuple[str, Decimal]]) -> str:
    first, last = points[0][1], points[-1][1]
    if first == last:
        return f"{series.name}首末都是{told(last)}{series.unit}"
    word = "增加" if last > first else "减少"
    if series.unit in {"%", "‰"}:
        word = "上升" if last > first else "下降"
    return f"{series.name}由{told(first)}{series.unit}{word}到{told(last)}{series.unit}"


def _moved(series: Series) -> Decimal:
    """How far the last known figure lies from the first, whichever way."""
    known = [value for value in series.values if value is not None]
    return abs(known[-1] - known[0]) if known else Decimal(-1)


def _largest(table: Table, series: Series) -> str:
    points = _known(table, series)
    of = f"{series.name}：" if series.name else ""
    if not points:
        return f"{of}各项都未知"
    if len(points) == 1:
        label, value = points[0]
        others = "，其他各项未知" if len(table.labels) > 1 else ""
        return f"{of}{label}为{told(value)}{series.unit}{others}"
    top = max(value for _, value in points)
    best = [label for label, value in points if value == top]
    among = "已知各项中，" if len(points) < len(table.labels) else ""
    if len(best) == len(points):
        return f"{of}{among}各项都是{told(top)}{series.unit}"
    word = "最高" if series.unit in {"%", "‰"} or min(value for _, value in points) < 0 else "最多"
    if len(best) == 1:
        return f"{of}{among}{best[0]}{word}，{told(top)}{series.unit}"
    names = "、".join(best[:_NAMES]) + (f"等{len(best)}项" if len(best) > _NAMES else "")
    return f"{of}{among}{names}并列{word}，都是{told(top)}{series.unit}"


def _extremes(table: Table) -> str:
    """The highest and the lowest of a single series of which all is known and which moves between them."""
    series = table.series[0]
    points = _known(table, series)
    if len(table.series) > 1 or len(points) < 3:
        return ""
    values = [value for _, value in points]
    said = []
    for word, value in (("最高", max(values)), ("最低", min(values))):
        labels = [label for label, one in points if one == value]
        if len(labels) == 1 and labels[0] not in (points[0][0], points[-1][0]):
            said.append(f"{word}为{labels[0]}的{told(value)}{series.unit}")
    known = "已知各期中，" if said and len(points) < len(table.labels) else ""
    return f"{known}{'，'.join(said)}。" if said else ""


def _unknown(table: Table) -> str:
    missing = [
        f"{label}{series.name if len(table.series) > 1 else ''}"
        for series in table.series
        for label, value in zip(table.labels, series.values, strict=True)
        if value is None
    ]
    if not missing:
        return ""
    listed = "、".join(missing[: _NAMES * 2])
    return f"{listed}等{len(missing)}处未知。" if len(missing) > _NAMES * 2 else f"{listed}未知。"


def _known(table: Table, series: Series) -> list[tuple[str, Decimal]]:
    return [(label, value) for label, value in zip(table.labels, series.values, strict=True) if value is not None]
