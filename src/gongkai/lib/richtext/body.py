"""The doors of rich text: clean a body, read its words, links and headings, put addresses in."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.richtext import addresses, folding, tables
from gongkai.lib.richtext.notes import Notes
from gongkai.lib.richtext.reading import Reader
from gongkai.lib.richtext.shaping import shaped
from gongkai.lib.richtext.tree import (
    Block,
    Cell,
    Figure,
    Image,
    Inline,
    Item,
    Listing,
    Para,
    Quote,
    Run,
    Table,
    every_inline,
    html,
    lines,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_TAGS = re.compile(
    r"<!--|</?(?:p|div|br|span|table|tbody|thead|tr|td|th|h[1-6]|ul|ol|li|a|b|i|u|em|strong|font|img|figure|blockquote|hr|sup|sub|section|article"
    r"|html|head|body|style|script|meta|center|pre|o:p|ins|del|dl|dt|dd|caption|main)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


# What may be more than words: tags, entities, runs of blanks, blanks at the ends, nothing at all.
_NOT_PLAIN = re.compile(r"[<>&\"']|\s\s|^\s|\s$|^$")
# How the writer of trees writes the name of a file.
_NAMED = re.compile(r'<(?:img src|a href)="attachment:([^"]*)"')


class Cleaned(NamedTuple):
    """A clean body and, in Chinese sentences, what of the source is not in it."""

    html: str
    said: tuple[str, ...] = ()


class Link(NamedTuple):
    """A link of a body: where it leads and the words of it."""

    address: str
    words: str


class Heading(NamedTuple):
    """A heading of a body: its level (2 to 4) and its words."""

    level: int
    words: str


def clean(source: str, own: Callable[[str], str | None] = addresses.own) -> str:
    """The HTML of :func:`cleaned`; cleaning it again changes nothing.

    >>> clean("<p class=MsoNormal style='text-align:center'><b>关于<o:p></o:p></b></p>")
    '<p class="gk-center"><strong>关于</strong></p>'
    """
    return cleaned(source, own).html


def cleaned(source: str, own: Callable[[str], str | None] = addresses.own) -> Cleaned:
    """HTML of any origin as a small canonical HTML, and what was left out.

    ``own`` gives the address under which a picture or file is kept in a body, None for one that is not the office's own.

    Raises:
        UnusableInput: it is larger or more deeply nested than any paper.
    """
    notes = Notes()
    blocks = tree(source, notes, own)
    return Cleaned(html(blocks), notes.said())


def read(source: str) -> tuple[str, str]:
    """The HTML of :func:`clean` and the words of :func:`to_text`, for the price of one reading."""
    if source.isprintable() and not _NOT_PLAIN.search(source):  # one line of words: what most lists have
        return f"<p>{source}</p>", source
    blocks = tree(source)
    return html(blocks), "\n".join(lines(blocks))


def tree(source: str, notes: Notes | None = None, own: Callable[[str], str | None] = addresses.own) -> tuple[Block, ...]:
    """HTML of any origin as a canonical tree; what was left out goes to ``notes``."""
    return shaped(Reader(notes or Notes(), own).read(source))


def is_html(value: str) -> bool:
    """True for text with tags, as an editor and a clipboard give it.

    >>> is_html("<p>正文</p>"), is_html("a<b，b>c")
    (True, False)
    """
    return _TAGS.search(value) is not None


def taken(value: str, own: Callable[[str], str | None] = addresses.own) -> Cleaned:
    """What came out of a field: HTML where it has tags, otherwise plain text."""
    return cleaned(value, own) if is_html(value) else Cleaned(from_text(value))


def from_text(text: str) -> str:
    """Plain text as a body: a paragraph a line, lines with tabs as a table.

    >>> from_text("现通知如下：\\n请于3月6日前报送。")
    '<p>现通知如下：</p>\\n<p>请于3月6日前报送。</p>'
    """
    return html(shaped(_typed(re.split(r"\r\n?|[\n\v\f\x85\u2028\u2029]", text))))


def _typed(typed: list[str]) -> Iterator[Block]:
    rows: list[list[Cell]] = []
    for line in [*typed, ""]:
        if "\t" in line.strip("\t \u3000\r"):
            rows.append([Cell((Para((Run(cell),)),)) for cell in line.split("\t")])
            continue
        if len(rows) > 1:
            made = tables.table(rows, 0)
            if made is not None:
                yield made
        elif rows:
            yield Para(tuple(Run(words(block.inlines) + "\u3000") for cell in rows[0] for block in cell.blocks if isinstance(block, Para)))
        rows = []
        if line.strip():
            yield Para((Run(line.replace("\u3000", "\u3000").replace("    ", "\u3000\u3000")),))


def to_text(source: str, *, markers: bool = False) -> str:
    """The words of a body, a line a paragraph; cells of a row have tabs between them.

    ``markers`` puts 「· 」 and 「1. 」 before the points of lists.
    """
    return "\n".join(lines(tree(source), markers))


def links(source: str) -> tuple[Link, ...]:
    """The links of a body in order; neighbouring words that lead to one address are one link."""
    found: list[Link] = []
    for inlines in every_inline(tree(source)):
        before = ""
        for each in inlines:
            href = each.href if isinstance(each, Run) else ""
            if href and href == before and isinstance(each, Run):
                found[-1] = Link(href, found[-1].words + words((each,)))
            elif href and isinstance(each, Run):
                found.append(Link(href, words((each,))))
            before = href
    return tuple(found)


def outline(source: str) -> tuple[Heading, ...]:
    """The headings of a body in order."""
    return tuple(Heading(block.level, words(block.inlines)) for block in tree(source) if isinstance(block, Para) and block.level)


# --- files of the item -----------------------------------------------------------------------------------------


def files(source: str) -> tuple[str, ...]:
    """The names of the item's own files that a body shows or leads to, each once, in order."""
    found: dict[str, None] = {}
    for inlines in every_inline(tree(source)):
        for each in inlines:
            name = addresses.name(each.address if isinstance(each, Image) else each.href)
            if name is not None:
                found[name] = None
    return tuple(found)


