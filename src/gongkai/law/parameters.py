"""Legal numbers: each with its unit, the day it begins to hold, and the clause that says so.

They live in ``law/data/*.toml``; the code asks ``PARAMETER.at(day)`` and names no number itself::

    [answer_period]
    label = "答复期限"
    values = [
      { from = 2008-05-01, value = 15, unit = "working_day", cite = "条例2007:24" },
      { from = 2019-05-15, value = 20, unit = "working_day", cite = "条例:33.2" },
    ]

``to`` ends a value without a successor (first day it no longer holds). ``setting = true`` marks
what the law leaves open: a default that an office may replace, printed where it matters.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

WORKING_DAY, CALENDAR_DAY, MONTH, YUAN, COUNT, SECOND = "working_day", "calendar_day", "month", "yuan", "count", "second"
UNITS = {WORKING_DAY: "个工作日", CALENDAR_DAY: "日", MONTH: "个月", YUAN: "元", COUNT: "件", SECOND: "秒"}


class NoValueInForce(LookupError):
    """No value holds on that day; the message names the file to add one to."""


class Dated(NamedTuple):
    """One value and the days it holds: from ``since`` up to but not including ``until`` (None: still)."""

    value: int
    unit: str
    cite: str
    since: date
    until: date | None
    setting: bool = False
    unit_cite: str = ""  # the clause that defines the unit, where it is not the same

    @property
    def words(self) -> str:
        """The period in Chinese: 「20个工作日」."""
        return f"{self.value}{UNITS[self.unit]}"


class Parameter(NamedTuple):
    """A legal number under one name over time. ``file`` is where another value would be added."""

    name: str
    label: str
    values: tuple[Dated, ...]
    file: str

    def at(self, day: date) -> Dated:
        """The value in force on ``day``. Raises :class:`NoValueInForce` when none was."""
        for value in reversed(self.values):
            if value.since <= day and (value.until is None or day < value.until):
                return value
        first = min(value.since for value in self.values)
        raise NoValueInForce(f"{self.label}在 {day} 没有生效的规定，最早从 {first} 起；需要时请补在 law/data/{self.file}")


@cache
def load(file: str) -> Mapping[str, Parameter]:
    """All parameters of one data file (``"periods.toml"``), by name. Duplicate keys are an error of TOML."""
    raw = tomllib.loads(files("gongkai.law").joinpath("data", file).read_text("utf-8"))
    return {name: _parameter(name, entry, file) for name, entry in raw.items()}


def _parameter(name: str, entry: Mapping[str, object], file: str) -> Parameter:
    values = entry["values"]
    if not isinstance(values, list) or not isinstance(entry["label"], str):
        raise TypeError(f"law/data/{file}: [{name}] needs label and values")
    starts = [value["from"] for value in values]
    if starts != sorted(set(starts)):
        raise ValueError(f"law/data/{file}: [{name}] must be in order of its days")
    dated = []
    for value, following in zip(values, [*starts[1:], None], strict=True):
        until = value.get("to", following)
        setting, unit_cite = bool(entry.get("setting", False)), value.get("unit_cite", "")
        dated.append(Dated(value["value"], value["unit"], value["cite"], value["from"], until, setting, unit_cite))
    return Parameter(name, entry["label"], tuple(dated), file)


def parameter(name: str, file: str = "periods.toml") -> Parameter:
    """One parameter by name. Raises ``KeyError`` for a name that the file does not have."""
    return load(file)[name]
