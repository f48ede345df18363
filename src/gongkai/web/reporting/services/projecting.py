"""Facts beside the ledger: brought up to its last entry before anybody counts, made anew at will."""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from django.db import models, transaction

from gongkai.ledger.states.base import BrokenStream
from gongkai.lib.identity import identity
from gongkai.report.facts import (
    ActivityFacts,
    ApplicationFacts,
    DeclaredFact,
    DocumentFacts,
    PublicationFacts,
    RectificationFacts,
    RemedyFacts,
    facts_of,
    holder_on,
)
from gongkai.web import bulk
from gongkai.web.events import store
from gongkai.web.reporting.models import (
    ActivityFact,
    ApplicationFact,
    CalendarRead,
    Declaration,
    DocumentFact,
    ExplanationFact,
    ItemDay,
    ItemFact,
    RectificationFact,
    RemedyFact,
    Watermark,
)
from gongkai.web.reporting.services import judging

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gongkai.law.calendar import Calendar
    from gongkai.ledger.vocabulary.base import Entry
    from gongkai.report.facts import Fact

TABLES: dict[str, tuple[type[models.Model], ...]] = {
    "application": (ApplicationFact,), "remedy": (RemedyFact,), "document": (DocumentFact,), "activity": (Declaration, ActivityFact),
    "publication": (ItemDay, ItemFact, ExplanationFact), "rectification": (RectificationFact,),
}  # fmt: skip
KINDS = tuple(TABLES)
_BATCH = 1000


class Read(NamedTuple):
    """How far the facts go, how many cases were read for it, and the streams that no acts can have made."""

    position: int
    cases: int
    broken: tuple[tuple[uuid.UUID, str], ...] = ()


@transaction.atomic
def catch_up() -> Read:
    """Read what was written since the last time, and again what was judged by other working days. What others write meanwhile is read the next time.

    Past a stream that cannot be read nothing is taken as read: every call names it again.
    """
    mark = Watermark.objects.select_for_update().first() or Watermark()
    last = store.position()
    changed = {kind: dict[uuid.UUID, uuid.UUID]() for kind in KINDS}
    for stream, kind, organ in store.changed_after(mark.position, KINDS) if last > mark.position else ():
        changed[kind][stream] = organ
    calendars = judging.calendars(changed["application"].values())
    changed["application"].update(judging.judged_by_others(calendars))
    broken: list[tuple[uuid.UUID, str]] = []
    for kind, organs in changed.items():
        for held in _batches(store.logs(list(organs))):
            broken += _put(kind, held, organs, calendars)
    if last > mark.position and not broken:
        mark.position = last
        mark.save()
    judging.note(calendars)
    return Read(mark.position, sum(map(len, changed.values())), tuple(broken))


class Taking:
    """Takes the entries of new streams while they are in hand: an import of a hundred thousand need not be read again.

    Inside ``with taking():`` every entry that is written is handed over, and nobody else writes.
    """

    def __init__(self) -> None:
        self._calendars: dict[uuid.UUID, Calendar] = {}

    def __call__(self, kind: str, organ: uuid.UUID, logs: Sequence[tuple[uuid.UUID, Sequence[Entry]]]) -> None:
        """The whole logs of new streams of one kind and one organ. Raises :class:`BrokenStream`."""
        if kind == "application" and organ not in self._calendars:
            self._calendars[organ] = judging.calendars([organ])[organ]
        broken = _put(
            kind, [(stream, tuple(log)) for stream, log in logs], dict.fromkeys((stream for stream, _ in logs), organ), self._calendars, fresh=True
        )  # fmt: skip
        if broken:
            raise BrokenStream(broken[0][1])

    def note(self) -> None:
        """All is taken, up to the last entry."""
        mark = Watermark.objects.first() or Watermark()
        mark.position = store.position()
        mark.save()
        judging.note(self._calendars)


