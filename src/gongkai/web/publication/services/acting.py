"""The door to the ledger for items and documents: judged by the guards, written, projected, in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.ledger.guards import decide
from gongkai.ledger.states.document import DocumentState
from gongkai.ledger.states.publication import PublicationState
from gongkai.ledger.vocabulary.codes import Role as LedgerRole
from gongkai.web.events import store
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.publication.models import Item, Note
from gongkai.web.publication.projection import FIELDS, project, project_beside, validity_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from gongkai.ledger.vocabulary import Entry, Event
    from gongkai.web.accounts.models import User

SYSTEM, IMPORT = "system", "import"  # actors that are no account


class Done(NamedTuple):
    """The state after an act, and what was irregular in it, as sentences with their clauses."""

    state: PublicationState
    irregular: tuple[str, ...]


def actor_of(user: User | str) -> str:
    """How events name who acts."""
    return user if isinstance(user, str) else user.actor


def locked(item: Item) -> Item:
    """The row, locked, with its organ: what a service reads before it decides."""
    return Item.objects.select_for_update(of=("self",)).select_related("organ", "draft", "shown").get(pk=item.pk)


@transaction.atomic
def act(*, item: Item, events: Sequence[tuple[Event, date]], by: User | str, moment: datetime, seen: int | None = None) -> Done:
    """Write events of an item, each with its legal day, as one act; ``item`` is given its new columns and saved.

    ``seen`` is the number of the last entry that the user's page showed: when somebody acted since, ``Overtaken`` is raised.
    """
    row = locked(item)
    state = state_of(row)
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
    project(item, state, calendar)
    item.save(update_fields=list(FIELDS))
    project_beside(item, state)
    return Done(state, tuple(irregular))


@transaction.atomic
def act_on_document(*, item: Item, events: Sequence[tuple[Event, date]], by: User | str, moment: datetime, today: date) -> DocumentState:
    """Write events in the life of the item's document; its 有效性 follows. Opens the stream when there is none."""
    row = locked(item)
    if row.document is None:
        row.document = item.document = store.open_stream(kind="document", organ=row.organ_id)
    state = document_of(row)
    assert state is not None
    stamp = store.stamp(actor_of(by), row.organ_id, moment)
    written: list[Entry] = []
    for event, day in events:
        entry = store.entry(state, event, day, stamp)
        folded, _ = decide(state, entry, calendar_of(row.organ))
        assert isinstance(folded, DocumentState)
        state = folded
        written.append(entry)
    store.append(stream=row.document, entries=written)
    item.validity = validity_of(item, state, today)
    item.save(update_fields=["document", "validity"])
    return state


def begin(*, item: Item) -> None:
    """Open the stream of a new item. Inside the transaction that makes the row."""
    store.open_stream(kind="publication", organ=item.organ_id, identity=item.pk)


def state_of(item: Item) -> PublicationState:
    """Where the item stands, folded from its events."""
    state = store.load(item.pk)
    assert isinstance(state, PublicationState)
    return state


def document_of(item: Item) -> DocumentState | None:
    """The life of the item's document; None where it has none."""
    if item.document is None:
        return None
    state = store.load(item.document)
    assert isinstance(state, DocumentState)
    return state


def note(*, item: Item, key: str, text: str, by: User | str, moment: datetime) -> str:
    """Keep a text and give the id by which an event names it; "" for an empty one."""
    if not text.strip():
        return ""
    row = Note.objects.create(item=item, key=key, text=text.strip(), created_at=moment, created_by=actor_of(by))
    return str(row.pk)


ROLES = {
    "officer": LedgerRole.OFFICER, "reviewer": LedgerRole.OFFICER, "office_head": LedgerRole.OFFICE_HEAD, "legal": LedgerRole.LEGAL,
    "leader": LedgerRole.LEADER,
}  # fmt: skip
