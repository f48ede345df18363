"""A stretch of text with its white space and bars squeezed out, and the figures behind a label."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.text import alike, squeeze
from gongkai.report.extract.figures import looks_like_figure

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLONS = frozenset("：:")
_OPENING = frozenset("（(")
_ROW_NUMBER = re.compile(r"\d[.．、]\D")  # the beginning of the next label, not a figure
_TOKEN = re.compile(r"[^\s|]+")


@cache
def _note() -> re.Pattern[str]:
    return re.compile(r"\s*[（(](?![一二三四五六七][）)])(?=[^（）()]{0,160}[^\x00-\xff]{2})[^（）()\d]{1,160}[）)]")


class Label(NamedTuple):
    """A row's label where it stands in the squeezed text."""

    key: str
    start: int  # in the squeezed text
    end: int
    printed: str


class Region:
    """The squeezed text of a region and the way back to the text as it stands."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        plain = alike(text[start:end]).replace("”", "“")
        kept = [(character, start + offset) for offset, character in enumerate(plain) if not character.isspace() and character != "|"]
        self.squeezed = "".join(character for character, _ in kept)
        self.offsets = [offset for _, offset in kept]
        self.end = end

    def at(self, position: int) -> int:
        """Offset in the text of a position in the squeezed text."""
        return self.offsets[position] if position < len(self.offsets) else self.end

    def after(self, position: int) -> int:
        """Offset just behind the character before ``position``."""
        return self.offsets[position - 1] + 1 if position else self.at(0)

    def segment(self, start: int, end: int) -> str:
        """The text as it stands from behind one label, and the note in brackets that explains it, to the next."""
        text = self.text[self.after(start) : self.at(end)]
        if text[-1:].isdecimal() and self.at(end) >= len(self.text):
            text = text.rstrip("0123456789")  # cut off in the middle of a number, for all we know
        if text.lstrip()[:1] in _COLONS:
            text = text.lstrip()[1:]
        if text.lstrip()[:1] in _OPENING and (note := _note().match(text)):
            return text[note.end() :]
        return text

    def label(self, key: str, start: int, end: int) -> Label:
        """A label between two positions, its words as they stand in the document."""
        return Label(key, start, end, squeeze(self.text[self.at(start) : self.after(end)]).replace("|", ""))

    def strays(self, start: int, end: int, read: int) -> int:
        """Figures standing alone in a stretch beyond the ``read`` ones that follow a label."""
        alone = sum(1 for token in _TOKEN.findall(self.segment(start, end)) if token.isdecimal())
        return alone - read


def leading_tokens(segment: str) -> Iterator[str]:
    """Figures at the beginning of a segment, up to the first word."""
    for match in _TOKEN.finditer(segment):
        token = alike(match[0])
        if not looks_like_figure(token):
            # Figures with the next word, or with each other, stuck to them: the caller counts and doubts.
            digits = re.match(r"[\d.,+\-/—]+(?:万?元)?", token)
            if digits and token.lstrip("+-")[:1].isdecimal() and not _ROW_NUMBER.match(token):
                yield digits[0]
            return
        yield token


def has_figures(segment: str) -> bool:
    """True when something with digits begins the segment, though no plain figure: 「（5）」."""
    return any(map(str.isdecimal, segment.strip()[:12]))


def cells_of(segment: str, width: int) -> list[str] | None:
    """Exactly ``width`` cells out of what follows a label; None when that is not plain.

    Cells that are all printed stand between blanks, lines or bars. An empty cell is only
    seen between two bars of one line.
    """
    tokens = list(leading_tokens(segment))
    if len(tokens) == width:
        return tokens
    line = segment.partition("\n")[0]
    if line.count("|") >= 2:
        cells = [cell.strip() for cell in line.split("|")[1:]]
        if cells and not cells[-1]:
            cells.pop()
        while len(cells) > width and not cells[-1]:
            cells.pop()
        return cells if len(cells) == width else None
    if "|" in segment:
        # A cell a line with its bar behind it: as many bars as cells, blanks among them.
        head = re.split(r"[^\W\d_]", segment)[0]
        if any(piece.count("|") > 1 for piece in head.split("\n")):
            return None  # several bars in a line: then a line end is no cell
        cells = [cell.strip() for cell in head.split("|")[1:-1]]
        return cells if len(cells) == width and all(looks_like_figure(cell) for cell in cells) else None
    return None
