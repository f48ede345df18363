"""Has anything been written since? What is made from the database alone is made once while nothing is."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

T = TypeVar("T")
_MOST = 500  # things that a thread keeps
_own = threading.local()  # SQLite tells changes to each connection apart, and each thread has its own


def stamp() -> object:
    """Differs from an earlier one of this thread whenever anything was committed in between, by anybody.

    None while that cannot be told: inside a transaction, which may still be taken back.
    """
    connection.ensure_connection()
    if connection.in_atomic_block:
        return None
    raw = connection.connection
    if connection.vendor == "sqlite":
        # What others wrote, and what this connection wrote itself. The connection stands in it, held, because another one counts anew.
        # Not asked through Django: it is no query of the page.
        return raw, raw.execute("PRAGMA data_version").fetchone(), raw.total_changes
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")  # the same transactions seen: the same data
        return cursor.fetchone()


def once(key: Hashable, make: Callable[[], T]) -> T:
    """What ``make`` gives, made again only after something was written. Nobody may change it."""
    now = stamp() if settings.KEPT_BYTES else None
    if now is None:
        return make()
    held: dict[Hashable, Any] = getattr(_own, "held", {})
    if getattr(_own, "stamp", None) != now or len(held) >= _MOST:
        held = _own.held = {}
        _own.stamp = now
    if key not in held:
        held[key] = make()
    found: T = held[key]
    return found
