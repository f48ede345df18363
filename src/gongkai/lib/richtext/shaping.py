"""A rough tree made canonical: paragraphs without padding, real lists, real headings, the signature and the salutation marked.

Every decision rests only on what is still there afterwards, so shaping what was shaped changes nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.lib.richtext import folding
from gongkai.lib.richtext.tree import (
    CENTER,
    FLUSH,
    RIGHT,
    SIGN,
    Block,
    Cell,
    Figure,
    Image,
    Item,
    Listing,
    Para,
    Quote,
    Rule,
    Run,
    Table,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongkai.lib.richtext.tree import Inlines

_BULLETS = re.compile(r"[•●▪◆➢➤■►▶]+[ \u3000]?|[·○◦\-—–][ \u3000]")
_MARKERS = re.compile(r"[·•●○◦▪■□◆◇➢➤►▶–—\-*§ØüÞlnuvoq]?")
_DECIMAL = re.compile(r"(\d{1,4})[.．]?")
_NUMBERED = (
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"\d{1,2}[.．、](?!\d)"),
)
_HEADING_LENGTH = 40
_NO_HEADING_END = "。；：，、;:,.？！?!…"
_DAY = re.compile(
    r"(?:19|20)\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日|[一二][九〇○零Ｏ][一二三四五六七八九〇○零Ｏ]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_FAR = 8.0  # characters: what is moved in so far stands on the right of the page
_SIGNERS = re.compile(
    r"(?:政府|办公室|委员会|局|厅|部|院|处|所|中心|站|队|公司|办|科|组|会|党组|党委|支部|学校|医院)(?:[（(][^（）()]{1,10}[）)])?"
)
_SIGNER_LENGTH = 30
_SIGN_LINES = 3
_SALUTATION = re.compile(
    r"(?:各|尊敬的|广大|全[区县市镇乡街]).{1,80}：|.{2,60}(?:政府|委员会|局|办公室|单位|部门|公司|社区|居民|村民|企业|朋友|同志|机构|学校)："
)
_NO_SALUTATION = re.compile(r"如下|以下|[。；！？\d]")
_DEEPEST = 4


def shaped(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The canonical form of a body."""
    flat = list(_flat(blocks))
    flat = list(_lists(flat))
    _find_headings(flat)
    _mark_signature(flat)
    _mark_salutation(flat)
    return tuple(_outlined(flat))


