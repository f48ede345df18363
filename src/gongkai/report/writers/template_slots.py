"""Where in a sheet the figures of the annual report belong: rows and columns found by their official labels.

Nothing is filled here. Labels are understood as the readers understand them, misprints and all; a
column of money is taken only when it says the unit that the form has, for a figure in 万元 under a
head in 元 would be wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.report.extract import labels
from gongkai.report.forms import FORMS, common

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.lib.document import Cell, Grid
    from gongkai.report.forms import Column, Form

_FOUR = {labels.canon(row.label): f"table4.{row.key}" for row in common.TABLE4}
_COLUMNS = {labels.canon(label): index for index, label in enumerate(common.COLUMNS)}
_RESULTS = {labels.canon(label): index for index, label in enumerate(common.TABLE4_COLUMNS)}
_HEADINGS = frozenset(
    labels.canon(words) for form in FORMS.values() for section in form.sections for words in (section.heading, *section.others)
)
_ALIKE = 0.75  # likeness of a column's label, with misprints
_HIGH = 3  # rows that a head of table three or four has
_LONGEST = 60  # characters of a label
_WIDEST = 256  # columns of a sheet that are looked at; the widest table has fifteen


class Slot(NamedTuple):
    """A square of the sheet (row and column from 0) and the cell of the report that belongs there."""

    cell: str
    row: int
    column: int


class Found(NamedTuple):
    """The slots of a sheet from the top, and the cells with labels of a table that no form has."""

    slots: tuple[Slot, ...]
    strange: tuple[Cell, ...]


def find(grid: Grid, edition: Form) -> Found:
    """All slots of one sheet for a report of that form."""
    finder = _Finder(grid, edition)
    for row in sorted({cell.row for cell in grid.cells}):
        finder.take(row)
    return Found(tuple(finder.slots), tuple(dict.fromkeys(finder.strange)))


class _Finder:
    """Goes down a sheet and remembers under which head it is."""

    def __init__(self, grid: Grid, edition: Form) -> None:
        self.edition = edition
        self.slots: list[Slot] = []
        self.strange: list[Cell] = []
        self.part = ""  # table2, table3, table4 (on its side), or "" between tables
        self.heads: list[Cell] = []  # the labels over the columns of the block of table two
        self.columns: dict[int, int] = {}  # place in the row to column of the sheet: of tables three and four
        self.width = min(max((cell.column + cell.columns for cell in grid.cells), default=0), _WIDEST)
        self.owner = {
            (row, column): cell
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, min(cell.column + cell.columns, self.width))
        }

    def take(self, row: int) -> None:
        """Look at one row: a head, a row of figures, or neither."""
        cells = [cell for cell in self.across(row) if cell.row == row and cell.text.strip()]
        names = {labels.canon(cell.text) for cell in cells if len(cell.text) <= _LONGEST}
        if any("信息内容" in labels.bare(cell.text) for cell in cells if len(cell.text) <= _LONGEST) and len(cells) > 1:
            self.part, self.heads = "table2", [cell for cell in cells if "信息内容" not in labels.bare(cell.text)]
        elif labels.canon(common.COLUMNS[1]) in names:
            self.head_of_three(row)
        elif labels.canon(common.TABLE4_COLUMNS[0]) in names:
            self.head_of_four(row)
        elif any(labels.plain(cell.text) in _HEADINGS for cell in cells):
            self.part = ""
        elif self.part:
            self.figures(row, cells)

    def across(self, row: int) -> list[Cell]:
        """The cells that cover squares of a row, from left to right, each once."""
        found = (self.owner.get((row, column)) for column in range(self.width))
        return list(dict.fromkeys(cell for cell in found if cell is not None))

    def at(self, row: int, column: int) -> str:
        """The label that covers a square, for comparing."""
        cell = self.owner.get((row, column))
        return labels.canon(cell.text) if cell is not None else ""

    def head_of_three(self, row: int) -> None:
        """自然人 and 总计 may stand in a row above, merged down or not."""
        self.part, self.columns = "table3", {}
        for high in range(_HIGH):
            for column in range(self.width):
                index = _COLUMNS.get(self.at(row - high, column))
                if index is not None:
                    self.columns.setdefault(index, column)
        inner = range(min(self.columns.values()), max(self.columns.values()) + 1)
        self.strange += [
            cell
            for cell in self.across(row)
            if cell.column in inner and cell.text.strip() and labels.canon(cell.text) not in labels.HEADERS
        ]

    def head_of_four(self, row: int) -> None:
        """Across: the part that a column belongs to stands above it. On its side: parts stand left of their rows."""
        self.part, self.columns = "", {}
        for cell in self.across(row):
            index = _RESULTS.get(labels.canon(cell.text))
            if index is None:
                self.strange += [cell] if self.columns and cell.text.strip() and cell.row == row else []
                continue
            above = (self.at(row - high, cell.column) for high in range(1, _HIGH + 1))
            part = next((_FOUR[name] for name in above if name in _FOUR), None)
            if part is None:
                self.part = "table4"
                self.columns.setdefault(index, cell.column)
            else:
                self.put(part, index, row + cell.rows, cell.column)

    def put(self, key: str, index: int, row: int, column: int) -> None:
        """A slot, where the square is the upper left one of its cell or lies in no cell."""
        cell = self.owner.get((row, column))
        if cell is None or (cell.row == row and cell.column == column):
            self.slots.append(Slot(f"{key}[{index}]", row, column))

    def figures(self, row: int, cells: list[Cell]) -> None:
        """A row below a head: its slots, or its label among the strange ones."""
        columns = [cell.column for cell in self.heads] if self.part == "table2" else list(self.columns.values())
        left = [cell for cell in self.across(row) if cell.column < min(columns) and cell.text.strip() and len(cell.text) <= _LONGEST]
        key = next((key for cell in reversed(left) if (key := self.key_of(cell)) is not None), None)
        if key is None:
            own = [cell for cell in left if cell in cells and cell.column + cell.columns <= min(columns)]
            if own and self.part != "table4" and not all(self.official(cell) for cell in own):
                self.strange.append(own[-1])
            return
        for index, column in self.places(key):
            self.put(key, index, row, column)
        if key == "table3.carried_out":
            self.part = ""

    def key_of(self, cell: Cell) -> str | None:
        """The row that a label means in the table whose head stands above."""
        name = labels.canon(cell.text)
        if self.part == "table4":
            return _FOUR.get(name)
        special = {"总计": "table3.total", "其他": "table3.other.rest"}.get(name) if self.part == "table3" else None
        key = special or labels.row_of(cell.text)
        # （六）其他处理 as one row is asked for now and then although the form has three.
        known = key is not None and (self.edition.row_of(key) is not None or key == "table3.other")
        return key if known and key is not None and key.startswith(self.part + ".") else None

    def official(self, cell: Cell) -> bool:
        """True for a label of the form that is not that of a row: the heading of a group or of a block."""
        bare = labels.bare(cell.text)
        return labels.canon(cell.text) in labels.HEADERS or "第二十条" in bare or "勾稽" in bare

    def places(self, key: str) -> Iterator[tuple[int, int]]:
        """Place in the row and column of the sheet, for every column of the row that the head has."""
        if self.part != "table2":
            yield from sorted(self.columns.items())
            return
        block = self.edition.block_of(key.partition(".")[2])
        understood = [_place_of(cell.text, block.columns if block else ()) for cell in self.heads]
        for cell, index in zip(self.heads, understood, strict=True):
            if index is None or understood.count(index) > 1:
                self.strange.append(cell)
            else:
                yield index, cell.column


def _place_of(head: str, columns: tuple[Column, ...]) -> int | None:
    """Which of a block's columns a head means; None for none, and for money in another unit."""
    name = labels.canon(head)
    for index, column in enumerate(columns):
        official = labels.canon(column.label)
        if name == official or (column.kind == "amount" and "万元" in official and "收费金额" in name and "万元" in name):
            return index
    near = [
        index
        for index, column in enumerate(columns)
        if column.kind != "amount" and labels.likeness(name, labels.canon(column.label)) >= _ALIKE
    ]
    return near[0] if len(near) == 1 else None
