"""The clock of an application by the dumbest means: walk from day to day, count, note. The oracle for ``law.deadlines``.

It shares nothing with ``gongkai.law``: which days work is handed in, and the few numbers of the law
stand here once more, by hand. Only regular courses are meant; what is to be refused is tested elsewhere.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NEW_REGULATION = date(2019, 5, 15)
ONE_DAY = timedelta(days=1)


class Happened(NamedTuple):
    """One thing that happened: kind, day, which consultation, N of an extension, the day of a deferral."""

    kind: str
    day: date
    label: str = ""
    days: int = 0
    until: date | None = None


class Walked(NamedTuple):
    """Where the walk ended. ``numbers`` are those of the last run, ``idle`` the days that were taken out for a consultation."""

    due: date | None
    waiting: str
    on_time: bool | None
    irregular: int
    numbers: dict[date, int]
    idle: list[date]


def period(received: date) -> int:
    """20 working days (条例 Art. 33(2)); 15 for what came under the Regulation of 2007 (Art. 24)."""
    return 20 if received >= NEW_REGULATION else 15


def working_days(start: date, end: date, works: Callable[[date], bool]) -> int:
    """Days that work after ``start`` up to and with ``end``."""
    found = 0
    day = start
    while day < end:
        day = day + ONE_DAY
        if works(day):
            found = found + 1
    return found


def walk(received: date, events: Sequence[Happened], works: Callable[[date], bool]) -> Walked:
    """Go from the day of receipt to the day on which nothing is left to wait for."""
    day, number, limit = received, 0, period(received)
    numbers: dict[date, int] = {}
    idle: list[date] = []
    open_consultations: list[str] = []
    owed, notified = "", received
    due: date | None = None
    answered: date | None = None
    irregular = 0
    last = max([event.day for event in events], default=received)
    while True:
        if day > received:
            if open_consultations:
                idle.append(day)  # 条例 Art. 33(3): the days after it was sent, with the day of the answer
            elif owed == "" and works(day) and due is None:
                number = number + 1
                numbers[day] = number
        for event in events:
            if event.day != day:
                continue
            if event.kind in ("consultation_sent", "extended", "fee_notified") and due is not None and day > due:
                irregular = irregular + 1  # too late to stop or to lengthen what has run out
            if event.kind == "correction_requested":
                owed = "correction"
                if working_days(received, day - ONE_DAY, works) >= 7:  # 条例 Art. 30: the seventh was over before this day
                    irregular = irregular + 1
            elif event.kind == "fee_notified":
                owed, notified = "fee", day
            elif event.kind in ("correction_received", "fee_paid"):
                # 收费办法: 20 working days to pay; a Saturday behind the twentieth is late
                if event.kind == "fee_paid" and working_days(notified, day - ONE_DAY, works) >= 20:
                    irregular = irregular + 1
                owed, number, limit, numbers, due = "", 0, period(received), {}, None
            elif event.kind == "consultation_sent":
                open_consultations.append(event.label)
            elif event.kind in ("consultation_answered", "consultation_lapsed"):
                open_consultations.remove(event.label)
            elif event.kind == "extended":
                limit = limit + event.days
            elif event.kind == "deferred":
                due = event.until  # 条例 Art. 35
            elif event.kind == "answered":
                answered = day
        if due is None and owed == "" and number == limit:
            due = day
        if day >= last and (owed or open_consultations):
            return Walked(None, owed or "consultation", None, irregular, numbers, idle)
        if day >= last and due is not None:
            return Walked(due, "", None if answered is None else answered <= due, irregular, numbers, idle)
        day = day + ONE_DAY
