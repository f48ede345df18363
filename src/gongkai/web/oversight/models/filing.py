"""年报备案: what was found at the public address of a report, and how much the reports of a year share."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from gongkai.web.accounts.models import User
from gongkai.web.organs.models import Organ


class FilingLook(models.Model):
    """One look at the public page of an organ's report. ``address`` is "" for our own page. Written once, but for its result.

    ``found``: None while nobody has looked, then whether the report of that organ and year is there; ``words`` say what was seen.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="filing_looks")
    year = models.PositiveSmallIntegerField()
    address = models.CharField("网址", max_length=500, blank=True)
    found = models.BooleanField(null=True)
    words = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    looked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-asked_at"]
        indexes: ClassVar = [models.Index(fields=["organ", "year", "-asked_at"], name="filing_looks_of_a_year")]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.year}"


class Likeness(models.Model):
    """雷同: what the reports of a year below a district share, pair by pair. Kept while the reports are the same (``stamp``).

    ``result``: see ``services.likeness``; None while it is being compared. One row a district and year.
    """

    district = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    stamp = models.CharField(max_length=64)
    result = models.JSONField(null=True)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["district", "year"], name="one_likeness_a_year")]

    def __str__(self) -> str:
        return f"{self.district_id} {self.year}"