def _flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block folded, empty ones gone."""
    for block in blocks:
        match block:
            case Para():
                yield from _paragraphs(block)
            case Listing():
                yield from _listing(block)
            case Table():
                table = _table(block)
                if table is not None:
                    yield table
            case Quote():
                quoted = tuple(_quoted(block.blocks))
                if quoted:
                    yield Quote(quoted)
            case Figure():
                yield Figure(block.image, folding.one_line(block.caption))
            case Rule():
                yield block


def _paragraphs(block: Para) -> Iterator[Para]:
    for line in folding.lines(folding.plain(block.inlines, "strong") if block.level else block.inlines):
        look = "" if block.level and block.look != CENTER else block.look
        yield block._replace(inlines=line.inlines, look=look, lead=block.lead + line.lead)


def _quoted(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Para():
                for each in _paragraphs(block):
                    yield Para(each.inlines, look=each.look if each.look in (CENTER, RIGHT, SIGN) else "")
            case Listing():
                yield from _listing(block)
            case Quote():
                yield from _quoted(block.blocks)
            case Table():
                for row in block.rows:
                    inlines = _spread([cell.blocks for cell in row])
                    if inlines:
                        yield Para(inlines)
            case Figure():
                yield Para((block.image,))
                if caption := folding.one_line(block.caption):
                    yield Para(caption)
            case Rule():
                pass


def _spread(cells: Iterable[Sequence[Block]]) -> Inlines:
    """Blocks that have to stand in one paragraph: a blank between cells."""
    made: list[Run | Image] = []
    for blocks in cells:
        for block in _quoted(blocks):
            made += [Run("\u3000"), *_inlines_of(block)]
    return folding.one_line(made)


def _inlines_of(block: Block) -> Iterator[Run | Image]:
    match block:
        case Para():
            yield from block.inlines
        case Listing():
            for item in block.items:
                yield from (Run("\u3000"), *item.inlines)
                for inner in item.lists:
                    yield from _inlines_of(inner)
        case _:
            return


# --- lists -------------------------------------------------------------------------------------------------


def _listing(listing: Listing) -> Iterator[Listing]:
    items = list(_items(listing.items))
    if items:
        yield Listing(tuple(items), listing.ordered, listing.start if listing.ordered else 1)


def _items(items: Iterable[Item]) -> Iterator[Item]:
    """Points with words; lists of a point without any go to the point before it, or take its place."""
    held: Item | None = None
    for item in items:
        inlines = folding.one_line(item.inlines)
        lists = tuple(made for inner in item.lists for made in _listing(inner))
        if inlines:
            if held is not None:
                yield held
            held = Item(inlines, lists)
        elif held is not None:
            held = held._replace(lists=held.lists + lists)
        else:
            points = [point for inner in lists for point in inner.items]
            yield from points[:-1]
            held = points[-1] if points else None
    if held is not None:
        yield held


def _lists(blocks: Sequence[Block]) -> Iterator[Block]:
    """Paragraphs that a word processor or a clerk set as points of a list, as lists."""
    blocks = [_with_marker(block) if _is_numbered_otherwise(block) else block for block in blocks]
    at = 0
    while at < len(blocks):
        points: list[_Point] = []
        while at + len(points) < len(blocks) and (point := _point(blocks[at + len(points)])) is not None:
            points.append(point)
        if points and not (len(points) == 1 and points[0][1]):
            at += len(points)
            yield from _nested([point for point in points if point[3]], 1)
            continue
        yield _with_marker(blocks[at])
        at += 1


def _is_numbered_otherwise(block: Block) -> bool:
    """True where a word processor wrote a number that no list of HTML has: 「一、」「（1）」."""
    return isinstance(block, Para) and not (_DECIMAL.fullmatch(block.marker) or _MARKERS.fullmatch(block.marker))


_Point = tuple[int, bool, int, "Inlines"]  # level, numbered, number, words


def _point(block: Block) -> _Point | None:
    if not isinstance(block, Para) or block.level or block.look:
        return None
    if block.depth:
        number = _DECIMAL.fullmatch(block.marker)
        if number:
            return block.depth, True, int(number[1]), block.inlines
        return (block.depth, False, 1, block.inlines) if _MARKERS.fullmatch(block.marker) else None
    first = block.inlines[0]
    match = _BULLETS.match(words(block.inlines)) if isinstance(first, Run) else None
    return (1, False, 1, _cut(block.inlines, match.end())) if match else None


def _cut(inlines: Inlines, length: int) -> Inlines:
    """Without the first ``length`` characters."""
    made = []
    for each in inlines:
        if isinstance(each, Run) and length:
            gone = min(length, len(each.text))
            length -= gone
            each = each._replace(text=each.text[gone:])
        if isinstance(each, Image) or each.text:
            made.append(each)
    return folding.one_line(made)


def _nested(points: Sequence[_Point], depth: int) -> Iterator[Listing]:
    """Lists of flat points with levels."""
    at = 0
    while at < len(points):
        level, numbered, number, _ = points[at]
        level = max(level, depth)
        items: list[Item] = []
        while at < len(points) and (not items or points[at][0] > level or points[at][1] == numbered):
            if items and points[at][0] > level:
                end = at
                while end < len(points) and points[end][0] > level:
                    end += 1
                items[-1] = items[-1]._replace(lists=tuple(_nested(points[at:end], level + 1)))
                at = end
            else:
                items.append(Item(points[at][3]))
                at += 1
        yield Listing(tuple(items), numbered, number if numbered else 1)


def _with_marker(block: Block) -> Block:
    """The number of a word processor as words of the paragraph; a single point is no list."""
    if not isinstance(block, Para):
        return block
    marker = "" if not block.marker or (_MARKERS.fullmatch(block.marker) and not block.marker.isalnum()) else block.marker
    if marker:
        between = " " if marker[-1].isalnum() or marker[-1] == "." else ""
        block = block._replace(inlines=folding.one_line((Run(marker + between), *block.inlines)))
    return block._replace(marker="", depth=0)


# --- headings ----------------------------------------------------------------------------------------------


def _numbering(block: Block) -> int:
    """2, 3 or 4 for a paragraph that reads like 「一、…」「（一）…」「1. …」 and nothing more; 0 for others."""
    if not isinstance(block, Para) or block.look in (CENTER, RIGHT, SIGN):
        return 0
    text = words(block.inlines)
    if len(text) > _HEADING_LENGTH or text[-1:] in _NO_HEADING_END or "。" in text or "\n" in text or "\t" in text:
        return 0
    if any(isinstance(each, Image) for each in block.inlines):
        return 0
    for level, pattern in enumerate(_NUMBERED, 2):
        match = pattern.match(text)
        if match and text[match.end() :].strip():
            return level
    return 0


def _find_headings(blocks: list[Block]) -> None:
    """Make headings of the paragraphs that are one: something of theirs follows, and none of their kind stands beside them."""
    numbers = [_numbering(block) for block in blocks]
    for at, block in enumerate(blocks):
        level = numbers[at]
        if not level or not isinstance(block, Para) or block.level or at + 1 == len(blocks):
            continue
        after = numbers[at + 1]
        if (after and after <= level) or (at and numbers[at - 1] == level):
            continue
        blocks[at] = Para(folding.one_line(folding.plain(block.inlines, "strong")), level)


def _outlined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Headings without a level left out: the first is 2, each at most one deeper than the one above it."""
    above: list[int] = []
    for block in blocks:
        if isinstance(block, Para) and block.level:
            while above and above[-1] >= block.level:
                above.pop()
            above.append(block.level)
            yield Para(block.inlines, min(_DEEPEST, 1 + len(above)), block.look)
        elif isinstance(block, Para):
            yield Para(block.inlines, 0, block.look)
        else:
            yield block


