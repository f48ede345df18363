"""Files: what an applicant hands in, what is scanned, what is served. Sealed on disk, listed here."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models


class StoredFile(models.Model):
    """One file. ``stream`` is the case it belongs to, ``purpose`` what it is there (codes of the room that keeps it).

    ``kind`` is the type found from the content, never from the name. ``erased_on``: retention took the
    content, the row stays so that the record still says that there was one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stream = models.UUIDField(db_index=True, null=True)
    organ = models.UUIDField(null=True)
    purpose = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_at = models.DateTimeField()
    stored_by = models.CharField(max_length=64, blank=True)
    erased_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["stored_at"]

    def __str__(self) -> str:
        return self.name
