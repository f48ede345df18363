"""What the annual report must know of one case, whatever the year: days, column, row, result.

A fact is made from the effective entries of a stream and says nothing of today: which year counts a case, and where, follows from its
days alone (``tally``). So facts can be kept beside the ledger and made again at any time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.law import tally as law
from gongkai.ledger.state import effective, fold
from gongkai.report.forms import FORMS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from gongkai.ledger.states.activity import ActivityState
    from gongkai.ledger.states.application import ApplicationState
    from gongkai.ledger.states.document import DocumentState
    from gongkai.ledger.states.remedy import RemedyState
    from gongkai.ledger.vocabulary.base import Entry


class ApplicationFacts(NamedTuple):
    """An application. ``id`` is its stream, ``number`` its register number.

    ``received_on`` the day of receipt (条例 Art. 31); ``since`` the day from which this organ counts it: another one only when it was taken
    over; ``gone_on`` the day on which it was handed over. ``ended_on`` the day of the first outcome, ``row`` and ``row_2019`` its rows
    of table three, "" while there is none; ``choices`` the rows between which an officer still has to choose. ``fee`` in fen, where paid on ``paid_on``.
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


class RemedyFacts(NamedTuple):
    """A review or lawsuit: the row of table four, the day of the copy, its result once that is final."""

    id: str
    number: str
    sort: str
    received_on: date
    final_on: date | None = None
    result: str = ""


class DocumentFacts(NamedTuple):
    """A rule or normative document: the row of table two, its days; ``ended_on`` is the first day on which it no longer holds."""

    id: str
    number: str
    sort: str
    issued_on: date
    ended_on: date | None = None
    repealed: bool = False


class DeclaredFact(NamedTuple):
    """A figure that no record can supply, as the office that decides declared it: the last word on its cell of that year."""

    id: str
    year: int
    cell: str
    value: str
    source: str
    role: str
    on: date


Fact = ApplicationFacts | RemedyFacts | DocumentFacts | DeclaredFact


def facts_of(kind: str, stream: str, log: Iterable[Entry]) -> tuple[Fact, ...]:
    """What a stream of that kind tells the report; nothing for a kind that it does not count, and for a case that was voided.

    Raises ``BrokenStream`` for a stream that no acts can have made.
    """
    make = _MAKERS.get(kind)
    if make is None:
        return ()
    entries = effective(log)
    return make(stream, fold(kind, entries)) if entries else ()


def _application(stream: str, state: ApplicationState) -> tuple[Fact, ...]:
    case, received = state.registered, state.received_on
    if case is None or received is None:
        return ()
    outcome, fee = state.rounds[0].outcome, state.fee
    row, choices = _row(state, "2021") if outcome else ("", ())
    since = state.taken_over_on or received  # 机构改革: until it was taken over, the other organ counts it
    return (
        ApplicationFacts(
            stream, case.register_number, received, max(received, since), case.column.value, outcome.day if outcome else None, row,
            _row(state, "2019")[0] if outcome else "", choices, state.handed_over_on, fee.amount if fee and fee.paid_on else 0, fee.paid_on if fee else None,
        ),
    )  # fmt: skip


def _row(state: ApplicationState, form: str) -> tuple[str, tuple[str, ...]]:
    """The row, or the rows between which somebody has to choose: a register of the older form does not divide （六）其他处理."""
    row = state.row(form)
    if isinstance(row, law.NeedsChoice):
        return "", row.rows
    if row is not None and row.key not in FORMS[form].results:
        return "", tuple(key for key in FORMS[form].results if key.startswith(f"{row.key}."))
    return (row.key, ()) if row else ("", ())


def _remedy(stream: str, state: RemedyState) -> tuple[Fact, ...]:
    if state.case is None or state.received_on is None:
        return ()
    final = state.final_on if state.instances else None  # its only decision was voided: pending again
    result = state.instances[-1].decision.result.value if final else ""
    return (RemedyFacts(stream, state.case.register_number, state.case.sort.value, state.received_on, final, result),)


def _document(stream: str, state: DocumentState) -> tuple[Fact, ...]:
    if state.issue is None or state.issued_on is None:
        return ()
    return (DocumentFacts(stream, state.issue.number, state.issue.sort.value, state.issued_on, state.ended_on, state.repealed),)


def _declared(stream: str, state: ActivityState) -> tuple[Fact, ...]:
    days = {each.event: each.day for each in state.happened}
    return tuple(
        DeclaredFact(stream, state.year, cell, event.value, event.source, event.role.value, days[event])
        for cell, event in state.figures.items()
    )


_MAKERS: dict[str, Callable[[str, Any], tuple[Fact, ...]]] = {
    "application": _application, "remedy": _remedy, "document": _document, "activity": _declared,
}  # fmt: skip
