"""The state of one published piece of information: its reviews, and where it stands in public."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from gongkai.ledger.states.base import Branch, StreamState
from gongkai.ledger.vocabulary import publication as p
from gongkai.ledger.vocabulary.codes import Stage, Verdict

if TYPE_CHECKING:
    from datetime import date

    from gongkai.ledger.vocabulary.base import Entry, Event
    from gongkai.ledger.vocabulary.codes import Outlet

STAGES = tuple(Stage)


class Standing(NamedTuple):
    """A channel on which it stands, since when, which content, by which receipt."""

    outlet: Outlet
    since: date
    content: str
    receipt: str


@dataclass(frozen=True, slots=True)
class PublicationState(StreamState):
    """``passed``: the stages passed since the last draft, change or return. ``first_on``: first made public."""

    stream: ClassVar[str] = "publication"
    catalogue: str = ""
    content: str = ""
    formed_on: date | None = None
    passed: tuple[Stage, ...] = ()
    approved_on: date | None = None
    standing: tuple[Standing, ...] = ()
    first_on: date | None = None

    @property
    def next_stage(self) -> Stage | None:
        """The review that comes next; None when all three are passed."""
        return next((stage for stage in STAGES if stage not in self.passed), None)

    def on_outlet(self, outlet: Outlet) -> Standing | None:
        """How it stands on that channel; None when it does not."""
        return next((each for each in self.standing if each.outlet is outlet), None)


def _drafted(state: PublicationState, entry: Entry, event: p.Drafted) -> PublicationState:
    return replace(state, catalogue=event.catalogue, content=event.content, formed_on=event.formed_on)


def _reviewed(state: PublicationState, entry: Entry, event: p.Reviewed) -> PublicationState:
    return replace(state, passed=(*state.passed, event.stage) if event.verdict is Verdict.PASSED else ())


def _approved(state: PublicationState, entry: Entry, event: p.Approved) -> PublicationState:
    return replace(state, approved_on=entry.effective_on)


def _published(state: PublicationState, entry: Entry, event: p.Published) -> PublicationState:
    others = tuple(each for each in state.standing if each.outlet is not event.outlet)
    now = Standing(event.outlet, entry.effective_on, state.content, event.receipt)
    return replace(state, standing=(*others, now), first_on=state.first_on or entry.effective_on)


def _changed(state: PublicationState, entry: Entry, event: p.Changed) -> PublicationState:
    return replace(state, content=event.content, formed_on=event.changed_on, passed=(), approved_on=None)


def _taken_down(state: PublicationState, entry: Entry, event: p.TakenDown) -> PublicationState:
    return replace(state, standing=tuple(each for each in state.standing if each.outlet is not event.outlet))


BRANCHES: dict[type[Event], Branch] = {
    p.Drafted: _drafted,
    p.Reviewed: _reviewed,
    p.Approved: _approved,
    p.Published: _published,
    p.Changed: _changed,
    p.TakenDown: _taken_down,
}
