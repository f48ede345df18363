"""The tables of the index, which no model describes: put in and taken out by a migration, as the database at hand has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.web.search import postgresql, sqlite

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_TABLES = {"sqlite": sqlite, "postgresql": postgresql}


def make(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the tables in."""
    for statement in _TABLES[editor.connection.vendor].MAKE:
        editor.execute(statement)


def unmake(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take them out again: only when everything goes."""
    for statement in _TABLES[editor.connection.vendor].UNMAKE:
        editor.execute(statement)
