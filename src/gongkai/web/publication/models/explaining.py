"""政策解读: which item explains which policy, and pictures made of structured points or of a table."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from gongkai.ledger.vocabulary.codes import Explanation
from gongkai.web.publication.models.item import Item, Version


class Interpretation(models.Model):
    """``item`` explains ``policy``. Recorded in the ledger when both are public. ``by_leader``: 主要负责人 interpreted it."""

    policy = models.ForeignKey(Item, models.PROTECT, related_name="interpretations")
    item = models.ForeignKey(Item, models.PROTECT, related_name="explains")
    form = models.CharField("解读形式", max_length=12, choices=[(each.value, each.label) for each in Explanation])
    interpreter = models.CharField("解读人", max_length=120, blank=True)
    by_leader = models.BooleanField("主要负责人解读", default=False)
    linked_at = models.DateTimeField()
    recorded = models.BooleanField(default=False)  # the ledger has its event

    class Meta:
        ordering: ClassVar = ["linked_at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["policy", "item"], name="one_link_per_interpretation")]

    def __str__(self) -> str:
        return f"{self.item_id} → {self.policy_id}"


class Drawing(models.Model):
    """A picture of a version: a data chart of a pasted table, or a one-page explanation of structured points.

    ``kind`` is a kind of chart or a layout of infographics (``gongkai.charts``); ``given`` what it is drawn from: title,
    subtitle, the pasted table; or the points. The picture itself is drawn anew whenever it is shown.
    """

    class Sort(models.TextChoices):
        """Which of the two."""

        CHART = "chart", "数据图"
        INFOGRAPHIC = "infographic", "一图读懂"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, models.CASCADE, related_name="drawings")
    sort = models.CharField(max_length=12, choices=Sort)
    kind = models.CharField(max_length=20)
    given = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return f"{self.get_sort_display()}（{self.kind}）"
