"""What stands beside a report: figures asked of other offices, the register of problems, reports of earlier years, reports of others."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from gongkai.web.organs.models import Organ
from gongkai.web.reporting.models.annual import AnnualReport
from gongkai.web.vault.models import StoredFile


class FigureRequest(models.Model):
    """A figure that no record can supply, asked of the office that decides; answered by a declaration in the ledger.

    ``cell`` as in the event ``activity.figure_declared``. ``answered_at`` is when the declaration came that answered it.
    """

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    cell = models.CharField(max_length=60)
    office = models.CharField("请谁报", max_length=120)
    due_on = models.DateField("什么时候以前")
    note = models.CharField("说明", max_length=300, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64)
    answered_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["due_on", "cell"]

    def __str__(self) -> str:
        return f"{self.office}：{self.cell}"


class Trouble(models.Model):
    """An entry of the register of problems: problem, measure, owner, due, evidence (条例 Art. 50(4); 格式, fifth part).

    ``year`` is the report in which it is told first. What is not done stands in the next year's report again, with what became of it.
    """

    class State(models.TextChoices):
        """How far the measure has come; the values of ``report.narrative.problems.State``."""

        NOT_BEGUN = "not_begun", "尚未开展"
        GOING = "going", "正在推进"
        DONE = "done", "已经完成"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("列入哪一年的报告")
    problem = models.TextField("问题")
    measure = models.TextField("改进措施")
    owner = models.CharField("责任人", max_length=120, blank=True)
    due_on = models.DateField("完成期限", null=True, blank=True)
    state = models.CharField("进展", max_length=10, choices=State, default=State.NOT_BEGUN)
    outcome = models.TextField("改进情况", blank=True)
    done_on = models.DateField("完成日期", null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)
    dropped_at = models.DateTimeField(null=True)
    dropped_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["year", "position", "created_at"]
        indexes: ClassVar = [models.Index(fields=["organ", "year"], name="troubles_of_a_year")]

    def __str__(self) -> str:
        return self.problem


class TroubleStep(models.Model):
    """What was done about it: a day, words, a file as evidence. Written once."""

    trouble = models.ForeignKey(Trouble, models.PROTECT, related_name="steps")
    on = models.DateField("日期")
    state = models.CharField(max_length=10, choices=Trouble.State)
    words = models.TextField("做了什么")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["on", "created_at"]

    def __str__(self) -> str:
        return self.words


class PastReport(models.Model):
    """A report of an earlier year, read from a file: history of the organ. A better file replaces it; the older one is kept with ``replaced_at``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    document = models.JSONField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    findings = models.PositiveIntegerField(default=0)  # errors in it, when it was read
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-year", "-created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "year"], condition=models.Q(replaced_at=None), name="one_past_report_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.year}年度报告"


class Submission(models.Model):
    """The report of a subordinate that came as a file, for the merge. ``organ_name`` as it says; a later file of the same organ replaces it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="submissions")
    organ = models.ForeignKey(Organ, models.PROTECT, null=True, related_name="+")
    organ_name = models.CharField(max_length=120)
    document = models.JSONField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "organ_name"], condition=models.Q(replaced_at=None), name="one_submission_an_organ")
        ]

    def __str__(self) -> str:
        return self.organ_name
