"""A desk for tests: does acts on one stream through the only door, on legal days of March 2026 and later."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from gongkai.law.calendar import Calendar
from gongkai.law.grounds import by_code
from gongkai.ledger.guards import decide, why_not
from gongkai.ledger.state import start
from gongkai.ledger.vocabulary import Corrected, Entry, Event, Voided
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Channel, Column, FeeMethod, Party, Role, Stance, Way

CALENDAR = Calendar.standard()
RECEIVED = date(2026, 3, 2)  # a Monday


def day(text: str) -> date:
    """``3-16`` is 16 March 2026."""
    month, number = map(int, text.split("-"))
    return date(2026, month, number)


class Desk:
    """``do`` an act, or ask ``reasons`` against it; ``noted`` collects what was irregular."""

    def __init__(self, stream: str = "application") -> None:
        self.state = start(stream)
        self.noted: list[str] = []

    def entry(self, event: Event, on: date | str, at: datetime | None = None) -> Entry:
        on = day(on) if isinstance(on, str) else on
        moment = at or datetime(max(on.year, 2026), 12, 31, 8, tzinfo=UTC)
        return Entry(number=self.state.next_number, effective_on=on, recorded_at=moment, event=event, actor="u1", group="g1", body="o1")

    def do(self, event: Event, on: date | str) -> Desk:
        self.state, noted = decide(self.state, self.entry(event, on), CALENDAR)
        self.noted += noted
        return self

    def reasons(self, event: Event, on: date | str, at: datetime | None = None) -> list[str]:
        return [reason.sentence for reason in why_not(self.state, self.entry(event, on, at), CALENDAR)]

    def void(self, number: int, on: date | str = "12-1") -> Desk:
        return self.do(Voided(number=number, reason="n1"), on)

    def correct(self, number: int, event: Event, effective_on: date | str, on: date | str = "12-1") -> Desk:
        effective_on = day(effective_on) if isinstance(effective_on, str) else effective_on
        return self.do(Corrected(number=number, effective_on=effective_on, event=event), on)


REGISTERED = a.Registered(register_number="2026-1", channel=Channel.IN_PERSON, column=Column.PERSON, submitted_on=RECEIVED)


def registered(items: int = 1) -> Desk:
    return Desk().do(replace(REGISTERED, items=items), RECEIVED)


_ISSUED = iter(range(1, 10**9))


def letter() -> str:
    return f"示镇公〔2026〕{next(_ISSUED)}号"


def decided(kind: str, item: int = 1) -> a.ItemDecided:
    facts = tuple((key, f"f-{key}") for key in by_code(kind).facts)
    return a.ItemDecided(item=item, decision=kind, facts=facts)


def answered() -> a.Answered:
    return a.Answered(letter=letter(), way=Way.POST)


def reanswered() -> a.Reanswered:
    return a.Reanswered(letter=letter(), way=Way.POST)


def served(step: int, way: Way = Way.POST) -> a.Served:
    return a.Served(step=step, way=way, proof="p1")


def correction(until: str = "3-25") -> a.CorrectionRequested:
    return a.CorrectionRequested(letter=letter(), until=day(until))


def consultation(label: str = "甲", party: Party = Party.THIRD_PARTY) -> a.ConsultationSent:
    return a.ConsultationSent(label=label, party=party, letter=letter())


def opinion(label: str = "甲", stance: Stance = Stance.OBJECTS) -> a.ConsultationAnswered:
    return a.ConsultationAnswered(label=label, stance=stance, document="d1")


def extension(days: int = 20, approver: Role = Role.OFFICE_HEAD) -> a.Extended:
    return a.Extended(days=days, approver=approver, letter=letter())


def fee(amount: int = 10_000) -> a.FeeNotified:
    return a.FeeNotified(method=FeeMethod.BY_ITEM, quantity=11, amount=amount, finding="n1", letter=letter())
