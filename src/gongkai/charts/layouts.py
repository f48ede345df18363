"""The three layouts of a one-page explanation, for a telephone (as long as it takes) and for one sheet of A4."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.charts import qr
from gongkai.charts.measure import width
from gongkai.charts.palette import BLUE, INK, LINE, MIST, PAPER, RED, SOFT, WASH
from gongkai.charts.pieces import Style, body, labelled, numbered_ring, paragraph
from gongkai.charts.shapes import Block, Box, Dot, Icon, Modules, Shape, Stroke, Text, moved, stacked
from gongkai.charts.sheet import LAYOUTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.charts.sheet import Panel, Sheet

WIDTH = 1080.0
A4_HEIGHT = WIDTH * 297 / 210
_MARGIN = 56.0
_KICKERS = {"points": "一图读懂", "flow": "办理流程", "contrast": "新旧对照"}
# Panels that need the whole width of a sheet; the others stand two in a row on paper.
_WHOLE = frozenset(["how", "old_new"])
# How a sheet is set on paper, best first: sizes of type from small to large, columns of cards, and the share of white.
_MANNERS: tuple[tuple[tuple[float, ...], int, float], ...] = (
    (tuple(0.78 + 0.02 * step for step in range(17)), 1, 1.0),
    (tuple(0.50 + 0.02 * step for step in range(14)), 2, 1.0),
    (tuple(0.34 + 0.02 * step for step in range(8)), 2, 0.5),
)
# Paper that stays free goes between the cards up to this, and into them.
_WIDEST_GAP = 2.2


class Cell(NamedTuple):
    """A card before its height is known: what is in it, and how it is framed: what is in it, moved down by its height, its width, its height."""

    content: Block
    framed: Callable[[Block, float, float], tuple[Shape, ...]]


class Row(NamedTuple):
    """Cards side by side, of one height."""

    cells: list[Cell]
    room: float

    @property
    def height(self) -> float:
        """The height that the fullest card needs."""
        return max(cell.content.height for cell in self.cells)


def for_phone(sheet: Sheet, layout: str) -> Block:
    """The sheet 1080 wide and as long as its text."""
    style = Style(1.0, MIST, 1)
    head, rows, foot = _parts(sheet, layout, style)
    return _assembled(head, rows, foot, style, head.height + foot.height + _high(rows, style))


def for_paper(sheet: Sheet, layout: str) -> Block | None:
    """The sheet on A4, in the largest type that fits; nothing when even the smallest does not."""
    for sizes, columns, air in _MANNERS:
        # Smaller type needs less paper, so the largest that fits is found by halving, from the smallest of a manner up.
        best = None
        low, high = 0, len(sizes)
        while low < high:
            middle = (low + high) // 2 if best else low
            made = _on_paper(sheet, layout, Style(sizes[middle], PAPER, columns, air))
            if not made and not best:
                break
            best, low, high = (made, middle + 1, high) if made else (best, low, middle)
        if best:
            return best
    return None


def _on_paper(sheet: Sheet, layout: str, style: Style) -> Block | None:
    head, rows, foot = _parts(sheet, layout, style)
    fits = head.height + foot.height + _high(rows, style) <= A4_HEIGHT
    return _assembled(head, rows, foot, style, A4_HEIGHT) if fits else None


def _parts(sheet: Sheet, layout: str, style: Style) -> tuple[Block, list[Row], Block]:
    assert layout in LAYOUTS
    return _head(sheet, layout, style), _rows(sheet, layout, style), _foot(sheet, style)


def _gap(style: Style) -> float:
    return style.space(32)


def _high(rows: list[Row], style: Style) -> float:
    return sum(row.height for row in rows) + _gap(style) * (len(rows) + 1)


def _assembled(head: Block, rows: list[Row], foot: Block, style: Style, height: float) -> Block:
    """Head, rows, foot; paper that stays free is shared between gaps and cards, so that the page looks full."""
    free = height - head.height - foot.height - _high(rows, style)
    gap = min(_gap(style) * _WIDEST_GAP, _gap(style) + free / 2 / (len(rows) + 1))
    grown = min(1.25, 1 + max(0.0, free - (gap - _gap(style)) * (len(rows) + 1)) / sum(row.height for row in rows))
    shapes: list[Shape] = [Box(0, 0, WIDTH, height, style.ground), *head.shapes]
    down = head.height + gap
    for row in rows:
        high = row.height * grown
        # What a card has grown by is shared above and below its words, alike for all cards of a row.
        lower = (high - row.height) / 2
        wide = (row.room - _gap(style) * (len(row.cells) - 1)) / len(row.cells)
        for number, cell in enumerate(row.cells):
            shapes += moved(
                cell.framed(Block(lower, moved(cell.content.shapes, 0, lower)), wide, high), _MARGIN + number * (wide + _gap(style)), down
            )
        down += high + gap
    return Block(height, (*shapes, *moved(foot.shapes, 0, height - foot.height)))


def _head(sheet: Sheet, layout: str, style: Style) -> Block:
    """A blue band with issuer, kind of sheet, title, number and date, and the red line under it."""
    room = WIDTH - 2 * _MARGIN
    kicker = _KICKERS[layout]
    pill = width(kicker, style(34), bold=True) + style(48)
    issuer = paragraph(sheet.issuer, style(38), style(60), room - pill - style(24), PAPER)
    title = paragraph(sheet.title, style(76), style(104), room, PAPER, bold=True, even=True)
    dated = f"{sheet.date.year}年{sheet.date.month}月{sheet.date.day}日" if sheet.date else ""
    meta = paragraph("　".join(filter(None, [sheet.number, dated])), style(36), style(54), room, WASH)
    pad = style.space(48)
    inside = stacked([issuer, Block(style.space(20)), title, Block(style.space(16) if meta.height else 0), meta])
    high = inside.height + 2 * pad
    shapes: list[Shape] = [
        Box(0, 0, WIDTH, high, BLUE),
        Box(0, high, WIDTH, style(10), RED),
        *moved(inside.shapes, _MARGIN, pad),
        Box(WIDTH - _MARGIN - pill, pad, pill, style(60), "", PAPER, style(2.5), style(30)),
        Text(WIDTH - _MARGIN - pill / 2, pad + style(42), kicker, style(34), PAPER, bold=True, anchor="middle"),
    ]
    return Block(high + style(10), tuple(shapes))


def _foot(sheet: Sheet, style: Style) -> Block:
    """Where the full text is: the code with its white edge, the address, whose word counts."""
    pad = style.space(40)
    side = style(232) if sheet.address else 0.0
    room = WIDTH - 2 * _MARGIN - (side + style(40) if side else 0)
    paper = f"《{sheet.policy.strip('《》')}》" if sheet.policy.strip() else ""
    lines = [
        *([paragraph("扫码看全文", style(48), style(68), room, INK, bold=True)] if side else []),
        *([paragraph(sheet.address, style(30), style(44), room, SOFT)] if side else []),
        paragraph(f"发布单位：{sheet.issuer}", style(32), style(48), room, SOFT),
        paragraph(f"本图解读{paper}，以文件原文为准。" if paper else "本图是解读，以文件原文为准。", style(32), style(48), room, SOFT),
    ]
    said = stacked(lines)
    inner = max(side, said.height)
    high = inner + 2 * pad
    top = pad + (inner - said.height) / 2
    shapes: list[Shape] = [Box(0, 0, WIDTH, high, PAPER), Stroke(((0, 0), (WIDTH, 0)), LINE, style(2))]
    if side:
        rows = qr.modules(sheet.address)
        quiet = side * 4 / (len(rows) + 8)
        shapes.append(Modules(rows, _MARGIN + quiet, pad + (inner - side) / 2 + quiet, side - 2 * quiet))
    return Block(high, (*shapes, *moved(said.shapes, _MARGIN + (side + style(40) if side else 0), top)))


def _rows(sheet: Sheet, layout: str, style: Style) -> list[Row]:
    """The panels in the order of the layout: its own subject first or in the middle, the others as cards."""
    room = WIDTH - 2 * _MARGIN
    subject = {"points": "how_much", "flow": "how", "contrast": "old_new"}[layout]
    own = [panel for panel in sheet.panels if panel.kind == subject]
    others = [panel for panel in sheet.panels if panel.kind != subject]
    if layout == "points":
        return [Row([_card(panel, style, room, hero=True)], room) for panel in own] + _cards(others, style, room)
    if layout == "contrast":
        return [Row([_open(panel, style, room)], room) for panel in own] + _cards(others, style, room)
    before = [panel for panel in others if panel.kind in {"who", "how_much", "when", "old_new"}]
    after = [panel for panel in others if panel not in before]
    return [*_cards(before, style, room), *(row for panel in own for row in _steps(panel, style, room)), *_cards(after, style, room)]


def _cards(panels: list[Panel], style: Style, room: float) -> list[Row]:
    """One card a row on a telephone; on paper two, but for those that need the width and the last odd one."""
    rows: list[Row] = []
    waiting: list[Panel] = []
    for panel in panels:
        if style.columns == 1 or panel.kind in _WHOLE:
            rows += _pair(waiting, style, room)
            waiting = []
            rows.append(Row([_card(panel, style, room)], room))
        else:
            waiting.append(panel)
            if len(waiting) == 2:
                rows += _pair(waiting, style, room)
                waiting = []
    return rows + _pair(waiting, style, room)


def _pair(panels: list[Panel], style: Style, room: float) -> list[Row]:
    if not panels:
        return []
    wide = (room - _gap(style) * (len(panels) - 1)) / len(panels)
    return [Row([_card(panel, style, wide) for panel in panels], room)]


def _card(panel: Panel, style: Style, wide: float, *, hero: bool = False) -> Cell:
    """A framed card: icon and heading, then the points."""
    pad = style.space(40)
    head = _heading(panel, style, wide - 2 * pad)
    content = stacked([head, body(panel, style, wide - 2 * pad)], style.space(20))
    fill, line, weight = (WASH, BLUE, style(3)) if hero else (PAPER, LINE, style(2))

    def framed(inside: Block, across: float, high: float) -> tuple[Shape, ...]:
        return Box(0, 0, across, high, fill, line, weight, style(16)), *inside.shapes

    return Cell(Block(content.height + 2 * pad, moved(content.shapes, pad, pad)), framed)


def _heading(panel: Panel, style: Style, room: float) -> Block:
    radius = style(36)
    size = style(42)
    said = paragraph(panel.title, style(46), style(66), room - 2 * radius - style(20), INK, bold=True)
    high = max(said.height, 2 * radius)
    middle = high / 2
    return Block(
        high,
        (
            Dot(radius, middle, radius, WASH),
            Icon(panel.kind, radius - size / 2, middle - size / 2, size, BLUE),
            *moved(said.shapes, 2 * radius + style(20), (high - said.height) / 2),
        ),
    )


def _open(panel: Panel, style: Style, room: float) -> Cell:
    """A panel without a frame, because its parts are framed."""
    content = stacked([_heading(panel, style, room), body(panel, style, room)], style.space(24))
    return Cell(content, lambda inside, across, high: inside.shapes)


def _steps(panel: Panel, style: Style, room: float) -> list[Row]:
    """The heading of the steps and a row for each, joined by a line down the left."""
    rows = [Row([Cell(_heading(panel, style, room), lambda inside, across, high: inside.shapes)], room)]
    for number in range(1, len(panel.points) + 1):
        rows.append(Row([_step(panel, number, style, room)], room))
    return rows


def _step(panel: Panel, number: int, style: Style, room: float) -> Cell:
    point = panel.points[number - 1]
    radius, pad = style(44), style.space(32)
    left = 2 * radius + style(28)
    inner = room - left - 2 * pad
    if style.tight:
        radius, content = style(32), labelled(point, style, inner)
    else:
        head = paragraph(point.label, style(46), style(66), inner, INK, bold=True) if point.label else Block(0)
        content = stacked([head, paragraph(point.text, style.body, style.lead, inner)])
    high = content.height + 2 * pad
    last = number == len(panel.points)

    def framed(inside: Block, across: float, tall: float) -> tuple[Shape, ...]:
        middle = inside.height + pad + style(33)
        # The line runs on over the gap to the next ring; gaps never grow wider than this.
        end = tall + _gap(style) * _WIDEST_GAP
        line: tuple[Shape, ...] = () if last else (Stroke(((radius, middle), (radius, end)), BLUE, style(4)),)
        return (
            *line,
            Box(left, 0, across - left, tall, PAPER, LINE, style(2), style(16)),
            *numbered_ring(number, radius, middle, radius, radius * 1.05),
            *inside.shapes,
        )

    return Cell(Block(high, moved(content.shapes, left + pad, pad)), framed)
