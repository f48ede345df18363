"""The fifth part: problems and what is done about them, last year's first.

Each entry of the register becomes one point: problem, measure, what became of it. The words are the clerk's; only the frame
and the months come from here.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from gongkai.report.narrative.template import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_NUMERALS = "一二三四五六七八九十"
_OPEN = [f"{{本年第{number}项问题}}。改进措施是{{本年第{number}项措施}}，{{本年第{number}项完成月份}}底前完成" for number in "一二"]
_BLANK = re.compile(r"[上本]年第[一二三四五六七八九十]{1,3}项(?:问题|措施|完成月份)")
_MARKS = " \t\n\u3000。，；、："


class State(Enum):
    """How far a measure has come."""

    DONE = "done"
    GOING = "going"
    NOT_BEGUN = "not_begun"


class Problem(NamedTuple):
    """One entry of the register. ``outcome`` is what became of it, in words; ``due`` the day by which it is to be done."""

    problem: str
    measure: str
    state: State = State.GOING
    due: date | None = None
    outcome: str = ""
    last_year: bool = False


def left_blank(name: str) -> bool:
    """Whether this is the name of a place that :func:`problems` left open, which the register fills and no fact of the record.

    >>> left_blank("本年第一项措施"), left_blank("本年问题数")
    (True, False)
    """
    return _BLANK.fullmatch(name) is not None


def problems(register: Sequence[Problem]) -> str:
    """The fifth part as a template. Where the register is empty, or a day is not set, a field stays open (条例 Art. 50(4))."""
    before = [each for each in register if each.last_year]
    now = [each for each in register if not each.last_year]
    parts = []
    if before:
        points = [f"{_of(each)}，{_became(each, f'上年第{_number(at)}项')}" for at, each in enumerate(before)]
        parts.append("上年报告所列问题的改进情况：" + _listed(points))
    points = [f"{_of(each)}，{_promised(each, f'本年第{_number(at)}项')}" for at, each in enumerate(now)] or _OPEN
    parts.append("本年度存在的主要问题和改进措施：" + _listed(points))
    return "\n".join(parts)


def _of(each: Problem) -> str:
    return f"{_words(each.problem)}。改进措施是{_words(each.measure)}"


def _became(each: Problem, name: str) -> str:
    """What became of a problem of last year: done, or until when."""
    outcome = f"，{_words(each.outcome)}" if each.outcome.strip(_MARKS) else ""
    if each.state is State.DONE:
        return f"已经完成{outcome}"
    state = "正在推进" if each.state is State.GOING else "尚未开展"
    return f"{state}{outcome}，{_until(each, name)}"


def _promised(each: Problem, name: str) -> str:
    """A problem of this year: done within it, or by when."""
    return _became(each, name) if each.state is State.DONE else _until(each, name)


def _until(each: Problem, name: str) -> str:
    when = f"{each.due.year}年{each.due.month}月" if each.due else f"{{{name}完成月份}}"
    return f"{when}底前完成"


def _listed(points: list[str]) -> str:
    if len(points) == 1:
        return points[0] + "。"
    return "".join(f"{_number(at)}是{point}。" for at, point in enumerate(points))


def _number(at: int) -> str:
    """The numeral of a point, the first being 0: 一 to 九十九."""
    tens, ones = divmod(at + 1, 10)
    head = ("" if tens == 1 else _NUMERALS[tens - 1]) + "十" if tens else ""
    return head + (_NUMERALS[ones - 1] if ones else "")


def _words(text: str) -> str:
    """The clerk's words on one line without the marks around them, as part of a template."""
    return escaped("".join(text.splitlines()).strip(_MARKS))
