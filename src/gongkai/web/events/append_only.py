"""Triggers that make a record table append-only, on SQLite and PostgreSQL; run by migrations. The ledger's own are in ``protection``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

    Step = Callable[[Apps, BaseDatabaseSchemaEditor], None]


class AppendOnly(NamedTuple):
    """A ``table`` that nobody edits. ``name`` begins the names of its triggers; ``words`` is what the database answers."""

    table: str
    name: str
    words: str

    @property
    def triggers(self) -> dict[str, str]:
        """The act that each trigger refuses, by the trigger's name."""
        return {f"{self.name}_no_update": "UPDATE", f"{self.name}_no_delete": "DELETE"}

    def protect(self, apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        """Put the triggers in."""
        if editor.connection.vendor == "postgresql":
            refusal = f"BEGIN RAISE EXCEPTION '{self.words}'; END"
            editor.execute(f"CREATE OR REPLACE FUNCTION {self.name}_refuse() RETURNS trigger AS $$ {refusal} $$ LANGUAGE plpgsql")
            body = f"FOR EACH ROW EXECUTE FUNCTION {self.name}_refuse()"
        else:
            body = f"BEGIN SELECT RAISE(ABORT, '{self.words}'); END"
        for trigger, act in self.triggers.items():
            editor.execute(f"CREATE TRIGGER {trigger} BEFORE {act} ON {self.table} {body}")

    def unprotect(self, apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        """Take them out again: when the whole table goes, or is made anew."""
        on = f" ON {self.table}" if editor.connection.vendor == "postgresql" else ""
        for trigger in self.triggers:
            editor.execute(f"DROP TRIGGER {trigger}{on}")


def together(tables: Sequence[AppendOnly]) -> tuple[Step, Step]:
    """The two steps of a migration that put in, and take out, the triggers of several tables."""

    def protect(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for each in tables:
            each.protect(apps, editor)

    def unprotect(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for each in tables:
            each.unprotect(apps, editor)

    return protect, unprotect
