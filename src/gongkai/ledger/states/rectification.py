"""The state of a request to correct a record about oneself (条例 Art. 41)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from gongkai.ledger.states.base import Branch, StreamState, moved
from gongkai.ledger.vocabulary import rectification as r

if TYPE_CHECKING:
    from datetime import date

    from gongkai.ledger.vocabulary.base import Entry, Event


@dataclass(frozen=True, slots=True)
class RectificationState(StreamState):
    """Where the request stands; the law sets no period for it."""

    stream: ClassVar[str] = "rectification"
    request: r.RectificationReceived | None = None
    received_on: date | None = None
    decision: r.RectificationDecided | None = None
    decided_on: date | None = None
    served_on: date | None = None


def _received(state: RectificationState, entry: Entry, event: r.RectificationReceived) -> RectificationState:
    return replace(state, request=event, received_on=entry.effective_on)


def _decided(state: RectificationState, entry: Entry, event: r.RectificationDecided) -> RectificationState:
    return replace(state, decision=event, decided_on=entry.effective_on)


def _served(state: RectificationState, entry: Entry, event: r.RectificationServed) -> RectificationState:
    return replace(state, served_on=entry.effective_on)


BRANCHES: dict[type[Event], Branch] = {
    r.RectificationReceived: _received,
    r.RectificationDecided: _decided,
    r.RectificationServed: _served,
    r.Moved: moved,
}
