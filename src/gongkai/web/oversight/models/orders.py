"""整改通知: what a district orders an organ to mend, by when, and everything that followed. Steps are only added."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from gongkai.web.accounts.models import User
from gongkai.web.organs.models import Organ
from gongkai.web.vault.models import StoredFile


class Order(models.Model):
    """One order (条例 Art. 47). ``origin`` says from what it came, ``origin_words`` which thing; ``basis`` the citation as printed.

    ``state`` and ``due_on`` follow from the steps and are kept for lists.
    """

    class Origin(models.TextChoices):
        """From what it was issued."""

        BOARD = "board", "督办中发现"
        INSPECTION = "inspection", "网站检查发现"
        FREE = "free", "其他"

    class State(models.TextChoices):
        """How far it is."""

        OPEN = "open", "等待整改"
        ANSWERED = "answered", "已报整改，待审核"
        RETURNED = "returned", "退回，继续整改"
        ACCEPTED = "accepted", "整改完成"
        WITHDRAWN = "withdrawn", "已撤回"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField("文号", max_length=80, unique=True)
    district = models.ForeignKey(Organ, models.PROTECT, related_name="orders_issued")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="orders")
    what = models.TextField("整改事项")
    basis = models.CharField("依据", max_length=300)
    origin = models.CharField("来源", max_length=12, choices=Origin, default=Origin.FREE)
    origin_words = models.CharField("发现的问题", max_length=500, blank=True)
    first_due = models.DateField("整改期限")
    issued_on = models.DateField()
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    # projection
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    due_on = models.DateField()
    asked_until = models.DateField(null=True)  # more time is asked for, until that day; None when nothing waits for a word
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-created_at", "number"]
        indexes: ClassVar = [
            models.Index(fields=["organ", "state", "due_on"], name="orders_by_due"),
            models.Index(fields=["district", "state"], name="orders_of_a_district"),
        ]

    def __str__(self) -> str:
        return self.number


UNFINISHED = (Order.State.OPEN, Order.State.RETURNED)  # the organ has to do something
WAITING = (*UNFINISHED, Order.State.ANSWERED)  # not over yet


class OrderStep(models.Model):
    """What somebody did about it. ``until`` is the day of which a step speaks: the first due day, the day asked for, the day granted. Written once."""

    class Kind(models.TextChoices):
        """What was done."""

        ISSUED = "issued", "发出"
        ASKED_TIME = "asked_time", "申请延期"
        GRANTED = "granted", "同意延期"
        DENIED = "denied", "不同意延期"
        ANSWERED = "answered", "报送整改情况"
        RETURNED = "returned", "退回"
        ACCEPTED = "accepted", "审核通过"
        WITHDRAWN = "withdrawn", "撤回"

    order = models.ForeignKey(Order, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=Kind)
    on = models.DateField()
    words = models.TextField(blank=True)
    until = models.DateField(null=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()


class OrderFile(models.Model):
    """A file of a step: what the order rests on, or the evidence that it was done."""

    step = models.ForeignKey(OrderStep, models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["step", "file"], name="one_file_once_a_step")]

    def __str__(self) -> str:
        return str(self.file)
