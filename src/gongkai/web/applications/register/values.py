"""One cell of a register as what it means. What cannot be read is said with row, column and what stands there."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple

from gongkai.lib.text import alike, one_space, squeeze
from gongkai.web.applications.register.columns import BY_KEY, CHOICES, CODE, COUNT, DAY, MONEY, Field

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]+\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?)?")
_TIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = range(30_000, 80_000)  # 1982 to 2119 as Excel counts days
_EPOCH = date(1899, 12, 30)
_MOST_DAYS = 1000
_MONEY = re.compile(r"[¥￥]?(\d{1,9})(?:\.(\d{1,2})0*)?元?")
_SHOWN = 60  # characters of a wrong value that a message repeats
AGAIN = "请改正后重新上传"


class Problem(NamedTuple):
    """One thing wrong or odd: the row as Excel numbers it, the label of the column ("" the whole row), a sentence."""

    line: int
    column: str
    words: str


class Unreadable(ValueError):
    """What is wrong with a value, behind 「写的是 …」."""


def shown(value: object) -> str:
    """A value as the clerk sees it."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = one_space("".join(character for character in str(value) if character.isprintable() or character.isspace()))
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def text_of(value: object) -> str:
    """A value as text, line feeds kept; a whole number without its point."""
    if value is None:
        return ""
    if isinstance(value, (date, float)):
        return shown(value)
    return "".join(character for character in str(value) if character.isprintable() or character == "\n").strip()


def read(field: Field, value: object) -> object:
    """The meaning of a value: text, a day, a whole number, fen, or a code. None for an empty one. Raises :class:`Unreadable`."""
    text = text_of(value)
    if text in ("", "/", "-", "—", "无") and field.kind != "text":
        return None
    if field.kind == DAY:
        return _day(value, alike(text))
    if field.kind == COUNT:
        return _count(alike(text))
    if field.kind == MONEY:
        return _money(squeeze(alike(text)).replace("，", ""))
    if field.kind == CODE:
        return _code(field, text)
    return text


def _day(value: object, text: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer() and int(value) in _SERIAL:
        return _EPOCH + timedelta(days=int(value))
    found = _DAY.fullmatch(text.replace("：", ":")) or _TIGHT.fullmatch(text)
    if not found:
        raise Unreadable("，不是日期。请写成 2024-03-06 的样子")
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        raise Unreadable("，没有这一天") from None


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
