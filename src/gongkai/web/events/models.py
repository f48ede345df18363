"""The tables of the ledger. Only ``events.store`` touches them; triggers refuse a change from anywhere."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models


class Stream(models.Model):
    """One case, from its first event to its last. ``kind`` is a key of ``ledger.vocabulary.STREAMS``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)
    organ = models.UUIDField(db_index=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Record(models.Model):
    """One event as stored. ``position`` is its place in the one order of all; ``sha256`` and ``sm3`` tie it to those before it in its stream."""

    position = models.BigIntegerField(primary_key=True)
    stream = models.ForeignKey(Stream, models.PROTECT)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    schema = models.PositiveSmallIntegerField()
    payload = models.TextField()  # canonical JSON as it was hashed: no database may reorder or round it
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    group = models.CharField(max_length=36)
    body = models.CharField(max_length=36)
    sha256 = models.CharField(max_length=64)
    sm3 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["stream", "number"], name="next_number_once")]
        indexes: ClassVar = [
            models.Index(fields=["kind", "effective_on"], name="record_by_kind_and_day"),
            models.Index(fields=["effective_on"], name="record_by_day"),
            models.Index(fields=["body", "position"], name="record_by_organ"),  # when an organ last wrote anything
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.kind}"


class Head(models.Model):
    """The head noted on a day for comparison outside: the last position then and the hash over all links up to it (``events.heads``)."""

    day = models.DateField(unique=True)
    position = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.day} {self.position}"


class Heartbeat(models.Model):
    """A job that runs by itself: the last day it went well and when, and what stopped it since."""

    name = models.CharField(max_length=40, primary_key=True)
    day = models.DateField(null=True)
    at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.name
