"""``gongkai deadline``: until when an application must be answered, with every day explained."""

from __future__ import annotations

import json
import re
import sys
from calendar import monthcalendar
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from gongkai.cli import console
from gongkai.cli.law_calendar import calendar_for
from gongkai.law.calendar import MAKEUP, doubt
from gongkai.law.citation import printed
from gongkai.law.deadlines import KIND_WORDS, Clock, ClockEvent, Refused, explain, written
from gongkai.law.parameters import NoValueInForce
from gongkai.lib.errors import UnusableInput
from gongkai.report.output.columns import indented, pad, printable

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator, Mapping

    from gongkai.cli.main import Load
    from gongkai.law.calendar import Calendar
    from gongkai.law.deadlines import LedgerDay

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LABELLED = frozenset({"consultation_sent", "consultation_answered", "consultation_lapsed"})
_DATED = frozenset({"deferred"})
_COUNTED = frozenset({"extended"})
# Columns of one day in the printed calendar.
_CELL = 9


class _Cell(NamedTuple):
    """One day of the printed calendar: its date with a mark, and its number or why it does not count."""

    day: str = ""
    mark: str = ""


def deadline(given: Namespace, load: Load) -> int:
    """Print the clock of an application, for people or as JSON."""
    received = day_of(given.received, "--received ", "条例:31")
    events = [event_of(text) for text in given.event]
    calendar = calendar_for(given)
    try:
        clock = explain(received, events, calendar)
    except Refused as refused:
        raise UnusableInput(*_halves(str(refused))) from refused
    except NoValueInForce as unknown:
        raise UnusableInput(f"收到之日{received}没有可用的期限", str(unknown)) from unknown
    except OverflowError as endless:
        raise UnusableInput("期限超出了日历能表示的年份", f"请核对日期（{printed('条例:33.2')}）") from endless
    lines = [json.dumps(as_json(clock), ensure_ascii=False, indent=2)] if given.json else [*_page(clock, calendar, console.width())]
    sys.stdout.write("\n".join(lines) + "\n")
    return console.FINE


def _halves(sentence: str) -> tuple[str, str]:
    problem, _, remedy = sentence.partition("，")
    return problem, remedy


def day_of(text: str, place: str, cite: str) -> date:
    """An ISO day. Raises :class:`UnusableInput` for another way of writing and for a day that the calendar does not have."""
    if not _DATE.fullmatch(text):
        raise UnusableInput(f"日期“{text}”写得不对", f"请写成 2026-03-06 这样（{printed(cite)}）", place)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnusableInput(f"日历上没有 {text} 这一天", f"请核对日期（{printed(cite)}）", place) from None


def event_of(text: str) -> ClockEvent:
    """``KIND@DATE``, ``extended@DATE=N``, ``deferred@DATE=DATE``, ``consultation_…@DATE=LABEL``.

    An unknown kind is left to the clock, which refuses it. Raises :class:`UnusableInput` for the rest.
    """
    place = f"事件“{text}”："
    kind, at, rest = text.partition("@")
    if not at:
        raise UnusableInput("没有写日期", f"请写成 种类@日期，例如 fee_paid@2026-03-06（{printed('条例:33')}）", place)
    when, given, value = rest.partition("=")
    event = ClockEvent(kind.strip(), day_of(when, place, "条例:33"))
    if event.kind in _COUNTED:
        return event._replace(days=_working_days(value, place))
    if event.kind in _DATED:
        return event._replace(until=day_of(value, place, "条例:35"))
    if event.kind in _LABELLED:
        return event._replace(label=printable(value).strip())
    if given and event.kind in KIND_WORDS:
        raise UnusableInput(f"这种事件不带“={value}”", f"请去掉等号和后面的内容（{printed('条例:33')}）", place)
    return event


def _working_days(value: str, place: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", value):
        raise UnusableInput("没有写延长几个工作日", f"请写成 extended@日期=天数，天数是整数（{printed('条例:33.2')}）", place)
    return int(value)


def as_json(clock: Clock) -> Mapping[str, object]:
    """The clock in the keys of the contract; days in ISO."""
    awaited = clock.waiting
    return {
        "received": clock.received.isoformat(),
        "due": clock.due and clock.due.isoformat(),
        "waiting_for": awaited and {"who": awaited.who, "what": awaited.what, "until": awaited.until and awaited.until.isoformat()},
        "provisional": clock.provisional,
        "on_time": clock.on_time,
        "irregular": list(clock.irregular),
        "steps": [{"date": step.day.isoformat(), "event": step.event, "effect": step.effect, "cite": step.cite} for step in clock.steps],
        "days": [{"date": day.day.isoformat(), "counts": day.counts, "number": day.number, "why": day.why} for day in clock.days],
    }


def _page(clock: Clock, calendar: Calendar, width: int) -> Iterator[str]:
    yield _head(clock)
    if clock.provisional:
        yield from indented(f"{'；'.join(_doubts(clock, calendar))}，收录后日期可能变动。", width, "暂定：")
    for sentence in clock.irregular:
        yield from indented(sentence, width, "不合规：")
    yield ""
    for step in clock.steps:
        words = KIND_WORDS.get(step.event, "收到申请")
        yield from indented(f"{words}：{step.effect}（{step.cite}）", width, f"{step.day}  ")
    for _, month in groupby(clock.days, key=lambda each: (each.day.year, each.day.month)):
        yield ""
        yield from _month({each.day: each for each in month}, clock, calendar)


def _doubts(clock: Clock, calendar: Calendar) -> Iterable[str]:
    """Which notices are missing, each once."""
    until = clock.waiting.until if clock.waiting else None
    days = [*(each.day for each in clock.days), *([until] if until else [])]
    return dict.fromkeys(note for note in (doubt(calendar.of(day)) for day in days) if note)


def _head(clock: Clock) -> str:
    tentative = "（暂定）" if clock.provisional else ""
    if clock.waiting is not None:
        until = f"，{written(clock.waiting.until)}止{tentative}" if clock.waiting.until else ""
        return f"现在没有答复期限：等{clock.waiting.who}{clock.waiting.what}{until}"
    assert clock.due is not None  # a clock without a due day waits for someone
    answered = next((f"；已于{written(step.day)}答复" for step in clock.steps if step.event == "answered"), "")
    outcome = answered and answered + ("，按期" if clock.on_time else "，逾期")
    return f"最迟 {written(clock.due)} 前答复{tentative}{outcome}"


def _month(days: Mapping[date, LedgerDay], clock: Clock, calendar: Calendar) -> Iterator[str]:
    """The grid of one month: two lines a week, the days above and what each is for the clock below."""
    year, month = min(days).year, min(days).month
    yield f"{year}年{month}月"
    yield "".join(pad(name, _CELL) for name in "一二三四五六日").rstrip()
    for week in monthcalendar(year, month):
        cells = [_cell(date(year, month, number), days, clock, calendar) if number else _Cell() for number in week]
        for line in ("".join(pad(cell.day, _CELL) for cell in cells), "".join(pad(cell.mark, _CELL) for cell in cells)):
            if line.strip():
                yield line.rstrip()


def _cell(day: date, days: Mapping[date, LedgerDay], clock: Clock, calendar: Calendar) -> _Cell:
    entry = days.get(day)
    if entry is None:
        return _Cell(str(day.day))
    kind = calendar.of(day)
    beside = "收到" if day == clock.received else "到期" if day == clock.due else "补班" if kind.kind == MAKEUP else ""
    mark = f"第{entry.number}日" if entry.counts else "" if day == clock.received else "扣除" if kind.working else "休"
    return _Cell(f"{day.day} {beside}".rstrip(), mark)