@contextmanager
def taking() -> Iterator[Taking]:
    """Inside a transaction: see :class:`Taking`. What was written before is read first. Raises :class:`BrokenStream` where that cannot be read."""
    store.hold()
    before = catch_up()
    if before.broken:
        raise BrokenStream(before.broken[0][1])
    take = Taking()
    yield take
    take.note()


@transaction.atomic
def rebuild() -> Read:
    """Forget all facts and read the whole ledger again."""
    for table in (table for tables in TABLES.values() for table in tables):
        table._default_manager.all().delete()
    Watermark.objects.all().delete()
    CalendarRead.objects.all().delete()
    last, cases = store.position(), 0
    broken: list[tuple[uuid.UUID, str]] = []
    for kind in KINDS:
        organs = store.organs_of(kind)
        calendars = judging.calendars(organs.values()) if kind == "application" else {}
        for held in _batches(store.logs_of(kind)):
            broken += _put(kind, held, organs, calendars, fresh=True)
            cases += len(held)
        judging.note(calendars)
    reached = max(store.begun_at([stream for stream, _ in broken]) - 1, 0) if broken else last
    Watermark.objects.create(position=reached)
    return Read(reached, cases, tuple(broken))


def _batches(logs: Iterable[tuple[uuid.UUID, tuple[Entry, ...]]]) -> Iterator[list[tuple[uuid.UUID, tuple[Entry, ...]]]]:
    held = []
    for each in logs:
        held.append(each)
        if len(held) == _BATCH:
            yield held
            held = []
    if held:
        yield held


def _put(
    kind: str, logs: list[tuple[uuid.UUID, tuple[Entry, ...]]], organs: Mapping[uuid.UUID, uuid.UUID], calendars: Mapping[uuid.UUID, Calendar],
    *, fresh: bool = False,
) -> list[tuple[uuid.UUID, str]]:  # fmt: skip
    rows: dict[type[models.Model], list[models.Model]] = {table: [] for table in TABLES[kind]}
    broken = []
    for stream, log in logs:
        try:
            for fact in facts_of(kind, str(stream), log, calendars.get(organs[stream])):
                for row in _rows(fact, stream, organs[stream]):
                    rows[type(row)].append(row)
        except BrokenStream as problem:
            broken.append((stream, str(problem)))
    for table, made in rows.items():
        if not fresh:
            table._default_manager.filter(stream__in=[stream for stream, _ in logs]).delete()
        bulk.insert(made)
    return broken


def _rows(fact: Fact, stream: uuid.UUID, organ: uuid.UUID) -> Iterator[models.Model]:
    kept = fact._asdict()
    del kept["id"]
    organ = identity(kept.pop("holder", "")) or organ  # 机构改革: each organ that had it tells its part
    match fact:
        case ApplicationFacts():
            yield ApplicationFact(stream=stream, organ=organ, **{**kept, "choices": ",".join(fact.choices)})
        case RemedyFacts():
            yield RemedyFact(stream=stream, organ=organ, **kept)
        case DocumentFacts():
            yield DocumentFact(stream=stream, organ=organ, **{**kept, "publication": identity(fact.publication)})
        case DeclaredFact():
            yield Declaration(stream=stream, organ=organ, **kept)
        case ActivityFacts():
            yield ActivityFact(stream=stream, organ=organ, **kept)
        case RectificationFacts():
            yield RectificationFact(stream=stream, organ=organ, **kept)
        case PublicationFacts():
            if fact.first_on is not None:
                first = identity(holder_on(fact.moves, fact.first_on)) or organ
                yield ItemFact(stream=stream, organ=first, catalogue=fact.catalogue, first_on=fact.first_on)
            for what, day in fact.days():
                yield ItemDay(stream=stream, organ=identity(holder_on(fact.moves, day)) or organ, what=what, on=day)
            for item, form, by_leader, on in fact.explained:
                yield ExplanationFact(stream=stream, organ=organ, item=item, form=form, by_leader=by_leader, on=on)
