"""The state of an application, and what each event does to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from gongkai.law import tally
from gongkai.law.deadlines import CO_MAKER, ClockEvent
from gongkai.ledger.states.base import Branch, StreamState, broken, found, moved
from gongkai.ledger.states.parts import (
    CoHandling,
    Consultation,
    Correction,
    Extension,
    Fee,
    Item,
    Letter,
    MainItem,
    Outcome,
    Phase,
    Reasons,
    Round,
    Service,
)
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Party

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from gongkai.ledger.vocabulary.base import Entry, Event

WITHDRAWN_KIND = "D23"


@dataclass(frozen=True, slots=True)
class ApplicationState(StreamState):
    """Where an application stands. ``rounds``: the first answer, then every ordered one; the last is running or ended.

    ``handed_over_on`` is the day from which another organ counts it (机构改革).
    """

    stream: ClassVar[str] = "application"
    phase: Phase = Phase.UNREGISTERED
    registered: a.Registered | None = None
    items: tuple[Item, ...] = ()
    rounds: tuple[Round, ...] = ()
    correction: Correction | None = None
    consultations: tuple[Consultation, ...] = ()
    co_handlings: tuple[CoHandling, ...] = ()
    reasons: Reasons | None = None
    deferred_until: date | None = None
    extension: Extension | None = None
    fee: Fee | None = None
    main: MainItem | None = None
    letters: tuple[Letter, ...] = ()
    services: tuple[Service, ...] = ()
    handed_over_on: date | None = None

    @property
    def round(self) -> Round:
        """The round that runs or ended last. Only of a registered application."""
        return self.rounds[-1]

    @property
    def received_on(self) -> date | None:
        """The day of receipt; None before registration."""
        return self.rounds[0].received_on if self.rounds else None

    @property
    def taken_over_on(self) -> date | None:
        """The day from which this organ counts it, when another one had it before (机构改革); None otherwise, and where an old entry
        does not tell.
        """
        return self.registered.taken_over_on if self.registered else None

    @property
    def live_items(self) -> tuple[Item, ...]:
        """The items to be answered: all but those that were split."""
        return tuple(item for item in self.items if not item.split)

    @property
    def tally_items(self) -> tuple[tally.Item, ...]:
        """The decided items as ``law.tally`` reads them."""
        chosen = self.main or MainItem(0, "")
        return tuple(
            tally.Item(item.decision, main=item.number == chosen.item, reason=chosen.reason if item.number == chosen.item else "")
            for item in self.live_items
            if item.decision
        )

    def row(self, form: str = "2021", *, mixed: str = tally.OFFICER) -> tally.Row | tally.NeedsChoice | None:
        """The row of table three by the first outcome (a later answer is not counted again); None while there is none."""
        outcome = self.rounds[0].outcome if self.rounds else None
        if outcome is None:
            return None
        if outcome.row:
            return tally.row("other" if form == "2019" and outcome.row.startswith("other") else outcome.row, "从台账导入")
        return tally.row_of_application(outcome.items, form, mixed=mixed)

    def served_on(self, step: int) -> date | None:
        """The day on which the letter of ``step`` reached its reader; None without proof."""
        return next((service.day for service in self.services if service.step == step), None)

    def consultation(self, label: str) -> Consultation | None:
        """The consultation of that label."""
        return next((each for each in self.consultations if each.label == label), None)


def clock_label(label: str, party: Party) -> str:
    """The label of a consultation in the clock, which tells co-makers (条例 Art. 34) from others by it."""
    return f"{CO_MAKER}{label}" if party is Party.CO_MAKER else label if party is Party.THIRD_PARTY else f"{party.label}{label}"


def clock_event(state: ApplicationState, event: Event, day: date) -> ClockEvent | None:
    """What the clock sees of an event; None when it is nothing to the clock."""
    make = _CLOCK.get(type(event))
    return make(state, event, day) if make else None


def _about_party(kind: str) -> Callable[[ApplicationState, Any, date], ClockEvent | None]:
    def make(state: ApplicationState, event: Any, day: date) -> ClockEvent | None:
        asked = state.consultation(event.label)
        # An opinion that comes after its time was found to be over, or after its round, is kept but moves no day.
        counts = asked is not None and asked.open and asked.round == len(state.rounds)
        return ClockEvent(kind, day, clock_label(asked.label, asked.party)) if asked and counts else None

    return make


def _plain(kind: str) -> Callable[[ApplicationState, Any, date], ClockEvent | None]:
    return lambda state, event, day: ClockEvent(kind, day)


_CLOCK: dict[type[Event], Callable[[ApplicationState, Any, date], ClockEvent | None]] = {
    a.CorrectionRequested: lambda state, event, day: ClockEvent("correction_requested", day, until=event.until),
    a.CorrectionReceived: _plain("correction_received"),
    a.ConsultationSent: lambda state, event, day: ClockEvent("consultation_sent", day, clock_label(event.label, event.party)),
    a.ConsultationAnswered: _about_party("consultation_answered"),
    a.ConsultationLapsed: _about_party("consultation_lapsed"),
    a.ReasonsRequested: _plain("reasons_requested"),
    a.Deferred: lambda state, event, day: ClockEvent("deferred", day, until=event.until),
    a.Extended: lambda state, event, day: ClockEvent("extended", day, days=event.days),
    a.FeeNotified: _plain("fee_notified"),
    a.FeePaid: _plain("fee_paid"),
    a.Answered: _plain("answered"),
    a.Reanswered: _plain("answered"),
    a.ResultImported: _plain("answered"),
}


def advance(state: ApplicationState, entry: Entry) -> ApplicationState:
    """The state after an entry: its own branch, then what the clock and the list of letters take from it."""
    event = entry.event
    if isinstance(event, a.Registered) == bool(state.rounds):
        raise broken(entry, "登记只能有一次，并且在最前")
    seen = clock_event(state, event, entry.effective_on)
    state = BRANCHES[type(event)](state, entry, event)
    if seen:
        state = _in_round(state, events=(*state.round.events, seen))
    if letter := getattr(event, "letter", ""):
        state = replace(state, letters=(*state.letters, Letter(entry.number, entry.effective_on, letter)))
    return state


def _in_round(state: ApplicationState, **changes: Any) -> ApplicationState:
    return replace(state, rounds=(*state.rounds[:-1], replace(state.round, **changes)))


def _registered(state: ApplicationState, entry: Entry, event: a.Registered) -> ApplicationState:
    items = tuple(Item(number) for number in range(1, event.items + 1))
    return replace(state, phase=Phase.OPEN, registered=event, items=items, rounds=(Round(entry.effective_on),))


def _item_added(state: ApplicationState, entry: Entry, event: a.ItemAdded) -> ApplicationState:
    return replace(state, items=(*state.items, Item(event.item)))


def _item_split(state: ApplicationState, entry: Entry, event: a.ItemSplit) -> ApplicationState:
    item = _item(state, entry, event.item)
    state = _with_item(state, item._replace(split=True))
    return replace(state, items=(*state.items, *(Item(number) for number in event.into)))


def _item(state: ApplicationState, entry: Entry, number: int) -> Item:
    return found((item for item in state.live_items if item.number == number), entry, f"没有第{number}项")


def _with_item(state: ApplicationState, changed: Item) -> ApplicationState:
    return replace(state, items=tuple(changed if item.number == changed.number else item for item in state.items))


def _correction_requested(state: ApplicationState, entry: Entry, event: a.CorrectionRequested) -> ApplicationState:
    return replace(state, correction=Correction(entry.number, entry.effective_on, event.until))


def _correction(state: ApplicationState, entry: Entry) -> Correction:
    return found((each for each in (state.correction,) if each), entry, "此前没有告知补正")


def _correction_received(state: ApplicationState, entry: Entry, event: a.CorrectionReceived) -> ApplicationState:
    return replace(state, correction=_correction(state, entry)._replace(received_on=entry.effective_on, lapsed_on=None))


def _correction_lapsed(state: ApplicationState, entry: Entry, event: a.CorrectionLapsed) -> ApplicationState:
    return replace(state, correction=_correction(state, entry)._replace(lapsed_on=entry.effective_on))


def _consultation_sent(state: ApplicationState, entry: Entry, event: a.ConsultationSent) -> ApplicationState:
    asked = Consultation(entry.number, event.label, event.party, entry.effective_on, len(state.rounds))
    return replace(state, consultations=(*state.consultations, asked))


def _with_consultation(state: ApplicationState, entry: Entry, label: str, **changes: Any) -> ApplicationState:
    asked = found((each for each in state.consultations if each.label == label), entry, f"没有向“{label}”征求过意见")
    return replace(state, consultations=tuple(each._replace(**changes) if each is asked else each for each in state.consultations))


def _consultation_answered(state: ApplicationState, entry: Entry, event: a.ConsultationAnswered) -> ApplicationState:
    return _with_consultation(state, entry, event.label, answered_on=entry.effective_on, stance=event.stance)


def _consultation_lapsed(state: ApplicationState, entry: Entry, event: a.ConsultationLapsed) -> ApplicationState:
    return _with_consultation(state, entry, event.label, lapsed_on=entry.effective_on)


def _co_handling_asked(state: ApplicationState, entry: Entry, event: a.CoHandlingAsked) -> ApplicationState:
    return replace(state, co_handlings=(*state.co_handlings, CoHandling(event.label, entry.effective_on, event.due)))


def _co_handling_answered(state: ApplicationState, entry: Entry, event: a.CoHandlingAnswered) -> ApplicationState:
    asked = found((each for each in state.co_handlings if each.label == event.label), entry, f"没有交“{event.label}”协办")
    answered = asked._replace(answered_on=entry.effective_on)
    return replace(state, co_handlings=tuple(answered if each is asked else each for each in state.co_handlings))


def _reasons_requested(state: ApplicationState, entry: Entry, event: a.ReasonsRequested) -> ApplicationState:
    return replace(state, reasons=Reasons(entry.number, entry.effective_on))


def _reasons_assessed(state: ApplicationState, entry: Entry, event: a.ReasonsAssessed) -> ApplicationState:
    reasons = found((each for each in (state.reasons,) if each), entry, "此前没有要求说明理由")
    return replace(state, reasons=reasons._replace(assessment=event.assessment, assessed_on=entry.effective_on))


def _deferred(state: ApplicationState, entry: Entry, event: a.Deferred) -> ApplicationState:
    return replace(state, deferred_until=event.until)


def _extended(state: ApplicationState, entry: Entry, event: a.Extended) -> ApplicationState:
    return replace(state, extension=Extension(entry.number, entry.effective_on, event.days))


def _fee_notified(state: ApplicationState, entry: Entry, event: a.FeeNotified) -> ApplicationState:
    return replace(state, fee=Fee(entry.number, entry.effective_on, event.amount))


def _fee(state: ApplicationState, entry: Entry) -> Fee:
    return found((each for each in (state.fee,) if each), entry, "此前没有发出收费通知")


def _fee_paid(state: ApplicationState, entry: Entry, event: a.FeePaid) -> ApplicationState:
    return replace(state, fee=_fee(state, entry)._replace(paid_on=entry.effective_on, lapsed_on=None))


def _fee_lapsed(state: ApplicationState, entry: Entry, event: a.FeeLapsed) -> ApplicationState:
    return replace(state, fee=_fee(state, entry)._replace(lapsed_on=entry.effective_on))


def _item_decided(state: ApplicationState, entry: Entry, event: a.ItemDecided) -> ApplicationState:
    item = _item(state, entry, event.item)
    return _with_item(state, item._replace(decision=event.decision, facts=event.facts, decided_on=entry.effective_on))


def _main_row_chosen(state: ApplicationState, entry: Entry, event: a.MainRowChosen) -> ApplicationState:
    return replace(state, main=MainItem(event.item, event.reason))


def _answered(state: ApplicationState, entry: Entry, event: a.Answered | a.Reanswered) -> ApplicationState:
    return _ended(state, entry, Phase.ANSWERED, state.tally_items, event.letter)


def _withdrawn(state: ApplicationState, entry: Entry, event: a.Withdrawn) -> ApplicationState:
    return _ended(state, entry, Phase.WITHDRAWN, (tally.Item(WITHDRAWN_KIND),))


def _closed(state: ApplicationState, entry: Entry, event: a.Closed) -> ApplicationState:
    return _ended(state, entry, Phase.CLOSED, (tally.Item(event.decision),), event.letter)


def _ended(state: ApplicationState, entry: Entry, phase: Phase, items: tuple[tally.Item, ...], letter: str = "") -> ApplicationState:
    return replace(_in_round(state, outcome=Outcome(entry.number, entry.effective_on, items, letter)), phase=phase)


def _result_imported(state: ApplicationState, entry: Entry, event: a.ResultImported) -> ApplicationState:
    state = _ended(state, entry, Phase.ANSWERED, (), event.letter)
    return _in_round(state, outcome=Outcome(entry.number, entry.effective_on, (), event.letter, event.row))


def _served(state: ApplicationState, entry: Entry, event: a.Served) -> ApplicationState:
    return replace(state, services=(*state.services, Service(event.step, entry.effective_on, event.way, event.proof)))


def _reanswer_ordered(state: ApplicationState, entry: Entry, event: a.ReanswerOrdered) -> ApplicationState:
    """A new round: all items are open again, the old answer stays in its round."""
    undecided = tuple(Item(item.number, split=item.split) for item in state.items)
    rounds = (*state.rounds, Round(entry.effective_on, order=event))
    return replace(state, phase=Phase.REANSWERING, items=undecided, main=None, rounds=rounds)


def _handed_over(state: ApplicationState, entry: Entry, event: a.HandedOver) -> ApplicationState:
    return replace(state, phase=Phase.HANDED_OVER, handed_over_on=entry.effective_on)


BRANCHES: dict[type[Event], Branch] = {
    a.Registered: _registered,
    a.ItemAdded: _item_added,
    a.ItemSplit: _item_split,
    a.CorrectionRequested: _correction_requested,
    a.CorrectionReceived: _correction_received,
    a.CorrectionLapsed: _correction_lapsed,
    a.ConsultationSent: _consultation_sent,
    a.ConsultationAnswered: _consultation_answered,
    a.ConsultationLapsed: _consultation_lapsed,
    a.CoHandlingAsked: _co_handling_asked,
    a.CoHandlingAnswered: _co_handling_answered,
    a.ReasonsRequested: _reasons_requested,
    a.ReasonsAssessed: _reasons_assessed,
    a.Deferred: _deferred,
    a.Extended: _extended,
    a.FeeNotified: _fee_notified,
    a.FeePaid: _fee_paid,
    a.FeeLapsed: _fee_lapsed,
    a.ItemDecided: _item_decided,
    a.MainRowChosen: _main_row_chosen,
    a.Answered: _answered,
    a.ResultImported: _result_imported,
    a.Served: _served,
    a.Withdrawn: _withdrawn,
    a.Closed: _closed,
    a.ReanswerOrdered: _reanswer_ordered,
    a.Reanswered: _answered,
    a.HandedOver: _handed_over,
    a.Moved: moved,
}
