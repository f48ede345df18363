"""Measures of GB/T 9704-2012 that depend on the words: how wide a name is, how large it may be set, how far it is indented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.notices.base import LETTER

if TYPE_CHECKING:
    from gongkai.notices.letter import Letter

_LARGEST, _SMALLEST = 36.0, 16.0
_WIDTH = 440.0  # points: what a name may take of the 156 mm of the type area
_DATE_INDENT = 4.0  # 公文格式 7.3.5.1: the date stands four characters from the right


def width(text: str) -> float:
    """Width in characters: Chinese ones count 1, others one half."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def name_size(organ: str) -> float:
    """Points in which the organ's name fits on one line over a 信函."""
    return max(_SMALLEST, min(_LARGEST, _WIDTH / max(width(organ), 1.0)))


def indent_of_organ(organ: str, date: str, *, size: float = 1.0) -> float:
    """Characters from the right edge at which ``organ`` stands centred over the date; never outside the type area."""
    return max(0.0, _DATE_INDENT + (width(date) - width(organ) * size) / 2)


def title_lines(letter: Letter) -> tuple[str, ...]:
    """The title's lines: under the red name of a 信函 the organ is not said again."""
    return (letter.title,) if letter.layout == LETTER else (letter.organ, letter.title)
