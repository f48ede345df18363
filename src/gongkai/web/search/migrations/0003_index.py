"""The index of pairs, made for the database at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

from gongkai.web.search.migrations import _pairs

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def make(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _pairs.MAKE[editor.connection.vendor]:
        editor.execute(statement)


def unmake(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute("DROP TABLE search_pairs")


class Migration(migrations.Migration):
    dependencies = [("search", "0002_words")]
    operations = [migrations.RunPython(make, unmake)]
