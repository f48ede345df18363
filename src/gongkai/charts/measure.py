"""How wide is a text, and where does a line end? Without a font at hand: never narrower than common fonts set it."""

from __future__ import annotations

import re
import unicodedata

# Widths in em of the letters of the widest common sans serif fonts; a Chinese character is 1 em.
_TINY = frozenset("iIjl.,:;'| ")
_NARROW = frozenset("ftr!()[]{}/\\-")
_WIDE = frozenset("mwMW%@")
_WIDTHS = {"tiny": 0.34, "narrow": 0.42, "wide": 0.99, "upper": 0.78, "digit": 0.6, "plain": 0.63}
_BOLD = 1.06
_WIDOW = 3
# No line begins with these, none ends with those.
_CLOSING = frozenset("，。、；：？！）》〉」』】〕”’…％%‰°℃·,.;:?!)]}")
_OPENING = frozenset("（《〈「『【〔“‘([{￥¥")
_UNITS = re.compile(
    r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d[\d,.:]*(?:[至~～-]\d[\d,.:]*)?[%‰\u4e00-\u9fff]?|[!-~\u00a1-\u024f]+|\s+|.", re.DOTALL
)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line of text at a type size, in the unit of the size.

    >>> width("公开", 10)
    20.0
    """
    return sum(map(_advance, text)) * size * (_BOLD if bold and not _is_chinese(text) else 1)


def wrapped(text: str, size: float, room: float, *, bold: bool = False, even: bool = False) -> list[str]:
    """The lines of a text set into a width; line breaks stay, punctuation does not begin a line.

    With ``even``, lines of a title are made about equally long. A width of less than three characters is taken as three.
    """
    room = max(room, size * 3)
    lines = [line for paragraph in text.splitlines() for line in _without_widow(paragraph, size, room, bold=bold)]
    if not even or len(lines) < 2 or "\n" in text:
        return lines
    at_comma = _parted_at_comma(lines, text, size, room, bold=bold)
    if at_comma:
        return at_comma
    narrow, wide = room / 2, room
    for _ in range(8):
        middle = (narrow + wide) / 2
        narrow, wide = (narrow, middle) if len(_lines(text, size, middle, bold=bold)) <= len(lines) else (middle, wide)
    return _lines(text, size, wide, bold=bold)


def _without_widow(text: str, size: float, room: float, *, bold: bool) -> list[str]:
    """Lines of a paragraph, set a little narrower when few characters would stand alone on the last."""
    lines = _lines(text, size, room, bold=bold)
    for less in (1, 2, 3, 4):
        if len(lines) < 2 or len(lines[-1]) > _WIDOW or room - less * size < size * 6:
            break
        narrower = _lines(text, size, room - less * size, bold=bold)
        if len(narrower) == len(lines) and len(narrower[-1]) > _WIDOW:
            return narrower
    return lines


def _lines(text: str, size: float, room: float, *, bold: bool) -> list[str]:
    lines = [""]
    for piece in _pieces(text):
        if width(lines[-1] + piece.rstrip(), size, bold=bold) <= room:
            lines[-1] += piece
        elif width(piece.rstrip(), size, bold=bold) <= room:
            lines.append(piece)
        else:
            _break_anywhere(lines, piece, size, room, bold=bold)
    return [line for line in map(str.strip, lines) if line]


def _parted_at_comma(lines: list[str], text: str, size: float, room: float, *, bold: bool) -> list[str]:
    """Two lines that part where the sentence does, when neither is much shorter than the other; else none."""
    if len(lines) != 2:
        return []
    places = [found.end() for found in re.finditer(r"[，：；、——]", text)]
    halves = [(text[:place].strip(), text[place:].strip()) for place in places if text[place:].strip()]
    widths = [(width(one, size, bold=bold), width(other, size, bold=bold), one, other) for one, other in halves]
    fitting = [
        (abs(left - right), one, other) for left, right, one, other in widths if max(left, right) <= room and min(left, right) >= room * 0.3
    ]
    return list(min(fitting)[1:]) if fitting else []


def _break_anywhere(lines: list[str], piece: str, size: float, room: float, *, bold: bool) -> None:
    """A word longer than a line, such as an address, is broken where the line is full."""
    for character in piece:
        if width(lines[-1] + character, size, bold=bold) > room:
            lines.append("")
        lines[-1] += character


def _pieces(text: str) -> list[str]:
    """What a line break may not part: words, figures with their sign, characters with their punctuation."""
    pieces: list[str] = []
    for unit in _UNITS.findall(text):
        glue = pieces and (unit[0] in _CLOSING or unit.isspace() or pieces[-1][-1] in _OPENING)
        if glue and len(pieces[-1]) < 40:
            pieces[-1] += unit
        else:
            pieces.append(unit)
    return pieces


def _advance(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if ord(character) > 0x24F:
        return 1.0
    if character in _TINY:
        return _WIDTHS["tiny"]
    if character in "0123456789":
        return _WIDTHS["digit"]
    if character in _NARROW:
        return _WIDTHS["narrow"]
    if character in _WIDE or ord(character) > 0x7E:
        return _WIDTHS["wide"]
    return _WIDTHS["upper"] if character.isupper() or character in "&+=<>~#" else _WIDTHS["plain"]


def _is_chinese(text: str) -> bool:
    return all(ord(character) > 0x24F for character in text)
