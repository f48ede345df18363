"""A case of a register as events. It is history: nothing here judges it, and what a register does not say is not made up.

The contract leaves two things open that an event must say: without a column for it the opinion of a consulted party follows
from the result, and an extension counts as told on the last day on which it still was in time to be told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.calendar import OutsideCalendar
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary import remedy as m
from gongkai.ledger.vocabulary.codes import Channel, Column, FeeMethod, Party, Result, Role, Sort, Stance, Way

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from gongkai.law.calendar import Calendar
    from gongkai.ledger.vocabulary import Event
    from gongkai.web.applications.register.case import Case

    Dated = tuple[Event, date]
    Keep = Callable[[str], str]  # a text -> the id by which an event names it

PARTY = "甲"  # a register names one consultation at most
_STANCES = {"denied.third_party": Stance.OBJECTS, "partial": Stance.PARTLY}
_WAYS = {
    Channel.IN_PERSON: Way.IN_PERSON, Channel.ORAL: Way.IN_PERSON, Channel.ONLINE: Way.ONLINE, Channel.EMAIL: Way.EMAIL, Channel.FAX: Way.FAX,
}  # fmt: skip


class RemedyHistory(NamedTuple):
    """A review or lawsuit of a row: its own register number, what it is, its events."""

    number: str
    sort: Sort
    events: list[tuple[Event, date]]


def application_events(case: Case, calendar: Calendar, correction_days: int, keep: Keep) -> list[Dated]:
    """The events of the application with their legal days, in the order in which they happened."""
    steps = [*_waits(case, calendar, correction_days), *_extension(case)]
    steps.sort(key=lambda step: step[1])  # stable: those of one day stay as they are
    registered = a.Registered(register_number=case["number"], channel=Channel.of(case["channel"]), column=Column.of(case["column"]))
    events: list[Dated] = [(registered, case["received"]), *steps]
    if case["closed"]:
        # A letter without a day of service would stand among the duties of today: the number is then kept beside the case.
        letter = (case["letter"] or "") if case["served"] else ""
        at = next((place for place, step in enumerate(events) if step[1] > case["closed"]), len(events))
        events.insert(at, (a.ResultImported(row=case["row"], letter=letter), case["closed"]))
        if case["served"]:
            events.append((a.Served(step=at + 1, way=_way(case), proof=keep(case["posting"] or "")), case["served"]))
    return events


def remedy_events(case: Case, application: str) -> list[RemedyHistory]:
    """The review and the lawsuit of a row, each with a stream of its own."""
    found = []
    for kind, word in (("review", "复议"), ("suit", "诉讼")):
        received, closed = case[f"{kind}_received"], case[f"{kind}_closed"]
        if not received:
            continue
        sort = Sort.REVIEW if kind == "review" else Sort.of(case["suit_sort"])
        number = f"{case['number']}（{word}）"
        events: list[Dated] = [(m.CopyReceived(register_number=number, sort=sort, application=application), received)]
        if closed:
            result = Result.of(case[f"{kind}_result"])
            events += [(m.Decided(result=result, document=""), closed), (m.BecameFinal(), closed)]
        found.append(RemedyHistory(number, sort, events))
    return found


def _waits(case: Case, calendar: Calendar, correction_days: int) -> list[Dated]:
    """补正, 征求意见, 收费: each begun and, where the row says so, ended."""
    steps: list[Dated] = []
    if case["correction_requested"]:
        until = _after(case["correction_requested"], correction_days, calendar)
        steps.append((a.CorrectionRequested(letter="", until=until), case["correction_requested"]))
    if case["correction_received"]:
        steps.append((a.CorrectionReceived(document=""), case["correction_received"]))
    if case["consulted"]:
        steps.append((a.ConsultationSent(label=PARTY, party=Party.THIRD_PARTY, letter=""), case["consulted"]))
    if case["opinion"]:
        stance = Stance.of(case["stance"]) if case["stance"] else _STANCES.get(case["row"] or "", Stance.AGREES)
        steps.append((a.ConsultationAnswered(label=PARTY, stance=stance, document=""), case["opinion"]))
    if case["fee_notified"]:
        fee = a.FeeNotified(method=FeeMethod.BY_ITEM, quantity=0, amount=case["fee"] or 0, finding="", letter="")
        steps.append((fee, case["fee_notified"]))
    if case["fee_paid"]:
        steps.append((a.FeePaid(receipt=""), case["fee_paid"]))
    return steps


def _extension(case: Case) -> list[Dated]:
    if not case["extended"]:
        return []
    told = case["extended_on"] or max(
        day for key in ("received", "correction_received", "opinion", "fee_paid") if (day := case[key]) is not None
    )
    return [(a.Extended(days=case["extended"], approver=Role.OFFICE_HEAD, letter=""), told)]


def _after(day: date, count: int, calendar: Calendar) -> date:
    try:
        return calendar.add(day, count).day
    except OutsideCalendar:
        return day.fromordinal(day.toordinal() + count)


def _way(case: Case) -> Way:
    """How it was served: as the row says, by post with a number of a posting, else the way in which the application came."""
    if case["way"]:
        return Way.of(case["way"])
    return Way.POST if case["posting"] else _WAYS.get(Channel.of(case["channel"]), Way.POST)
