"""Reading the event table for the auditor: lines without content, what was written late, what was changed afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from django.db.models import DateField, ExpressionWrapper, F
from django.db.models.functions import TruncDate

from gongkai.ledger.vocabulary import KINDS, Corrected, Voided
from gongkai.web.events.models import Record

if TYPE_CHECKING:
    import uuid
    from collections.abc import Collection, Iterator
    from datetime import date

    from django.db.models import QuerySet

CHANGES = (Corrected.kind, Voided.kind)


Lines: TypeAlias = "QuerySet[Record]"  # what the functions below give: for annotations of rooms that may not know the table


class Wanted(NamedTuple):
    """Which lines: of these organs; "" and None ask for nothing in particular. Days are legal days, both included."""

    organs: Collection[uuid.UUID]
    stream: uuid.UUID | None = None
    kind: str = ""
    actor: str = ""
    from_day: date | None = None
    to_day: date | None = None


def records(wanted: Wanted) -> Lines:
    """The lines, the last first, each with its ``stream`` and without payload: who, when, what kind, which hash."""
    found = Record.objects.filter(stream__organ__in=wanted.organs).select_related("stream").defer("payload").order_by("-position")
    if wanted.stream is not None:
        found = found.filter(stream=wanted.stream)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.actor:
        found = found.filter(actor=wanted.actor)
    if wanted.from_day:
        found = found.filter(effective_on__gte=wanted.from_day)
    return found.filter(effective_on__lte=wanted.to_day) if wanted.to_day else found


def late(wanted: Wanted, days: int) -> Lines:
    """Lines that were written, by the calendar of China (``TIME_ZONE``), more than ``days`` days behind their legal day."""
    latest = ExpressionWrapper(F("effective_on") + timedelta(days=days), output_field=DateField())
    return records(wanted).annotate(written_on=TruncDate("recorded_at")).filter(written_on__gt=latest)


def changes(wanted: Wanted) -> Lines:
    """Lines that correct or void another one."""
    return records(wanted).filter(kind__in=CHANGES)


def of_streams(streams: Collection[uuid.UUID]) -> Iterator[Record]:
    """The lines of these streams in order, streamed, without payload."""
    chosen = sorted(streams)
    for start in range(0, len(chosen), 500):
        part = Record.objects.filter(stream__in=chosen[start : start + 500]).defer("payload").order_by("stream_id", "number")
        yield from part.iterator(chunk_size=2000)


def title_of(kind: str) -> str:
    """What an event of that kind is called."""
    return KINDS[kind].title if kind in KINDS else kind
