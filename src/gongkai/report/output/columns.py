"""Text in columns where a Chinese character is as wide as two letters: width, padding, wrapping."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import combining, east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Signs that may not begin a line, and signs that may not end one.
_NOT_FIRST = frozenset("，。、；：？！）》」』〉”’%％…—·.,;:?!)]")
_NOT_LAST = frozenset("（《「『〈“‘([")

# What a document must not be able to send to a terminal: escape sequences and other controls, save the line end.
_CONTROLS = {code: " " if code in (9, 13) else None for code in (*range(10), *range(11, 32), *range(127, 160), 0x2028, 0x2029)}


def printable(text: str) -> str:
    """The text without control characters, so that a document cannot command the terminal it is shown on.

    >>> printable("公开\\x1b[31m")
    '公开[31m'
    """
    return text.translate(_CONTROLS)


def width_of(text: str) -> int:
    """Columns that the text takes in a terminal: 2 for a wide character, 0 for a combining one.

    >>> width_of("自然人 12")
    9
    """
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def pad(text: str, width: int, *, right: bool = False) -> str:
    """The text filled with blanks to ``width`` columns; figures stand to the right.

    >>> pad("总计", 6, right=True)
    '  总计'
    """
    blanks = " " * max(0, width - width_of(text))
    return blanks + text if right else text + blanks


def _pieces(text: str) -> list[str]:
    """What may not be torn apart: a run of Latin letters and digits, or one character with its punctuation."""
    pieces: list[str] = []
    for character in text:
        last = pieces[-1] if pieces else ""
        word = character.isascii() and character != " " and last[-1:].isascii() and last[-1:] not in ("", " ")
        if last and (word or character in _NOT_FIRST or last[-1] in _NOT_LAST):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most ``width`` columns; its own line ends stay. At least one line.

    >>> wrap("六类申请人之和是 31。", 12)
    ['六类申请人之', '和是 31。']
    """
    lines: list[str] = []
    for paragraph in printable(text).split("\n"):
        if 2 * len(paragraph) <= width:
            lines.append(paragraph.rstrip())
            continue
        line, used = "", 0
        for piece in _pieces(paragraph):
            wide = width_of(piece)
            if used + wide > width and line:
                lines.append(line.rstrip())
                line, used = "", 0
                piece = piece.lstrip()
                wide = width_of(piece)
            while wide > width:  # one unbroken run longer than a line: an address, say
                cut = max(1, width // 2)
                lines.append(piece[:cut])
                piece = piece[cut:]
                wide = width_of(piece)
            line += piece
            used += wide
        lines.append(line.rstrip())
    return lines


def indented(text: str, width: int, first: str, rest: str | None = None) -> list[str]:
    """Wrapped lines, the first behind ``first``, the others behind ``rest`` (blanks as wide when None)."""
    hang = " " * width_of(first) if rest is None else rest
    lines = wrap(text, max(10, width - max(width_of(first), width_of(hang))))
    return [(first if number == 0 else hang) + line for number, line in enumerate(lines)]


def table(head: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> list[str]:
    """A table with a column of labels at the left and figures at the right, header stacked to fit ``width``."""
    body = [[printable(cell).replace("\n", " ") for cell in row] for row in rows]
    figures = [max([3, *(width_of(row[i]) for row in body if i < len(row))]) for i in range(1, len(head))]
    for chunk in (20, 4, 3, 2):
        stacked = [[label[at : at + chunk] for at in range(0, len(label), chunk)] or [""] for label in head[1:]]
        widths = [max(wide, *(width_of(line) for line in lines)) for wide, lines in zip(figures, stacked, strict=True)]
        label_width = width - sum(widths) - 2 * len(widths)
        if label_width >= 30:
            break
    label_width = max(16, min(label_width, max([width_of(head[0]), *(width_of(row[0]) for row in body)])))
    lines: list[str] = []
    high = max([1, *(len(column) for column in stacked)])
    for level in range(high):
        cells = [column[level - high + len(column)] if level >= high - len(column) else "" for column in stacked]
        lines.append(_line(head[0] if level == high - 1 else "", cells, label_width, widths))
    lines.append("─" * (label_width + sum(widths) + 2 * len(widths)))
    for row in body:
        labels = wrap(row[0], label_width)
        for extra in labels[:-1]:
            lines.append(extra)
        lines.append(_line(labels[-1], list(row[1:]), label_width, widths))
    return lines


def _line(label: str, cells: Sequence[str], label_width: int, widths: Sequence[int]) -> str:
    figures = "".join("  " + pad(cell, wide, right=True) for cell, wide in zip(cells, widths, strict=False))
    return (pad(label, label_width) + figures).rstrip()
