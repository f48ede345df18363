"""How far long work is, in a small file: the work itself may be one transaction, of which nobody sees anything before it ends."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable
    from datetime import datetime


class Far(NamedTuple):
    """How far work is: done, of how many (0: not known), since when (seconds since 1970)."""

    done: int
    total: int
    since: float


class Pace(NamedTuple):
    """The same for people: done, of how many, how many a second, how many seconds it still takes (None: not known)."""

    done: int
    total: int
    rate: int
    rest: int | None


def writer(identity: uuid.UUID, moment: datetime, total: int = 0) -> Callable[[int], None]:
    """Writes how far it is, whole or not at all."""
    path, since = _path(identity), moment.timestamp()
    os.makedirs(os.path.dirname(path), exist_ok=True)

    def told(done: int) -> None:
        with open(f"{path}.new", "w", encoding="ascii") as file:
            json.dump([done, total, since], file)
        os.replace(f"{path}.new", path)

    return told


def far(identity: uuid.UUID) -> Far | None:
    """How far it is; None before it began and after it ended."""
    try:
        with open(_path(identity), encoding="ascii") as file:
            return Far(*json.load(file))
    except (OSError, ValueError, TypeError):
        return None


def pace(identity: uuid.UUID, moment: datetime) -> Pace | None:
    """How far it is and how fast, at ``moment``."""
    found = far(identity)
    if found is None:
        return None
    elapsed = moment.timestamp() - found.since
    rate = found.done / elapsed if elapsed > 1 else 0
    rest = round((found.total - found.done) / rate) if found.total and rate else None
    return Pace(found.done, found.total, round(rate), rest)


def forget(identity: uuid.UUID) -> None:
    """The work has ended."""
    if os.path.exists(_path(identity)):
        os.unlink(_path(identity))


def _path(identity: uuid.UUID) -> str:
    return os.path.join(settings.ENVIRONMENT.data, "progress", identity.hex)
