"""The closed vocabulary: every kind of event that a stream of the ledger may hold, one module a kind of stream.

The docstring of an event is its reference: what happened, which legal day it takes, what each field
holds. Payloads hold ids, codes, numbers and days; names, addresses and texts stay in rows that
retention may erase.
"""

from __future__ import annotations

from gongkai.ledger.vocabulary import activity, application, document, publication, rectification, remedy, report
from gongkai.ledger.vocabulary.base import Corrected, Entry, Event, Voided

STREAMS: dict[str, tuple[type[Event], ...]] = {
    "application": application.EVENTS,
    "rectification": rectification.EVENTS,
    "remedy": remedy.EVENTS,
    "publication": publication.EVENTS,
    "document": document.EVENTS,
    "activity": activity.EVENTS,
    "report": report.EVENTS,
}
ANYWHERE: tuple[type[Event], ...] = (Corrected, Voided)
KINDS: dict[str, type[Event]] = {cls.kind: cls for classes in (*STREAMS.values(), ANYWHERE) for cls in classes}

__all__ = ["ANYWHERE", "KINDS", "STREAMS", "Corrected", "Entry", "Event", "Voided"]
