"""Reviews, notes to events, and what was answered to the remarks of the check."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from gongkai.ledger.vocabulary.codes import Stage, Verdict
from gongkai.web.accounts.models import User
from gongkai.web.publication.models.item import Item, Version
from gongkai.web.vault.models import StoredFile


class Note(models.Model):
    """A text that an event names: a reason, an opinion. Written once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="notes")
    key = models.CharField(max_length=40)
    text = models.TextField()
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["created_at"]

    def __str__(self) -> str:
        return self.text


class Opinion(models.Model):
    """One review of the three, or the approval (``stage`` empty), on screen or on paper. Written once.

    ``reviewer`` is the account; on paper the name that stands there, with the scan. ``checklist`` holds the points of the
    list that were ticked, by their keys.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="opinions")
    version = models.ForeignKey(Version, models.PROTECT, related_name="opinions")
    stage = models.CharField("审次", max_length=10, choices=[(each.value, each.label) for each in Stage], blank=True)
    verdict = models.CharField("结论", max_length=10, choices=[(each.value, each.label) for each in Verdict])
    reviewer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    name = models.CharField("审查人", max_length=60)
    on = models.DateField("审查日期")
    text = models.TextField("审查意见", blank=True)
    checklist = models.JSONField(default=list)
    on_paper = models.BooleanField(default=False)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["recorded_at"]

    def __str__(self) -> str:
        return f"{self.get_stage_display() or '签发'}：{self.get_verdict_display()}"


class Answered(models.Model):
    """What somebody said to a remark of the check: why it may stand. Kept with the fingerprint of the passage, so that it holds until that changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="answered")
    fingerprint = models.CharField(max_length=64)
    code = models.CharField(max_length=60)
    message = models.TextField()
    answer = models.CharField(max_length=300)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "fingerprint"], name="one_answer_per_remark")]

    def __str__(self) -> str:
        return self.answer
