"""Characters of a PDF page as lines, and lines as paragraphs, the way a reader sees them."""

from __future__ import annotations

import re
from typing import NamedTuple

_PAGE_NUMBER = re.compile(r"[-—–－·\s]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/，, ]?\s*共?\s*\d{1,3}\s*页?)?[-—–－·\s]*")


class Glyph(NamedTuple):
    """One character and its box: points from the upper left corner of the page, y downwards."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Line(NamedTuple):
    """One line of text. ``size`` is the height of its characters, ``page`` counts from 0."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    page: int = 0


def lines(glyphs: list[Glyph], page: int = 0) -> list[Line]:
    """Characters gathered into lines from top to bottom, each from left to right."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.top + glyph.bottom) / 2):
        middle = (glyph.top + glyph.bottom) / 2
        if rows:
            first = rows[-1][len(rows[-1]) // 2]
            if abs((first.top + first.bottom) / 2 - middle) < 0.3 * max(first.bottom - first.top, glyph.bottom - glyph.top):
                rows[-1].append(glyph)
                continue
        rows.append([glyph])
    return [_line(sorted(row, key=lambda glyph: glyph.left), page) for row in rows]


def _line(row: list[Glyph], page: int) -> Line:
    size = sorted(glyph.bottom - glyph.top for glyph in row)[len(row) // 2]
    text = row[0].text
    for before, glyph in zip(row, row[1:], strict=False):
        gap = glyph.left - before.right
        if gap > size or (gap > 0.2 * size and not (_wide(before.text) or _wide(glyph.text))):
            text += " "
        text += glyph.text
    return Line(text, row[0].left, min(g.top for g in row), row[-1].right, max(g.bottom for g in row), size, page)


def _wide(text: str) -> bool:
    """Chinese characters and marks: no blank stands between them and what is beside them."""
    return text >= "\u2e80" or text in "“”‘’…—·"


def cell_text(glyphs: list[Glyph]) -> str:
    """The text of a table cell; wrapped Chinese is joined, anything else keeps its lines."""
    text = ""
    for line in lines(glyphs):
        text += ("" if not text or _wide(text[-1]) or _wide(line.text[0]) else "\n") + line.text
    return text


def is_page_number(line: Line, height: float) -> bool:
    """True for 「- 1 -」 and its kin in the margins of a page of this height."""
    in_margin = line.bottom < 0.1 * height or line.top > 0.88 * height
    return in_margin and _PAGE_NUMBER.fullmatch(line.text) is not None


class Margins(NamedTuple):
    """Where the lines of running text begin and end."""

    left: float
    right: float


def margins(found: list[Line]) -> Margins:
    """The text block of a document: the leftmost place where several lines begin, the rightmost where several end."""
    return Margins(_common([line.left for line in found]), -_common([-line.right for line in found]))


def _common(positions: list[float]) -> float:
    counts: dict[int, int] = {}
    for position in positions:
        counts[round(position / 3)] = counts.get(round(position / 3), 0) + 1
    enough = max(2, len(positions) // 20)
    for bucket in sorted(counts):
        if counts[bucket] + counts.get(bucket + 1, 0) >= enough:
            return bucket * 3.0
    return min(positions, default=0.0)


def goes_on(before: Line, line: Line, block: Margins) -> bool:
    """True when ``line`` is the same paragraph as ``before``: full line before, no indent, same letters, no gap."""
    size = max(before.size, line.size)
    if abs(before.size - line.size) > 0.15 * size:
        return False
    if before.right < block.right - 1.8 * size or line.left > block.left + 1.2 * size:
        return False
    return line.page != before.page or line.top - before.bottom < 1.6 * size


def joined(before: str, after: str) -> str:
    """Two lines of one paragraph as one text."""
    return before + ("" if _wide(before[-1:]) or _wide(after[:1]) else " ") + after
