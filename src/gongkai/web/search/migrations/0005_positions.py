"""Tables that are exact by themselves take the place of the index of pairs; the next migration fills them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

from gongkai.web.search import postgresql, sqlite
from gongkai.web.search.migrations import _pairs

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = {"sqlite": sqlite, "postgresql": postgresql}


def make(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in (*TABLES[editor.connection.vendor].MAKE, "DROP TABLE search_pairs"):
        editor.execute(statement)


def unmake(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The old index comes back with what is in it, so that the older programs find what they found."""
    for statement in (*TABLES[editor.connection.vendor].UNMAKE, *_pairs.MAKE[editor.connection.vendor]):
        editor.execute(statement)
    _pairs.fill(apps, editor)


class Migration(migrations.Migration):
    dependencies = [("search", "0004_labels")]
    operations = [migrations.RunPython(make, unmake)]
