"""The state of one published piece of information: its reviews, and where it stands in public."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from gongkai.ledger.states.base import Branch, StreamState, moved
from gongkai.ledger.vocabulary import publication as p
from gongkai.ledger.vocabulary.codes import Attribute, Stage, Verdict

if TYPE_CHECKING:
    from datetime import date

    from gongkai.ledger.vocabulary.base import Entry, Event
    from gongkai.ledger.vocabulary.codes import Explanation, Outlet

STAGES = tuple(Stage)


class Standing(NamedTuple):
    """A channel on which it stands, since when, which content, by which receipt."""

    outlet: Outlet
    since: date
    content: str
    receipt: str


class Reached(NamedTuple):
    """A channel on which it stood at some time, and the first day of that."""

    outlet: Outlet
    on: date


class Explained(NamedTuple):
    """An interpretation of it: the stream of that item, its form, whether by the head, since when it is public."""

    publication: str
    form: Explanation
    by_leader: bool
    on: date


@dataclass(frozen=True, slots=True)
class PublicationState(StreamState):
    """``passed``: the stages passed since the last draft, change or return. ``first_on``: first made public; ``first_formed_on``: the day of
    the content that was then.

    ``attribute`` is 公开属性, None until it is decided; ``assessed_on`` the last time that withholding it was looked at
    again (条例 Art. 18), at first the day it was decided. ``reached`` are all channels on which it ever stood, in order.
    """

    stream: ClassVar[str] = "publication"
    catalogue: str = ""
    content: str = ""
    formed_on: date | None = None
    passed: tuple[Stage, ...] = ()
    approved_on: date | None = None
    standing: tuple[Standing, ...] = ()
    first_on: date | None = None
    first_formed_on: date | None = None
    attribute: Attribute | None = None
    basis: str = ""
    assessed_on: date | None = None
    reached: tuple[Reached, ...] = ()
    sent_up: tuple[date, ...] = ()
    taken_up: tuple[date, ...] = ()
    explained: tuple[Explained, ...] = ()

    @property
    def may_go_out(self) -> bool:
        """Whether it is to be published at all: only what is 主动公开."""
        return self.attribute is Attribute.ACTIVE

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
    known = any(each.outlet is event.outlet for each in state.reached)
    reached = state.reached if known else (*state.reached, Reached(event.outlet, entry.effective_on))
    first_on, formed_on = (state.first_on, state.first_formed_on) if state.first_on else (entry.effective_on, state.formed_on)
    return replace(state, standing=(*others, now), reached=reached, first_on=first_on, first_formed_on=formed_on)


def _changed(state: PublicationState, entry: Entry, event: p.Changed) -> PublicationState:
    return replace(state, content=event.content, formed_on=event.changed_on, passed=(), approved_on=None)


def _taken_down(state: PublicationState, entry: Entry, event: p.TakenDown) -> PublicationState:
    return replace(state, standing=tuple(each for each in state.standing if each.outlet is not event.outlet))


def _classified(state: PublicationState, entry: Entry, event: p.Classified) -> PublicationState:
    """Another attribute has to be reviewed and approved anew, with the paper (国办发〔2016〕80号)."""
    assessed = None if event.attribute is Attribute.ACTIVE else entry.effective_on
    again = state.attribute is not None and event.attribute is not state.attribute
    passed, approved = ((), None) if again else (state.passed, state.approved_on)
    return replace(state, attribute=event.attribute, basis=event.basis, assessed_on=assessed, passed=passed, approved_on=approved)


def _reassessed(state: PublicationState, entry: Entry, event: p.Reassessed) -> PublicationState:
    return replace(state, assessed_on=entry.effective_on)


def _sent_up(state: PublicationState, entry: Entry, event: p.SentUp) -> PublicationState:
    taken = (*state.taken_up, entry.effective_on) if event.taken else state.taken_up
    return replace(state, sent_up=(*state.sent_up, entry.effective_on), taken_up=taken)


def _explained(state: PublicationState, entry: Entry, event: p.Explained) -> PublicationState:
    new = Explained(event.publication, event.form, event.by_leader, entry.effective_on)
    return replace(state, explained=(*state.explained, new))


BRANCHES: dict[type[Event], Branch] = {
    p.Drafted: _drafted,
    p.Classified: _classified,
    p.Reassessed: _reassessed,
    p.SentUp: _sent_up,
    p.Explained: _explained,
    p.Reviewed: _reviewed,
    p.Approved: _approved,
    p.Published: _published,
    p.Changed: _changed,
    p.TakenDown: _taken_down,
    p.Moved: moved,
}
