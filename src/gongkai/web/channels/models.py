"""The channels that an organ uses, each with its settings, and what a channel must remember between two tries."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from gongkai.ledger.vocabulary.codes import Outlet
from gongkai.web.organs.models import Organ
from gongkai.web.vault.sealed import SealedText


class Account(models.Model):
    """One configured channel of an organ: the district's site, an official account, a board.

    ``channel`` is a key of ``channels.registry``; ``settings`` what its fields ask for, without secrets; ``secret`` the
    password or key, sealed; ``field_map`` the key of a map or the office's own lines. ``outlet`` says how deliveries
    are counted where the channel itself leaves it open; "" otherwise.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="channel_accounts")
    channel = models.CharField("渠道", max_length=30)
    name = models.CharField("名称", max_length=60)
    outlet = models.CharField("计入", max_length=20, blank=True, choices=[(each.value, each.label) for each in Outlet])
    settings = models.JSONField(default=dict, blank=True)
    secret = SealedText(mask="all")
    field_map = models.JSONField(default=list, blank=True)
    active = models.BooleanField("在用", default=True)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering: ClassVar = ["organ", "channel", "name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organ", "name"], name="one_channel_per_name")]

    def __str__(self) -> str:
        return self.name


class Memory(models.Model):
    """What a channel keeps from one try to the next: a token until it expires, how far a publication is. Sealed.

    ``key`` says whose and what. Nothing else depends on a row: without it the channel asks the other side again.
    """

    key = models.CharField(max_length=200, primary_key=True)
    value = SealedText(mask="all")
    until = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["key"]

    def __str__(self) -> str:
        return self.key