def placed(source: str, address: Callable[[str], str | None]) -> str:
    """A clean body as a page shows it: ``attachment:NAME`` replaced by ``address(NAME)``; where that is None, the picture
    gives way to its words and the link to its text.

    ``source`` is a body that :func:`cleaned` made: nothing else in it is looked at.
    """
    there = {name: address(unescape(name)) for name in _NAMED.findall(source)}
    if all(there.values()):
        return _NAMED.sub(lambda match: match[0].replace(f"attachment:{match[1]}", escape(there[match[1]] or "")), source)

    def put(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
        return tuple(_put(each, address) for each in inlines)

    return html(_mapped(tree(source), put))


def _put(each: Inline, address: Callable[[str], str | None]) -> Inline:
    name = addresses.name(each.address if isinstance(each, Image) else each.href)
    if name is None:
        return each
    there = address(name)
    if isinstance(each, Run):
        return each._replace(href=there or "")
    return each._replace(address=there) if there else Run(each.alt)


def _mapped(blocks: Iterable[Block], put: Callable[[Iterable[Inline]], tuple[Inline, ...]]) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Para():
                yield block._replace(inlines=put(block.inlines))
            case Listing():
                yield _mapped_list(block, put)
            case Table():
                rows = tuple(tuple(cell._replace(blocks=tuple(_mapped(cell.blocks, put))) for cell in row) for row in block.rows)
                yield block._replace(rows=rows, caption=put(block.caption))
            case Quote():
                yield Quote(tuple(_mapped(block.blocks, put)))
            case Figure():
                picture = put((block.image,))[0]
                if isinstance(picture, Image):
                    yield Figure(picture, put(block.caption))
                else:
                    yield Para(folding.one_line((picture, Run("\u3000"), *put(block.caption))))
            case _:
                yield block


def _mapped_list(listing: Listing, put: Callable[[Iterable[Inline]], tuple[Inline, ...]]) -> Listing:
    items = tuple(Item(put(item.inlines), tuple(_mapped_list(inner, put) for inner in item.lists)) for item in listing.items)
    return listing._replace(items=items)
