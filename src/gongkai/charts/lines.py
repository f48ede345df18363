"""Lines over time from a common zero; a gap where a figure is unknown, names at the ends of the lines."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from gongkai.charts.bars import UNKNOWN
from gongkai.charts.measure import width, wrapped
from gongkai.charts.palette import INK, LINE, MIST, PAPER, SERIES, SOFT, contrast
from gongkai.charts.scale import label_of, scale_for
from gongkai.charts.shapes import Block, Box, Dot, Shape, Stroke, Text, extent, moved

if TYPE_CHECKING:
    from decimal import Decimal

    from gongkai.charts.scale import Scale
    from gongkai.charts.table import Series, Table

_SIZE, _SMALL, _LEAD = 14.0, 12.0, 18.0
_HEIGHT, _LITTLE = 220.0, 96.0
_ABOVE = 22.0
_MOMENT, _UNDER = 84.0, 15.0
_NAMES = 0.34  # of the width, at most
# So many points have a dot and, where there is room, their figure.
_ALL_TOLD = 12
# Dashes tell lines apart on a copier; the first is whole.
_DASHES = (0.0, 7.0, 3.0, 11.0, 5.0, 2.0)


class _Frame(NamedTuple):
    """Where the figures lie: left, right, top and bottom of the plot, and the scale."""

    left: float
    right: float
    top: float
    bottom: float
    scale: Scale
    places: int

    def x(self, place: int) -> float:
        """The middle of a label's place."""
        return self.left + (self.right - self.left) * ((place + 0.5) / self.places)

    def y(self, value: Decimal) -> float:
        """The height of a figure."""
        return self.bottom - (self.bottom - self.top) * self.scale.share(value)


def lines(table: Table, room: float, *, height: float = _HEIGHT, scale: Scale | None = None) -> Block:
    """A line for each series; the figures of a single one stand at its points where they fit, of several at the ends."""
    scale = scale or scale_for((value for one in table.series for value in one.values), rounded=True)
    ticks = [(tick, label_of(tick, table.unit)) for tick in scale.ticks()]
    left = max(width(said, _SMALL) for _, said in ticks) + 8
    several = len(table.series) > 1
    names = [_end_label(one, room * _NAMES) for one in table.series] if several else []
    after = max([0.0, *(width(line, _SIZE) for said in names for line in said)]) + 12 if several else 6.0
    frame = _Frame(left, room - after, _ABOVE, _ABOVE + height, scale, len(table.labels))
    grid: list[Shape] = []
    for tick, said in ticks:
        y = frame.y(tick)
        grid.append(Stroke(((left, y), (frame.right, y)), SOFT if tick == 0 else LINE, 1))
        grid.append(Text(left - 8, y + _SMALL * 0.36, said, _SMALL, SOFT, anchor="end"))
    moments = _moments(table, frame)
    shapes = [*([] if several else _unknown_bands(table.series[0], frame)), *grid, *moments.shapes]
    labels, bottom = _names(table, names, frame) if several else (_figures(table.series[0], frame, shapes), 0.0)
    if not several:
        # Below the line a figure's place is cleared of the grid, so that no rule runs through it.
        shapes += [Box(box.left, box.top + 2, box.right - box.left, _SIZE, PAPER) for box in map(extent, labels)]
    for number in reversed(range(len(table.series))):
        shapes += _line(table.series[number], number, frame)
    down = max(frame.bottom + moments.height, bottom)
    if several and any(value is None for one in table.series for value in one.values):
        labels.append(Text(left, down + _SMALL, "线断开处的数未知。", _SMALL, SOFT))
        down += _LEAD
    return Block(down, (*shapes, *labels))


def multiples(table: Table, room: float) -> Block:
    """A small picture for each series, two in a row where there is room; series of one unit share one scale."""
    columns = 2 if room >= 560 else 1
    gap = 28.0
    wide = (room - gap * (columns - 1)) / columns
    shared = scale_for((value for one in table.series for value in one.values), rounded=True) if len(_units(table)) == 1 else None
    shapes: list[Shape] = []
    down = 0.0
    for start in range(0, len(table.series), columns):
        tallest = 0.0
        for column, one in enumerate(table.series[start : start + columns]):
            head = one.name + (f"（{one.unit}）" if one.unit and not shared else "")
            said = wrapped(head, _SIZE, wide, bold=True)
            small = lines(table._replace(series=(one,)), wide, height=_LITTLE, scale=shared)
            heading = [Text(0, place * _LEAD + _SIZE, line, _SIZE, INK, bold=True) for place, line in enumerate(said)]
            under = len(said) * _LEAD + 4
            shapes += moved([*heading, *moved(small.shapes, 0, under)], column * (wide + gap), down)
            tallest = max(tallest, under + small.height)
        down += tallest + 18
    return Block(down - 18, tuple(shapes))


def _units(table: Table) -> set[str]:
    return {one.unit for one in table.series}


def _end_label(one: Series, room: float) -> list[str]:
    last = next((value for value in reversed(one.values) if value is not None), None)
    return wrapped(f"{one.name} {UNKNOWN if last is None else label_of(last, one.unit)}", _SIZE, room)


