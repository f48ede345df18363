"""Where the clock stands between two events, and how the due day follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.clock_model import CO_MAKER, OTHER_ORGAN, Waiting
from gongkai.law.instruments import INSTRUMENTS
from gongkai.law.parameters import Dated, NoValueInForce, parameter

if TYPE_CHECKING:
    from gongkai.law.calendar import Calendar

CORRECTION, FEE, CONSULTATION = "correction", "fee", "consultation"
ONE_DAY = timedelta(days=1)
# The Regulation of 2019 governs what was received from this day on.
IN_FORCE = date.fromisoformat(INSTRUMENTS["条例"].since)


class Standstill(NamedTuple):
    """Days that do not count: those after ``since`` up to and including ``ended`` (None: still open).

    ``kind`` is one of CORRECTION, FEE, CONSULTATION; ``until`` the last day the other party has.
    """

    kind: str
    label: str
    since: date
    until: date | None
    ended: date | None = None

    def covers(self, day: date) -> bool:
        """Whether ``day`` falls into it."""
        return self.since < day and (self.ended is None or day <= self.ended)  # 条例 Art. 33(3): sent … answered

    @property
    def co_maker(self) -> bool:
        """A consultation of an organ that made the information too (Art. 34), not of a third party (Art. 32)."""
        return self.label.startswith(CO_MAKER)

    @property
    def party(self) -> str:
        """Who is asked or owes: 「申请人」「第三方」「第三方（甲公司）」「共同制作机关」."""
        if self.kind != CONSULTATION:
            return "申请人"
        if self.label.startswith((CO_MAKER, OTHER_ORGAN)):
            return self.label
        return f"第三方（{self.label}）" if self.label else "第三方"

    @property
    def awaited(self) -> str:
        """What is awaited of that party."""
        return {CORRECTION: "补正", FEE: "缴费"}.get(self.kind, "提出意见")

    @property
    def why(self) -> str:
        """What the ledger says of a working day within."""
        if self.kind != CONSULTATION:
            return f"等待{self.awaited}"
        return f"征求{self.party}意见期间不计算"


@dataclass(frozen=True)
class State:
    """All that the next event needs to know.

    ``starts``: the receipt and every restart; the day after the last is day 1 of the running period.
    ``allowed``: working days of a full period. ``extra``: those of an extension, in the running period.
    ``deferred``: the day of Art. 35, ``deferred_extra``: working days an extension added behind it.
    """

    received: date
    allowed: int
    starts: tuple[date, ...]
    standstills: tuple[Standstill, ...] = ()
    extended: date | None = None
    extra: int = 0
    deferred: date | None = None
    deferred_extra: int = 0
    answered: date | None = None
    on_time: bool | None = None

    @property
    def open(self) -> tuple[Standstill, ...]:
        """What is awaited now; what the applicant owes stands first."""
        pending = [each for each in self.standstills if each.ended is None]
        return tuple(sorted(pending, key=lambda each: (CORRECTION, FEE, CONSULTATION).index(each.kind)))


def period(name: str, day: date) -> Dated | None:
    """The period of that name in force on ``day``; None when the law had none."""
    try:
        return parameter(name).at(day)
    except NoValueInForce:
        return None


def clause(state: State, of_2019: str, of_2007: str) -> str:
    """The citation key in the Regulation that governs this application: that in force when it was received."""
    return of_2019 if state.received >= IN_FORCE else of_2007


def counts(state: State, calendar: Calendar, day: date, closing: date | None = None) -> bool:
    """Whether ``day`` counts. With ``closing`` what is still open is taken to end on that day."""
    if not calendar.is_working(day):
        return False
    return not any(each.covers(day) and (each.ended is not None or closing is None or day <= closing) for each in state.standstills)


def due_day(state: State, calendar: Calendar, closing: date) -> date:
    """The last day of the running period, if what is still open ended on ``closing``.

    The later of two days: the full period with its extension, and the deferral with what was
    added behind it (moved to the next day that counts).
    """
    statutory = _count_to(state, calendar, state.starts[-1], state.allowed + state.extra, closing)  # 条例 Art. 33(2)
    if state.deferred is None:
        return statutory
    deferred = _count_to(state, calendar, state.deferred - ONE_DAY, 1 + state.deferred_extra, closing)  # 条例 Art. 35
    return max(statutory, deferred)


def _count_to(state: State, calendar: Calendar, day: date, number: int, closing: date) -> date:
    """The ``number``-th day after ``day`` that counts."""
    while number:
        day += ONE_DAY
        number -= counts(state, calendar, day, closing)
    return day


def waiting(state: State) -> Waiting | None:
    """For whom the clock waits: the applicant before all others, then everyone whose opinion is out.

    The time of several parties ends with the last of them; None in ``until`` when one has no known end.
    """
    if not state.open:
        return None
    first = state.open[0]
    parties = [each for each in state.open if each.kind == first.kind]
    ends = [each.until for each in parties if each.until is not None]
    until = max(ends) if len(ends) == len(parties) else None
    return Waiting("、".join(each.party for each in parties), first.awaited, until)
