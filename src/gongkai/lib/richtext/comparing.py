"""Two versions of a body as one page: what went struck through, what came underlined, both said in words too."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from gongkai.lib.richtext.body import tree
from gongkai.lib.richtext.differences import ratio, steps
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
    html,
    inline,
    leading,
    lines,
    row_html,
    starts,
    within,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_Each = TypeVar("_Each")

_Row = tuple[Cell, ...]
_ALIKE = 0.4  # paragraphs less alike than this are one gone and one come, not one changed
_PAIRS = 20_000  # pairs of paragraphs in one replaced stretch that are compared with each other
_WORDS = {"ins": "新增", "del": "删去"}
# A picture is one character of the compared text, from a plane that no text uses.
_PICTURES = 0xF0000


class Summary(NamedTuple):
    """How much changed: characters that came and went, and paragraphs (points, rows) in which something did."""

    added: int = 0
    removed: int = 0
    paragraphs: int = 0

    def sentence(self) -> str:
        """For the list of versions: 「3 处段落有改动，新增 12 字，删去 5 字」."""
        if not self.paragraphs:
            return "正文文字没有改动"
        return f"{self.paragraphs} 段有改动，新增 {self.added} 字，删去 {self.removed} 字"


def compare(old: str, new: str) -> str:
    """The new body with ``<ins>`` and ``<del>``, each beginning with a word for those who hear it (class ``gk-hidden``).

    Without its ``ins`` (and rows and points of class ``gk-ins``) it is the text of the old body, without its ``del``
    (and ``gk-del``) that of the new. Changes of looks alone are not marked.
    """
    return _Comparison().blocks(tree(old), tree(new))


def changed(old: str, new: str) -> Summary:
    """How much changed between two bodies."""
    comparison = _Comparison()
    comparison.blocks(tree(old), tree(new))
    return Summary(comparison.added, comparison.removed, comparison.places)


class _Comparison:
    """Writes one comparison and counts on the way."""

    def __init__(self) -> None:
        self.added = self.removed = self.places = 0

    # --- blocks

    def blocks(self, old: Sequence[Block], new: Sequence[Block]) -> str:
        pieces = []
        for mine, theirs in _paired(old, new, _key, _likeness):
            if mine is None and theirs is not None:
                pieces.append(self._whole("ins", theirs))
            elif mine is not None and theirs is None:
                pieces.append(self._whole("del", mine))
            elif mine is not None and theirs is not None:
                pieces.append(self._changed(mine, theirs))
        return "\n".join(pieces)

    def _whole(self, tag: str, block: Block) -> str:
        """A block that came or went."""
        texts = list(lines((block,)))
        self._count(tag, "".join(texts), max(1, len(texts)))
        return f'<{tag} class="gk-block">{_said(tag)}{html((block,))}</{tag}>'

    def _count(self, tag: str, text: str, places: int = 0) -> None:
        size = len("".join(text.split()))
        if tag == "ins":
            self.added += size
        else:
            self.removed += size
        self.places += places

    def _changed(self, old: Block, new: Block) -> str:
        match old, new:
            case Para(), Para():
                opening, closing = html((new._replace(inlines=()),)).split("><")
                return f"{opening}>{self.inlines(old.inlines, new.inlines)}<{closing}"
            case Listing(), Listing():
                return self._lists(old, new)
            case Table(), Table():
                return self._tables(old, new)
            case Quote(), Quote():
                return f"<blockquote>{self.blocks(old.blocks, new.blocks)}</blockquote>"
            case Figure(), Figure() if old.image.address == new.image.address:
                caption = self.inlines(old.caption, new.caption)
                return f"<figure>{inline((new.image,))}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>"
            case _:
                return html((new,)) if old == new else self._whole("del", old) + "\n" + self._whole("ins", new)

    # --- lists

    def _lists(self, old: Listing, new: Listing) -> str:
        tag = "ol" if new.ordered else "ul"
        start = f' start="{new.start}"' if new.ordered and new.start != 1 else ""
        points = []
        for mine, theirs in _paired(old.items, new.items, lambda item: _item_text(item), _item_likeness):
            if mine is not None and theirs is not None:
                points.append(f"<li>{self.inlines(mine.inlines, theirs.inlines)}{self.blocks(mine.lists, theirs.lists)}</li>")
            elif (single := theirs or mine) is not None:
                sign = "ins" if mine is None else "del"
                self._count(sign, _item_text(single), 1)
                inner = "".join(html((inner,)) for inner in single.lists)
                points.append(f'<li class="gk-{sign}"><{sign}>{_said(sign)}{inline(single.inlines)}{inner}</{sign}></li>')
        return f"<{tag}{start}>{''.join(points)}</{tag}>"

    # --- tables

    def _tables(self, old: Table, new: Table) -> str:
        if not _comparable(old, new):
            return self._whole("del", old) + "\n" + self._whole("ins", new)
        caption = self.inlines(old.caption, new.caption)
        top, columns = leading(new.rows), starts(new.rows)
        head: list[str] = []
        body: list[str] = []
        number = 0
        for mine, theirs in _row_pairs(old, new):
            into = head if number < new.head else body
            if mine is None or theirs is None:
                sign, single = ("ins", theirs) if mine is None else ("del", mine)
                into.append(self._single_row(sign, single or ()))
            else:
                into.append(self._row(mine, theirs, number < top, columns[number]))
            number += theirs is not None
        opening = f"<caption>{caption}</caption>" if caption else ""
        opening += f"<thead>{''.join(head)}</thead>" if head else ""
        return f"<table>{opening}<tbody>{''.join(body)}</tbody></table>" if body else f"<table>{opening}</table>"

    def _row(self, old: Sequence[Cell], new: Sequence[Cell], on_top: bool, columns: Sequence[int]) -> str:
        before = self.places
        inner = [self._cell(mine, theirs) for mine, theirs in zip(old, new, strict=True)]
        self.places = before + (self.places > before)
        return row_html(new, on_top, columns, inner)

    def _cell(self, old: Cell, new: Cell) -> str:
        single = len(old.blocks) <= 1 and len(new.blocks) <= 1
        if single and all(isinstance(block, Para) for block in (*old.blocks, *new.blocks)):
            mine, theirs = ((cell.blocks[0].inlines if cell.blocks and isinstance(cell.blocks[0], Para) else ()) for cell in (old, new))
            return self.inlines(mine, theirs)
        return self.blocks(old.blocks, new.blocks)

    def _single_row(self, sign: str, row: _Row) -> str:
        self._count(sign, _row_text(row), 1)
        inner = [f"<{sign}>{_said(sign)}{within(cell.blocks)}</{sign}>" if cell.blocks else "" for cell in row]
        return row_html(row, False, [1] * len(row), inner).replace("<tr>", f'<tr class="gk-{sign}">', 1)

    # --- words

    def inlines(self, old: Sequence[Inline], new: Sequence[Inline]) -> str:
        """The new words with what went and came."""
        pictures: list[Image] = []
        before, after = _flat(old, pictures), _flat(new, pictures)
        gone, come = _text(before), _text(after)
        pieces = []
        mine = theirs = 0
        touched = False
        for kind, text in steps(gone, come):
            if kind == "-":
                part = _piece(before, mine, mine + len(text), pictures)
                pieces.append(f"<del>{_said('del')}{inline(part)}</del>")
                self._count("del", text)
            else:
                part = _piece(after, theirs, theirs + len(text), pictures)
                pieces.append(inline(part) if kind == "=" else f"<ins>{_said('ins')}{inline(part)}</ins>")
                if kind == "+":
                    self._count("ins", text)
            mine += len(text) if kind != "+" else 0
            theirs += len(text) if kind != "-" else 0
            touched = touched or kind != "="
        self.places += touched
        return "".join(pieces)


def _said(tag: str) -> str:
    return f'<span class="gk-hidden">{_WORDS[tag]}：</span>'


# --- pairing -----------------------------------------------------------------------------------------------


def _paired(
    old: Sequence[_Each], new: Sequence[_Each], key: Callable[[_Each], str], likeness: Callable[[_Each, _Each], float]
) -> Iterator[tuple[_Each | None, _Each | None]]:
    """Old beside new in order; None where there is no other."""
    matcher = SequenceMatcher(None, [key(each) for each in old], [key(each) for each in new], autojunk=False)
    for kind, start, end, begin, finish in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(old[start:end], new[begin:finish], strict=True)
        elif kind == "replace":
            yield from _matched(old[start:end], new[begin:finish], likeness)
        else:
            yield from ((each, None) for each in old[start:end])
            yield from ((None, each) for each in new[begin:finish])


def _matched(
    old: Sequence[_Each], new: Sequence[_Each], likeness: Callable[[_Each, _Each], float]
) -> Iterator[tuple[_Each | None, _Each | None]]:
    """The pairs of a replaced stretch that are most alike in sum, in order."""
    if len(old) * len(new) > _PAIRS:
        yield from ((each, None) for each in old)
        yield from ((None, each) for each in new)
        return
    likes = [[likeness(mine, theirs) for theirs in new] for mine in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for mine in reversed(range(len(old))):
        for theirs in reversed(range(len(new))):
            like = likes[mine][theirs]
            with_it = like + best[mine + 1][theirs + 1] if like >= _ALIKE else 0.0
            best[mine][theirs] = max(with_it, best[mine + 1][theirs], best[mine][theirs + 1])
    mine = theirs = 0
    while mine < len(old) or theirs < len(new):
        if mine < len(old) and theirs < len(new):
            like = likes[mine][theirs]
            if like >= _ALIKE and best[mine][theirs] == like + best[mine + 1][theirs + 1]:
                yield old[mine], new[theirs]
                mine, theirs = mine + 1, theirs + 1
                continue
        if mine < len(old) and (theirs == len(new) or best[mine][theirs] == best[mine + 1][theirs]):
            yield old[mine], None
            mine += 1
        else:
            yield None, new[theirs]
            theirs += 1


def _key(block: Block) -> str:
    """What must be alike for two blocks to be the same: kind and text."""
    return f"{type(block).__name__} {getattr(block, 'level', '')} {html((block,))}"


def _likeness(old: Block, new: Block) -> float:
    if type(old) is not type(new):
        return 0.0
    if isinstance(old, Para) and isinstance(new, Para) and bool(old.level) != bool(new.level):
        return 0.0
    return ratio("\n".join(lines((old,))), "\n".join(lines((new,))))


def _item_text(item: Item) -> str:
    return "\n".join(lines((Listing((item,)),)))


def _item_likeness(old: Item, new: Item) -> float:
    return ratio(_item_text(old), _item_text(new))


def _row_text(row: _Row) -> str:
    return "\t".join(" ".join(lines(cell.blocks)) for cell in row)


def _row_likeness(old: _Row, new: _Row) -> float:
    return max(0.41, ratio(_row_text(old), _row_text(new))) if old[0].blocks == new[0].blocks else ratio(_row_text(old), _row_text(new))


def _row_pairs(old: Table, new: Table) -> Iterator[tuple[_Row | None, _Row | None]]:
    if _shape(old) == _shape(new):
        yield from zip(old.rows, new.rows, strict=True)
    else:
        yield from _paired(old.rows, new.rows, _row_text, _row_likeness)


def _shape(table: Table) -> list[list[tuple[int, int]]]:
    return [[(cell.rows, cell.columns) for cell in row] for row in table.rows]


def _comparable(old: Table, new: Table) -> bool:
    """Alike in shape, or both plain with as many columns."""
    if _shape(old) == _shape(new):
        return True
    shapes = {(len(row), *row) for table in (old, new) for row in _shape(table)}
    return len({shape[0] for shape in shapes}) == 1 and all(span == (1, 1) for shape in shapes for span in shape[1:])


# --- one text of words and pictures ------------------------------------------------------------------------


def _flat(inlines: Sequence[Inline], pictures: list[Image]) -> list[Run]:
    """Runs only: a picture is one character that says which."""
    made = []
    for each in inlines:
        if isinstance(each, Image):
            if each not in pictures:
                pictures.append(each)
            made.append(Run(chr(_PICTURES + pictures.index(each))))
        else:
            made.append(each)
    return made


def _text(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)


def _piece(runs: Sequence[Run], start: int, end: int, pictures: Sequence[Image]) -> list[Inline]:
    """The runs between two places, pictures as pictures again."""
    made: list[Inline] = []
    at = 0
    for run in runs:
        text = run.text[max(0, start - at) : max(0, end - at)]
        at += len(run.text)
        for is_picture, letters in groupby(text, key=lambda letter: 0 <= ord(letter) - _PICTURES < len(pictures)):
            if is_picture:
                made += [pictures[ord(letter) - _PICTURES] for letter in letters]
            else:
                made.append(run._replace(text="".join(letters)))
    return made
