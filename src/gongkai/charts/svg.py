"""A picture as SVG: presentation attributes only, so that the strictest content policy lets it be; ids under a given prefix."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.charts.icons import GRID, ICONS, Ring
from gongkai.charts.palette import PAPER
from gongkai.charts.shapes import Box, Dot, Icon, Modules, Stroke, Text
from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from gongkai.charts.shapes import Picture, Shape

FAMILIES = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif"
# Hatchings laid in white over a colour, so that the six series differ on a copier too: strokes in a square of 8.
PATTERNS = {
    1: ("M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6", 1.6),
    2: ("M4 0 L4 8", 2.0),
    3: ("M-2 6 L2 10 M0 0 L8 8 M6 -2 L10 2", 1.6),
    4: ("M0 4 L8 4", 2.0),
    5: ("M0 4 L8 4 M4 0 L4 8", 1.6),
}
PATTERN_SIZE = 8
_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,60}")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """The text without characters that XML may not hold."""
    return _NOT_XML.sub("", text)


def escaped(text: str) -> str:
    """Text for an element or an attribute; what XML may not hold is left out.

    >>> escaped('a<b & "c"')
    'a&lt;b &amp; &quot;c&quot;'
    """
    return printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def written(picture: Picture, prefix: str, *, patterns: bool = False, pixels: int = 0) -> str:
    """The picture as an ``<svg>`` element that fills the width it is given, or ``pixels`` wide.

    Hatchings are always there, but hidden until a stylesheet shows the class ``gk-chart-pattern`` (in print), unless ``patterns``.
    Raises :class:`UnusableInput` when the prefix cannot begin an id.
    """
    if not _PREFIX.fullmatch(prefix):
        raise UnusableInput(f"“{prefix}”不能作图的编号前缀", "请用字母开头，只用字母、数字、短横和下划线")
    wide, high = _number(picture.width), _number(picture.height)
    size = f'width="{pixels}" height="{_number(pixels * picture.height / picture.width)}"' if pixels else 'width="100%"'
    used = sorted({shape.pattern for shape in picture.shapes if isinstance(shape, Box) and shape.pattern})
    defs = "".join(_pattern(number, prefix) for number in used)
    body = "\n".join(_shape(shape, prefix, patterns=patterns) for shape in picture.shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" {size} role="img" '
        f'aria-labelledby="{prefix}-title {prefix}-desc" font-family="{FAMILIES}">\n'
        f'<title id="{prefix}-title">{escaped(picture.title)}</title>\n<desc id="{prefix}-desc">{escaped(picture.sentence)}</desc>\n'
        f"{f'<defs>{defs}</defs>' if defs else ''}{body}\n</svg>"
    )


def _shape(shape: Shape, prefix: str, *, patterns: bool) -> str:
    if isinstance(shape, Text):
        weight = ' font-weight="700"' if shape.bold else ""
        anchor = f' text-anchor="{shape.anchor}"' if shape.anchor != "start" else ""
        place = f'x="{_number(shape.x)}" y="{_number(shape.y)}" font-size="{_number(shape.size)}"'
        return f'<text {place} fill="{shape.fill}"{weight}{anchor}>{escaped(shape.text)}</text>'
    if isinstance(shape, Box):
        return _box(shape, prefix, patterns=patterns)
    if isinstance(shape, Stroke):
        points = " ".join(f"{_number(x)},{_number(y)}" for x, y in shape.points)
        dash = f' stroke-dasharray="{_number(shape.dash)}"' if shape.dash else ""
        ends = ' stroke-linecap="round" stroke-linejoin="round"' if not shape.fill and not shape.dash else ""
        return f'<{"polygon" if shape.fill else "polyline"} points="{points}"{_paint(shape.fill, shape.stroke, shape.weight)}{dash}{ends}/>'
    if isinstance(shape, Dot):
        place = f'cx="{_number(shape.x)}" cy="{_number(shape.y)}" r="{_number(shape.radius)}"'
        return f"<circle {place}{_paint(shape.fill, shape.stroke, shape.weight)}/>"
    return _icon(shape) if isinstance(shape, Icon) else _modules(shape)


def _box(box: Box, prefix: str, *, patterns: bool) -> str:
    place = f'x="{_number(box.x)}" y="{_number(box.y)}" width="{_number(box.width)}" height="{_number(box.height)}"'
    corner = f' rx="{_number(box.radius)}"' if box.radius else ""
    plain = f"<rect {place}{corner}{_paint(box.fill, box.stroke, box.weight)}/>"
    if not box.pattern:
        return plain
    hidden = "" if patterns else ' display="none"'
    return f'{plain}<rect {place}{corner} fill="url(#{prefix}-p{box.pattern})" class="gk-chart-pattern"{hidden}/>'


def _icon(icon: Icon) -> str:
    scale = icon.size / GRID
    parts = []
    for part in ICONS[icon.name]:
        if isinstance(part, Ring):
            parts.append(f'<circle cx="{_number(part.x)}" cy="{_number(part.y)}" r="{_number(part.radius)}"/>')
        else:
            parts.append(f'<path d="{" ".join(" ".join([letter, *map(_number, numbers)]) for letter, numbers in part)}"/>')
    return (
        f'<g transform="translate({_number(icon.x)} {_number(icon.y)}) scale({_number(scale)})" fill="none" stroke="{icon.stroke}" '
        f'stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">{"".join(parts)}</g>'
    )


def _modules(code: Modules) -> str:
    """Runs of dark squares as one path on whole numbers, so that no seam shows between them."""
    side = len(code.rows)
    steps = []
    for down, row in enumerate(code.rows):
        across = 0
        while across < side:
            run = next((end for end in range(across, side) if not row[end]), side) - across
            if run:
                steps.append(f"M{across} {down}h{run}v1h-{run}z")
            across += run + 1
    scale = _number(code.size / side)
    where = f"translate({_number(code.x)} {_number(code.y)}) scale({scale})"
    return f'<path transform="{where}" fill="#000000" shape-rendering="crispEdges" d="{"".join(steps)}"/>'


def _pattern(number: int, prefix: str) -> str:
    path, weight = PATTERNS[number]
    return (
        f'<pattern id="{prefix}-p{number}" width="{PATTERN_SIZE}" height="{PATTERN_SIZE}" patternUnits="userSpaceOnUse">'
        f'<path d="{path}" stroke="{PAPER}" stroke-width="{weight}" fill="none"/></pattern>'
    )


def _paint(fill: str, stroke: str, weight: float) -> str:
    line = f' stroke="{stroke}" stroke-width="{_number(weight)}"' if stroke else ""
    return f' fill="{fill or "none"}"{line}'


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
