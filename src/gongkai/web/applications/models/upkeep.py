"""Records of what the system did by itself: mails of what is due, days that moved, content that was erased."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.web.accounts.models import User
from gongkai.web.applications.models.case import Application
from gongkai.web.organs.models import Organ


class DigestSent(models.Model):
    """One mail of what is due: to a person, or (without ``user``) to the address that the organ set. One a day.

    ``sent_at`` None while it is queued or could not be delivered; ``problem`` is then what the mail server said.
    """

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    organ = models.ForeignKey(Organ, models.CASCADE, null=True, related_name="+")
    day = models.DateField()
    lines = models.PositiveIntegerField("几件事")
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-day", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "day"], condition=Q(user__isnull=False), name="one_digest_each_day"),
            models.UniqueConstraint(fields=["organ", "day"], condition=Q(user__isnull=True), name="one_digest_of_organ_each_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.lines}"


class DueChanged(models.Model):
    """The last day of an open case moved although nobody acted: a notice of rest days came. ``field`` is the column that moved."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="moved")
    field = models.CharField(max_length=20)
    old = models.DateField(null=True)
    new = models.DateField(null=True)
    provisional = models.BooleanField(default=False)  # whether the new day still rests on a year without a notice
    moment = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-moment", "-id"]

    def __str__(self) -> str:
        return f"{self.old} {self.new}"


class Erasure(models.Model):
    """Retention took the content of a case away; ledger and figures stay. Counts only, no content."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    stream = models.UUIDField()
    number = models.CharField(max_length=60)
    ended_on = models.DateField()
    years = models.PositiveSmallIntegerField()
    people = models.PositiveIntegerField(default=0)
    texts = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    moment = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-moment", "-id"]

    def __str__(self) -> str:
        return self.number
