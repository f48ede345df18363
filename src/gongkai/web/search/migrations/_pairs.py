"""The index of pairs as it was before 0005: made by 0003, and made anew on the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MAKE = {
    "sqlite": ("CREATE VIRTUAL TABLE search_pairs USING fts5(item UNINDEXED, pairs, detail=none, tokenize='ascii')",),
    "postgresql": (
        "CREATE TABLE search_pairs (item uuid NOT NULL UNIQUE, pairs tsvector NOT NULL)",
        "CREATE INDEX search_pairs_index ON search_pairs USING gin (pairs)",
    ),
}
PUT = {
    "sqlite": "INSERT INTO search_pairs(rowid, item, pairs) VALUES (%s, %s, %s)",
    "postgresql": "INSERT INTO search_pairs(item, pairs) VALUES (%s, array_to_tsvector(string_to_array(%s, ' ')))",
}


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    vendor = editor.connection.vendor
    with editor.connection.cursor() as cursor:
        for item in apps.get_model("search", "PublicItem").objects.filter(withdrawn_on__isnull=True).iterator(chunk_size=200):
            parts = item.plain.split()
            pairs = dict.fromkeys(
                f"x{ord(first):x}{ord(second):x}" for part in parts for first, second in zip(part, part[1:], strict=False)
            )
            if pairs:
                words = " ".join(pairs)
                cursor.execute(PUT[vendor], [item.pk.int >> 65, str(item.pk), words] if vendor == "sqlite" else [item.pk, words])
