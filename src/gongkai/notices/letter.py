"""The neutral letter: what a template's lines become, and what every writer sets.

A template is plain text, one block a line, each line beginning with what it is::

    title: 政府信息公开申请补正告知书     instead of the kind's own title
    to: 申请人甲                          the addressee
    h: 一、补正内容                       a heading
    p: 本机关于……                         a paragraph
    remedy: 如对本答复不服……              a paragraph that no one may change
    head: 计费范围 | 金额                  the first row of a table under headers
    row: 申请编号 | 示政公开申〔2026〕5号  a row of a table; without ``head`` every other cell is a label
    enc: 行政复议指引                      one enclosure
    sign:                                 organ, date and the place of the seal (at the end when not said)
    slip: 意见回执                        a new page with a title of its own

A line feed in a fact begins a new paragraph; no fact can begin a block, for none begins a line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

BREAK = "\u2028"  # stands for a line feed inside a fact until the lines are taken apart


class Heading(NamedTuple):
    """A heading of the first level, in 黑体."""

    text: str


class Paragraph(NamedTuple):
    """A paragraph of the body. ``fixed`` is True for the remedy clause, which an editor must leave as it is."""

    text: str
    fixed: bool = False


class Table(NamedTuple):
    """Rows of cells. ``head``: the first row names the columns; else every other cell is a label of the one right of it.

    The last cell of a row with fewer cells than others reaches to the right edge.
    """

    rows: tuple[tuple[str, ...], ...]
    head: bool = False

    @property
    def width(self) -> int:
        """Columns of the widest row."""
        return max(len(row) for row in self.rows)

    def span(self, row: tuple[str, ...], place: int) -> int:
        """How many columns the cell at ``place`` of ``row`` covers."""
        return self.width - len(row) + 1 if place == len(row) - 1 else 1

    def is_label(self, number: int, place: int) -> bool:
        """Does this cell name others?"""
        return number == 0 if self.head else place % 2 == 0

    @property
    def weights(self) -> tuple[int, ...]:
        """How the width is shared among the columns."""
        if self.head:
            return (34, *((66 // (self.width - 1),) * (self.width - 1)))
        return (30, 70) if self.width == 2 else (19, 31) * (self.width // 2)


class Enclosures(NamedTuple):
    """The list of what is enclosed."""

    names: tuple[str, ...]


class Signature(NamedTuple):
    """Who signs and when; the seal stands over both."""

    organ: str
    date: str


class Slip(NamedTuple):
    """A page of its own, to be torn off and sent back."""

    title: str


Block = Heading | Paragraph | Table | Enclosures | Signature | Slip


class Letter(NamedTuple):
    """A whole letter, ready to be set. ``layout`` is PLAIN or LETTER of ``base``; ``number`` and ``addressee`` may be "".

    ``notes`` tell the officer, not the reader of the letter, what was taken by default.
    """

    kind: str
    title: str
    organ: str
    number: str
    addressee: str
    date: date
    layout: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()


def chinese_day(day: date) -> str:
    """Arabic numerals without leading zeros: 「2026年3月5日」 (公文格式 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


class Lines(NamedTuple):
    """A template's text taken apart."""

    title: str
    addressee: str
    blocks: tuple[Block, ...]


def take_apart(text: str, signature: Signature | None) -> Lines:
    """The lines of a filled template as blocks. Raises ``ValueError`` for a line that begins with no known word."""
    title = addressee = ""
    blocks: list[Block] = []
    for line in text.split("\n"):
        if not line.strip():
            continue
        word, colon, rest = line.strip().partition(":")
        value = rest.strip()
        if not colon:
            raise ValueError(f"a line of a template needs its word: {line!r}")
        if word == "title":
            title = _one_line(value)
        elif word == "to":
            addressee = _one_line(value)
        else:
            _add(blocks, word, value, signature)
    if signature and not any(isinstance(block, Signature) for block in blocks):
        blocks.append(signature)
    return Lines(title, addressee, tuple(blocks))


def _add(blocks: list[Block], word: str, value: str, signature: Signature | None) -> None:
    last = blocks[-1] if blocks else None
    if word in ("p", "remedy"):
        blocks.extend(Paragraph(piece, word == "remedy") for piece in _pieces(value))
    elif word == "h":
        blocks.append(Heading(_one_line(value)))
    elif word == "slip":
        blocks.append(Slip(_one_line(value)))
    elif word == "sign":
        if signature:
            blocks.append(signature)
    elif word in ("row", "head"):
        row = tuple("\n".join(_pieces(cell)) for cell in value.split("|"))
        if isinstance(last, Table) and word == "row":
            blocks[-1] = last._replace(rows=(*last.rows, row))
        else:
            blocks.append(Table((row,), word == "head"))
    elif word == "enc":
        name = _one_line(value)
        blocks[-1:] = [Enclosures((*last.names, name))] if isinstance(last, Enclosures) else [*blocks[-1:], Enclosures((name,))]
    else:
        raise ValueError(f"no such block in a template: {word!r}")


def _pieces(value: str) -> Iterator[str]:
    return (piece.strip() for piece in value.split(BREAK) if piece.strip())


def _one_line(value: str) -> str:
    return " ".join(value.replace(BREAK, " ").split())


def body_lines(letter: Letter) -> Iterator[str]:
    """Every line of text that the letter shows, in order: for the check of a letter that came back, and for tests."""
    yield letter.organ
    yield from letter.title.split("\n")
    if letter.number:
        yield letter.number
    if letter.addressee:
        yield f"{letter.addressee}："
    for block in letter.blocks:
        yield from _texts(block)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield from (cell for row in block.rows for cell in row)
    elif isinstance(block, Enclosures):
        yield from numbered(block.names)
    elif isinstance(block, Signature):
        yield from (block.organ, block.date)
    elif isinstance(block, Slip):
        yield block.title
    else:
        yield block.text


def numbered(names: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of a list of enclosures (公文格式 7.3.4): 「附件：名称」, or 「附件：1.名称」 and on."""
    if len(names) == 1:
        return (f"附件：{names[0]}",)
    return tuple(f"{'附件：' if number == 1 else ''}{number}.{name}" for number, name in enumerate(names, 1))
