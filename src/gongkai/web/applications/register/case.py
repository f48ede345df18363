"""One row of a register as a case: every value read, every contradiction of the row named. Errors are all found at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from gongkai.law.deadlines import written
from gongkai.law.tally import UnknownRow, by_row_label
from gongkai.lib.cells import Problem, Unreadable, plain, shown
from gongkai.web.applications.register.columns import BY_KEY
from gongkai.web.applications.register.values import AGAIN, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.lib.tablefile import Table, Value

_TOTALS = ("合计", "总计", "小计")
_OLDEST = date(2008, 5, 1)  # 条例2007 in force; before it there was no application
# The second cannot be there without the first, nor come before it.
_PAIRS = (
    ("correction_requested", "correction_received"), ("consulted", "opinion"), ("fee_notified", "fee_paid"), ("closed", "served"),
    ("review_received", "review_closed"), ("suit_received", "suit_closed"),
)  # fmt: skip
_AFTER_RECEIPT = ("correction_requested", "consulted", "extended_on", "fee_notified", "closed", "review_received", "suit_received")
_TOGETHER = (("closed", "row"), ("review_closed", "review_result"), ("suit_closed", "suit_result"))
_BESIDE = (
    ("fee_notified", "fee"), ("extended", "extended_on"), ("suit_received", "suit_sort"), ("consulted", "stance"), ("served", "way"),
)  # fmt: skip


@dataclass(slots=True)
class Case:
    """The values of one row by the keys of ``columns``; ``extra`` those of unknown columns. ``problems`` empty: it can be brought in."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __getitem__(self, key: str) -> Any:
        return self.values.get(key)

    def wrong(self, key: str, words: str) -> None:
        """Note an error in a column."""
        label = BY_KEY[key].label
        self.problems.append(Problem(self.line, label, f"第 {self.line} 行“{label}”{words}。{AGAIN}。"))


def cases(table: Table, today: date) -> Iterator[Case]:
    """Every row of the register, read and looked at by itself; total rows are left out."""
    for line, row in table.rows():
        case = _read(table, line, row)
        if str(case["number"]) in _TOTALS and not case["received"]:
            continue
        _needed(case)
        _sequence(case)
        _not_ahead(case, today)
        yield case


@lru_cache(maxsize=512)
def row_of(label: str) -> str:
    """The key of the row of table three that a label names. Raises :class:`UnknownRow`."""
    return by_row_label(label).key


def _read(table: Table, line: int, row: list[Value]) -> Case:
    case = Case(line)
    for key, label, value in zip(table.keys, table.labels, row, strict=False):
        if not key:
            if label and (kept := plain(value)):
                case.extra[label] = kept
            continue
        try:
            meaning = read(BY_KEY[key], value)
            case.values[key] = row_of(meaning) if key == "row" and isinstance(meaning, str) and meaning else meaning
        except (Unreadable, UnknownRow) as error:
            words = (
                str(error)
                if isinstance(error, Unreadable)
                else "，不是年度报告表三的任何一行。请填表中的行名，例如“予以公开”“属于国家秘密”"
            )
            case.values[key] = None
            case.wrong(key, f"写的是 {shown(value)}{words}")
    return case


def _needed(case: Case) -> None:
    flawed = {problem.column for problem in case.problems}
    for key in ("number", "received", "channel", "column"):
        if not case[key] and BY_KEY[key].label not in flawed:
            case.wrong(key, "没有填")
    if len(case["number"] or "") > 60:
        case.wrong("number", "超过 60 个字")
    if case["received"] and case["received"] < _OLDEST:
        case.wrong("received", f"写的是 {case['received']}，那时政府信息公开条例还没有施行")


def _sequence(case: Case) -> None:
    """What needs something else, and what cannot come before it (as the contract: closed before received is an error)."""
    flawed = {problem.column for problem in case.problems}
    for first, second in _PAIRS:
        if case[second] and not case[first] and BY_KEY[first].label not in flawed:
            case.wrong(second, f"写的是 {case[second]}，却没有填“{BY_KEY[first].label}”")
        elif case[second] and case[first] and case[second] < case[first]:
            case.wrong(second, f"写的是 {case[second]}，早于“{BY_KEY[first].label}”{case[first]}")
    for key in _AFTER_RECEIPT:
        if case[key] and case["received"] and case[key] < case["received"]:
            case.wrong(key, f"写的是 {case[key]}，早于“收到日期”{case['received']}")
    for day, result in _TOGETHER:
        for there, missing in ((day, result), (result, day)):
            if case[there] and not case[missing] and not {BY_KEY[there].label, BY_KEY[missing].label} & flawed:
                case.wrong(missing, f"没有填，“{BY_KEY[there].label}”却填了")
    for needed, key in _BESIDE:
        if case[key] is not None and not case[needed] and BY_KEY[needed].label not in flawed:
            case.wrong(key, f"填了，却没有填“{BY_KEY[needed].label}”")
    if case["suit_received"] and not case["suit_sort"] and BY_KEY["suit_sort"].label not in flawed:
        case.wrong("suit_sort", "没有填，“诉讼收案日期”却填了")


def _not_ahead(case: Case, today: date) -> None:
    for key, value in case.values.items():
        if isinstance(value, date) and value > today:
            case.wrong(key, f"写的是 {value}，今天是{written(today)}，还没有到")
