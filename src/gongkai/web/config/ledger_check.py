"""The whole ledger against itself and against the columns made from it: ``gongkai check-ledger`` and the nightly job.

First what was written (chains, positions, heads, triggers), then what is read from it: every stream is folded and its columns
compared. What the first part finds is tampering; what the second finds can be mended by making the columns again.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.ledger.codec import UnreadableEntry
from gongkai.ledger.states.application import ApplicationState
from gongkai.ledger.states.publication import PublicationState
from gongkai.web.applications.models import Application, Rectification, Remedy
from gongkai.web.applications.projection import FIELDS, project
from gongkai.web.applications.services.beside_acting import RECTIFICATION_FIELDS, REMEDY_FIELDS, project_rectification, project_remedy
from gongkai.web.events import store, verification
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.organs.swift import swift
from gongkai.web.publication.models import Item
from gongkai.web.publication.projection import BESIDE, beside_differs
from gongkai.web.publication.projection import FIELDS as ITEM_FIELDS
from gongkai.web.publication.projection import project as project_item
from gongkai.web.reporting.models import AnnualReport
from gongkai.web.reporting.selectors.sealed import differs as report_differs
from gongkai.web.reporting.services.acting import FIELDS as REPORT_FIELDS
from gongkai.web.reporting.services.acting import project as project_report

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable, Iterator

    from gongkai.law.calendar import Calendar
    from gongkai.ledger.states.base import StreamState
    from gongkai.web.events.heads import Noted
    from gongkai.web.events.verification import Verified

_AT_ONCE = 400


class Kind(NamedTuple):
    """A kind of stream whose rows have columns made from it; ``number`` is the column by which people know a row."""

    name: str
    model: type[Application] | type[Remedy] | type[Rectification] | type[Item] | type[AnnualReport]
    fields: tuple[str, ...]
    project: Callable[[Any, Any], None]
    number: str = "register_number"
    beside: Callable[[Any, Any], str] | None = None  # rows of other tables that are made from the stream
    prefetch: tuple[str, ...] = ()  # these rows, asked for with the others


class Found(NamedTuple):
    """What the ledger is: the chain's verdict, how many rows were compared, the first problem in Chinese ("" when there is none)."""

    verified: Verified
    compared: int
    problem: str


@lru_cache(maxsize=8)
def _swift(calendar: Calendar) -> Calendar:
    """A ledger asks for the same few hundred days again and again."""
    return swift(calendar)


def _project_application(row: Application, state: StreamState) -> None:
    assert isinstance(state, ApplicationState)
    project(row, state, _swift(calendar_of(row.organ)))


def _project_item(row: Item, state: StreamState) -> None:
    assert isinstance(state, PublicationState)
    project_item(row, state, _swift(calendar_of(row.organ)))


KINDS = (
    Kind("application", Application, FIELDS, _project_application),
    Kind("remedy", Remedy, REMEDY_FIELDS, project_remedy),
    Kind("rectification", Rectification, RECTIFICATION_FIELDS, project_rectification),
    Kind("publication", Item, ITEM_FIELDS, _project_item, "index_number", beside_differs, BESIDE),
    Kind("report", AnnualReport, REPORT_FIELDS, project_report, "id", report_differs),
)


def run(outside: Noted | None = None, progress: Callable[[int], None] | None = None) -> Found:
    """Check everything; stops at the first problem. ``progress`` is told how far the chains are."""
    verified = verification.verify(outside, progress)
    if verified.fault:
        fault = verified.fault
        stream = f"（卷 {fault.stream}）" if fault.stream else ""
        return Found(verified, 0, f"账本第{fault.position}条{stream}：{fault.words}")
    if not store.protected():
        return Found(verified, 0, "账本的触发器不在，任何人都能改账本")
    compared = 0
    for kind in KINDS:
        count, problem = _compare(kind)
        compared += count
        if problem:
            return Found(verified, compared, problem)
    return Found(verified, compared, "")


def _compare(kind: Kind) -> tuple[int, str]:
    seen: set[uuid.UUID] = set()
    try:
        for batch in _batches(store.streams(kind.name)):
            rows = (
                kind.model._default_manager.select_related("organ")
                .prefetch_related(*kind.prefetch)
                .in_bulk([identity for identity, _ in batch])
            )
            for identity, state in batch:
                if identity not in rows:
                    return len(seen), f"账本里有卷 {identity}，登记表里没有这一件"
                problem = _differs(kind, rows[identity], state)
                if problem:
                    return len(seen), problem
                seen.add(identity)
    except UnreadableEntry as error:
        return len(seen), str(error)
    return len(seen), _without_entries(kind, seen)


def _batches(streams: Iterator[tuple[uuid.UUID, StreamState]]) -> Iterator[list[tuple[uuid.UUID, StreamState]]]:
    while batch := list(islice(streams, _AT_ONCE)):
        yield batch


def _differs(kind: Kind, row: Any, state: StreamState) -> str:
    """The first column that is not what the ledger makes of it."""
    before = {name: getattr(row, name) for name in kind.fields}
    kind.project(row, state)
    for name in kind.fields:
        if before[name] != getattr(row, name):
            return f"{getattr(row, kind.number)} 的 {name} 是“{before[name]}”，按账本应当是“{getattr(row, name)}”"
    return kind.beside(row, state) if kind.beside else ""


def _without_entries(kind: Kind, seen: set[uuid.UUID]) -> str:
    """A row whose stream is gone, or that says it had entries where the ledger has none."""
    streams = verification.stream_ids(kind.name)
    for identity, step, number in kind.model._default_manager.values_list("id", "step", kind.number).iterator(chunk_size=2000):
        if identity not in streams:
            return f"{number} 在账本里没有卷"
        if step and identity not in seen:
            return f"{number} 记着办到第{step}步，账本里一条也没有"
    return ""
