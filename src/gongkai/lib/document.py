"""What every reader ends in: paragraphs and grids, each with the place it came from.

A grid keeps merged cells as what they are: a :class:`Cell` stands once, at its
upper left corner, and says how many rows and columns it covers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


class Paragraph(NamedTuple):
    """A run of text that the document itself sets apart. ``source`` is for people: 「第 3 段」."""

    text: str
    source: str = ""


class Cell(NamedTuple):
    """One cell: its text as printed, upper left corner (from 0) and extent in rows and columns."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


class Grid(NamedTuple):
    """A table. ``cells`` in reading order; no two cover the same square."""

    cells: tuple[Cell, ...]
    source: str = ""

    def anchored(self) -> Iterator[list[Cell]]:
        """Row by row, the cells that begin in that row, from left to right."""
        rows: dict[int, list[Cell]] = {}
        for cell in self.cells:
            rows.setdefault(cell.row, []).append(cell)
        for index in sorted(rows):
            yield sorted(rows[index], key=lambda cell: cell.column)

    def place(self, cell: Cell) -> str:
        """The cell's place in words: 「表格 2 第 5 行第 3 列」."""
        return f"{self.source}第 {cell.row + 1} 行第 {cell.column + 1} 列"


Block = Paragraph | Grid


class Document(NamedTuple):
    """A file after reading: its blocks in order, and what the file says about itself.

    ``kind`` names the format that was found by content (``html`` ``docx`` ``xlsx``
    ``pdf`` ``text`` …). ``title`` is the title the file carries apart from its text
    (HTML ``<title>``), empty when there is none. ``properties`` are named values that
    only our own writers leave in a file.
    """

    kind: str
    blocks: tuple[Block, ...]
    title: str = ""
    properties: Mapping[str, str] = {}


def place_cells(rows: Iterable[Iterable[tuple[str, int, int]]], limit: int) -> tuple[Cell, ...]:
    """Lay out rows of ``(text, rowspan, colspan)`` the way HTML does, into placed cells.

    Raises :class:`OverflowError` when more than ``limit`` squares would be covered,
    so that a hostile span costs nothing.
    """
    cells: list[Cell] = []
    taken: dict[int, int] = {}  # column -> first row in which it is free again
    covered = 0
    row_number = 0
    for row_number, row in enumerate(rows):
        column = 0
        for text, high, wide in row:
            while taken.get(column, 0) > row_number:
                column += 1
            covered += high * wide
            if covered > limit:
                raise OverflowError
            cells.append(Cell(text, row_number, column, high, wide))
            if high > 1:
                for covered_column in range(column, column + wide):
                    taken[covered_column] = row_number + high
            column += wide
    return tuple(cells)
