"""The triggers that make the record of reveals append-only, per database; run by a migration."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_TABLE = "applications_reveal"
_WORDS = "a record of who saw personal data is append-only"
_FUNCTION = f"CREATE OR REPLACE FUNCTION reveal_refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{_WORDS}'; END $$ LANGUAGE plpgsql"
_ACTS = {"reveal_no_update": "UPDATE", "reveal_no_delete": "DELETE"}


def protect(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in."""
    if editor.connection.vendor == "postgresql":
        editor.execute(_FUNCTION)
        for name, act in _ACTS.items():
            editor.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {_TABLE} FOR EACH ROW EXECUTE FUNCTION reveal_refuse()")
        return
    for name, act in _ACTS.items():
        editor.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {_TABLE} BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END")


def unprotect(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take them out again: only when the whole table goes."""
    for name in _ACTS:
        editor.execute(f"DROP TRIGGER {name}" + (f" ON {_TABLE}" if editor.connection.vendor == "postgresql" else ""))
