"""What was published, answered and noted is never edited; the triggers that refuse it are put in by a migration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.web.events.append_only import AppendOnly

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = tuple(
    AppendOnly(f"reporting_{name}", f"reporting_{name}", f"{words} is append-only")
    for name, words in (
        ("edition", "a published edition"), ("editionfile", "a published file"), ("answer", "an answer to a finding"),
        ("note", "a text that an event names"), ("troublestep", "a step of the register of problems"),
    )
)  # fmt: skip


def protect(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in."""
    for each in TABLES:
        each.protect(apps, editor)


def unprotect(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take them out again."""
    for each in TABLES:
        each.unprotect(apps, editor)
