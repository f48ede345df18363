"""Mails of what is due, each once a day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from gongkai.web.accounts.models import User


class Reminder(models.Model):
    """The mail of one day to one person. ``problem``: what the mail server said when it could not be sent."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    day = models.DateField()
    lines = models.PositiveIntegerField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-day"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "day"], name="one_reminder_a_day")]

    def __str__(self) -> str:
        return f"{self.day}：{self.lines}"
