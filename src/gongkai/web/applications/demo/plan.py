"""How a case of the demonstration is written down: when it came, and what is done to it on which working day after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.ledger.vocabulary.codes import Channel, Column
from gongkai.web.applications.demo.office import TOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTHING: Mapping[str, Any] = {}


class Step(NamedTuple):
    """One thing done: ``after`` working days behind the receipt; ``how`` a way of ``demo.desk`` (letter, act, decide, remedy …)."""

    after: int
    how: str
    act: str = ""
    answers: Mapping[str, Any] = NOTHING


class Plan(NamedTuple):
    """One case. ``ago``: received so many working days before the day of the demonstration."""

    ago: int
    items: tuple[str, ...]
    steps: tuple[Step, ...] = ()
    who: str = "申请人甲"
    column: Column = Column.PERSON
    channel: Channel = Channel.ONLINE
    organ: str = TOWN
    officer: str = "jingban"


def act(after: int, key: str, **answers: Any) -> Step:
    """An act without a letter."""
    return Step(after, "act", key, answers)


def letter(after: int, key: str, **answers: Any) -> Step:
    """An act with its letter: drafted, signed where that is needed, sent, and served three working days later."""
    return Step(after, "letter", key, answers)


def decide(after: int, code: str, item: int = 1, **facts: Any) -> Step:
    """A decision on an item, with the facts that it needs."""
    return Step(after, "decide", code, {"item": str(item), **facts})


def step(after: int, how: str, **answers: Any) -> Step:
    """Any other way of ``demo.desk``."""
    return Step(after, how, "", answers)
