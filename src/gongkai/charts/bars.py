"""Bars from a common zero: lying where labels are words, standing where they are a few points in time, stacked where parts make a whole."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from gongkai.charts.measure import width, wrapped
from gongkai.charts.palette import INK, LINE, SERIES, SOFT, text_on
from gongkai.charts.scale import label_of, scale_for
from gongkai.charts.shapes import Block, Box, Shape, Stroke, Text

if TYPE_CHECKING:
    from gongkai.charts.scale import Scale
    from gongkai.charts.table import Series, Table

_SIZE, _LEAD = 14.0, 19.0
_BAR, _GAP, _AIR = 20.0, 10.0, 8.0
_LABELS = 0.36  # of the width, at most
_STANDING = 190.0
UNKNOWN = "未知"


class _Row(NamedTuple):
    """One lying bar: its label, its figure, its colour."""

    label: str
    value: Decimal | None
    series: int
    unit: str


def bars(table: Table, room: float) -> Block:
    """A bar for each figure: standing for a single series over time when all fits, else lying."""
    if len(table.series) == 1:
        standing = _standing(table, table.series[0], room) if table.over_time else None
        if standing:
            return standing
        one = table.series[0]
        rows = [_Row(label, value, 0, one.unit) for label, value in zip(table.labels, one.values, strict=True)]
        return _lying([("", rows)], room)
    groups = []
    for place, label in enumerate(table.labels):
        groups.append((label, [_Row(one.name, one.values[place], number, one.unit) for number, one in enumerate(table.series)]))
    return _lying(groups, room)


def _lying(groups: list[tuple[str, list[_Row]]], room: float) -> Block:
    every = [row for _, rows in groups for row in rows]
    scale = scale_for(row.value for row in every)
    column = min(room * _LABELS, max(width(row.label, _SIZE) for row in every)) + (_AIR if any(row.label for row in every) else 0)
    before = max([0.0, *(_said_width(row) + _AIR for row in every if row.value is not None and row.value < 0)])
    after = max([0.0, *(_said_width(row) + _AIR for row in every if row.value is None or row.value >= 0)])
    left, right = column + before, room - after
    zero = left + (right - left) * scale.share(Decimal(0))
    shapes: list[Shape] = []
    down = 0.0
    for place, (heading, rows) in enumerate(groups):
        down += _GAP if place and heading else 0
        for line in wrapped(heading, _SIZE, room, bold=True):
            shapes.append(Text(0, down + _SIZE, line, _SIZE, INK, bold=True))
            down += _LEAD + 2
        for row in rows:
            high, drawn = _lying_bar(row, scale, (left, right, zero), column - _AIR, down)
            shapes += drawn
            down += high + (_GAP - 4 if heading else _GAP)
    axis = Stroke(((zero, 0), (zero, max(down - _GAP + 4, _BAR))), SOFT, 1)
    return Block(down - _GAP + 4, (*_around_headings(axis, shapes, groups), *shapes))


def _around_headings(axis: Stroke, shapes: list[Shape], groups: list[tuple[str, list[_Row]]]) -> list[Stroke]:
    """The zero line, cut where a heading stands."""
    zero = axis.points[0][0]
    tops = [shape.y - 1 for shape in shapes if isinstance(shape, Box)]
    if not groups[0][0]:
        return [axis]
    return [Stroke(((zero, top - 2), (zero, top + _BAR + 4)), SOFT, 1) for top in tops]


def _lying_bar(row: _Row, scale: Scale, across: tuple[float, float, float], label_room: float, down: float) -> tuple[float, list[Shape]]:
    left, right, zero = across
    lines = wrapped(row.label, _SIZE, label_room, even=True) if row.label else []
    high = max(_BAR, len(lines) * _LEAD)
    middle = down + high / 2
    first = middle - len(lines) * _LEAD / 2 + _SIZE
    shapes: list[Shape] = [Text(label_room, first + place * _LEAD, line, _SIZE, INK, anchor="end") for place, line in enumerate(lines)]
    end = zero if row.value is None else left + (right - left) * scale.share(row.value)
    if row.value is None:
        # A box of no width keeps the place of the row in the picture: unknown has no bar, not even a thin one.
        shapes.append(Box(zero, middle - _BAR / 2, 0, _BAR))
        shapes.append(Text(zero + _AIR - 2, middle + _SIZE * 0.36, UNKNOWN, _SIZE, SOFT))
        return high, shapes
    shapes.append(Box(min(zero, end), middle - _BAR / 2, abs(end - zero), _BAR, SERIES[row.series], pattern=row.series))
    said = label_of(row.value, row.unit)
    place = (end - _AIR + 2, "end") if row.value < 0 else (end + _AIR - 2, "start")
    shapes.append(Text(place[0], middle + _SIZE * 0.36, said, _SIZE, INK, bold=True, anchor=place[1]))
    return high, shapes


def _said_width(row: _Row) -> float:
    return width(UNKNOWN if row.value is None else label_of(row.value, row.unit), _SIZE, bold=True)


def _standing(table: Table, series: Series, room: float) -> Block | None:
    """Standing bars, or nothing when a label or a figure is wider than its place or a figure is negative."""
    slot = room / len(table.labels)
    said = [UNKNOWN if value is None else label_of(value, series.unit) for value in series.values]
    widest = max([width(text, _SIZE, bold=True) for text in said] + [width(label, _SIZE) for label in table.labels])
    if widest > slot - 4 or any(value is not None and value < 0 for value in series.values):
        return None
    scale = scale_for(series.values)
    floor = _LEAD + _STANDING
    thick = min(slot * 0.62, 56.0)
    shapes: list[Shape] = []
    for place, (label, value) in enumerate(zip(table.labels, series.values, strict=True)):
        middle = slot * (place + 0.5)
        high = 0.0 if value is None else _STANDING * scale.share(value)
        if value is not None:
            shapes.append(Box(middle - thick / 2, floor - high, thick, high, SERIES[0]))
        colour = SOFT if value is None else INK
        shapes.append(Text(middle, floor - high - 6, said[place], _SIZE, colour, bold=value is not None, anchor="middle"))
        shapes.append(Text(middle, floor + _LEAD, label, _SIZE, INK, anchor="middle"))
    return Block(floor + _LEAD + 6, (*shapes, Stroke(((0, floor), (room, floor)), SOFT, 1)))


def stacked_bars(table: Table, room: float) -> Block:
    """A lying bar for each label, made of its parts, with the sum at its end. No figure may be negative."""
    key = names_in_colour([one.name for one in table.series], room)
    columns = [[one.values[place] for one in table.series] for place in range(len(table.labels))]
    sums = [sum((value for value in column if value is not None), Decimal(0)) for column in columns]
    said = [label_of(total, table.unit) + ("，另有未知" if None in column else "") for total, column in zip(sums, columns, strict=True)]
    said = [UNKNOWN if all(value is None for value in column) else text for text, column in zip(said, columns, strict=True)]
    column_width = min(room * 0.3, max(width(label, _SIZE) for label in table.labels)) + _AIR
    right = room - max(width(text, _SIZE, bold=True) for text in said) - _AIR
    scale = scale_for(sums)
    shapes: list[Shape] = list(key.shapes)
    down = key.height + _GAP
    top = down
    for place, label in enumerate(table.labels):
        lines = wrapped(label, _SIZE, column_width - _AIR, even=True)
        high = max(_BAR + 6, len(lines) * _LEAD)
        middle = down + high / 2
        first = middle - len(lines) * _LEAD / 2 + _SIZE
        shapes += [Text(column_width - _AIR, first + number * _LEAD, line, _SIZE, anchor="end") for number, line in enumerate(lines)]
        start = column_width
        for number, value in enumerate(columns[place]):
            wide = (right - column_width) * float(value / scale.high) if value else 0.0
            if value:
                shapes += segment(Box(start, middle - _BAR / 2 - 3, wide, _BAR + 6), number, label_of(value, table.unit))
            start += wide
        shapes.append(Text(start + _AIR - 2, middle + _SIZE * 0.36, said[place], _SIZE, INK, bold=True))
        down += high + _GAP
    return Block(down - _GAP, (*shapes, Stroke(((column_width, top - 3), (column_width, down - _GAP + 3)), SOFT, 1)))


def segment(box: Box, series: int, said: str) -> list[Shape]:
    """A part of a bar in its colour, with its figure on it where there is room: on a plate, for the hatching of print."""
    colour = SERIES[series]
    wide = width(said, _SIZE, bold=True)
    shapes: list[Shape] = [box._replace(fill=colour, pattern=series, stroke="#ffffff", weight=1)]
    if wide + 10 <= box.width:
        middle = box.x + box.width / 2, box.y + box.height / 2
        shapes.append(Box(middle[0] - wide / 2 - 3, middle[1] - _SIZE * 0.6, wide + 6, _SIZE * 1.2, colour))
        shapes.append(Text(middle[0], middle[1] + _SIZE * 0.36, said, _SIZE, text_on(colour), bold=True, anchor="middle"))
    return shapes


def names_in_colour(names: list[str], room: float) -> Block:
    """The names of series in the order of their bars, each behind its colour and hatching."""
    shapes: list[Shape] = []
    across, down = 0.0, 0.0
    for number, name in enumerate(names):
        lines = wrapped(name, _SIZE, room - 22)
        wide = 22 + max(width(line, _SIZE) for line in lines)
        if across and across + wide > room:
            across, down = 0.0, down + _LEAD + 4
        shapes.append(Box(across, down + 2, 16, 14, SERIES[number], LINE, 0, pattern=number))
        for place, line in enumerate(lines):
            shapes.append(Text(across + 22, down + place * _LEAD + _SIZE, line, _SIZE, INK))
        down += (len(lines) - 1) * _LEAD
        across += wide + 18
    return Block(down + _LEAD, tuple(shapes))
