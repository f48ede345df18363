"""Citations: a short key in the code, the full printed form for people.

A key names an instrument of ``INSTRUMENTS`` and, behind a colon, its article:
``条例:50(4)`` is Article 50 item (4) of the Regulation, ``条例:49.2`` its second paragraph.
Behind ``#`` stands a part that has no article number: ``格式2021#二``.
"""

from __future__ import annotations

import re
from functools import cache

from gongkai.law.instruments import INSTRUMENTS

_KEY = re.compile(r"(?P<name>[^:#]+)(?::(?P<article>\d+)(?:\.(?P<paragraph>\d+))?(?:\((?P<item>\d+)\))?|#(?P<part>.+))?")
_DIGITS = "零一二三四五六七八九"


class UnknownCitation(LookupError):
    """A key that ``INSTRUMENTS`` does not have; add the instrument there."""


def chinese_number(number: int) -> str:
    """1…199 as in the numbering of articles.

    >>> [chinese_number(n) for n in (5, 10, 16, 20, 49, 101)]
    ['五', '十', '十六', '二十', '四十九', '一百零一']
    """
    if number >= 100:
        rest = number - 100
        return "一百" + ("零" if 0 < rest < 10 else "一" if 10 <= rest < 20 else "") + (chinese_number(rest) if rest else "")
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")


@cache
def printed(key: str) -> str:
    """The citation as a letter or a finding prints it.

    >>> printed("条例:50(4)")
    '《中华人民共和国政府信息公开条例》第五十条第（四）项'

    Raises :class:`UnknownCitation` for an instrument that is not in the list.
    """
    match = _KEY.fullmatch(key)
    if match is None or match["name"] not in INSTRUMENTS:
        raise UnknownCitation(f"no instrument for {key!r} in law/instruments.py")
    instrument = INSTRUMENTS[match["name"]]
    text = f"《{instrument.title}》" if instrument.level != "practice" else instrument.title
    if instrument.number:
        text += f"（{instrument.number}）"
    if match["article"]:
        text = f"《{instrument.title}》第{chinese_number(int(match['article']))}条"
        if match["paragraph"]:
            text += f"第{chinese_number(int(match['paragraph']))}款"
        if match["item"]:
            text += f"第（{chinese_number(int(match['item']))}）项"
    if match["part"]:
        text += match["part"]
    return text
