"""A round of assessment (条例 Art. 46): who is assessed by which set, what the record says of each, what they say, what is decided."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.db import models

from gongkai.web.accounts.models import User
from gongkai.web.organs.models import Organ
from gongkai.web.oversight.models.indicators import AppliesTo, IndicatorNode, IndicatorSet
from gongkai.web.publication.models import Item
from gongkai.web.vault.models import StoredFile

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

PATIENCE = timedelta(minutes=10)  # the record of a large district is read within a minute


class Round(models.Model):
    """One round. ``first`` to ``last`` is the period that is assessed; ``objection_days`` how long an organ may object once it was told.

    ``public`` says whether the result is published when it is final, or only told to each organ; ``notice`` is the item that publishes it.
    ``asked_at`` is when somebody asked for the record to be read, None once it was.
    """

    class State(models.TextChoices):
        """How far it is, in the order of the way."""

        PREPARED = "prepared", "准备"
        SELF = "self", "自评"
        REVIEW = "review", "复核"
        TOLD = "told", "已告知结果，可以申诉"
        FINAL = "final", "已定"
        DROPPED = "dropped", "已放弃"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Organ, models.PROTECT, related_name="rounds")
    set = models.ForeignKey(IndicatorSet, models.PROTECT, related_name="rounds")
    name = models.CharField("名称", max_length=80)
    first = models.DateField("考核期开始")
    last = models.DateField("考核期结束")
    self_by = models.DateField("自评截止")
    objection_days = models.PositiveSmallIntegerField("申诉期限（日）", default=10)
    public = models.BooleanField("公布结果", default=False)
    state = models.CharField(max_length=10, choices=State, default=State.PREPARED)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(null=True)
    told_on = models.DateField(null=True)
    object_by = models.DateField(null=True)
    final_on = models.DateField(null=True)
    notice = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-last", "-created_at"]

    def __str__(self) -> str:
        return self.name

    def is_reading(self, moment: datetime) -> bool:
        """Whether the record is being read for it; not for what began so long ago that the worker must have ended in the middle."""
        return self.asked_at is not None and moment - self.asked_at < PATIENCE


class Scoring(models.Model):
    """One reading of the record, frozen at its moment. ``changes``: what became different since the one before, each as organ, indicator, before, after."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="scorings")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    scores = models.PositiveIntegerField()
    changes = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return f"{self.at}"


class Assessed(models.Model):
    """An organ in a round: when it handed in what it says of itself, and the result.

    ``total`` is None until the district told it; ``rank`` counts among its ``kind``; ``told`` are the words that the annual report repeats.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="assessed")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="assessments")
    kind = models.CharField(max_length=8, choices=AppliesTo)
    handed_at = models.DateTimeField(null=True)
    handed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    total = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    bonus = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    vetoed = models.BooleanField(default=False)
    grade = models.CharField(max_length=20, blank=True)
    rank = models.PositiveIntegerField(null=True)
    told = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["kind", "organ__path"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "organ"], name="one_assessment_an_organ")]

    def __str__(self) -> str:
        return f"{self.organ_id}"


class Score(models.Model):
    """What an organ has of one indicator. ``points`` is what the record gives, None where people judge; ``given`` what the district decided instead.

    ``evidence`` are the cases as they were when the record was read, each as [day, what, address, words, inner]: ``cases`` of them were counted,
    out of ``base`` where a share is computed; ``inner`` says that the address opens for the organ's own people only. Of a veto 1 is that it applies.
    """

    assessed = models.ForeignKey(Assessed, models.CASCADE, related_name="scores")
    node = models.ForeignKey(IndicatorNode, models.PROTECT, related_name="+")
    cases = models.PositiveIntegerField(default=0)
    base = models.PositiveIntegerField(null=True)
    points = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    evidence = models.JSONField(default=list)
    claimed = models.DecimalField("自评分", max_digits=7, decimal_places=2, null=True)
    claim_words = models.TextField("自评说明", blank=True)
    given = models.DecimalField("复核分", max_digits=7, decimal_places=2, null=True)
    reason = models.TextField("复核理由", blank=True)

    class Meta:
        ordering: ClassVar = ["node__position", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["assessed", "node"], name="one_score_an_indicator")]

    def __str__(self) -> str:
        return f"{self.node_id}"

    @property
    def stands(self) -> Decimal | None:
        """What counts: what the district decided, else what the record gives; None while nobody has judged."""
        return self.points if self.given is None else self.given


class ClaimFile(models.Model):
    """A file that an organ shows for what it says of itself."""

    score = models.ForeignKey(Score, models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.file_id}"


class Objection(models.Model):
    """An organ says that a score is wrong; the district decides with a reason. One for each score."""

    score = models.OneToOneField(Score, models.CASCADE, related_name="objection")
    text = models.TextField("申诉理由")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    accepted = models.BooleanField(null=True)
    before = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    reason = models.TextField("处理理由", blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["at"]

    def __str__(self) -> str:
        return self.text
