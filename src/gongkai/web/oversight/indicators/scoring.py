"""Points: exact arithmetic of a set of indicators, of cases alone. Knows no organ, no database and no clock.

Nothing is ever below zero or above its points; more cases of a defect never give more; the order of cases does not matter.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

DEDUCT, RATIO, BONUS, VETO = "deduct", "ratio", "bonus", "veto"
CENT = Decimal("0.01")
NONE = Decimal(0)
FAILED = "不合格"
Key = TypeVar("Key")


class Terms(NamedTuple):
    """How one indicator gives points: ``per_case`` is what one case costs or brings, ``cap`` the most that is lost (None: all points)."""

    method: str
    points: Decimal
    per_case: Decimal = NONE
    cap: Decimal | None = None


class Mark(NamedTuple):
    """What an organ has of one indicator; of a veto ``points`` is 1 where it applies."""

    method: str
    points: Decimal


class Sum(NamedTuple):
    """The result of an organ: ``total`` with ``bonus`` in it; ``vetoed`` is 不合格 whatever the sum."""

    total: Decimal
    bonus: Decimal
    vetoed: bool


def points_of(terms: Terms, cases: Iterable[Hashable], base: int | None = None) -> Decimal:
    """What the cases leave or bring, to a hundredth of a point. A case that is told twice counts once.

    ``base`` is what the cases are a share of: with a base of 0 nothing was owed and nothing is lost. Raises ValueError for a ratio without one.

    >>> points_of(Terms(DEDUCT, Decimal(10), Decimal(3)), ["a", "b"])
    Decimal('4.00')
    >>> points_of(Terms(RATIO, Decimal(10)), ["a"], 3)
    Decimal('6.67')
    >>> points_of(Terms(BONUS, Decimal(5), Decimal(2)), ["a", "b", "c"])
    Decimal('5.00')
    """
    count = len(set(cases))
    if terms.method == VETO:
        return Decimal(1 if count else 0)
    if terms.method == RATIO:
        if base is None:
            raise ValueError("a ratio needs what the cases are a share of")
        good = max(base - count, 0)
        return _cents(terms.points * good / base if base else terms.points)
    if terms.method == BONUS:
        return _cents(min(terms.points, terms.per_case * count))
    lost = min(terms.per_case * count, terms.points if terms.cap is None else min(terms.cap, terms.points))
    return _cents(terms.points - lost)


def most(terms: Terms) -> Decimal:
    """The most that can be had: of a veto 1, which says that it applies."""
    return Decimal(1) if terms.method == VETO else terms.points


def sum_of(marks: Iterable[Mark]) -> Sum:
    """Points added up, bonus after; a veto beside them."""
    held = list(marks)
    bonus = sum((each.points for each in held if each.method == BONUS), NONE)
    rest = sum((each.points for each in held if each.method in (DEDUCT, RATIO)), NONE)
    return Sum(_cents(rest + bonus), _cents(bonus), any(each.method == VETO and each.points for each in held))


def grade_of(found: Sum, grades: Sequence[tuple[str, Decimal]]) -> str:
    """The word of a result; ``grades`` are words with their least sum, the best first.

    >>> grade_of(Sum(Decimal(85), NONE, False), [("优秀", Decimal(90)), ("良好", Decimal(80))])
    '良好'
    """
    if found.vetoed:
        return FAILED
    return next((word for word, least in grades if found.total >= least), FAILED)


def ranks(sums: Mapping[Key, Sum]) -> dict[Key, int]:
    """The place of each, equal sums on equal places and the next place left out; who is vetoed comes behind all others."""
    order = {key: (found.vetoed, -found.total) for key, found in sums.items()}
    place: dict[tuple[bool, Decimal], int] = {}
    for number, mine in enumerate(sorted(order.values()), 1):
        place.setdefault(mine, number)
    return {key: place[mine] for key, mine in order.items()}


def _cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)
