"""Pieces of a one-page explanation: a style of sizes, paragraphs, bullets, big amounts, steps, changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gongkai.charts.measure import width, wrapped
from gongkai.charts.palette import BLUE, INK, LINE, MIST, PAPER, SOFT, WASH
from gongkai.charts.shapes import Block, Box, Dot, Icon, Shape, Stroke, Text, moved, stacked

if TYPE_CHECKING:
    from gongkai.charts.sheet import Panel, Point

_AMOUNT = re.compile(r"(?P<before>[^\d]{0,8})(?P<number>\d[\d,.]*(?:\s?[-—–~～至]\s?\d[\d,.]*)?)\s*(?P<unit>[^\d]{0,14})", re.DOTALL)
_TELEPHONE = re.compile(r"[\d\s（）()—\-转、,，/]{5,40}")
# A big figure may shrink to this before it is set as a line of text.
_SMALLEST_BIG = 0.6


class Style(NamedTuple):
    """All sizes hang on one ``unit``: 1 on a telephone's 1080 wide picture; ``ground`` is the colour of the page.

    ``air`` is the share of the usual white that stands around and between things: 1, or less where much must go on one sheet.
    """

    unit: float
    ground: str
    columns: int
    air: float = 1.0

    def __call__(self, size: float) -> float:
        """A size in the picture's own unit."""
        return size * self.unit

    @property
    def body(self) -> float:
        """The size of running text."""
        return self(40)

    @property
    def lead(self) -> float:
        """From line to line of running text."""
        return self(56 if self.tight else 62)

    @property
    def tight(self) -> bool:
        """Is there less white than usual?"""
        return self.air < 1

    def space(self, size: float) -> float:
        """An empty distance in the picture's own unit."""
        return size * self.unit * self.air


def paragraph(text: str, size: float, lead: float, room: float, fill: str = INK, *, bold: bool = False, even: bool = False) -> Block:
    """Wrapped text; the first baseline stands so that lines are centred in their lead."""
    lines = wrapped(text, size, room, bold=bold, even=even)
    down = (lead - size) / 2 + size * 0.86
    return Block(lead * len(lines), tuple(Text(0, down + lead * number, line, size, fill, bold) for number, line in enumerate(lines)))


def labelled(point: Point, style: Style, room: float, fill: str = INK) -> Block:
    """A point as running text with its label in bold at the beginning."""
    if not point.label:
        return paragraph(point.text, style.body, style.lead, room, fill)
    plain = paragraph(f"{point.label}：{point.text}", style.body, style.lead, room * 0.98, fill)
    left = len("".join(point.label.split())) + 1
    shapes: list[Shape] = []
    for line in plain.shapes:
        assert isinstance(line, Text)
        end = 0
        while left and end < len(line.text):
            left -= not line.text[end].isspace()
            end += 1
        across = width(line.text[:end], line.size, bold=True)
        if end:
            shapes.append(line._replace(text=line.text[:end].rstrip(), bold=True))
        if line.text[end:].strip():
            shapes.append(line._replace(text=line.text[end:].lstrip(), x=across))
    return Block(plain.height, tuple(shapes))


def texts(panel: Panel, style: Style, room: float) -> Block:
    """Points as paragraphs: one alone, several behind squares."""
    if panel.kind == "phone" and len(panel.points) == 1 and _TELEPHONE.fullmatch(panel.points[0].text):
        point = panel.points[0]
        size = min(style(60), style(60) * room / width(point.text, style(60), bold=True))
        number = Block(size * 1.4, (Text(0, size * 1.05, point.text, size, BLUE, bold=True),))
        return stacked([*([paragraph(point.label, style(36), style(52), room, SOFT)] if point.label else []), number])
    if len(panel.points) == 1:
        return labelled(panel.points[0], style, room)
    indent, side = style(34), style(12)
    mark = Box(style(2), (style.lead - side) / 2, side, side, BLUE)
    blocks = []
    for point in panel.points:
        said = labelled(point, style, room - indent)
        blocks.append(Block(said.height, (mark, *moved(said.shapes, indent, 0))))
    return stacked(blocks, style.space(8))


