"""A body as a small tree, and the one HTML that is written of it.

Readers (pasted HTML, Word, plain text) build a rough tree; :mod:`.shaping` makes it canonical; :func:`html` writes it.
The HTML is built anew from the tree and from nothing else, so no tag and no attribute of the source can get into it.
"""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# A line break within a paragraph is one character of its text.
BREAK = "\u2028"
# Outer to inner: marks of a run are always nested in this order.
MARKS = ("strong", "em", "u", "sup", "sub")
CENTER, RIGHT, SIGN, FLUSH = "gk-center", "gk-right", "gk-sign", "gk-indent0"
CLASSES = frozenset({CENTER, RIGHT, SIGN, FLUSH})


class Run(NamedTuple):
    """Text of one look. ``href`` is the address it leads to, "" for none."""

    text: str
    marks: frozenset[str] = frozenset()
    href: str = ""


class Image(NamedTuple):
    """A picture of the office's own attachments. ``alt`` is what it says to those who cannot see it."""

    address: str
    alt: str = ""


Inline = Run | Image
Inlines = tuple[Inline, ...]


class Para(NamedTuple):
    """A paragraph (``level`` 0) or a heading. ``look`` is one of :data:`CLASSES` or "".

    Only readers set the rest: ``lead`` is how far the line is moved in (in characters), ``marker`` the bullet or
    number that a word processor wrote, ``depth`` its level from 1.
    """

    inlines: Inlines
    level: int = 0
    look: str = ""
    lead: float = 0.0
    marker: str = ""
    depth: int = 0


class Item(NamedTuple):
    """A point of a list and the lists under it."""

    inlines: Inlines
    lists: tuple[Listing, ...] = ()


class Listing(NamedTuple):
    """A list with bullets or with numbers from ``start``."""

    items: tuple[Item, ...]
    ordered: bool = False
    start: int = 1


class Cell(NamedTuple):
    """A cell of a table and how many rows and columns it covers. ``look`` is ``CENTER``, ``RIGHT`` or ""."""

    blocks: tuple[Block, ...] = ()
    rows: int = 1
    columns: int = 1
    header: bool = False
    look: str = ""


class Table(NamedTuple):
    """Rows of cells that cover a rectangle without overlap; the first ``head`` rows are its head."""

    rows: tuple[tuple[Cell, ...], ...]
    head: int = 0
    caption: Inlines = ()


class Quote(NamedTuple):
    """Paragraphs and lists quoted from elsewhere."""

    blocks: tuple[Block, ...]


class Rule(NamedTuple):
    """A line across."""

    name: str = "hr"


class Figure(NamedTuple):
    """A picture with words under it."""

    image: Image
    caption: Inlines = ()


Block = Para | Listing | Table | Quote | Rule | Figure


# --- writing -----------------------------------------------------------------------------------------------


def html(blocks: Iterable[Block]) -> str:
    """The HTML of a canonical tree, one block a line."""
    return "\n".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    match block:
        case Para():
            tag = f"h{block.level}" if block.level else "p"
            return f"<{tag}{_look(block.look)}>{inline(block.inlines)}</{tag}>"
        case Listing():
            return _listing(block)
        case Table():
            return _table(block)
        case Quote():
            return f"<blockquote>{''.join(map(_block, block.blocks))}</blockquote>"
        case Figure():
            caption = f"<figcaption>{inline(block.caption)}</figcaption>" if block.caption else ""
            return f"<figure>{inline((block.image,))}{caption}</figure>"
        case Rule():
            return "<hr>"


def _look(look: str) -> str:
    return f' class="{look}"' if look else ""


def _listing(listing: Listing) -> str:
    tag = "ol" if listing.ordered else "ul"
    start = f' start="{listing.start}"' if listing.ordered and listing.start != 1 else ""
    items = "".join(f"<li>{inline(item.inlines)}{''.join(map(_listing, item.lists))}</li>" for item in listing.items)
    return f"<{tag}{start}>{items}</{tag}>"


def _table(table: Table) -> str:
    caption = f"<caption>{inline(table.caption)}</caption>" if table.caption else ""
    top = leading(table.rows)
    columns = starts(table.rows)
    lines = [_row(row, index < top, columns[index]) for index, row in enumerate(table.rows)]
    head = f"<thead>{''.join(lines[: table.head])}</thead>" if table.head else ""
    return f"<table>{caption}{head}<tbody>{''.join(lines[table.head :])}</tbody></table>"


def leading(rows: Sequence[Sequence[Cell]]) -> int:
    """How many rows at the top have header cells only."""
    for index, row in enumerate(rows):
        if not all(cell.header for cell in row):
            return index
    return len(rows)


def _row(row: Sequence[Cell], on_top: bool, columns: Sequence[int]) -> str:
    return row_html(row, on_top, columns, [within(cell.blocks) for cell in row])


