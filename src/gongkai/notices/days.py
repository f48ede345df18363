"""What the calendar has to say about the days of a letter: remarks for the officer, never a refusal.

Only the register knows all that stopped or restarted the clock (``law.deadlines``); here a day is
compared with the plain case, and a letter sent late is still a letter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.law.citation import printed
from gongkai.law.parameters import parameter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gongkai.law.calendar import Calendar, Reached
    from gongkai.notices.base import NoticeKind

_ANSWER = "answer_period"


def remarks(kind: NoticeKind, facts: Mapping[str, Any], calendar: Calendar) -> Iterator[str]:
    """One Chinese sentence for each day that looks wrong: late letters, due days that do not fit."""
    if kind.code in ("P01", "P02"):
        yield from _due(facts, calendar)
    elif kind.code == "P03":
        yield from _late_request(kind, facts, calendar)
    elif kind.code == "P05":
        yield from _extended(facts, calendar)


def _due(facts: Mapping[str, Any], calendar: Calendar) -> Iterator[str]:
    limit = parameter(_ANSWER).at(facts["received_on"])  # 条例 Art. 33(2)
    due = calendar.add(facts["received_on"], limit.value)
    if due.day != facts["due_on"]:
        yield f"答复期限写的是 {facts['due_on']}，自收到申请之日起{limit.words}是{_said(due)}，请核对"


def _late_request(kind: NoticeKind, facts: Mapping[str, Any], calendar: Calendar) -> Iterator[str]:
    limit = parameter(kind.period).at(facts["received_on"])  # 条例 Art. 30
    passed = calendar.between(facts["received_on"], facts["date"])
    if passed > limit.value:
        yield f"成文日期是收到申请后第{passed}个工作日，{printed(limit.cite)}要求在{limit.words}内告知补正"


def _extended(facts: Mapping[str, Any], calendar: Calendar) -> Iterator[str]:
    limit = parameter(_ANSWER).at(facts["received_on"])
    due = calendar.add(facts["received_on"], limit.value)
    if facts["date"] > due.day:  # 条例 Art. 33(2): told before the period ends
        yield f"成文日期已过{_said(due)}，没有补正、征求意见等情形的，不能再延长"
    extended = calendar.add(due.day, facts["extension_days"])
    if extended.day != facts["due_on"]:
        yield f"延长后的答复期限写的是 {facts['due_on']}，没有补正、征求意见等情形的应当是{_said(extended)}，请核对"


def _said(reached: Reached) -> str:
    return f" {reached.day}" + ("（当年放假安排尚未公布，暂定）" if reached.provisional else "")
