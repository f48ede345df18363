"""Sets of indicators by which organs are assessed: a tree with points, kept as it was once a round uses it."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import ClassVar

from django.db import models

from gongkai.web.accounts.models import User
from gongkai.web.organs.models import Organ


class Method(models.TextChoices):
    """How an indicator gives points. What each of them computes stands in ``indicators.scoring``."""

    DEDUCT = "deduct", "扣分"
    RATIO = "ratio", "按比例"
    BONUS = "bonus", "加分"
    VETO = "veto", "一票否决"


class AppliesTo(models.TextChoices):
    """Which class of organs an indicator is for; the sum of a class is 100."""

    BOTH = "both", "乡镇和部门"
    TOWN = "town", "乡镇、街道"
    BUREAU = "bureau", "部门"


class IndicatorSet(models.Model):
    """A set that a government made, one ``version`` of a ``series``. Once a round uses it, it is never changed: a change makes the next version.

    ``grades`` are pairs of word and least sum, the best first; what reaches none is 不合格.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    series = models.UUIDField(default=uuid.uuid4, db_index=True)
    version = models.PositiveSmallIntegerField(default=1)
    owner = models.ForeignKey(Organ, models.PROTECT, related_name="indicator_sets")
    name = models.CharField("名称", max_length=80)
    about = models.TextField("说明", blank=True)
    grades = models.JSONField(default=list)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["name", "-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["series", "version"], name="one_set_a_version")]

    def __str__(self) -> str:
        return f"{self.name}（第{self.version}版）"


class IndicatorNode(models.Model):
    """A branch (without ``method``) or an indicator of the tree.

    ``points`` is what can be had, of a bonus the most; ``per_case`` what one case costs or brings; ``cap`` the most that can be lost, None for all
    points. ``automatic`` is a key of ``indicators.registry``, empty where people judge. ``evidence`` says what is to be shown.
    """

    set = models.ForeignKey(IndicatorSet, models.CASCADE, related_name="nodes")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    position = models.PositiveSmallIntegerField()
    name = models.CharField("名称", max_length=80)
    method = models.CharField("计分办法", max_length=8, choices=Method, blank=True)
    points = models.DecimalField("分值", max_digits=6, decimal_places=2, default=Decimal(0))
    per_case = models.DecimalField("每件", max_digits=6, decimal_places=2, default=Decimal(0))
    cap = models.DecimalField("最多扣", max_digits=6, decimal_places=2, null=True)
    automatic = models.CharField("自动", max_length=40, blank=True)
    applies = models.CharField("适用", max_length=8, choices=AppliesTo, default=AppliesTo.BOTH)
    evidence = models.CharField("评分标准和证明材料", max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.name
