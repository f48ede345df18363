"""The clock of an application as month calendars: every day with its number, or the reason why it does not count."""

from __future__ import annotations

from calendar import monthcalendar
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.calendar import MAKEUP
from gongkai.law.deadlines import KIND_WORDS, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gongkai.law.calendar import Calendar
    from gongkai.law.deadlines import Clock, LedgerDay

WEEKDAYS = "一二三四五六日"


class Cell(NamedTuple):
    """One field of a month: the day (None before the first and after the last), words under it, classes, the full reason."""

    day: date | None = None
    words: tuple[str, ...] = ()
    kinds: str = "gk-calendar__none"
    why: str = ""


class Month(NamedTuple):
    """A month with those of its weeks that matter, Monday first."""

    title: str
    weeks: tuple[tuple[Cell, ...], ...]


class StepWords(NamedTuple):
    """A step of the clock with the word of its event."""

    day: date
    words: str
    effect: str
    cite: str


def page(clock: Clock, calendar: Calendar, today: date | None) -> dict[str, object]:
    """What ``day_calendar.html`` shows."""
    return {
        "head": head(clock),
        "irregular": clock.irregular,
        "months": tuple(_months(clock, calendar, today)),
        "weekdays": WEEKDAYS,
        "steps": tuple(StepWords(step.day, KIND_WORDS.get(step.event, "收到申请"), step.effect, step.cite) for step in clock.steps),
    }


def head(clock: Clock) -> str:
    """The answer in one sentence: until when, or for whom the clock waits."""
    tentative = "（暂定：放假安排公布后可能变动）" if clock.provisional else ""
    if clock.waiting is not None:
        until = f"，{written(clock.waiting.until)}止" if clock.waiting.until else ""
        return f"现在没有答复期限：等{clock.waiting.who}{clock.waiting.what}{until}{tentative}"
    assert clock.due is not None  # a clock without a due day waits for someone
    if clock.on_time is not None:
        return f"最迟{written(clock.due)}前答复；已经答复，{'按期' if clock.on_time else '逾期'}"
    return f"最迟{written(clock.due)}前答复{tentative}"


def _months(clock: Clock, calendar: Calendar, today: date | None) -> Iterator[Month]:
    """Each month with the weeks that have a day of the ledger: what came before and after is nothing to count."""
    for (year, month), days in groupby(clock.days, key=lambda each: (each.day.year, each.day.month)):
        known = {each.day: each for each in days}
        weeks = (
            tuple(_cell(date(year, month, number), known, clock, calendar, today) if number else Cell() for number in week)
            for week in monthcalendar(year, month)
            if any(number and date(year, month, number) in known for number in week)
        )
        yield Month(f"{year}年{month}月", tuple(weeks))


def _cell(day: date, known: Mapping[date, LedgerDay], clock: Clock, calendar: Calendar, today: date | None) -> Cell:
    entry = known.get(day)
    kinds = ["gk-day--today"] if day == today else []
    words = ["今天"] if day == today else []
    if entry is None:
        return Cell(day, tuple(words), " ".join(["gk-calendar__beyond", *kinds]))
    more_words, more_kinds = _of_ledger(entry, clock, calendar)
    return Cell(day, (*more_words, *words), " ".join([*more_kinds, *kinds]), entry.why)


def _of_ledger(entry: LedgerDay, clock: Clock, calendar: Calendar) -> tuple[list[str], list[str]]:
    """Words and classes of a day of the ledger. The shape of the field says the same as its colour: see the key."""
    if entry.day == clock.received:
        return ["收到"], ["gk-day--received"]
    kind = calendar.of(entry.day)
    if not entry.counts:
        return (["扣除"], ["gk-day--out"]) if kind.working else (["休"], ["gk-day--rest"])
    words = [f"第{entry.number}日"]
    words += ["补班"] if kind.kind == MAKEUP else []
    due = entry.day == clock.due
    return words + (["到期"] if due else []), ["gk-day--due" if due else "gk-day--counts"]
