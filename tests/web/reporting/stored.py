"""Courses of the ledger written into the database as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.web.events import store
from gongkai.web.reporting.services.projecting import TABLES

if TYPE_CHECKING:
    import uuid
    from collections.abc import Sequence

    from support.courses import Course


@transaction.atomic
def put(organ: uuid.UUID, courses: Sequence[Course]) -> None:
    """Open their streams for the organ and write all their entries."""
    for kind in sorted({course.kind for course in courses}):
        chosen = [course for course in courses if course.kind == kind]
        store.open_streams(kind=kind, organ=organ, identities=[course.stream for course in chosen])
        store.append_many((course.stream, course.entries) for course in chosen)


@transaction.atomic
def begin(organ: uuid.UUID, courses: Sequence[Course]) -> None:
    """Open their streams only."""
    for course in courses:
        store.open_stream(kind=course.kind, organ=organ, identity=course.stream)


def kept() -> dict[str, list[str]]:
    """All facts beside the ledger by table, without the numbers that the database gives its rows."""
    rows = {}
    for table in (table for tables in TABLES.values() for table in tables):
        names = [each.attname for each in table._meta.fields if each.attname != "id"]
        rows[table.__name__] = sorted(map(repr, table._default_manager.values_list(*names)))
    return rows
