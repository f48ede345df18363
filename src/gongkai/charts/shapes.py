"""What a picture is made of: texts, boxes, strokes, dots. Placed once, written as SVG and by typst from the same places.

Units are those of the picture's own width and height; y grows downward; a text stands on its baseline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.charts.measure import width
from gongkai.charts.palette import INK

if TYPE_CHECKING:
    from collections.abc import Iterable

# How far a line of text reaches above and below its baseline, in em.
ABOVE, BELOW = 0.88, 0.2


class Text(NamedTuple):
    """One line of text; ``anchor`` is ``start``, ``middle`` or ``end`` of it at ``x``."""

    x: float
    y: float
    text: str
    size: float
    fill: str = INK
    bold: bool = False
    anchor: str = "start"


class Box(NamedTuple):
    """A rectangle; ``pattern`` 1 to 5 hatches the fill for print, 0 does not."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    weight: float = 0
    radius: float = 0
    pattern: int = 0


class Stroke(NamedTuple):
    """A line through points; filled when ``fill`` is given; ``dash`` is the length of dashes and gaps, 0 for none."""

    points: tuple[tuple[float, float], ...]
    stroke: str = ""
    weight: float = 1
    fill: str = ""
    dash: float = 0


class Dot(NamedTuple):
    """A circle."""

    x: float
    y: float
    radius: float
    fill: str = ""
    stroke: str = ""
    weight: float = 0


class Icon(NamedTuple):
    """A line drawing of :mod:`gongkai.charts.icons` in a square of ``size``."""

    name: str
    x: float
    y: float
    size: float
    stroke: str


class Modules(NamedTuple):
    """The dark squares of a QR code in a square of ``size``, without the quiet zone."""

    rows: tuple[tuple[bool, ...], ...]
    x: float
    y: float
    size: float


Shape = Text | Box | Stroke | Dot | Icon | Modules


class Picture(NamedTuple):
    """Shapes on a page, in the order in which they are read; ``title`` and ``sentence`` are said to who cannot see them."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    title: str
    sentence: str


class Block(NamedTuple):
    """Shapes that begin at 0, 0 and reach ``height`` down."""

    height: float
    shapes: tuple[Shape, ...] = ()


class Extent(NamedTuple):
    """Left, top, right and bottom of what a shape covers."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Extent, slack: float = 0.01) -> bool:
        """Do the two cover a common place of more than ``slack``?"""
        return (
            min(self.right, other.right) - max(self.left, other.left) > slack
            and min(self.bottom, other.bottom) - max(self.top, other.top) > slack
        )


def extent(shape: Shape) -> Extent:
    """What a shape covers, measured."""
    if isinstance(shape, Text):
        wide = width(shape.text, shape.size, bold=shape.bold)
        left = shape.x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[shape.anchor]
        return Extent(left, shape.y - shape.size * ABOVE, left + wide, shape.y + shape.size * BELOW)
    if isinstance(shape, Box):
        return Extent(shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)
    if isinstance(shape, Stroke):
        across, down = zip(*shape.points, strict=True)
        return Extent(min(across), min(down), max(across), max(down))
    if isinstance(shape, Dot):
        return Extent(shape.x - shape.radius, shape.y - shape.radius, shape.x + shape.radius, shape.y + shape.radius)
    return Extent(shape.x, shape.y, shape.x + shape.size, shape.y + shape.size)


def moved(shapes: Iterable[Shape], across: float, down: float) -> tuple[Shape, ...]:
    """The shapes elsewhere."""
    return tuple(_moved(shape, across, down) for shape in shapes)


def _moved(shape: Shape, across: float, down: float) -> Shape:
    if isinstance(shape, Stroke):
        return shape._replace(points=tuple((x + across, y + down) for x, y in shape.points))
    return shape._replace(x=shape.x + across, y=shape.y + down)


def stacked(blocks: Iterable[Block], gap: float = 0) -> Block:
    """Blocks one below the other."""
    shapes: list[Shape] = []
    down = 0.0
    for place, block in enumerate(blocks):
        down += gap if place else 0
        shapes += moved(block.shapes, 0, down)
        down += block.height
    return Block(down, tuple(shapes))
