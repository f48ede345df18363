"""Counted things in prose: 「70件」「两件」「1100余条」「27.9万元」."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import NamedTuple

# What an item of information or a case is counted in; all may be added to one another.
ITEMS = frozenset(("条", "条次", "件", "件次", "篇", "份", "则", "宗", "起", "例", "期", "次", "个", "项", "幅", "部"))
CASES = frozenset(("件", "件次", "条", "份", "宗", "起", "例"))
MONEY = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
_MOST = 400
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_POWERS = {"十": 10, "百": 100, "千": 1000}


class Quantity(NamedTuple):
    """A number with its unit. ``low`` and ``high`` bound what an inexact number may mean.

    ``places`` are the decimals printed; ``start`` and ``end`` the characters in the flat text,
    unit included.
    """

    value: int | float
    unit: str
    start: int
    end: int
    low: float
    high: float
    places: int = 0

    @property
    def exact(self) -> bool:
        """False for 约, 近, 余, 多."""
        return self.low == self.high


@cache
def _pattern() -> re.Pattern[str]:
    number = r"(?P<digits>\d{1,3}(?:，\d{3}){1,3}(?![\d，])|\d{1,12}(?:\.\d{1,8})?)"
    units = "条次|件次|大类|万元|亿元|条(?!龙)|件(?!事)|篇|份|宗|起(?!诉)|例|次(?!性)|个|项|期(?!限)|则|幅|部(?!门)|类|元|%"
    return re.compile(
        rf"(?<![第〔\dA-Za-z./\-~])(?:{number}|(?<![零一二两三四五六七八九十百千])(?P<words>[零一二两三四五六七八九十百千]{{1,7}}))"
        rf"(?P<power>[万亿](?!元))?(?P<more>[余多])?(?P<late>万(?!元))?(?P<unit>{units}|(?<=[为数量]\d)(?=[，。；、]))"
    )


def number_of(words: str) -> int:
    """The number that Chinese numerals up to thousands say.

    >>> number_of("十二"), number_of("一百零五"), number_of("两")
    (12, 105, 2)
    """
    total = digit = 0
    for word in words:
        if word in _POWERS:
            total += (digit or 1) * _POWERS[word]
            digit = 0
        else:
            digit = _DIGITS[word]
    return total + digit


def quantities(text: str) -> tuple[Quantity, ...]:
    """Counted things of a flat text, in order; of a text with thousands of them, the first few hundred."""
    return tuple(_quantity(text, match) for match in islice(_pattern().finditer(text), _MOST))


def _quantity(text: str, match: re.Match[str]) -> Quantity:
    digits, words, power, more, late, unit = match.group("digits", "words", "power", "more", "late", "unit")
    places, value = 0, 0.0
    if digits:
        head, _, tail = digits.replace("，", "").partition(".")
        places = len(tail)
        value = float(f"{head}.{tail}") if tail else int(head)
    else:
        value = number_of(words)
    step = 10 ** max(1, len(str(int(value))) - len(str(int(value)).rstrip("0")))
    factor = {"万": 10_000, "亿": 100_000_000}.get(power or late or "", 1)
    low, high = _bounds(text, match, value, step if more else 0)
    if factor != 1:
        half = 0.5 / 10**places if low == high else 0.0  # 1.2万 is rounded
        value, low, high = round(value * factor, 4), (low - half) * factor, (high + half) * factor
    if value == int(value):
        value = int(value)
    return Quantity(value, unit, match.start(), match.end(), low, high, places)


def _bounds(text: str, match: re.Match[str], value: float, step: int) -> tuple[float, float]:
    start = match.start()
    before, after = text[max(0, start - 2) : start], text[match.end() : match.end() + 2]
    if before[-1:] in ("约", "近") or after in ("左右", "上下"):
        return value * 0.85, value * 1.15
    if step:
        return value, value + step
    if before[-1:] in ("超", "逾") or before in ("超过", "不少", "至少") or after in ("以上", "以下"):
        return value * 0.5, value * 1.5 + 1
    if match["words"] and (before[-1:] in ("上", "数", "几", "近") or value >= 100):
        return value * 0.5, value * 2
    return value, value
