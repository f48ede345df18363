"""Facts beside the ledger: brought up to its last entry before anybody counts, made anew at will."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import models, transaction

from gongkai.ledger.states.base import BrokenStream
from gongkai.report.facts import ApplicationFacts, DeclaredFact, DocumentFacts, RemedyFacts, facts_of
from gongkai.web.events import store
from gongkai.web.reporting.models import ApplicationFact, Declaration, DocumentFact, RemedyFact, Watermark

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable, Iterator

    from gongkai.ledger.vocabulary.base import Entry
    from gongkai.report.facts import Fact

KINDS = ("application", "remedy", "document", "activity")
_TABLES: dict[str, type[models.Model]] = {
    "application": ApplicationFact, "remedy": RemedyFact, "document": DocumentFact, "activity": Declaration,
}  # fmt: skip
_BATCH = 1000


class Read(NamedTuple):
    """How far the facts go, how many cases were read for it, and the streams that no acts can have made."""

    position: int
    cases: int
    broken: tuple[tuple[uuid.UUID, str], ...] = ()


@transaction.atomic
def catch_up() -> Read:
    """Read what was written since the last time. What others write meanwhile is read the next time."""
    mark = Watermark.objects.select_for_update().first() or Watermark()
    last = store.position()
    changed = store.changed_after(mark.position, KINDS) if last > mark.position else []
    broken: list[tuple[uuid.UUID, str]] = []
    for kind in KINDS:
        organs = {stream: organ for stream, each, organ in changed if each == kind}
        for held in _batches(store.logs(list(organs))):
            broken += _put(kind, held, organs)
    if last > mark.position:
        mark.position = last
        mark.save()
    return Read(mark.position, len(changed), tuple(broken))


@transaction.atomic
def rebuild() -> Read:
    """Forget all facts and read the whole ledger again."""
    for table in _TABLES.values():
        table._default_manager.all().delete()
    Watermark.objects.all().delete()
    last, cases = store.position(), 0
    broken: list[tuple[uuid.UUID, str]] = []
    for kind in KINDS:
        organs = store.organs_of(kind)
        for held in _batches(store.logs_of(kind)):
            broken += _put(kind, held, organs, fresh=True)
            cases += len(held)
    Watermark.objects.create(position=last)
    return Read(last, cases, tuple(broken))


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
    kind: str, logs: list[tuple[uuid.UUID, tuple[Entry, ...]]], organs: dict[uuid.UUID, uuid.UUID], *, fresh: bool = False
) -> list[tuple[uuid.UUID, str]]:
    table, rows, broken = _TABLES[kind], list[models.Model](), []
    for stream, log in logs:
        try:
            rows += [_row(fact, stream, organs[stream]) for fact in facts_of(kind, str(stream), log)]
        except BrokenStream as problem:
            broken.append((stream, str(problem)))
    if not fresh:
        table._default_manager.filter(stream__in=[stream for stream, _ in logs]).delete()
    table._default_manager.bulk_create(rows, batch_size=_BATCH)
    return broken


def _row(fact: Fact, stream: uuid.UUID, organ: uuid.UUID) -> models.Model:
    kept = fact._asdict()
    del kept["id"]
    match fact:
        case ApplicationFacts():
            return ApplicationFact(stream=stream, organ=organ, **{**kept, "choices": ",".join(fact.choices)})
        case RemedyFacts():
            return RemedyFact(stream=stream, organ=organ, **kept)
        case DocumentFacts():
            return DocumentFact(stream=stream, organ=organ, **kept)
        case DeclaredFact():
            return Declaration(stream=stream, organ=organ, **kept)
