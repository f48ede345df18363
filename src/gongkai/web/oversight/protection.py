"""Steps of a grievance and what was done about an opinion are never edited; the triggers that refuse it are put in by a migration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.web.events.append_only import AppendOnly

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = tuple(
    AppendOnly(f"oversight_{name}", f"oversight_{name}", f"{words} is append-only")
    for name, words in (("grievancestep", "a step of a grievance"), ("followup", "a step about an opinion"))
)


def protect(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in."""
    for each in TABLES:
        each.protect(apps, editor)


def unprotect(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take them out again."""
    for each in TABLES:
        each.unprotect(apps, editor)
