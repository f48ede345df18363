"""One cell of a register as what it means. What cannot be read is said with row, column and what stands there."""

from __future__ import annotations

import re
from functools import cache

from gongkai.lib.cells import Unreadable, day, plain
from gongkai.lib.text import alike, squeeze
from gongkai.web.applications.register.columns import BY_KEY, CHOICES, CODE, COUNT, DAY, MONEY, Field

_MOST_DAYS = 1000
_MONEY = re.compile(r"[¥￥]?(\d{1,9})(?:\.(\d{1,2})0*)?元?")
AGAIN = "请改正后重新上传"


def read(field: Field, value: object) -> object:
    """The meaning of a value: text, a day, a whole number, fen, or a code. None for an empty one. Raises :class:`Unreadable`."""
    text = plain(value)
    if text in ("", "/", "-", "—", "无") and field.kind != "text":
        return None
    if field.kind == DAY:
        return day(value)
    if field.kind == COUNT:
        return _count(alike(text))
    if field.kind == MONEY:
        return _money(squeeze(alike(text)).replace("，", ""))
    if field.kind == CODE:
        return _code(field, text)
    return text


def _count(text: str) -> int:
    digits = text.removesuffix("个工作日").removesuffix("工作日").removesuffix("天").strip()
    if not (digits.isdecimal() and int(digits[:9]) <= _MOST_DAYS):
        raise Unreadable("，不是工作日的数目")
    return int(digits)


def _money(text: str) -> int:
    """Fen."""
    found = _MONEY.fullmatch(text)
    if not found:
        raise Unreadable("，不是金额")
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


@cache
def _words(key: str) -> dict[str, str]:
    return {squeeze(alike(label)): code for label, code in BY_KEY[key].words.items()}


def _code(field: Field, text: str) -> str:
    code = _words(field.key).get(squeeze(alike(text)))
    if code is not None:
        return code
    raise Unreadable(f"，没有这一种。可以写：{CHOICES[field.key]}")
