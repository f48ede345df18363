"""The index of pairs beside the items: FTS5 on SQLite, ``tsvector`` with GIN on PostgreSQL, behind four functions."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Protocol

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


class _Index(Protocol):
    """The statements of one database."""

    make: tuple[str, ...]
    put: str
    drop: str
    all_of: str

    def key(self, item: uuid.UUID) -> tuple[int | str | uuid.UUID, ...]:
        """By what ``drop`` finds the row."""

    def named(self, item: uuid.UUID) -> tuple[int | str | uuid.UUID, ...]:
        """What ``put`` writes before the pairs."""

    def question(self, pairs: Sequence[str], joined: str) -> str:
        """The pairs as the database asks for them; ``joined`` AND or OR."""


class _Sqlite(_Index):
    make = ("CREATE VIRTUAL TABLE search_pairs USING fts5(item UNINDEXED, pairs, detail=none, tokenize='ascii')",)
    put = "INSERT INTO search_pairs(rowid, item, pairs) VALUES (%s, %s, %s)"
    drop = "DELETE FROM search_pairs WHERE rowid = %s"
    all_of = "SELECT item FROM search_pairs WHERE search_pairs MATCH %s LIMIT %s"

    def key(self, item: uuid.UUID) -> tuple[int | str | uuid.UUID, ...]:
        return (item.int >> 65,)  # a rowid has 63 bits: FTS5 finds a row by nothing else at once

    def named(self, item: uuid.UUID) -> tuple[int | str | uuid.UUID, ...]:
        return (*self.key(item), str(item))

    def question(self, pairs: Sequence[str], joined: str) -> str:
        return f" {joined} ".join(pairs)


class _Postgresql(_Index):
    make = (
        "CREATE TABLE search_pairs (item uuid NOT NULL UNIQUE, pairs tsvector NOT NULL)",
        "CREATE INDEX search_pairs_index ON search_pairs USING gin (pairs)",
    )
    put = "INSERT INTO search_pairs(item, pairs) VALUES (%s, array_to_tsvector(string_to_array(%s, ' ')))"
    drop = "DELETE FROM search_pairs WHERE item = %s"
    all_of = "SELECT item FROM search_pairs WHERE pairs @@ %s::tsquery LIMIT %s"

    def key(self, item: uuid.UUID) -> tuple[int | str | uuid.UUID, ...]:
        return (item,)

    def named(self, item: uuid.UUID) -> tuple[int | str | uuid.UUID, ...]:
        return (item,)

    def question(self, pairs: Sequence[str], joined: str) -> str:
        return (" & " if joined == "AND" else " | ").join(f"'{pair}'" for pair in pairs)


def _index(vendor: str) -> _Index:
    return _Postgresql() if vendor == "postgresql" else _Sqlite()


def put(item: uuid.UUID, pairs: Sequence[str]) -> None:
    """Index an item anew under these pairs."""
    drop(item)
    if pairs:
        with connection.cursor() as cursor:
            chosen = _index(connection.vendor)
            cursor.execute(chosen.put, [*chosen.named(item), " ".join(pairs)])


def drop(item: uuid.UUID) -> None:
    """Take an item out."""
    with connection.cursor() as cursor:
        chosen = _index(connection.vendor)
        cursor.execute(chosen.drop, [*chosen.key(item)])


def having(pairs: Sequence[str], *, every: bool, most: int) -> list[uuid.UUID]:
    """Items with all of the pairs, or with any; at most ``most``."""
    if not pairs:
        return []
    chosen = _index(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(chosen.all_of, [chosen.question(pairs, "AND" if every else "OR"), most])
        return [uuid.UUID(str(row[0])) for row in cursor.fetchall()]


def make(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The table; run by a migration."""
    for statement in _index(editor.connection.vendor).make:
        editor.execute(statement)


def unmake(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The table goes with the room."""
    editor.execute("DROP TABLE search_pairs")
