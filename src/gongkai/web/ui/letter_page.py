"""A letter on the screen: the same blocks that the writers of ``notices`` set on paper, as a template takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.notices.base import LETTER
from gongkai.notices.letter import Enclosures, Heading, Signature, Slip, Table, numbered
from gongkai.notices.measures import title_lines

if TYPE_CHECKING:
    from gongkai.notices.letter import Block, Letter


class Cell(NamedTuple):
    """A cell of a table: ``scope`` is ``col`` or ``row`` for one that names others, "" for a value."""

    text: str
    span: int
    scope: str


class Part(NamedTuple):
    """One block: ``kind`` says how it is set, the rest what is in it."""

    kind: str
    text: str = ""
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()


def page(letter: Letter) -> dict[str, object]:
    """What ``letter.html`` shows: with the red head for a letter, title first for a form."""
    return {
        "head": letter.organ if letter.layout == LETTER else "",
        "number": letter.number,
        "title": title_lines(letter),
        "addressee": letter.addressee,
        "parts": tuple(_part(block) for block in letter.blocks),
    }


def _part(block: Block) -> Part:
    if isinstance(block, Heading):
        return Part("heading", block.text)
    if isinstance(block, Slip):
        return Part("slip", block.title)
    if isinstance(block, Enclosures):
        return Part("enclosures", lines=numbered(block.names))
    if isinstance(block, Signature):
        return Part("sign", lines=(block.organ, block.date))
    if isinstance(block, Table):
        return Part("grid" if block.head else "table", rows=tuple(_row(block, number) for number in range(len(block.rows))))
    return Part("paragraph", block.text)


def _row(table: Table, number: int) -> tuple[Cell, ...]:
    row = table.rows[number]
    scope = "col" if table.head else "row"
    return tuple(Cell(text, table.span(row, place), scope if table.is_label(number, place) else "") for place, text in enumerate(row))
