"""The fee for processing information (信息处理费): by item or by page, in slices, each line shown.

Charging is never automatic: 条例 Art. 42 says 可以. An officer finds that number or frequency is clearly
beyond reason and chooses the method; this module only says what the tariff then comes to. Amounts
are yuan as ``Decimal`` with two places.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.law.citation import printed
from gongkai.law.parameters import NoValueInForce
from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

BY_ITEM, BY_PAGES = "by_item", "by_pages"
YUAN = "元"
_FILE = "fees.toml"
_CENT = Decimal("0.01")


class Line(NamedTuple):
    """One slice: from the ``first`` to the ``last`` item or page (both count), yuan each, yuan together."""

    first: int
    last: int
    quantity: int
    rate: Decimal
    amount: Decimal


class Fee(NamedTuple):
    """What a tariff comes to. ``cite`` is a citation key; ``note`` says which reading was taken, where one was."""

    amount: Decimal
    lines: tuple[Line, ...]
    cite: str
    note: str = ""


class Receipt(NamedTuple):
    """An application as it counts for the fee. ``units``: into how many it was split (收费办法 Art. 4), normally one."""

    number: str
    received: date
    organ: str
    applicant: str
    units: int = 1


class _Slice(NamedTuple):
    last: int
    rate: Decimal
    assumed: bool


class _Tariff(NamedTuple):
    """The slices as written, then ``beyond``: without end when ``width`` is None, else in slices each ``step`` dearer."""

    since: date
    cite: str
    slices: tuple[_Slice, ...]
    beyond: Decimal
    width: int | None
    step: Decimal
    assumed: bool

    def upto(self, last: int, beyond: Decimal | None) -> Iterator[_Slice]:
        """The slices in order until one reaches ``last``. ``beyond`` replaces the first rate behind the written ones."""
        yield from self.slices
        end, rate = self.slices[-1].last, self.beyond if beyond is None else beyond
        while end < last:
            end = last if self.width is None else end + self.width
            yield _Slice(end, rate, self.assumed)
            rate += self.step


def by_item(number: int, day: date, *, units: int = 1, beyond: Decimal | None = None) -> Fee:
    """The fee for one application that is the ``number``-th of the applicant's month at this organ, received on ``day``.

    ``units`` > 1: it was split, and takes that many places. ``beyond`` is the office's own rate for the first slice
    behind the written ones (31–40). Raises :class:`UnusableInput` for a number that cannot be,
    :class:`NoValueInForce` before there was a tariff.
    """
    if units < 1:
        raise UnusableInput(f"一件申请不能拆分为 {units} 件", "请写不小于 1 的整数")
    return _charge(BY_ITEM, number, number + units - 1, day, beyond)


def month_total(items: int, day: date, *, beyond: Decimal | None = None) -> Fee:
    """The fees for all ``items`` of one month together, at the tariff of ``day``. Raises as :func:`by_item`."""
    return _charge(BY_ITEM, 1, items, day, beyond)


def by_pages(pages: int, day: date) -> Fee:
    """The fee by volume for one application. Either this or by item, never both. Raises as :func:`by_item`."""  # 收费办法 Art. 3
    return _charge(BY_PAGES, 1, pages, day, None)


def ordinal(receipts: Sequence[Receipt], number: str) -> int:
    """Which of the month application ``number`` is: same organ, same applicant, same calendar month of receipt.

    Those received on one day count in the order given. An earlier one that was split takes as many places
    as it has units. Raises ``KeyError`` when ``number`` is not among them.
    """
    this = next((entry for entry in receipts if entry.number == number), None)
    if this is None:
        raise KeyError(number)
    same = [entry for entry in receipts if _counted_with(entry) == _counted_with(this)]
    same.sort(key=lambda entry: entry.received)
    return 1 + sum(entry.units for entry in same[: same.index(this)])


def _counted_with(entry: Receipt) -> tuple[str, str, int, int]:
    return entry.organ, entry.applicant, entry.received.year, entry.received.month


def _charge(method: str, first: int, last: int, day: date, beyond: Decimal | None) -> Fee:
    entry = _data()[method]
    _refuse_impossible(first, last, entry["unit"], entry["limit"])
    tariff = _in_force(method, day)
    lines, assumed, begin = [], False, 1
    for part in tariff.upto(last, beyond):
        low, high = max(begin, first), min(part.last, last)
        if low <= high:
            quantity = high - low + 1
            lines.append(Line(low, high, quantity, part.rate.quantize(_CENT), (part.rate * quantity).quantize(_CENT)))
            assumed = assumed or part.assumed
        begin = part.last + 1
    amount = sum((line.amount for line in lines), Decimal("0.00"))
    return Fee(amount, tuple(lines), tariff.cite, _note(tariff, beyond) if assumed else "")


def _note(tariff: _Tariff, beyond: Decimal | None) -> str:
    start = tariff.slices[-1].last + 1
    if beyond is not None:
        return f"第{start}件起首档按本机关设置的{beyond}元计"
    return f"第{start}件起首档{tariff.beyond}元是按“每增加一档提高{tariff.step}元”推算的，本机关另有口径的请改设置"


def _refuse_impossible(first: int, last: int, unit: str, limit: int) -> None:
    number = last if first == 1 or last > limit else first
    if not 1 <= number <= limit:
        raise UnusableInput(f"不能按 {number} {unit}计算信息处理费", f"请写 1 至 {limit} 之间的整数")


def _in_force(method: str, day: date) -> _Tariff:
    tariffs = _tariffs(method)
    for tariff in reversed(tariffs):
        if tariff.since <= day:
            return tariff
    first = tariffs[0]
    raise NoValueInForce(f"{day} 还没有信息处理费的收费标准，{printed(first.cite)}从 {first.since} 起施行；需要时请补在 law/data/{_FILE}")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("gongkai.law").joinpath("data", _FILE).read_text("utf-8"))


@cache
def _tariffs(method: str) -> tuple[_Tariff, ...]:
    return tuple(_tariff(raw) for raw in _data()[method]["tariffs"])


def _tariff(raw: dict[str, Any]) -> _Tariff:
    slices = tuple(_Slice(entry["to"], Decimal(entry["rate"]), assumed=False) for entry in raw["slices"])
    beyond = raw["beyond"]
    step, assumed = Decimal(beyond.get("step", 0)), bool(beyond.get("setting", False))
    return _Tariff(raw["from"], raw["cite"], slices, Decimal(beyond["rate"]), beyond.get("width"), step, assumed)
