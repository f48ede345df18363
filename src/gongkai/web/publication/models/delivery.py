"""Where an item goes: one row a version and channel, and every try."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.web.publication.models.item import Item, Version
from gongkai.web.vault.models import StoredFile


class Delivery(models.Model):
    """One version on its way to one channel. Counted only when RECEIVED: then the ledger has its event.

    ``account`` is the configured channel, None for our own column. ``outlet`` is how it is counted, "" for 报送.
    ``address``, ``reference``, ``words``, ``evidence`` are those of the last receipt.
    """

    class State(models.TextChoices):
        """How far it is."""

        QUEUED = "queued", "排队中"
        WAITING = "waiting", "等人办理"
        FAILED = "failed", "没有送达，将重试"
        REFUSED = "refused", "被退回，要人处理"
        RECEIVED = "received", "已送达"
        WITHDRAWING = "leaving", "等待撤下"
        WITHDRAWN = "withdrawn", "已撤下"
        CANCELLED = "cancelled", "不再送"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="deliveries")
    version = models.ForeignKey(Version, models.PROTECT, related_name="deliveries")
    account = models.ForeignKey("channels.Account", models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=30)  # key of channels.registry; "column" for our own column
    outlet = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    received_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    address = models.CharField(max_length=500, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    evidence = models.JSONField(default=dict)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")  # screenshot, photograph, signed list
    created_at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "account"], condition=Q(account__isnull=False), name="one_delivery_per_channel"),
            models.UniqueConstraint(fields=["version"], condition=Q(channel="column"), name="one_delivery_to_our_column"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "next_try_at"]),
            models.Index(fields=["outlet", "received_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.channel}：{self.get_state_display()}"


class Attempt(models.Model):
    """One try of a delivery and what came of it. Written once."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10)
    words = models.TextField()

    class Meta:
        ordering: ClassVar = ["at"]

    def __str__(self) -> str:
        return self.words


class Reach(models.Model):
    """Projection: the first day on which an item stood on an outlet. Figures count these rows; they can be made again from the ledger."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="reached")
    outlet = models.CharField(max_length=20)
    on = models.DateField()

    class Meta:
        ordering: ClassVar = ["on"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "outlet"], name="one_reach_per_outlet")]
        indexes: ClassVar = [models.Index(fields=["outlet", "on"])]

    def __str__(self) -> str:
        return f"{self.outlet}：{self.on}"


class Upward(models.Model):
    """Projection: a day on which an item was sent up (报送), and whether the other side took it."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="upward")
    on = models.DateField()
    taken = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["on"]

    def __str__(self) -> str:
        return f"报送：{self.on}"