# --- signature and salutation ------------------------------------------------------------------------------


def _mark_signature(blocks: list[Block]) -> None:
    """The line with the day and those of the organs above it."""
    for at, block in enumerate(blocks):
        if at and isinstance(block, Para) and not block.level and block.look != CENTER and _DAY.fullmatch(words(block.inlines)):
            blocks[at] = block._replace(look=SIGN)
            for before in range(at - 1, max(-1, at - 1 - _SIGN_LINES), -1):
                signer = blocks[before]
                if not isinstance(signer, Para) or not _signs(signer):
                    break
                blocks[before] = signer._replace(look=SIGN)


def _signs(block: Para) -> bool:
    text = words(block.inlines)
    if block.level or block.look == CENTER or len(text) > 2 * _SIGNER_LENGTH or text[-1:] in _NO_HEADING_END:
        return False
    if block.look in (RIGHT, SIGN) or block.lead >= _FAR:
        return True
    found = list(_SIGNERS.finditer(text))
    return len(text) <= _SIGNER_LENGTH and bool(found) and found[-1].end() == len(text) and not re.search("[，。：；0-9]", text)


def _mark_salutation(blocks: list[Block]) -> None:
    """「各村民委员会：」 at the head of the body stands at the margin."""
    for at, block in enumerate(blocks):
        if not isinstance(block, Para):
            return
        if block.level or block.look in (CENTER, RIGHT, SIGN):
            continue
        text = words(block.inlines)
        if at + 1 < len(blocks) and _SALUTATION.fullmatch(text) and not _NO_SALUTATION.search(text):
            blocks[at] = block._replace(look=FLUSH)
        return


# --- tables ------------------------------------------------------------------------------------------------


def _table(table: Table) -> Table | None:
    """The table with its cells folded; None when there is nothing in it."""
    rows = tuple(tuple(_cell(cell) for cell in row) for row in table.rows)
    caption = folding.one_line(table.caption)
    if not caption and not any(cell.blocks for row in rows for cell in row):
        return None
    return Table(rows, table.head, caption)


def _cell(cell: Cell) -> Cell:
    blocks = tuple(_quoted(cell.blocks))
    looks = {block.look if isinstance(block, Para) else "" for block in blocks}
    look = looks.pop() if len(looks) == 1 else ""
    whole = RIGHT if look == SIGN else look
    made = []
    for block in blocks:
        if isinstance(block, Para):
            own = RIGHT if block.look == SIGN else block.look
            inlines = folding.one_line(folding.plain(block.inlines, "strong")) if cell.header else block.inlines
            block = Para(inlines, look="" if cell.header or whole else own)
        made.append(block)
    return cell._replace(blocks=tuple(made), look="" if cell.header else whole)
