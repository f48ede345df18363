"""The state of a review or lawsuit, and its cell of table four at the end of a year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from gongkai.ledger.states.base import Branch, StreamState, moved
from gongkai.ledger.vocabulary import remedy as m

if TYPE_CHECKING:
    from datetime import date

    from gongkai.ledger.vocabulary.base import Entry, Event

PENDING = "pending"


class Instance(NamedTuple):
    """One decision, and whether it was appealed against."""

    decided_on: date
    decision: m.Decided
    appealed_on: date | None = None


@dataclass(frozen=True, slots=True)
class RemedyState(StreamState):
    """Where the case stands. ``instances``: its decisions, the last one counts."""

    stream: ClassVar[str] = "remedy"
    case: m.CopyReceived | None = None
    received_on: date | None = None
    reply_due: date | None = None
    replied_on: date | None = None
    instances: tuple[Instance, ...] = ()
    final_on: date | None = None

    @property
    def awaiting_decision(self) -> bool:
        """Whether a review organ or a court has the case before it."""
        return self.case is not None and (not self.instances or self.instances[-1].appealed_on is not None)

    def cell(self, year_end: date) -> tuple[str, str] | None:
        """Row and column of table four on ``year_end``: the result when it was final by then, else ``PENDING``.

        None when the case came later, or was final in an earlier year and counted there.
        """
        if self.case is None or self.received_on is None or self.received_on > year_end:
            return None
        if self.final_on is None or self.final_on > year_end:
            return self.case.sort.value, PENDING
        counted = self.final_on.year == year_end.year
        return (self.case.sort.value, self.instances[-1].decision.result.value) if counted else None


def _copy_received(state: RemedyState, entry: Entry, event: m.CopyReceived) -> RemedyState:
    return replace(state, case=event, received_on=entry.effective_on)


def _reply_due_set(state: RemedyState, entry: Entry, event: m.ReplyDueSet) -> RemedyState:
    return replace(state, reply_due=event.until)


def _reply_filed(state: RemedyState, entry: Entry, event: m.ReplyFiled) -> RemedyState:
    return replace(state, replied_on=entry.effective_on)


def _decided(state: RemedyState, entry: Entry, event: m.Decided) -> RemedyState:
    return replace(state, instances=(*state.instances, Instance(entry.effective_on, event)))


def _appealed(state: RemedyState, entry: Entry, event: m.Appealed) -> RemedyState:
    return replace(state, instances=(*state.instances[:-1], *(i._replace(appealed_on=entry.effective_on) for i in state.instances[-1:])))


def _became_final(state: RemedyState, entry: Entry, event: m.BecameFinal) -> RemedyState:
    return replace(state, final_on=entry.effective_on)


BRANCHES: dict[type[Event], Branch] = {
    m.CopyReceived: _copy_received,
    m.ReplyDueSet: _reply_due_set,
    m.ReplyFiled: _reply_filed,
    m.Decided: _decided,
    m.Appealed: _appealed,
    m.BecameFinal: _became_final,
    m.Moved: moved,
}
