"""One cell's text to one figure. Blank, "/" and words are unknown, never zero."""

from __future__ import annotations

import re
from functools import lru_cache

from gongkai.lib.text import alike, squeeze
from gongkai.report.model import TO_FILL, Figure

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?")
_COUNTED = re.compile(r"([+-]?\d+)[件条个项次宗份]")
_CHANGE = re.compile(r"(增加|增|减少|减)(\d+)[件条个项次]?")
_AMOUNT = re.compile(r"[+-]?[\d,，]+(?:\.\d+)?(?:万|亿)?元")
_ZERO = frozenset({"零", "〇", "○"})
# What offices print in a cell that is not theirs to fill, and what our own mending leaves to a person.
NOT_APPLICABLE = frozenset({"/", "-", "--", "—", "——", "\\", "／", "无", "不适用", TO_FILL})


@lru_cache(4096)
def figure(text: str) -> Figure:
    """The figure of a cell.

    >>> figure(" 12 "), figure("+19"), figure("/").value, figure("251000元").value
    (Figure(value=12, printed=None), Figure(value=19, printed='+19'), None, '251000元')
    >>> figure("").printed, figure("减少3").value, figure("3 5").value
    ('', -3, None)
    """
    if text.isdecimal() and text.isascii():
        return Figure(int(text), None if text[0] != "0" or text == "0" else text)
    printed = text.strip("\u3000\u00a0 \t\r\n")
    plain = alike(printed).replace("，", ",").strip()
    value = _value(plain)
    shown = None if value is not None and str(value) == printed else printed
    return Figure(value, shown)


def _value(plain: str) -> int | float | str | None:
    if not plain or plain in NOT_APPLICABLE:
        return None
    if plain in _ZERO:
        return 0
    if _NUMBER.fullmatch(plain):
        digits = plain.replace(",", "").lstrip("+")
        return float(digits) if "." in digits else int(digits)
    bare = squeeze(plain)
    if counted := _COUNTED.fullmatch(bare):
        return int(counted[1])
    if change := _CHANGE.fullmatch(bare):
        return int(change[2]) if change[1].startswith("增") else -int(change[2])
    return bare if _AMOUNT.fullmatch(bare) else None


def looks_like_figure(text: str) -> bool:
    """True for what can stand in a figure cell: a number, an amount, blank, "/" and the like."""
    stripped = text.strip("\u3000\u00a0 \t\r\n")
    if not stripped or stripped.isdecimal():
        return True
    read = figure(stripped)
    return read.value is not None or alike(stripped) in NOT_APPLICABLE


def readable(read: Figure) -> bool:
    """True when the cell is a number or amount, or plainly says that there is none."""
    return read.value is not None or alike(read.printed or "").strip() in NOT_APPLICABLE or not (read.printed or "").strip()
