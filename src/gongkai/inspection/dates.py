"""Days in the text of a page, as Chinese sites write them, and months counted on the calendar."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_FULL = r"((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)"
_DAY = re.compile(rf"(?<!\d){_FULL}")
_SHORT = re.compile(r"(?<![\d\-/.])(\d{1,2})[-/](\d{1,2})(?![\d\-/.])")
_BETWEEN = r"[：:\s\]】]{0,6}"
_PUBLISHED = re.compile(rf"(?:(?:发布|公开|公布|发文|上网|发稿)(?:日期|时间|于)|(?<![\u4e00-\u9fff])(?:日期|时间)){_BETWEEN}{_FULL}")
_FORMED = re.compile(rf"(?:成文|生成|印发|落款|形成)(?:日期|时间){_BETWEEN}{_FULL}")


def days_in(text: str) -> list[date]:
    """Whole dates with their year, in order; what is no day of the calendar is left out.

    >>> days_in("2026-03-01 至 2026年2月30日")
    [datetime.date(2026, 3, 1)]
    """
    return [found for match in _DAY.finditer(text) if (found := _made(match[1], match[2], match[3]))]


def day_beside(text: str, today: date) -> date | None:
    """The day beside a line of a list: a whole date, or month and day of the last twelve months.

    >>> day_beside("[12-30]", date(2026, 1, 5))
    datetime.date(2025, 12, 30)
    """
    whole = days_in(text)
    if whole:
        return whole[-1]
    match = _SHORT.search(text)
    if match is None:
        return None
    this = _made(str(today.year), match[1], match[2])
    return this if this is None or this <= today else _made(str(today.year - 1), match[1], match[2])


def published_in(text: str) -> date | None:
    """The day that the text labels as that of publication."""
    return _labelled(_PUBLISHED, text)


def formed_in(text: str) -> date | None:
    """The day that the text labels as that of the paper (成文日期)."""
    return _labelled(_FORMED, text)


def months_after(day: date, months: int) -> date:
    """The same day so many months later (or earlier), the last of the month when it has none.

    >>> months_after(date(2026, 8, 31), 6), months_after(date(2026, 3, 31), -1)
    (datetime.date(2027, 2, 28), datetime.date(2026, 2, 28))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _labelled(pattern: re.Pattern[str], text: str) -> date | None:
    match = pattern.search(text)
    return _made(match[1], match[2], match[3]) if match else None


def _made(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
