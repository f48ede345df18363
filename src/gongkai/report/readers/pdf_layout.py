"""The pages of a PDF as one sequence of paragraphs and tables, joined across page breaks."""

from __future__ import annotations

from typing import NamedTuple

from gongkai.report.readers.pdf_lines import Glyph, Line, Margins, cell_text, goes_on, is_page_number, joined, lines, margins
from gongkai.report.readers.pdf_rules import Rule, Ruled, find_tables

# Column edges of a table's two parts on two pages may differ by this much, in points.
_SHIFT = 5.0


class Shape(NamedTuple):
    """A page's size before it is turned, in points, and its turns of 90 degrees clockwise."""

    wide: float
    high: float
    turns: int

    @property
    def shown_height(self) -> float:
        """The height of the page as it is shown."""
        return self.wide if self.turns % 2 else self.high

    def box(self, left: float, low: float, right: float, high: float) -> tuple[float, float, float, float]:
        """Left, top, right, bottom on the page as shown, y downwards, of a box in the page's own coordinates (y upwards)."""
        if self.turns == 1:
            return low, left, high, right
        if self.turns == 2:
            return self.wide - right, low, self.wide - left, high
        if self.turns == 3:
            return self.high - high, self.wide - right, self.high - low, self.wide - left
        return left, self.high - high, right, self.high - low


class Page(NamedTuple):
    """What a page shows: its characters and its drawn lines."""

    number: int
    height: float
    glyphs: list[Glyph]
    lying: list[Rule]
    standing: list[Rule]


class _Table(NamedTuple):
    """A ruled table with its texts: ``(text, row, column, rows, columns)``; pages from 0."""

    xs: tuple[float, ...]
    cells: list[tuple[str, int, int, int, int]]
    rows: int
    top: float
    first_page: int
    last_page: int


class _Running(NamedTuple):
    """A paragraph as far as it has come: its text, its last line and the page it began on."""

    text: str
    last: Line
    page: int


def blocks(pages: list[Page]) -> list[object]:
    """``["p", text, source]`` and ``["g", cells, source]`` in reading order."""
    found = [_page_items(page) for page in pages]
    block = margins([item for items in found for item in items if isinstance(item, Line)])
    flow: list[_Table | _Running] = []
    for items in found:
        for item in items:
            _append(flow, item, block)
    return _named(flow)


def _named(flow: list[_Table | _Running]) -> list[object]:
    result: list[object] = []
    tables = 0
    for item in flow:
        if isinstance(item, _Table):
            tables += 1
            pages = (
                f"第 {item.first_page + 1} 页" if item.first_page == item.last_page else f"第 {item.first_page + 1}—{item.last_page + 1} 页"
            )
            result.append(["g", item.cells, f"{pages}表格 {tables}"])
        else:
            result.append(["p", item.text, f"第 {item.page + 1} 页"])
    return result


def _append(flow: list[_Table | _Running], item: _Table | Line, block: Margins) -> None:
    before = flow[-1] if flow else None
    if isinstance(item, _Table):
        whole = _continued(before, item) if isinstance(before, _Table) and before.last_page == item.first_page - 1 else None
        if whole is not None:
            flow[-1] = whole
        else:
            flow.append(item)
    elif before is not None and not isinstance(before, _Table) and goes_on(before.last, item, block):
        flow[-1] = _Running(joined(before.text, item.text), item, before.page)
    else:
        flow.append(_Running(item.text, item, item.page))


def _page_items(page: Page) -> list[_Table | Line]:
    """Tables and lines of one page from top to bottom, without the page number."""
    ruled = find_tables(page.lying, page.standing)
    inside: list[dict[tuple[int, int], list[Glyph]]] = [{} for _ in ruled]
    loose = []
    for glyph in page.glyphs:
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        for table, squares in zip(ruled, inside, strict=True):
            square = table.square(x, y)
            if square is not None:
                squares.setdefault(square, []).append(glyph)
                break
        else:
            loose.append(glyph)
    items: list[_Table | Line] = []
    for table, squares in zip(ruled, inside, strict=True):
        if squares:
            items.append(_filled(table, squares, page.number))
    items.extend(line for line in lines(loose, page.number) if not is_page_number(line, page.height))
    return sorted(items, key=lambda item: item.top)


def _filled(table: Ruled, squares: dict[tuple[int, int], list[Glyph]], page: int) -> _Table:
    cells = []
    for row, column, rows, columns in table.cells:
        glyphs = [
            glyph
            for down in range(row, row + rows)
            for along in range(column, column + columns)
            for glyph in squares.get((down, along), ())
        ]
        cells.append((cell_text(glyphs), row, column, rows, columns))
    return _Table(table.xs, cells, len(table.ys) - 1, table.ys[0], page, page)


def _continued(above: _Table, below: _Table) -> _Table | None:
    """One table from its parts on two pages; None when their columns do not fit together."""
    if abs(above.xs[0] - below.xs[0]) > _SHIFT or abs(above.xs[-1] - below.xs[-1]) > _SHIFT:
        return None
    fine, coarse = (above.xs, below.xs) if len(above.xs) >= len(below.xs) else (below.xs, above.xs)
    places = [_nearest(fine, x) for x in coarse]
    if None in places:
        return None
    index = [place for place in places if place is not None]
    cells = above.cells if fine is above.xs else _widened(above.cells, index)
    more = _widened(below.cells, index) if fine is above.xs else below.cells
    cells, more = _label_goes_on(cells, more, above.rows)
    moved = [(text, row + above.rows, column, rows, columns) for text, row, column, rows, columns in more]
    return _Table(fine, cells + moved, above.rows + below.rows, above.top, above.first_page, below.last_page)


def _nearest(xs: tuple[float, ...], x: float) -> int | None:
    found = min(range(len(xs)), key=lambda index: abs(xs[index] - x))
    return found if abs(xs[found] - x) <= _SHIFT else None


_Cells = list[tuple[str, int, int, int, int]]


def _widened(cells: _Cells, index: list[int]) -> _Cells:
    """Cells of a table with few column edges counted in the columns of one with more."""
    return [(text, row, index[column], rows, index[column + columns] - index[column]) for text, row, column, rows, columns in cells]


def _label_goes_on(cells: _Cells, more: _Cells, rows: int) -> tuple[_Cells, _Cells]:
    """A label over several rows that the page break cuts: its blank rest below belongs to it."""
    cells, more = list(cells), list(more)
    for rest in [cell for cell in more if cell[1] == 0 and not cell[0]]:
        for position, cell in enumerate(cells):
            same = cell[2] == rest[2] and cell[4] == rest[4] and cell[1] + cell[3] == rows
            if same and cell[0] and (cell[3] > 1 or rest[3] > 1):
                cells[position] = (cell[0], cell[1], cell[2], cell[3] + rest[3], cell[4])
                more.remove(rest)
                break
    return cells, more
