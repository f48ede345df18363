"""The head of the whole ledger, noted every night: one hash over every link in the order of positions.

``H(n) = SHA-256(H(n-1) ‖ SHA-256 of the record at position n)``, ``H(0)`` the hash of the ledger's name. A head kept outside (printed,
sent to the district office, in a sealed report) shows entries cut off at the end and a ledger forged whole: neither shows from within.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.web.events.models import Head, Record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

EMPTY = hashlib.sha256(b"gongkai.ledger/1/head").hexdigest()


class Noted(NamedTuple):
    """The ledger had ``position`` entries, and this was the hash over them."""

    position: int
    digest: str

    def __str__(self) -> str:
        return f"{self.position}:{self.digest}"


def advance(digest: str, sha256: str) -> str:
    """The hash one entry further."""
    return hashlib.sha256((digest + sha256).encode("ascii")).hexdigest()


@transaction.atomic
def note(day: date) -> Noted:
    """Note the head as the one of ``day``; that of a day already noted is moved on. Reads only what is newer than the last one."""
    last = Head.objects.filter(day__lte=day).order_by("-day").first()
    position, digest = (last.position, last.digest) if last else (0, EMPTY)
    newer = Record.objects.filter(position__gt=position).order_by("position").values_list("position", "sha256")
    for reached, sha256 in newer.iterator(chunk_size=5000):
        position, digest = reached, advance(digest, sha256)
    Head.objects.update_or_create(day=day, defaults={"position": position, "digest": digest})
    return Noted(position, digest)


def at(position: int) -> str:
    """The hash over the ledger up to that entry: from the last one noted before it."""
    last = Head.objects.filter(position__lte=position).order_by("-position").first()
    reached, digest = (last.position, last.digest) if last else (0, EMPTY)
    newer = Record.objects.filter(position__gt=reached, position__lte=position).order_by("position").values_list("sha256", flat=True)
    for sha256 in newer.iterator(chunk_size=5000):
        digest = advance(digest, sha256)
    return digest


def whole() -> Noted:
    """The head over every entry, from the first one on, whatever was noted."""
    return _over(Record.objects.order_by("position").values_list("position", "sha256").iterator(chunk_size=5000))


def of_file(path: str) -> Noted:
    """The same of an SQLite file that is not the database in use: a copy. Raises :class:`sqlite3.DatabaseError`."""
    with closing(sqlite3.connect(path)) as database:
        return _over(database.execute("SELECT position, sha256 FROM events_record ORDER BY position"))


def _over(links: Iterable[tuple[int, str]]) -> Noted:
    position, digest = 0, EMPTY
    for reached, sha256 in links:
        position, digest = reached, advance(digest, sha256)
    return Noted(position, digest)


def noted() -> dict[int, tuple[date, str]]:
    """All heads noted here: position to the day and the hash."""
    return {head.position: (head.day, head.digest) for head in Head.objects.order_by("-day")}
