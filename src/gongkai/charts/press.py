"""A picture as PNG and PDF, set by typst: the same places as in the SVG, words stay words in the PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typst

from gongkai.charts.icons import GRID, ICONS, Ring
from gongkai.charts.shapes import Box, Dot, Icon, Modules, Stroke, Text
from gongkai.charts.svg import PATTERN_SIZE, PATTERNS, printable
from gongkai.lib.errors import UnusableInput
from gongkai.lib.typesetting import compiled, font, fonts, string

if TYPE_CHECKING:
    from gongkai.charts.shapes import Picture, Shape

_PREAMBLE = """
#set document(title: {title}, date: none)
#set page(width: {width}pt, height: {height}pt, margin: 0pt, fill: rgb("#ffffff"))
#set text(font: {fonts}, lang: "zh", region: "cn", cjk-latin-spacing: none, top-edge: "baseline", bottom-edge: "baseline")
#set par(leading: 0pt, spacing: 0pt)
#let t(x, y, size, paint, weight, where, it) = place(top + left, dx: x * 1pt, dy: y * 1pt,
  place(where, text(size: size * 1pt, fill: rgb(paint), weight: weight, it)))
#let at(x, y, it) = place(top + left, dx: x * 1pt, dy: y * 1pt, it)
"""
_POINTS_PER_INCH = 72


def png(picture: Picture, width: int) -> bytes:
    """The picture as a PNG of ``width`` pixels, hatched. Raises :class:`UnusableInput` without a Chinese font."""
    markup = _markup(picture, 1.0)
    try:
        made: bytes = typst.compile(markup.encode(), format="png", ppi=_POINTS_PER_INCH * width / picture.width, font_paths=fonts())
    except typst.TypstError as error:
        raise UnusableInput(f"画不成 PNG（{error}）", "请改用 SVG") from error
    return made


def pdf(picture: Picture, width: float) -> bytes:
    """The picture as a PDF page of ``width`` points, hatched. Raises :class:`UnusableInput` without a Chinese font."""
    return compiled(_markup(picture, width / picture.width))


def _markup(picture: Picture, scale: float) -> str:
    try:
        fonts = font("hei")
    except UnusableInput as error:
        raise UnusableInput(
            "没有找到中文字体，画不出 PNG 和 PDF", "请安装中文字体（Debian 上为 fonts-noto-cjk）后再试，或改用 SVG"
        ) from error
    head = _PREAMBLE.format(
        title=string(printable(picture.title)), fonts=fonts, width=_n(picture.width * scale), height=_n(picture.height * scale)
    )  # fmt: skip
    drawn = "\n".join(_shape(shape, scale) for shape in picture.shapes)
    return f"{head}{drawn}"


def _shape(shape: Shape, scale: float) -> str:
    if isinstance(shape, Text):
        where = {"start": "left", "middle": "center", "end": "right"}[shape.anchor]
        weight = 700 if shape.bold else 400
        place = f"{_n(shape.x * scale)}, {_n(shape.y * scale)}, {_n(shape.size * scale)}"
        return f'#t({place}, "{shape.fill}", {weight}, {where}, {string(printable(shape.text))})'
    if isinstance(shape, Box):
        return _box(shape, scale)
    if isinstance(shape, Dot):
        paint = _paint(shape.fill, shape.stroke, shape.weight * scale)
        return _at(shape.x - shape.radius, shape.y - shape.radius, scale, f"circle(radius: {_n(shape.radius * scale)}pt, {paint})")
    if isinstance(shape, Stroke):
        return _stroke(shape, scale)
    return _icon(shape, scale) if isinstance(shape, Icon) else _modules(shape, scale)


def _box(box: Box, scale: float) -> str:
    size = f"width: {_n(box.width * scale)}pt, height: {_n(box.height * scale)}pt, radius: {_n(box.radius * scale)}pt"
    plain = _at(box.x, box.y, scale, f"rect({size}, {_paint(box.fill, box.stroke, box.weight * scale)})")
    if not box.pattern:
        return plain
    return plain + "\n" + _at(box.x, box.y, scale, f"rect({size}, stroke: none, fill: {_tiling(box.pattern, scale)})")


def _tiling(number: int, scale: float) -> str:
    path, weight = PATTERNS[number]
    lines = []
    for part in path.split("M")[1:]:
        start, end = (tuple(float(value) * scale for value in point.split()) for point in part.split("L"))
        lines.append(f"place(line(start: {_pair(*start)}, end: {_pair(*end)}, stroke: {_n(weight * scale)}pt + white))")
    side = _n(PATTERN_SIZE * scale)
    return f"tiling(size: ({side}pt, {side}pt), {{ {'; '.join(lines)} }})"


def _stroke(shape: Stroke, scale: float) -> str:
    points = [_pair(x * scale, y * scale) for x, y in shape.points]
    steps = [f"curve.move({points[0]})", *(f"curve.line({point})" for point in points[1:])]
    if shape.fill:
        steps.append("curve.close()")
    dash = f", dash: ({_n(shape.dash * scale)}pt, {_n(shape.dash * scale)}pt)" if shape.dash else ', cap: "round", join: "round"'
    line = f'(paint: rgb("{shape.stroke}"), thickness: {_n(shape.weight * scale)}pt{dash})' if shape.stroke else "none"
    fill = f'rgb("{shape.fill}")' if shape.fill else "none"
    return _at(0, 0, scale, f"curve(fill: {fill}, stroke: {line}, {', '.join(steps)})")


def _icon(icon: Icon, scale: float) -> str:
    size = icon.size * scale / GRID
    line = f'stroke: (paint: rgb("{icon.stroke}"), thickness: {_n(1.8 * size)}pt, cap: "round", join: "round")'
    parts = []
    for part in ICONS[icon.name]:
        if isinstance(part, Ring):
            circle = f"circle(radius: {_n(part.radius * size)}pt, {line})"
            parts.append(
                _at(icon.x + (part.x - part.radius) * icon.size / GRID, icon.y + (part.y - part.radius) * icon.size / GRID, scale, circle)
            )
        else:
            steps = ", ".join(_step(letter, [number * size for number in numbers]) for letter, numbers in part)
            parts.append(_at(icon.x, icon.y, scale, f"curve({line}, {steps})"))
    return "\n".join(parts)


def _step(letter: str, numbers: list[float]) -> str:
    points = ", ".join(_pair(*numbers[place : place + 2]) for place in range(0, len(numbers), 2))
    return {"M": f"curve.move({points})", "L": f"curve.line({points})", "C": f"curve.cubic({points})", "Z": "curve.close()"}[letter]


def _modules(code: Modules, scale: float) -> str:
    """One curve for all dark squares: separate squares would show seams."""
    side = code.size * scale / len(code.rows)
    steps = []
    for down, row in enumerate(code.rows):
        for across, dark in enumerate(row):
            if dark:
                corners = [(across, down), (across + 1, down), (across + 1, down + 1), (across, down + 1)]
                first, *rest = [_pair(x * side, y * side) for x, y in corners]
                steps += [f"curve.move({first})", *(f"curve.line({point})" for point in rest), "curve.close()"]
    return _at(code.x, code.y, scale, f'curve(fill: rgb("#000000"), {", ".join(steps)})')


def _paint(fill: str, stroke: str, weight: float) -> str:
    line = f'{_n(weight)}pt + rgb("{stroke}")' if stroke else "none"
    return f"fill: {f'rgb({string(fill)})' if fill else 'none'}, stroke: {line}"


def _at(x: float, y: float, scale: float, what: str) -> str:
    return f"#at({_n(x * scale)}, {_n(y * scale)}, {what})"


def _pair(x: float, y: float) -> str:
    return f"({_n(x)}pt, {_n(y)}pt)"


def _n(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