def amounts(panel: Panel, style: Style, room: float) -> Block:
    """Figures set big, side by side while each keeps its size."""
    gap = style(56)
    for columns in range(min(len(panel.points), 3), 0, -1):
        wide = (room - gap * (columns - 1)) / columns
        drawn = [_amount(point, style, wide, least=0.85 if columns > 1 else _SMALLEST_BIG) for point in panel.points]
        if columns == 1 or all(drawn):
            break
    blocks = [block or labelled(point, style, wide) for block, point in zip(drawn, panel.points, strict=True)]
    rows = []
    for start in range(0, len(blocks), columns):
        row = blocks[start : start + columns]
        high = max(block.height for block in row)
        shapes: list[Shape] = []
        for number, block in enumerate(row):
            if number:
                across = number * (wide + gap) - gap / 2
                shapes.append(Stroke(((across, style(8)), (across, high - style(8))), LINE, style(2)))
            shapes += moved(block.shapes, number * (wide + gap), high - block.height)
        rows.append(Block(high, tuple(shapes)))
    return stacked(rows, style.space(20))


def _amount(point: Point, style: Style, room: float, *, least: float) -> Block | None:
    """A figure and its unit on one baseline under the label; nothing when it must become too small."""
    found = _AMOUNT.fullmatch(point.text.strip())
    if not found:
        return None
    pieces = [(found["before"].strip(), 40, False, INK), (found["number"], 108, True, BLUE), (found["unit"].strip(), 44, True, INK)]
    full = sum(width(text, style(size), bold=bold) + style(6) for text, size, bold, _ in pieces if text)
    scale = min(1.0, room / full)
    if scale < least:
        return None
    label = paragraph(point.label, style(36), style(52), room, SOFT) if point.label else Block(0)
    base = label.height + style(108) * scale * 0.95
    shapes: list[Shape] = list(label.shapes)
    across = 0.0
    for text, size, bold, fill in pieces:
        if text:
            shapes.append(Text(across, base, text, style(size) * scale, fill, bold))
            across += (width(text, style(size), bold=bold) + style(6)) * scale
    return Block(base + style(108) * scale * 0.25, tuple(shapes))


def steps(panel: Panel, style: Style, room: float) -> Block:
    """Steps in a panel: a number in a ring before each."""
    radius = style(26)
    indent = radius * 2 + style(20)
    blocks = []
    for number, point in enumerate(panel.points, 1):
        said = labelled(point, style, room - indent)
        middle = style.lead / 2
        ring = numbered_ring(number, radius, middle, radius, style(32))
        blocks.append(Block(said.height, (*ring, *moved(said.shapes, indent, 0))))
    return stacked(blocks, style.space(12))


def numbered_ring(number: int, x: float, y: float, radius: float, size: float) -> tuple[Shape, ...]:
    """A filled circle with a number in it."""
    return Dot(x, y, radius, BLUE), Text(x, y + size * 0.36, str(number), size, PAPER, bold=True, anchor="middle")


def changes(panel: Panel, style: Style, room: float) -> Block:
    """What held before beside what holds now, for each matter."""
    arrow = style(84)
    wide = (room - arrow) / 2
    blocks = []
    for point in panel.points:
        before = _side("原来", point.text, style, wide)
        now = _side("现在", point.new, style, wide, now=True)
        high = max(before.height, now.height)
        head = paragraph(point.label, style(44), style(66), room, INK, bold=True) if point.label else Block(0)
        size = style(52)
        row: tuple[Shape, ...] = (
            Box(0, 0, wide, high, MIST, LINE, style(2), style(12)),
            *before.shapes,
            Icon("arrow", wide + (arrow - size) / 2, (high - size) / 2, size, BLUE),
            Box(wide + arrow, 0, wide, high, WASH, BLUE, style(3), style(12)),
            *moved(now.shapes, wide + arrow, 0),
        )
        blocks.append(stacked([head, Block(high, row)], style.space(8) if point.label else 0))
    return stacked(blocks, style.space(32))


def _side(tag: str, text: str, style: Style, wide: float, *, now: bool = False) -> Block:
    inner, raised = style.space(26), style.space(6)
    said = stacked(
        [
            paragraph(tag, style(32), style(48), wide - 2 * inner, BLUE if now else SOFT, bold=True),
            paragraph(text, style.body, style.lead, wide - 2 * inner, INK if now else SOFT, bold=now),
        ]
    )
    return Block(said.height + 2 * inner - raised, moved(said.shapes, inner, inner - raised))


def body(panel: Panel, style: Style, room: float) -> Block:
    """What stands under the heading of a panel, by its kind."""
    drawing = {"how_much": amounts, "how": steps, "old_new": changes}.get(panel.kind, texts)
    return drawing(panel, style, room)
