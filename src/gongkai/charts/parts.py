"""Parts of one whole on a single strip: lengths along one line can be compared, angles of a pie cannot."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from gongkai.charts.bars import segment
from gongkai.charts.finding import percent
from gongkai.charts.measure import width, wrapped
from gongkai.charts.palette import INK, LINE, SERIES, SOFT
from gongkai.charts.scale import label_of
from gongkai.charts.shapes import Block, Box, Shape, Stroke, Text

if TYPE_CHECKING:
    from gongkai.charts.table import Table

_STRIP, _SIZE, _LEAD, _ROW = 44.0, 14.0, 19.0, 30.0


def strip(table: Table, room: float) -> Block:
    """A strip and below it a line for each part, in the same order, the largest first; beyond six the smallest are one part."""
    series = table.series[0]
    known = [(label, value or Decimal(0)) for label, value in zip(table.labels, series.values, strict=True)]
    parts = sorted(known, key=lambda part: -part[1])
    if len(parts) > len(SERIES):
        rest = parts[len(SERIES) - 1 :]
        parts = [*parts[: len(SERIES) - 1], (f"其他 {len(rest)} 项", sum((value for _, value in rest), Decimal(0)))]
    whole = sum((value for _, value in parts), Decimal(0))
    shapes: list[Shape] = []
    across = 0.0
    for number, (_, value) in enumerate(parts):
        wide = room * float(value / whole)
        if value:
            shapes += segment(Box(across, 0, wide, _STRIP), number, percent(value, whole))
        across += wide
    rows = [(label, label_of(value, series.unit), percent(value, whole)) for label, value in parts]
    return _listed(rows, shapes, room)


def _listed(rows: list[tuple[str, str, str]], shapes: list[Shape], room: float) -> Block:
    share_room = max(width(share, _SIZE, bold=True) for _, _, share in rows)
    figure_room = max(width(figure, _SIZE) for _, figure, _ in rows)
    figures = room - share_room - 18
    names = figures - figure_room - 18 - 26
    down = _STRIP + 12
    for number, (label, figure, share) in enumerate(rows):
        lines = wrapped(label, _SIZE, names)
        high = max(_ROW, len(lines) * _LEAD + 11)
        if number:
            shapes.append(Stroke(((0, down), (room, down)), LINE, 1))
        first = down + (high - len(lines) * _LEAD) / 2 + _SIZE
        shapes.append(Box(0, first - 12, 16, 14, SERIES[number], pattern=number))
        shapes += [Text(26, first + place * _LEAD, line, _SIZE, INK) for place, line in enumerate(lines)]
        shapes.append(Text(figures, first, figure, _SIZE, SOFT, anchor="end"))
        shapes.append(Text(room, first, share, _SIZE, INK, bold=True, anchor="end"))
        down += high
    return Block(down, tuple(shapes))
