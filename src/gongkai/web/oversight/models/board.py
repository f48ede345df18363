"""催办: the letters by which a district urges its organs, with everything that each named."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from gongkai.web.accounts.models import User
from gongkai.web.organs.models import Organ


class Urging(models.Model):
    """One letter to one organ. ``lines`` is what it named, as it stood that day: ``selectors.board.Due`` as JSON; no name and no text of anybody.

    It is a notice on the first page of that organ's desk until somebody there acknowledges it, and a mail where the organ's setting has an
    address: ``problem`` is what the mail server said when it could not be sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField("文号", max_length=80, unique=True)
    district = models.ForeignKey(Organ, models.PROTECT, related_name="urgings_sent")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="urgings")
    day = models.DateField()
    lines = models.JSONField(default=list)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    mail_to = models.EmailField(blank=True)
    mailed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answer = models.TextField("办理情况", blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "number"]
        indexes: ClassVar = [
            models.Index(fields=["organ", "acknowledged_at"], name="urgings_to_acknowledge"),
            models.Index(fields=["district", "-day"], name="urgings_by_day"),
        ]

    def __str__(self) -> str:
        return self.number


class Urged(models.Model):
    """One thing that a letter named on a day. ``key`` names the thing; ``turn`` is 0 the first time that day, one more each time it is asked for again."""

    urging = models.ForeignKey(Urging, models.PROTECT, related_name="things")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    day = models.DateField()
    turn = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organ", "day", "key", "turn"], name="one_urging_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.key}"
