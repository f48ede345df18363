"""The only door to the event table: append with the number expected, load, verify.

``append`` must run inside the transaction of the act: what is written and what is acknowledged stand or fall together.
"""

from __future__ import annotations

import json
import uuid
from datetime import UTC
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from django.db import IntegrityError, connection, transaction
from django.db.models import Max, Min, Q

from gongkai.ledger import chain, codec
from gongkai.ledger.state import replay, start
from gongkai.ledger.vocabulary import Entry, Event
from gongkai.web import bulk
from gongkai.web.events.models import Record, Stream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from gongkai.ledger.states.base import StreamState

TRIGGERS = ("ledger_record_no_update", "ledger_record_no_delete")
_COLUMNS = (
    "position", "stream_id", "number", "kind", "schema", "payload", "effective_on", "recorded_at", "actor", "group", "body", "sha256", "sm3",
)  # fmt: skip
_READ = ("number", "kind", "schema", "payload", "effective_on", "recorded_at", "actor", "group", "body")  # what was hashed
_ADVISORY_LOCK = 6_072_019  # any fixed number: one order of positions on PostgreSQL


# Is handed what an import wrote into the ledger: the kind of stream, the organ, new streams with their whole logs.
Written: TypeAlias = "Callable[[str, uuid.UUID, Sequence[tuple[uuid.UUID, Sequence[Entry]]]], None]"


def untold(kind: str, organ: uuid.UUID, streams: object) -> None:
    """A :data:`Written` that tells nobody."""


class Stamp(NamedTuple):
    """Who writes, for which organ, when, and the one act of a user to which all its events belong."""

    actor: str
    body: str
    moment: datetime
    group: str


class Overtaken(Exception):
    """Somebody else acted on the same case meanwhile: load it again."""

    def __str__(self) -> str:
        return "这件事刚刚被别人办过一步，请重新打开页面，看过新的进展以后再办"


def stamp(actor: str, body: uuid.UUID | str, moment: datetime) -> Stamp:
    """A stamp with a new group."""
    return Stamp(actor, str(body), moment.astimezone(UTC), uuid.uuid4().hex)


def open_stream(*, kind: str, organ: uuid.UUID, identity: uuid.UUID | None = None) -> uuid.UUID:
    """Begin an empty stream."""
    start(kind)  # KeyError for a kind that is not in the vocabulary
    return Stream.objects.create(id=identity or uuid.uuid4(), kind=kind, organ=organ).id


def open_streams(*, kind: str, organ: uuid.UUID, identities: Sequence[uuid.UUID]) -> None:
    """Begin many empty streams at once (imports)."""
    start(kind)
    bulk.values(Stream, ("id", "kind", "organ"), ((identity, kind, organ) for identity in identities))


def pass_on(*, stream: uuid.UUID, organ: uuid.UUID) -> None:
    """The stream belongs to another organ from now on (机构改革). Beside the event that says so, in its transaction."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("划转必须和它的事件在同一个事务里写入")
    Stream.objects.filter(id=stream).update(organ=organ)


def append(*, stream: uuid.UUID, entries: Sequence[Entry]) -> None:
    """Write entries made by :func:`entry`; their numbers are the expected ones. Raises :class:`Overtaken`."""
    append_many([(stream, entries)])


def append_many(batches: Iterable[tuple[uuid.UUID, Sequence[Entry]]]) -> None:
    """Write entries of many streams in one go (imports). Inside a transaction only."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("事件必须和办理的事在同一个事务里写入")
    batches = [(stream, list(entries)) for stream, entries in batches if entries]
    position = _lock_order()
    last = _last_links([stream for stream, entries in batches if entries[0].number > 1])
    rows = []
    for stream, entries in batches:
        before = last.get(stream)
        for each in entries:
            record = codec.to_json(each)
            payload = chain.canonical(record["payload"]).decode("utf-8")
            before = chain.link_of(str(stream), before, chain.written(record, payload))
            if before.number != each.number:
                raise Overtaken
            position += 1
            rows.append((
                position, stream, each.number, record["kind"], record["schema"], payload, each.effective_on, each.recorded_at, each.actor, each.group,
                each.body, before.sha256, before.sm3,
            ))  # fmt: skip
    try:
        with transaction.atomic():
            bulk.values(Record, _COLUMNS, rows)
    except IntegrityError as error:
        raise Overtaken from error


def entry(state: StreamState, event: Event, on: date, stamp: Stamp, *, ahead: int = 0) -> Entry:
    """The next entry of a stream in that state; ``ahead`` counts entries made but not yet applied."""
    return Entry(
        number=state.next_number + ahead, effective_on=on, recorded_at=stamp.moment, event=event,
        actor=stamp.actor, group=stamp.group, body=stamp.body,
    )  # fmt: skip


def load(stream: uuid.UUID) -> StreamState:
    """The state of a stream, folded from all its entries. Raises ``Stream.DoesNotExist``."""
    return replay(Stream.objects.values_list("kind", flat=True).get(id=stream), entries(stream))


def entries(stream: uuid.UUID) -> tuple[Entry, ...]:
    """The entries of a stream in order."""
    return tuple(codec.from_json(record_of(row)) for row in Record.objects.filter(stream=stream).order_by("number"))


