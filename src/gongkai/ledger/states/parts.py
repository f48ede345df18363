"""The pieces of the state of an application: values, never changed once made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from gongkai.ledger.vocabulary.codes import Assessment, Code, Party, Stance, Way

if TYPE_CHECKING:
    from datetime import date

    from gongkai.law import tally
    from gongkai.law.deadlines import ClockEvent
    from gongkai.ledger.vocabulary.application import Facts, ReanswerOrdered


class Phase(Code):
    """Where an application stands as a whole."""

    UNREGISTERED = "unregistered", "没有登记"
    OPEN = "open", "正在办理"
    ANSWERED = "answered", "已经答复"
    REANSWERING = "reanswering", "正在重新答复"
    CLOSED = "closed", "不再处理"
    WITHDRAWN = "withdrawn", "已经撤回"
    HANDED_OVER = "handed_over", "已经移交"


class Item(NamedTuple):
    """One thing asked for. ``decision`` "" until decided; ``split`` when others took its place."""

    number: int
    decision: str = ""
    facts: Facts = ()
    decided_on: date | None = None
    split: bool = False


class Correction(NamedTuple):
    """The one 补正. ``step`` issued the letter."""

    step: int
    requested_on: date
    until: date
    received_on: date | None = None
    lapsed_on: date | None = None


class Consultation(NamedTuple):
    """One party that was asked, in which round. Open until it answers or its time is found to be over."""

    step: int
    label: str
    party: Party
    sent_on: date
    round: int
    answered_on: date | None = None
    stance: Stance | None = None
    lapsed_on: date | None = None

    @property
    def open(self) -> bool:
        """Whether the opinion is still awaited."""
        return self.answered_on is None and self.lapsed_on is None


class CoHandling(NamedTuple):
    """One unit of the own organ that was asked to help; stops nothing."""

    label: str
    asked_on: date
    due: date | None
    answered_on: date | None = None


class Reasons(NamedTuple):
    """Reasons asked of the applicant (Art. 35), and what was thought of them."""

    step: int
    requested_on: date
    assessment: Assessment | None = None
    assessed_on: date | None = None


class Extension(NamedTuple):
    """The one extension."""

    step: int
    told_on: date
    days: int


class Fee(NamedTuple):
    """The fee that was asked for last; ``amount`` in fen."""

    step: int
    notified_on: date
    amount: int
    paid_on: date | None = None
    lapsed_on: date | None = None


class MainItem(NamedTuple):
    """The item whose row counts when nothing was given and the rows differ."""

    item: int
    reason: str


class Letter(NamedTuple):
    """A letter that was issued: by which step, when, under which 文号."""

    step: int
    day: date
    number: str


class Service(NamedTuple):
    """A letter that reached its reader: ``step`` issued it."""

    step: int
    day: date
    way: Way
    proof: str


class Outcome(NamedTuple):
    """How a round ended: the items as the annual table counts them, the letter ("" none) and the day.

    ``row``: of an imported case only the row is known, not the kinds; "" otherwise.
    """

    step: int
    day: date
    items: tuple[tally.Item, ...]
    letter: str = ""
    row: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """One run from a receipt to an answer: the application itself, then every 重新答复 (with its order)."""

    received_on: date
    events: tuple[ClockEvent, ...] = ()
    order: ReanswerOrdered | None = None
    outcome: Outcome | None = None