def row_html(row: Sequence[Cell], on_top: bool, columns: Sequence[int], inner: Sequence[str]) -> str:
    """A row around the ``inner`` HTML of its cells. ``columns`` are where they begin, ``on_top`` that they head columns."""
    cells = zip(row, columns, inner, strict=True)
    return f"<tr>{''.join(_cell(cell, on_top, column == 0, text) for cell, column, text in cells)}</tr>"


def starts(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[int, ...], ...]:
    """For every cell the column in which it begins, the way HTML lays out a table."""
    taken: dict[int, int] = {}
    places = []
    for number, row in enumerate(rows):
        column, here = 0, []
        for cell in row:
            while taken.get(column, 0) > number:
                column += 1
            here.append(column)
            for covered in range(column, column + cell.columns):
                taken[covered] = number + cell.rows
            column += cell.columns
        places.append(tuple(here))
    return tuple(places)


def _cell(cell: Cell, on_top: bool, first: bool, inner: str) -> str:
    attributes = _look(cell.look)
    if cell.rows > 1:
        attributes += f' rowspan="{cell.rows}"'
    if cell.columns > 1:
        attributes += f' colspan="{cell.columns}"'
    if not cell.header:
        return f"<td{attributes}>{inner}</td>"
    if on_top:
        attributes += f' scope="{"colgroup" if cell.columns > 1 else "col"}"'
    elif first:
        attributes += f' scope="{"rowgroup" if cell.rows > 1 else "row"}"'
    return f"<th{attributes}>{inner}</th>"


def within(blocks: Sequence[Block]) -> str:
    """The HTML of what stands in a cell: a single plain paragraph without its tags."""
    if len(blocks) == 1 and isinstance(blocks[0], Para) and not blocks[0].look:
        return inline(blocks[0].inlines)
    return "".join(_block(block) for block in blocks)


def inline(inlines: Sequence[Inline]) -> str:
    """The HTML of what stands in one paragraph."""
    pieces = []
    for address, linked in groupby(inlines, key=lambda each: each.href if isinstance(each, Run) else ""):
        inner = _marked(list(linked), 0)
        pieces.append(f'<a href="{escape(address)}">{inner}</a>' if address else inner)
    return "".join(pieces)


def _marked(inlines: Sequence[Inline], depth: int) -> str:
    if depth == len(MARKS):
        return "".join(_single(each) for each in inlines)
    mark = MARKS[depth]
    pieces = []
    for on, same in groupby(inlines, key=lambda each: isinstance(each, Run) and mark in each.marks):
        inner = _marked(list(same), depth + 1)
        pieces.append(f"<{mark}>{inner}</{mark}>" if on else inner)
    return "".join(pieces)


def _single(each: Inline) -> str:
    if isinstance(each, Image):
        return f'<img src="{escape(each.address)}" alt="{escape(each.alt)}">'
    return escape(each.text, quote=False).replace(BREAK, "<br>")


# --- words -------------------------------------------------------------------------------------------------


def words(inlines: Iterable[Inline]) -> str:
    """The text of a paragraph; line breaks as line feeds, pictures as nothing."""
    return "".join(each.text for each in inlines if isinstance(each, Run)).replace(BREAK, "\n")


def lines(blocks: Iterable[Block], markers: bool = False) -> Iterator[str]:
    """The text block by block: a line for a paragraph, a point or a row of a table, whose cells have tabs between them.

    ``markers`` puts 「· 」 and 「1. 」 before the points of lists.
    """
    for block in blocks:
        match block:
            case Para():
                if text := words(block.inlines):
                    yield text
            case Listing():
                yield from _points(block, markers)
            case Table():
                if block.caption:
                    yield words(block.caption)
                for row in block.rows:
                    yield "\t".join(" ".join(lines(cell.blocks, markers)).replace("\n", " ") for cell in row)
            case Quote():
                yield from lines(block.blocks, markers)
            case Figure():
                if block.caption:
                    yield words(block.caption)
            case Rule():
                pass


def _points(listing: Listing, markers: bool) -> Iterator[str]:
    for number, item in enumerate(listing.items, listing.start):
        mark = (f"{number}. " if listing.ordered else "· ") if markers else ""
        if text := words(item.inlines):
            yield mark + text
        for inner in item.lists:
            yield from _points(inner, markers)


def every_inline(blocks: Iterable[Block]) -> Iterator[Inlines]:
    """The inside of every paragraph, point, cell and caption, in order."""
    for block in blocks:
        match block:
            case Para():
                yield block.inlines
            case Listing():
                for item in block.items:
                    yield item.inlines
                    yield from every_inline(item.lists)
            case Table():
                yield block.caption
                for row in block.rows:
                    for cell in row:
                        yield from every_inline(cell.blocks)
            case Quote():
                yield from every_inline(block.blocks)
            case Figure():
                yield (block.image,)
                yield block.caption
            case Rule():
                pass
