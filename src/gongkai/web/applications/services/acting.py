"""The door to the ledger: an act is judged by the guards, written, and projected, in one transaction.

Every service of this room that makes an event ends here. What the guards refuse raises
:class:`~gongkai.ledger.reasons.NotAllowed` with all reasons; what somebody else did meanwhile raises
:class:`~gongkai.web.events.store.Overtaken`. Nothing is kept in either case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.ledger.guards import decide
from gongkai.ledger.states.application import ApplicationState
from gongkai.web.applications.models import Application, Text
from gongkai.web.applications.projection import FIELDS, project
from gongkai.web.events import store
from gongkai.web.organs.selectors import calendar_of

if TYPE_CHECKING:
    import uuid
    from collections.abc import Sequence
    from datetime import date, datetime

    from gongkai.ledger.vocabulary import Entry, Event
    from gongkai.web.accounts.models import User

APPLICANT, SYSTEM, IMPORT = "applicant", "system", "import"  # actors that are no account


class Done(NamedTuple):
    """What an act came to: the state after it, and what was irregular in it, as sentences with their clauses."""

    state: ApplicationState
    irregular: tuple[str, ...]
    entries: tuple[Entry, ...]


def actor_of(user: User | str) -> str:
    """How events name who acts: an account's id, or one of the words above."""
    return user if isinstance(user, str) else user.actor


@transaction.atomic
def act(
    *, application: Application, events: Sequence[tuple[Event, date]], by: User | str, moment: datetime, seen: int | None = None
) -> Done:
    """Do it: each event with its legal day, in order, as one act of the user.

    ``seen`` is the number of the last entry that the user's page showed; when somebody acted since,
    :class:`~gongkai.web.events.store.Overtaken` is raised.
    """
    locked = Application.objects.select_for_update().select_related("organ").get(pk=application.pk)
    state = state_of(locked)
    if seen is not None and seen != len(state.log):
        raise store.Overtaken
    calendar = calendar_of(locked.organ)
    stamp = store.stamp(actor_of(by), locked.organ_id, moment)
    written: list[Entry] = []
    irregular: list[str] = []
    for event, day in events:
        entry = store.entry(state, event, day, stamp)
        state, named = decide(state, entry, calendar)
        written.append(entry)
        irregular += named
    store.append(stream=locked.pk, entries=written)
    save_projection(locked, state)
    for field in FIELDS:
        setattr(application, field, getattr(locked, field))
    return Done(state, tuple(irregular), tuple(written))


def begin(*, application: Application) -> None:
    """Open the stream of a new application. Inside the transaction that makes the row."""
    store.open_stream(kind="application", organ=application.organ_id, identity=application.pk)


def state_of(application: Application) -> ApplicationState:
    """Where the application stands, folded from its events."""
    state = store.load(application.pk)
    assert isinstance(state, ApplicationState)
    return state


def save_projection(application: Application, state: ApplicationState) -> None:
    """Make the columns again and save them."""
    project(application, state, calendar_of(application.organ))
    application.save(update_fields=list(FIELDS))


def keep(*, stream: uuid.UUID, key: str, text: str, by: User | str, moment: datetime) -> str:
    """Keep a text and give the id by which an event names it; "" for an empty one."""
    if not text.strip():
        return ""
    row = Text.objects.create(stream=stream, key=key, text=text.strip(), created_at=moment, created_by=actor_of(by))
    return str(row.id)
