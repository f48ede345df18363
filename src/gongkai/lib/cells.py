"""One cell of a table as a clerk sees it and as what it means: its text, its day. What cannot be read is said."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from gongkai.lib.text import alike, one_space

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]+\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?)?")
_TIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = range(30_000, 80_000)  # 1982 to 2119 as Excel counts days
_EPOCH = date(1899, 12, 30)
_SHOWN = 60  # characters of a wrong value that a message repeats


class Problem(NamedTuple):
    """One thing wrong or odd: the row as Excel numbers it, the label of the column ("" the whole row), a sentence."""

    line: int
    column: str
    words: str


class Unreadable(ValueError):
    """What is wrong with a value, behind 「写的是 …」."""


def shown(value: object) -> str:
    """A value as the clerk sees it, on one line and not too long.

    >>> shown(3.0), shown(date(2026, 3, 6)), shown("a" * 70)[-2:]
    ('3', '2026-03-06', 'a…')
    """
    text = one_space(plain(value))
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def plain(value: object) -> str:
    """A value as text, line feeds and tabs kept; a whole number without its point, a day as 2026-03-06.

    >>> plain(12.0), plain(None), plain("一\\n二")
    ('12', '', '一\\n二')
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    if text.isprintable():
        return text.strip()
    return "".join(character for character in text if character.isprintable() or character in "\n\t\u3000").strip()


def day(value: object) -> date | None:
    """The day that a cell says, None when it is empty. Raises :class:`Unreadable`.

    >>> day("2024年3月6日") == day("2024/3/6 10:00") == day(45357.0) == date(2024, 3, 6)
    True
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer() and int(value) in _SERIAL:
        return _EPOCH + timedelta(days=int(value))
    text = alike(plain(value)).strip()
    if text in ("", "/", "-", "—", "无"):
        return None
    found = _DAY.fullmatch(text.replace("：", ":")) or _TIGHT.fullmatch(text)
    if not found:
        raise Unreadable("，不是日期。请写成 2024-03-06 的样子")
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        raise Unreadable("，没有这一天") from None
