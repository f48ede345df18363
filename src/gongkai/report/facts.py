"""What the annual report must know of one case, of one thing published, of one year's work, whatever the year: days, column, row, result.

A fact is made from the effective entries of a stream and says nothing of today: which year counts a case, and where, follows from its
days alone (``tally``). So facts can be kept beside the ledger and made again at any time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.law import tally as law
from gongkai.law.calendar import OutsideCalendar
from gongkai.law.deadlines import Refused, explain
from gongkai.law.parameters import NoValueInForce
from gongkai.ledger.state import effective, fold
from gongkai.ledger.vocabulary import activity as y
from gongkai.ledger.vocabulary import publication as p
from gongkai.ledger.vocabulary import remedy as m
from gongkai.ledger.vocabulary.codes import Verdict
from gongkai.report.forms import FORMS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from gongkai.law.calendar import Calendar
    from gongkai.ledger.states.activity import ActivityState
    from gongkai.ledger.states.application import ApplicationState
    from gongkai.ledger.states.base import Move
    from gongkai.ledger.states.document import DocumentState
    from gongkai.ledger.states.publication import PublicationState
    from gongkai.ledger.states.rectification import RectificationState
    from gongkai.ledger.states.remedy import RemedyState
    from gongkai.ledger.vocabulary.base import Entry, Event

# What happens to a thing that is published, by the day; a channel (``Outlet``) is named by itself.
PUBLIC, GONE, SENT_UP, TAKEN_UP = "public", "gone", "sent_up", "taken_up"
REVIEWED, RETURNED, REASSESSED = "reviewed", "returned", "reassessed"


class ApplicationFacts(NamedTuple):
    """An application. ``id`` is its stream, ``number`` its register number.

    ``received_on`` the day of receipt (条例 Art. 31); ``since`` the day from which this organ counts it: another one only when it was taken
    over; ``gone_on`` the day on which it was handed over. ``ended_on`` the day of the first outcome, ``row`` and ``row_2019`` its rows
    of table three, "" while there is none; ``choices`` the rows between which an officer still has to choose. ``fee`` in fen, where paid on ``paid_on``.

    ``due_on`` is the last day for the first answer, None while somebody else has to act; ``late`` whether that answer came after it, None
    while the case has not ended. Both are None where the clock cannot say, and without a calendar.

    ``holder`` is the organ whose figures these are, "" for that of the stream: a case that moved (机构改革) has one fact for each organ
    through whose hands it went before its first outcome. Its fee is told by the one that had it when it was paid.
    """

    id: str
    number: str
    received_on: date
    since: date
    column: str
    ended_on: date | None = None
    row: str = ""
    row_2019: str = ""
    choices: tuple[str, ...] = ()
    gone_on: date | None = None
    fee: int = 0
    paid_on: date | None = None
    due_on: date | None = None
    late: bool | None = None
    holder: str = ""


class RemedyFacts(NamedTuple):
    """A review or lawsuit: the row of table four, the day of the copy, its result once that is final.

    ``since`` and ``gone_on`` as of an application, None where it did not move.
    """

    id: str
    number: str
    sort: str
    received_on: date
    final_on: date | None = None
    result: str = ""
    since: date | None = None
    gone_on: date | None = None
    holder: str = ""


class DocumentFacts(NamedTuple):
    """A rule or normative document: the row of table two, its days; ``ended_on`` is the first day on which it no longer holds.

    ``publication`` is the stream in which it was made public, "" where none is known. ``since`` and ``gone_on`` as of an application: what
    happened to it is told by the organ that had it on that day.
    """

    id: str
    number: str
    sort: str
    issued_on: date
    ended_on: date | None = None
    repealed: bool = False
    publication: str = ""
    since: date | None = None
    gone_on: date | None = None
    holder: str = ""

    def held(self, day: date) -> bool:
        """Whether this organ had it on that day."""
        return (self.since is None or day >= self.since) and (self.gone_on is None or day < self.gone_on)


class DeclaredFact(NamedTuple):
    """A figure that no record can supply, as the office that decides declared it: the last word on its cell of that year.

    ``cell`` is one of table two, or ``narrative.`` and a count of the first part.
    """

    id: str
    year: int
    cell: str
    value: str
    source: str
    role: str
    on: date


class Interpretation(NamedTuple):
    """解读 of a policy: the stream of what explains it, its form (``Explanation``), whether by the head, since when it is public."""

    publication: str
    form: str
    by_leader: bool
    on: date


class PublicationFacts(NamedTuple):
    """One thing that an organ publishes, or decided not to: an item counts once, however many channels it stands on.

    ``first_on`` is the day on which it first became public, ``outlets`` each channel with the first day on it, ``gone_on`` the day on
    which it was taken off the last one. ``sent_up`` (报送) and ``taken_up`` are told apart: that is no publication. ``reviewed`` are all
    days of a review, ``returned`` those on which one sent it back, ``reassessed`` those on which withholding it was looked at again.
    ``catalogue`` is the entry of ``law.catalogue`` under which it was drafted. ``moves`` tells which organ had it when (:func:`holder_on`).
    """

    id: str
    first_on: date | None = None
    gone_on: date | None = None
    outlets: tuple[tuple[str, date], ...] = ()
    sent_up: tuple[date, ...] = ()
    taken_up: tuple[date, ...] = ()
    reviewed: tuple[date, ...] = ()
    returned: tuple[date, ...] = ()
    reassessed: tuple[date, ...] = ()
    explained: tuple[Interpretation, ...] = ()
    catalogue: str = ""
    moves: tuple[Move, ...] = ()

    def days(self) -> list[tuple[str, date]]:
        """What happened to it on which days, each once: one of the constants of this module, or a channel."""
        told = [(PUBLIC, self.first_on), (GONE, self.gone_on), *self.outlets]
        for what, days in (
            (SENT_UP, self.sent_up), (TAKEN_UP, self.taken_up), (REVIEWED, self.reviewed), (RETURNED, self.returned), (REASSESSED, self.reassessed),
        ):  # fmt: skip
            told += [(what, day) for day in days]
        return list(dict.fromkeys((what, day) for what, day in told if day is not None))


class ActivityFacts(NamedTuple):
    """One thing that was done in the work of a year: ``sort`` is its event's name without the stream's.

    A result may come after the end of its year, so ``year`` decides which report tells it. ``people`` are those who took part, were held
    accountable, or are members; ``found`` and ``mended`` those of a self-check; ``record`` names the text of the record.
    """

    id: str
    year: int
    sort: str
    on: date
    people: int = 0
    found: int = 0
    mended: int = 0
    record: str = ""


class RectificationFacts(NamedTuple):
    """A request to correct a record about oneself (条例 Art. 41), told by the organ that received it (``holder``, "" for that of the stream)."""

    id: str
    number: str
    received_on: date
    holder: str = ""


Fact = ApplicationFacts | RemedyFacts | DocumentFacts | DeclaredFact | PublicationFacts | ActivityFacts | RectificationFacts


class Told(NamedTuple):
    """A stream to be told: its name, the entries that hold, the state that they come to, the working days (None: nothing is judged by them)."""

    stream: str
    entries: Sequence[Entry]
    state: Any
    calendar: Calendar | None

    def days_of(self, kind: type[Event]) -> Iterable[tuple[date, Any]]:
        """The entries of one kind: the day and the event of each, in order."""
        return ((each.effective_on, each.event) for each in self.entries if isinstance(each.event, kind))


def facts_of(kind: str, stream: str, log: Iterable[Entry], calendar: Calendar | None = None) -> tuple[Fact, ...]:
    """What a stream of that kind tells the report; nothing for a kind that it does not count, and for a case that was voided.

    With ``calendar`` it is judged whether answers were late. Raises ``BrokenStream`` for a stream that no acts can have made.
    """
    make = _MAKERS.get(kind)
    if make is None:
        return ()
    entries = effective(log)
    return make(Told(stream, entries, fold(kind, entries), calendar)) if entries else ()


def _application(told: Told) -> tuple[Fact, ...]:
    state: ApplicationState = told.state
    case, received = state.registered, state.received_on
    if case is None or received is None:
        return ()
    outcome, fee = state.rounds[0].outcome, state.fee
    row, choices = _row(state, "2021") if outcome else ("", ())
    since = state.taken_over_on or received  # 机构改革: until it was taken over, the other organ counts it
    due, late = _in_time(state, told.calendar) if told.calendar else (None, None)
    whole = ApplicationFacts(
        told.stream, case.register_number, received, max(received, since), case.column.value, outcome.day if outcome else None, row,
        _row(state, "2019")[0] if outcome else "", choices, state.handed_over_on, fee.amount if fee and fee.paid_on else 0, fee.paid_on if fee else None,
        due, late,
    )  # fmt: skip
    return tuple(_of_holder(whole, each) for each in holders(state.moves, before=outcome.step if outcome else None))


def _of_holder(whole: ApplicationFacts, part: Holder) -> ApplicationFacts:
    """The same case as one of the organs tells it that had it one after the other."""
    paid = whole.paid_on is not None and part.had(whole.paid_on)
    return whole._replace(
        holder=part.holder, since=max(whole.since, part.since) if part.since else whole.since, gone_on=part.gone_on or whole.gone_on,
        fee=whole.fee if paid else 0, paid_on=whole.paid_on if paid else None,
    )  # fmt: skip


class Holder(NamedTuple):
    """An organ that had a case from ``since`` (None: from its beginning) until the day before ``gone_on`` (None: it still has it)."""

    holder: str
    since: date | None = None
    gone_on: date | None = None

    def had(self, day: date) -> bool:
        """Whether it had it on that day."""
        return (self.since is None or day >= self.since) and (self.gone_on is None or day < self.gone_on)


def holders(moves: Sequence[Move], before: int | None = None) -> tuple[Holder, ...]:
    """Who had it one after the other; ``before`` the step after which it no longer matters: what was counted stays where it was counted.

    Without a move it is one, the organ of the stream ("").
    """
    known = [each for each in moves if before is None or each.step < before]
    if not known:
        return (Holder(moves[0].source if moves else ""),)
    parts = [Holder(known[0].source, None, known[0].day)]
    parts += [Holder(each.to, each.day, after.day) for each, after in zip(known, known[1:], strict=False)]
    return (*(each for each in parts if each.since != each.gone_on), Holder(known[-1].to, known[-1].day))


def holder_on(moves: Sequence[Move], day: date) -> str:
    """Who had it on that day, "" for the organ of the stream."""
    return next((each.holder for each in holders(moves) if each.had(day)), "")


def _in_time(state: ApplicationState, calendar: Calendar) -> tuple[date | None, bool | None]:
    """The due day of the first answer and whether that was late; what ended without an answer was not (条例 Art. 30, 33(2))."""
    first = state.rounds[0]
    try:
        clock = explain(first.received_on, first.events, calendar)
    except (Refused, OutsideCalendar, NoValueInForce):  # an imported history may be beyond the clock
        return None, None
    return clock.due, clock.on_time is False if first.outcome else None


def _row(state: ApplicationState, form: str) -> tuple[str, tuple[str, ...]]:
    """The row, or the rows between which somebody has to choose: a register of the older form does not divide （六）其他处理."""
    row = state.row(form)
    if isinstance(row, law.NeedsChoice):
        return "", row.rows
    if row is not None and row.key not in FORMS[form].results:
        return "", tuple(key for key in FORMS[form].results if key.startswith(f"{row.key}."))
    return (row.key, ()) if row else ("", ())


def _remedy(told: Told) -> tuple[Fact, ...]:
    state: RemedyState = told.state
    if state.case is None or state.received_on is None:
        return ()
    final = state.final_on if state.instances else None  # its only decision was voided: pending again
    result = state.instances[-1].decision.result.value if final else ""
    step = next((each.number for each in told.entries if isinstance(each.event, m.BecameFinal)), None) if final else None
    return tuple(
        RemedyFacts(
            told.stream, state.case.register_number, state.case.sort.value, state.received_on, final, result, each.since, each.gone_on, each.holder
        )
        for each in holders(state.moves, before=step)
    )  # fmt: skip


def _document(told: Told) -> tuple[Fact, ...]:
    state: DocumentState = told.state
    issue, on = state.issue, state.issued_on
    if issue is None or on is None:
        return ()
    whole = DocumentFacts(told.stream, issue.number, issue.sort.value, on, state.ended_on, state.repealed, issue.publication)
    return tuple(whole._replace(**each._asdict()) for each in holders(state.moves))


def _publication(told: Told) -> tuple[Fact, ...]:
    state: PublicationState = told.state
    reviews = list(told.days_of(p.Reviewed))
    taken_down = [day for day, _ in told.days_of(p.TakenDown)]
    return (
        PublicationFacts(
            told.stream, state.first_on,
            gone_on=taken_down[-1] if taken_down and not state.standing else None,
            outlets=tuple((each.outlet.value, each.on) for each in state.reached),
            sent_up=state.sent_up, taken_up=state.taken_up,
            reviewed=tuple(day for day, _ in reviews),
            returned=tuple(day for day, event in reviews if event.verdict is Verdict.RETURNED),
            reassessed=tuple(day for day, _ in told.days_of(p.Reassessed)),
            explained=tuple(Interpretation(each.publication, each.form.value, each.by_leader, each.on) for each in state.explained),
            catalogue=state.catalogue,
            moves=state.moves,
        ),
    )  # fmt: skip


def _year(told: Told) -> tuple[Fact, ...]:
    """What was done in the year, and the figures that were declared for it."""
    state: ActivityState = told.state
    days = {each.event: each.day for each in state.happened}
    declared = [
        DeclaredFact(told.stream, state.year, cell, event.value, event.source, event.role.value, days[event])
        for cell, event in state.figures.items()
    ]
    done = [
        _activity(told.stream, state.year, each.day, each.event) for each in state.happened if not isinstance(each.event, y.FigureDeclared)
    ]
    return (*declared, *done)


def _activity(stream: str, year: int, on: date, event: Any) -> ActivityFacts:
    people = next((getattr(event, name) for name in ("participants", "persons", "members") if hasattr(event, name)), 0)
    sort = event.kind.removeprefix("activity.")
    return ActivityFacts(stream, year, sort, on, people, getattr(event, "found", 0), getattr(event, "mended", 0), event.record)


def _rectification(told: Told) -> tuple[Fact, ...]:
    state: RectificationState = told.state
    if state.request is None or state.received_on is None:
        return ()
    return (RectificationFacts(told.stream, state.request.register_number, state.received_on, holder_on(state.moves, state.received_on)),)


_MAKERS: dict[str, Callable[[Told], tuple[Fact, ...]]] = {
    "application": _application, "remedy": _remedy, "document": _document, "activity": _year, "publication": _publication,
    "rectification": _rectification,
}  # fmt: skip