def _moments(table: Table, frame: _Frame) -> Block:
    """Labels along the time from the bottom of the plot down, wrapped when long, every n-th when they are many; the last always."""
    slot = (frame.right - frame.left) / frame.places
    labels = [wrapped(label, _SMALL, max(_MOMENT, slot - 8), even=True) for label in table.labels]
    halves = [max(width(line, _SMALL) for line in lines) / 2 for lines in labels]
    every = max(1, -int(-(max(halves) * 2 + 8) // slot))
    last = frame.places - 1
    texts: list[Shape] = []
    free = frame.right + 6
    for place in range(last, -1, -every):
        half = halves[place]
        x = max(half, min(frame.x(place), frame.right + 6 - half))
        if x + half <= free:
            texts += [Text(x, _LEAD + number * _UNDER, line, _SMALL, INK, anchor="middle") for number, line in enumerate(labels[place])]
            free = x - half - 4
    deepest = max((text.y for text in texts if isinstance(text, Text)), default=_LEAD)
    return Block(deepest + 6, moved(texts, 0, frame.bottom))


def _line(one: Series, number: int, frame: _Frame) -> list[Shape]:
    shapes: list[Shape] = []
    colour = SERIES[number]
    for known, run in groupby(enumerate(one.values), key=lambda point: point[1] is not None):
        if known:
            points = tuple((frame.x(place), frame.y(value)) for place, value in run if value is not None)
            if len(points) > 1:
                shapes.append(Stroke(points, colour, 2.5, dash=_DASHES[number]))
            # Many points make a line of dots; a point between two gaps is seen only as a dot.
            shapes += [Dot(x, y, 3.5, colour, "#ffffff", 1) for x, y in points if frame.places <= _ALL_TOLD or len(points) == 1]
    return shapes


def _unknown_bands(one: Series, frame: _Frame) -> list[Shape]:
    """A pale band with the word where figures are unknown: once for each run of them."""
    shapes: list[Shape] = []
    slot = (frame.right - frame.left) / frame.places
    taken = -1.0
    for known, run in groupby(enumerate(one.values), key=lambda point: point[1] is not None):
        places = [place for place, _ in run]
        if known:
            continue
        left = frame.left + slot * places[0]
        shapes.append(Box(left, frame.top, slot * len(places), frame.bottom - frame.top, MIST))
        half = width(UNKNOWN, _SMALL) / 2
        middle = min(max(left + slot * len(places) / 2, frame.left + half), frame.right - half)
        if middle - half >= taken:
            shapes.append(Text(middle, frame.top - 6, UNKNOWN, _SMALL, SOFT, anchor="middle"))
            taken = middle + half + 4
    return shapes


def _figures(one: Series, frame: _Frame, drawn: list[Shape]) -> list[Shape]:
    """Figures at the points of a single line: the ends and the extremes first, the others where there is room."""
    known = [(place, value) for place, value in enumerate(one.values) if value is not None]
    if not known:
        return []
    telling = [known[-1], known[0], max(known, key=lambda point: point[1]), min(known, key=lambda point: point[1])]
    taken = [extent(shape) for shape in drawn if isinstance(shape, Text)]
    shapes: list[Shape] = []
    for place, value in dict.fromkeys([*telling, *(known if frame.places <= _ALL_TOLD else [])]):
        said = label_of(value, one.unit)
        half = width(said, _SIZE, bold=True) / 2
        x = min(max(frame.x(place), frame.left + half), frame.right + 6 - half)
        y = frame.y(value)
        for baseline in _sides(one, place, y):
            text = Text(x, baseline, said, _SIZE, INK, bold=True, anchor="middle")
            box = extent(text)
            if baseline < frame.bottom - 2 and not any(box.meets(other) for other in taken):
                shapes.append(text)
                taken.append(box)
                break
    return shapes


def _sides(one: Series, place: int, y: float) -> tuple[float, float]:
    """Baselines above and below a point: first the side to which the line does not go."""
    near = [one.values[other] for other in (place - 1, place + 1) if 0 <= other < len(one.values)]
    value = one.values[place]
    valley = value is not None and near and all(other is not None and other > value for other in near)
    above, below = y - 9, y + 9 + _SIZE * 0.8
    return (below, above) if valley else (above, below)


def _names(table: Table, names: list[list[str]], frame: _Frame) -> tuple[list[Shape], float]:
    """Names at the ends of the lines, moved apart where lines end close together; and how far down they reach."""
    ends = []
    for number, one in enumerate(table.series):
        last = next((value for value in reversed(one.values) if value is not None), None)
        ends.append((frame.bottom if last is None else frame.y(last), number))
    ends.sort()
    tops: list[float] = []
    floor = 0.0
    for y, number in ends:
        top = max(floor, y - len(names[number]) * _LEAD / 2)
        tops.append(top)
        floor = top + len(names[number]) * _LEAD + 3
    lift = max(0.0, min(floor - frame.bottom - _LEAD, tops[0]))
    shapes: list[Shape] = []
    for top, (y, number) in zip(tops, ends, strict=True):
        first = top - lift
        middle = first + len(names[number]) * _LEAD / 2
        colour = SERIES[number] if contrast(SERIES[number], "#ffffff") >= 3 else SOFT
        shapes.append(Stroke(((frame.right - 4, y), (frame.right + 3, middle), (frame.right + 8, middle)), colour, 1))
        for place, line in enumerate(names[number]):
            shapes.append(Text(frame.right + 12, first + place * _LEAD + _SIZE, line, _SIZE, INK))
    return shapes, floor
