"""机构改革: a change of organs on a day, from its plan to what was moved."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from gongkai.web.accounts.models import User
from gongkai.web.organs.models import Organ
from gongkai.web.vault.models import StoredFile


class OrganChange(models.Model):
    """One change. ``day`` is the first day of what is new; ``sources`` end with the day before it, but for a change of name.

    ``main`` takes over what nothing else is said of; of a split ``others`` take over too. ``moved`` tells what was moved, by the keys of
    ``selectors.plans``, with its numbers. ``number`` and ``file`` are the paper that says so.
    """

    class Kind(models.TextChoices):
        """What happens."""

        MERGE = "merge", "合并"
        SPLIT = "split", "分设"
        RENAME = "rename", "更名"
        ABOLISH = "abolish", "撤销"

    class State(models.TextChoices):
        """How far it is."""

        PLANNED = "planned", "拟订中"
        CONFIRMED = "confirmed", "上级已确认"
        DONE = "done", "已办理"
        DROPPED = "dropped", "已放弃"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("种类", max_length=10, choices=Kind)
    day = models.DateField("从哪一天起")
    sources: models.ManyToManyField[Organ, Organ] = models.ManyToManyField(Organ, related_name="changes_out", verbose_name="原机关")
    main = models.ForeignKey(Organ, models.PROTECT, null=True, related_name="+", verbose_name="承接机关")
    others: models.ManyToManyField[Organ, Organ] = models.ManyToManyField(Organ, related_name="+", blank=True, verbose_name="其他承接机关")
    name = models.CharField("新的名称", max_length=120, blank=True)
    short_name = models.CharField("新的简称", max_length=40, blank=True)
    number = models.CharField("批准文件的文号", max_length=120)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    moved = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-day", "-created_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day}"


class Destination(models.Model):
    """分设: where one running thing goes, as the clerk said instead of the proposal. ``thing`` is its id, ``sort`` a key of ``selectors.plans``."""

    change = models.ForeignKey(OrganChange, models.CASCADE, related_name="destinations")
    sort = models.CharField(max_length=20)
    thing = models.UUIDField()
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["change", "sort", "thing"], name="one_destination_a_thing")]

    def __str__(self) -> str:
        return f"{self.sort} {self.thing}"
