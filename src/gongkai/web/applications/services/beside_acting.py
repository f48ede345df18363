"""The door to the ledger for reviews, lawsuits and 更正: as ``acting`` is for applications.

What the guards refuse raises :class:`~gongkai.ledger.reasons.NotAllowed`; what somebody did meanwhile
:class:`~gongkai.web.events.store.Overtaken`. Nothing is kept in either case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.ledger.guards import decide
from gongkai.ledger.states.rectification import RectificationState
from gongkai.ledger.states.remedy import RemedyState
from gongkai.web.applications.models import Rectification, Remedy
from gongkai.web.applications.remedy_clock import owed, reply_until
from gongkai.web.applications.services.acting import actor_of
from gongkai.web.events import store
from gongkai.web.organs.selectors import calendar_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from gongkai.ledger.states.base import StreamState
    from gongkai.ledger.vocabulary import Entry, Event
    from gongkai.web.accounts.models import User

REMEDY_FIELDS = ("received_on", "reply_due", "replied_on", "next_due", "next_duty", "result", "final_on", "step")
RECTIFICATION_FIELDS = ("received_on", "decided_on", "served_on", "finding", "step")


class Outcome(NamedTuple):
    """What an act came to: the state after it, what was irregular in it, and what was written."""

    state: StreamState
    irregular: tuple[str, ...]
    entries: tuple[Entry, ...]


def begin(*, row: Remedy | Rectification) -> None:
    """Open the stream of a new row. Inside the transaction that makes it."""
    store.open_stream(kind="remedy" if isinstance(row, Remedy) else "rectification", organ=row.organ_id, identity=row.pk)


@transaction.atomic
def act(
    *, row: Remedy | Rectification, events: Sequence[tuple[Event, date]], by: User | str, moment: datetime, seen: int | None = None
) -> Outcome:
    """Do it: each event with its legal day, in order, as one act of the user; the columns of ``row`` follow."""
    type(row).objects.select_for_update().get(pk=row.pk)  # one writer at a time on PostgreSQL
    state = store.load(row.pk)
    if seen is not None and seen != len(state.log):
        raise store.Overtaken
    calendar = calendar_of(row.organ)
    stamp = store.stamp(actor_of(by), row.organ_id, moment)
    written: list[Entry] = []
    irregular: list[str] = []
    for event, day in events:
        entry = store.entry(state, event, day, stamp)
        state, named = decide(state, entry, calendar)
        written.append(entry)
        irregular += named
    store.append(stream=row.pk, entries=written)
    save_projection(row, state)
    return Outcome(state, tuple(irregular), tuple(written))


def remedy_state(remedy: Remedy) -> RemedyState:
    """Where the review or lawsuit stands."""
    state = store.load(remedy.pk)
    assert isinstance(state, RemedyState)
    return state


def rectification_state(rectification: Rectification) -> RectificationState:
    """Where the request stands."""
    state = store.load(rectification.pk)
    assert isinstance(state, RectificationState)
    return state


def save_projection(row: Remedy | Rectification, state: StreamState) -> None:
    """Make the columns again from the state, and save them."""
    if isinstance(row, Remedy):
        assert isinstance(state, RemedyState)
        project_remedy(row, state)
        row.save(update_fields=list(REMEDY_FIELDS))
        return
    assert isinstance(state, RectificationState)
    project_rectification(row, state)
    row.save(update_fields=list(RECTIFICATION_FIELDS))


def project_remedy(remedy: Remedy, state: RemedyState) -> None:
    """Write the columns on the object; saving is the caller's."""
    calendar = calendar_of(remedy.organ)
    until = reply_until(state, calendar)
    duties = owed(remedy, state, calendar)
    remedy.received_on, remedy.replied_on, remedy.final_on = state.received_on, state.replied_on, state.final_on
    remedy.reply_due = until.day if until else None
    remedy.next_due, remedy.next_duty = (duties[0].until, duties[0].what) if duties else (None, "")
    remedy.result = state.instances[-1].decision.result.value if state.instances else ""
    remedy.step = len(state.log)


def project_rectification(row: Rectification, state: RectificationState) -> None:
    """Write the columns on the object; saving is the caller's."""
    row.received_on, row.decided_on, row.served_on = state.received_on, state.decided_on, state.served_on
    row.finding = state.decision.finding.value if state.decision else ""
    row.step = len(state.log)
