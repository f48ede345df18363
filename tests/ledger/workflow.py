"""Random acts for random workflows, and what must hold of any history, written apart from the guards."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from gongkai.law.grounds import KINDS
from gongkai.ledger.state import effective
from gongkai.ledger.vocabulary import Corrected, Entry, Event, Voided
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Assessment, Channel, Column, FeeMethod, OrderedBy, Party, Role, Stance, Unit, Way

if TYPE_CHECKING:
    from gongkai.ledger.states.application import ApplicationState

CODES = [kind.code for kind in KINDS]
LABELS = "甲乙丙"
ENDS = (a.Answered, a.ResultImported, a.Withdrawn, a.Closed, a.HandedOver)


def pick(values, number: int):
    values = list(values)
    return values[number % len(values)]


def act(cls: type[Event], state: ApplicationState, on: date, n: int) -> Event:
    """An act of that kind, mostly plausible; ``n`` decides its content."""
    letter = f"示镇公〔2026〕{len(state.log) + 1}号" if n % 13 else "示镇公〔2026〕1号"
    way, label, later = pick(Way, n), pick(LABELS, n), on + timedelta(days=n % 30)
    item, last = pick([each.number for each in state.live_items] or [1], n) + (n % 11 == 10), len(state.items)
    code = pick(CODES, n)
    made = {
        a.Registered: lambda: a.Registered(
            register_number="2026-1", channel=pick(Channel, n), column=pick(Column, n), items=1 + n % 3,
            submitted_on=on, arrived_on=on, confirmed_on=None if n % 7 == 6 else on,
            taken_over_from="" if n % 3 == 1 else "o9", taken_over_on=None if n % 3 == 1 else on + timedelta(days=n % 4 - n % 2 * 2),
        ),
        a.ItemAdded: lambda: a.ItemAdded(item=last + 1 + (n % 5 == 4)),
        a.ItemSplit: lambda: a.ItemSplit(item=item, into=tuple(range(last + 1, last + 2 + n % 3))),
        a.CorrectionRequested: lambda: a.CorrectionRequested(letter=letter, until=later),
        a.CorrectionReceived: lambda: a.CorrectionReceived(document="d1"),
        a.CorrectionLapsed: a.CorrectionLapsed,
        a.ConsultationSent: lambda: a.ConsultationSent(label=label, party=pick(Party, n), letter=letter),
        a.ConsultationAnswered: lambda: a.ConsultationAnswered(label=label, stance=pick(Stance, n), document="d1"),
        a.ConsultationLapsed: lambda: a.ConsultationLapsed(label=label),
        a.CoHandlingAsked: lambda: a.CoHandlingAsked(label=label, due=later),
        a.CoHandlingAnswered: lambda: a.CoHandlingAnswered(label=label, document="d1"),
        a.ReasonsRequested: lambda: a.ReasonsRequested(letter=letter),
        a.ReasonsAssessed: lambda: a.ReasonsAssessed(assessment=pick(Assessment, n), note="n1"),
        a.Deferred: lambda: a.Deferred(until=on + timedelta(days=n % 120), letter=letter),
        a.Extended: lambda: a.Extended(days=n % 23, approver=Role.OFFICER if n % 6 == 5 else Role.OFFICE_HEAD, letter=letter),
        a.FeeNotified: lambda: a.FeeNotified(method=pick(FeeMethod, n), quantity=11, amount=n % 9 * 100, finding="n1", letter=letter),
        a.FeePaid: lambda: a.FeePaid(receipt="r1"),
        a.FeeLapsed: a.FeeLapsed,
        a.ItemDecided: lambda: a.ItemDecided(
            item=item, decision=code, facts=tuple((key, "f1") for key in KINDS[CODES.index(code)].facts[n % 17 == 16 :])
        ),
        a.MainRowChosen: lambda: a.MainRowChosen(item=item, reason="n1" if n % 8 else ""),
        a.Answered: lambda: a.Answered(letter=letter, way=way),
        a.ResultImported: lambda: a.ResultImported(row="granted"),
        a.Served: lambda: a.Served(step=pick([each.step for each in state.letters] or [1], n), way=way, proof="p1"),
        a.Withdrawn: lambda: a.Withdrawn(document="d1"),
        a.Closed: lambda: a.Closed(decision=pick(("D21", "D22", "D12"), n), letter=letter),
        a.ReanswerOrdered: lambda: a.ReanswerOrdered(
            ordered_by=pick(OrderedBy, n), document="d1", period=n % 40 if n % 2 else None, unit=pick(Unit, n)
        ),
        a.Reanswered: lambda: a.Reanswered(letter=letter, way=way),
        a.HandedOver: lambda: a.HandedOver(to="o2", document="d1"),
        a.Moved: lambda: a.Moved(source=state.moves[-1].to if state.moves else "o1", to=pick(("o1", "o2", "o3"), n), document="d1"),
        Voided: lambda: Voided(number=1 + n % (len(state.log) + 1), reason="n1"),
        Corrected: lambda: corrected(state, n),
    }  # fmt: skip
    return made[cls]()


def corrected(state: ApplicationState, n: int) -> Corrected:
    """The same act a day earlier or later."""
    held = effective(state.log)
    if not held:
        return Corrected(number=1, effective_on=date(2026, 3, 2), event=a.CorrectionLapsed())
    chosen = pick(held, n)
    return Corrected(number=chosen.number, effective_on=chosen.effective_on + timedelta(days=n % 3 - 1), event=chosen.event)


def illegal(log: tuple[Entry, ...]) -> list[str]:
    """What no history may contain, read from the entries alone."""
    held = effective(log)
    events = [entry.event for entry in held]
    wrong = [
        f"{cls.title} twice"
        for cls in (a.Registered, a.CorrectionRequested, a.Extended, a.ReasonsRequested, a.Withdrawn)
        if _count(events, cls) > 1
    ]
    wrong += ["does not begin with its registration"] * bool(held and not isinstance(events[0], a.Registered))
    wrong += [f"step {entry.number} before receipt" for entry in held if entry.effective_on < held[0].effective_on]
    wrong += ["taken over without a day, or before receipt"] * any(
        (event.taken_over_on is None) is bool(event.taken_over_from) or (event.taken_over_on or entry.effective_on) < entry.effective_on
        for entry in held
        if isinstance(event := entry.event, a.Registered)
    )
    labels = [event.label for event in events if isinstance(event, a.ConsultationSent)]
    wrong += ["one party asked twice"] * (len(labels) != len(set(labels)))
    letters = [number for number in (getattr(event, "letter", "") for event in events) if number]
    wrong += ["one 文号 twice"] * (len(letters) != len(set(letters)))
    wrong += ["extension over the limit or without the head"] * any(
        isinstance(event, a.Extended) and (not 1 <= event.days <= 20 or event.approver is not Role.OFFICE_HEAD) for event in events
    )
    issued = {entry.number for entry in held if getattr(entry.event, "letter", "")}
    served = [event.step for event in events if isinstance(event, a.Served)]
    wrong += ["served what was not issued, or twice"] * (not issued.issuperset(served) or len(served) != len(set(served)))
    return wrong + _after_the_end(events) + _undecided(events) + _out_of_turn(events)


def _count(events: list[Event], cls: type[Event]) -> int:
    return sum(isinstance(event, cls) for event in events)


def _after_the_end(events: list[Event]) -> list[str]:
    """Behind an end only service, late opinions, and an order to answer again."""
    ended, wrong = False, []
    for event in events:
        allowed = (a.Served, a.ConsultationAnswered, a.CoHandlingAnswered, a.ReanswerOrdered)
        if ended and not isinstance(event, allowed):
            wrong.append(f"{event.title} behind the end")
        ended = isinstance(event, (*ENDS, a.Reanswered)) or (ended and not isinstance(event, a.ReanswerOrdered))
    return wrong


def _undecided(events: list[Event]) -> list[str]:
    """Every answer covers every item that is left."""
    items: set[int] = set()
    done: set[int] = set()
    wrong = []
    for event in events:
        if isinstance(event, a.Registered):
            items = set(range(1, event.items + 1))
        elif isinstance(event, a.ItemAdded):
            items.add(event.item)
        elif isinstance(event, a.ItemSplit):
            items = (items - {event.item}) | set(event.into)
        elif isinstance(event, a.ItemDecided):
            wrong += [f"item {event.item} is not there"] * (event.item not in items)
            done.add(event.item)
        elif isinstance(event, a.ReanswerOrdered):
            done = set()
        elif isinstance(event, (a.Answered, a.Reanswered)):
            wrong += ["an answer without all decisions"] * (not items <= done)
    return wrong


def _out_of_turn(events: list[Event]) -> list[str]:
    """What needs something before it."""
    needs = {
        a.CorrectionReceived: a.CorrectionRequested,
        a.CorrectionLapsed: a.CorrectionRequested,
        a.FeePaid: a.FeeNotified,
        a.FeeLapsed: a.FeeNotified,
        a.ReasonsAssessed: a.ReasonsRequested,
        a.Deferred: a.ReasonsAssessed,
        a.ConsultationAnswered: a.ConsultationSent,
        a.ConsultationLapsed: a.ConsultationSent,
        a.CoHandlingAnswered: a.CoHandlingAsked,
        a.Reanswered: a.ReanswerOrdered,
    }
    return [
        f"{event.title} without {needs[type(event)].title}"
        for place, event in enumerate(events)
        if type(event) in needs and not _count(events[:place], needs[type(event)])
    ]
