"""Events of the clock as they stand in an address: ``kind@date``, ``extended@date=days``, ``deferred@date=date``, ``consultation_…@date=label``."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from gongkai.law.deadlines import ClockEvent
from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from gongkai.law.deadlines import Clock

_LABELLED = frozenset({"consultation_sent", "consultation_answered", "consultation_lapsed"})


def event_of(text: str) -> ClockEvent:
    """The event; an unknown kind is left to the clock, which refuses it. Raises :class:`UnusableInput`."""
    kind, at, rest = text.partition("@")
    when, given, value = rest.partition("=")
    if not at:
        raise UnusableInput("没有写日期", "请写成 种类@日期，例如 fee_paid@2026-03-06", f"event“{text}”：")
    event = ClockEvent(kind.strip(), _day(when, text))
    if event.kind == "extended":
        if not re.fullmatch(r"[0-9]{1,4}", value):
            raise UnusableInput("没有写延长几个工作日", "请写成 extended@日期=天数", f"event“{text}”：")
        return event._replace(days=int(value))
    if event.kind == "deferred":
        return event._replace(until=_day(value, text))
    if event.kind in _LABELLED:
        return event._replace(label=value.strip())
    if given:
        raise UnusableInput("这种事件不带等号", "请去掉等号和后面的内容", f"event“{text}”：")
    return event


def shown(clock: Clock) -> dict[str, object]:
    """The clock in the keys of ``gongkai deadline --json``."""
    awaited = clock.waiting
    return {
        "received": clock.received, "due": clock.due, "provisional": clock.provisional, "on_time": clock.on_time, "irregular": list(clock.irregular),
        "waiting_for": awaited and {"who": awaited.who, "what": awaited.what, "until": awaited.until},
        "steps": [{"date": step.day, "event": step.event, "effect": step.effect, "cite": step.cite} for step in clock.steps],
        "days": [{"date": day.day, "counts": day.counts, "number": day.number, "why": day.why} for day in clock.days],
    }  # fmt: skip


def _day(text: str, whole: str) -> date:
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise UnusableInput(f"“{text}”不是日期", "请写成 2026-03-06 这样", f"event“{whole}”：") from None
