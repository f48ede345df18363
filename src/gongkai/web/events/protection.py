"""The triggers that make the event table append-only, per database; run by a migration."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_WORDS = "the ledger is append-only: write a correction instead"
_SQLITE = {
    name: f"CREATE TRIGGER {name} BEFORE {act} ON events_record BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
    for name, act in (("ledger_record_no_update", "UPDATE"), ("ledger_record_no_delete", "DELETE"))
}
_FUNCTION = f"CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{_WORDS}'; END $$ LANGUAGE plpgsql"
_POSTGRESQL = {
    "ledger_record_no_update": "CREATE TRIGGER ledger_record_no_update BEFORE UPDATE ON events_record FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
    "ledger_record_no_delete": "CREATE TRIGGER ledger_record_no_delete BEFORE DELETE ON events_record FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
    "ledger_record_no_truncate": "CREATE TRIGGER ledger_record_no_truncate BEFORE TRUNCATE ON events_record FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
}


def protect(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in."""
    if editor.connection.vendor == "postgresql":
        editor.execute(_FUNCTION)
    for statement in _triggers(editor).values():
        editor.execute(statement)


def unprotect(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take them out again: only when the whole table goes."""
    for name in _triggers(editor):
        editor.execute(f"DROP TRIGGER {name}" + (" ON events_record" if editor.connection.vendor == "postgresql" else ""))


def _triggers(editor: BaseDatabaseSchemaEditor) -> dict[str, str]:
    return _POSTGRESQL if editor.connection.vendor == "postgresql" else _SQLITE
