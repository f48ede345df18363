"""What a form is made of. The forms themselves are frozen tables in ``y2019`` and ``y2021``."""

from __future__ import annotations

from typing import NamedTuple


class Column(NamedTuple):
    """A column of a block of table two. ``kind``: count, change (signed) or amount (money)."""

    label: str
    kind: str = "count"


class FormRow(NamedTuple):
    """A row: contract key, official label, the group label left of it, known misprints of the label."""

    key: str
    label: str
    group: str = ""
    misprints: tuple[str, ...] = ()


class Block(NamedTuple):
    """A block of table two under one item of Article 20. ``key`` is that of its first row."""

    key: str
    item: str
    columns: tuple[Column, ...]
    rows: tuple[FormRow, ...]


class Section(NamedTuple):
    """A part of the report: key, Chinese number, official heading, headings that mean the same."""

    key: str
    number: str
    heading: str
    others: tuple[str, ...] = ()


class Form(NamedTuple):
    """One edition of the annual report. ``cite`` is the key of its notice; years are report years."""

    name: str
    cite: str
    number: str
    first_year: int
    last_year: int | None
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    rows: tuple[FormRow, ...]
    columns: tuple[str, ...]
    table4: tuple[FormRow, ...]
    table4_columns: tuple[str, ...]
    results: tuple[str, ...]  # keys of the rows that add up to ``total``

    def width(self, row: str) -> int:
        """How many figures a row (``table2.fees``) has; 0 when this form has no such row."""
        table, _, key = row.partition(".")
        if table == "table3":
            return len(self.columns) if any(r.key == key for r in self.rows) else 0
        if table == "table4":
            return len(self.table4_columns) if any(r.key == key for r in self.table4) else 0
        block = self.block_of(key)
        return len(block.columns) if block else 0

    def block_of(self, key: str) -> Block | None:
        """The block of table two that has the row ``key``."""
        return next((block for block in self.blocks if any(row.key == key for row in block.rows)), None)

    def row_of(self, row: str) -> FormRow | None:
        """The row named ``table3.granted``."""
        table, _, key = row.partition(".")
        rows: tuple[FormRow, ...]
        if table == "table2":
            block = self.block_of(key)
            rows = block.rows if block else ()
        else:
            rows = self.rows if table == "table3" else self.table4
        return next((entry for entry in rows if entry.key == key), None)

    def column_label(self, row: str, index: int) -> str:
        """The official label over a cell: 自然人, 本年制发件数, 结果维持."""
        table, _, key = row.partition(".")
        if table == "table3":
            return self.columns[index]
        if table == "table4":
            return self.table4_columns[index]
        block = self.block_of(key)
        return block.columns[index].label if block else ""

    def row_keys(self) -> tuple[str, ...]:
        """All rows of the form in order, named with their table."""
        two = tuple(f"table2.{row.key}" for block in self.blocks for row in block.rows)
        return two + tuple(f"table3.{row.key}" for row in self.rows) + tuple(f"table4.{row.key}" for row in self.table4)