def links(stream: uuid.UUID) -> tuple[chain.Link, ...]:
    """The hashes that stand beside the entries of a stream, in order: for an extract of the ledger."""
    return tuple(link_of(row) for row in Record.objects.filter(stream=stream).order_by("number").only("number", "sha256", "sm3"))


def streams(kind: str, organ: uuid.UUID | None = None) -> Iterator[tuple[uuid.UUID, StreamState]]:
    """All streams of a kind, of one organ or of all, each with its state; streamed, two queries."""
    chosen = Record.objects.filter(stream__kind=kind)
    if organ is not None:
        chosen = chosen.filter(stream__organ=organ)
    for stream, held in _whole(chosen):
        yield stream, replay(kind, held)


def streams_ever(kind: str, organ: uuid.UUID) -> Iterator[tuple[uuid.UUID, StreamState]]:
    """The same of one organ, those that it had once and that moved to another included (机构改革)."""
    moved = Record.objects.filter(kind=f"{kind}.moved", payload__contains=str(organ)).values("stream")
    for stream, held in _whole(Record.objects.filter(Q(stream__organ=organ) | Q(stream__in=moved), stream__kind=kind)):
        yield stream, replay(kind, held)


def changed_after(position: int, kinds: Sequence[str]) -> list[tuple[uuid.UUID, str, uuid.UUID]]:
    """The streams of these kinds in which something was written after that position: id, kind, organ."""
    written = (
        Record.objects.filter(position__gt=position, stream__kind__in=kinds)
        .order_by()
        .values_list("stream", "stream__kind", "stream__organ")
    )
    return list(written.distinct())


def knows(organ: uuid.UUID) -> bool:
    """Whether the ledger has anything of the organ."""
    return Stream.objects.filter(organ=organ).exists()


def of_organ(kind: str, organ: uuid.UUID) -> list[uuid.UUID]:
    """The streams of a kind that an organ has now."""
    return list(Stream.objects.filter(kind=kind, organ=organ).values_list("id", flat=True))


def begun_at(streams: Sequence[uuid.UUID]) -> int:
    """The position of the first entry in any of these streams; 0 where none has an entry."""
    return Record.objects.filter(stream__in=streams).aggregate(first=Min("position"))["first"] or 0


def organs_of(kind: str) -> dict[uuid.UUID, uuid.UUID]:
    """The organ of each stream of a kind."""
    return dict(Stream.objects.filter(kind=kind).values_list("id", "organ"))


def logs(streams: Sequence[uuid.UUID]) -> Iterator[tuple[uuid.UUID, tuple[Entry, ...]]]:
    """The entries of each of these streams, whole."""
    for start_at in range(0, len(streams), 500):
        yield from _whole(Record.objects.filter(stream__in=streams[start_at : start_at + 500]))


def logs_of(kind: str) -> Iterator[tuple[uuid.UUID, tuple[Entry, ...]]]:
    """The entries of each stream of a kind, streamed in one query."""
    yield from _whole(Record.objects.filter(stream__kind=kind))


def _whole(chosen: QuerySet[Record]) -> Iterator[tuple[uuid.UUID, tuple[Entry, ...]]]:
    rows = chosen.order_by("stream_id", "number").values_list("stream_id", *_READ).iterator(chunk_size=2000)
    for stream, held in groupby(rows, key=itemgetter(0)):
        yield stream, tuple(codec.from_json(_recorded(*row[1:])) for row in held)


def position() -> int:
    """The last position of all; 0 of an empty ledger."""
    return Record.objects.aggregate(last=Max("position"))["last"] or 0


def record_of(row: Record) -> dict[str, Any]:
    """The record as it was hashed."""
    return _recorded(*(getattr(row, name) for name in _READ))


def _recorded(
    number: int, kind: str, schema: int, payload: str, on: date, at: datetime, actor: str, group: str, body: str
) -> dict[str, Any]:  # fmt: skip
    return {
        "number": number, "kind": kind, "schema": schema, "payload": json.loads(payload), "effective_on": on.isoformat(),
        "recorded_at": at.astimezone(UTC).isoformat(), "actor": actor, "group": group, "body": body,
    }  # fmt: skip


def link_of(row: Record) -> chain.Link:
    """The link that stands beside the record."""
    return chain.Link(row.number, row.sha256, row.sm3)


def protected() -> bool:
    """Whether the triggers that refuse changes are in the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name IN (%s, %s)", TRIGGERS)
        else:
            cursor.execute("SELECT count(DISTINCT tgname) FROM pg_trigger WHERE tgname IN (%s, %s) AND tgenabled <> 'D'", TRIGGERS)
        return bool(cursor.fetchone()[0] == len(TRIGGERS))


def hold() -> None:
    """Nobody else writes until the transaction ends."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("账本只能在事务里占住")
    _lock_order()


def _lock_order() -> int:
    """The last position, with the right to write the next ones: SQLite is already locked by BEGIN IMMEDIATE."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ADVISORY_LOCK])
    return position()


def _last_links(streams: list[uuid.UUID]) -> dict[uuid.UUID, chain.Link]:
    found: dict[uuid.UUID, chain.Link] = {}
    for start_at in range(0, len(streams), 500):
        part = streams[start_at : start_at + 500]
        for row in Record.objects.filter(stream__in=part).order_by("number").only("stream", "number", "sha256", "sm3"):
            found[row.stream_id] = link_of(row)
    return found
