"""What a channel remembers from one try to the next, sealed in the database: tokens, and how far a publication is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol

from gongkai.web.channels.models import Memory

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class Store(Protocol):
    """Small JSON values by key."""

    def get(self, key: str, moment: datetime) -> dict[str, Any]:
        """The value; empty when there is none or its time is over."""

    def put(self, key: str, value: Mapping[str, Any], moment: datetime, until: datetime | None = None) -> None:
        """Keep it, at once: what follows may never come back."""

    def forget(self, key: str) -> None:
        """Drop it."""


class Database:
    """See :class:`Store`. Written at once unless the caller holds a transaction, which is why none may be held."""

    def get(self, key: str, moment: datetime) -> dict[str, Any]:
        """See :class:`Store`."""
        row = Memory.objects.filter(key=key).first()
        if row is None or (row.until is not None and row.until <= moment):
            return {}
        found: dict[str, Any] = json.loads(row.value.reveal())
        return found

    def put(self, key: str, value: Mapping[str, Any], moment: datetime, until: datetime | None = None) -> None:
        """See :class:`Store`."""
        sealed = json.dumps(dict(value), ensure_ascii=False)
        Memory.objects.update_or_create(key=key, defaults={"value": sealed, "until": until, "changed_at": moment})

    def forget(self, key: str) -> None:
        """See :class:`Store`."""
        Memory.objects.filter(key=key).delete()
