"""An annual report while it is made, and its editions: texts with all their revisions, what is answered to findings, what was sealed."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.db import models

from gongkai.web.accounts.models import User
from gongkai.web.organs.models import Organ
from gongkai.web.vault.models import StoredFile


class Scope(models.TextChoices):
    """Whom a report counts: one organ, or a government with all below it (条例 Art. 49(2))."""

    OWN = "own", "本机关"
    REGION = "region", "本行政区域汇总"


class AnnualReport(models.Model):
    """The report of one organ on one year (条例 Art. 50). ``id`` is also the id of its stream in the ledger.

    ``head`` is its newest text. The columns under *projection* are made from the ledger: ``step`` entries were written, ``edition``
    is the number of the one that is public, 0 for none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="annual_reports")
    year = models.PositiveSmallIntegerField("报告年度")
    scope = models.CharField("统计范围", max_length=10, choices=Scope, default=Scope.OWN)
    form = models.CharField("格式", max_length=8)
    head = models.ForeignKey("reporting.Revision", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    # projection
    step = models.PositiveIntegerField(default=0)
    edition = models.PositiveSmallIntegerField(default=0)
    published_on = models.DateField("公布日期", null=True)  # of the first edition
    changed_on = models.DateField(null=True)  # of the edition that is public

    class Meta:
        ordering: ClassVar = ["-year", "organ__path", "scope"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organ", "year", "scope"], name="one_report_a_year")]

    def __str__(self) -> str:
        return f"{self.year}年度报告"

    @property
    def organ_name(self) -> str:
        """What the organ was called on the last day of the year: its report carries that name."""
        return self.organ.named(date(self.year, 12, 31))


class Revision(models.Model):
    """A text of the report as somebody saved it. Written once: a further save is a further revision.

    ``sections`` are the four parts as templates (``report.narrative.template``); ``drafted`` the sentences that the record gave at that
    time, by part: what still stands word for word follows the record. ``based_on`` is the number of the revision that the writer had before
    him. ``aside`` was written on an older one and says something else at the same place: it is kept beside the text until
    ``settled_in``, the revision in which somebody decided. ``given`` are the words as they were typed, where joining changed them.
    """

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    based_on = models.PositiveIntegerField(default=0)
    sections = models.JSONField(default=dict)
    drafted = models.JSONField(default=dict)
    given = models.JSONField(default=dict)
    note = models.CharField("说明", max_length=200, blank=True)
    aside = models.BooleanField(default=False)
    settled_in = models.ForeignKey("self", models.PROTECT, null=True, related_name="settles")
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "number"], name="one_revision_a_number")]

    def __str__(self) -> str:
        return str(self.number)


class Note(models.Model):
    """A text that an event names: an opinion, a reason, a source. ``stream`` is the report or the year's activities. Written once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stream = models.UUIDField(db_index=True)
    key = models.CharField(max_length=40)
    text = models.TextField()
    data = models.JSONField(default=dict)  # findings that the superior marked
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["created_at"]

    def __str__(self) -> str:
        return self.text


class Answer(models.Model):
    """Why a finding is left as it is. ``mark`` names the finding (``selectors.findings``): of other words it is another finding. Written once."""

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="answers")
    mark = models.CharField(max_length=64)
    code = models.CharField(max_length=8)
    message = models.TextField()
    reason = models.TextField("理由")
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["created_at"]

    def __str__(self) -> str:
        return self.reason


class Edition(models.Model):
    """What was published: sealed. ``document`` is the report as ``gongkai.report/1``, ``sources`` the cases behind each cell.

    ``position`` is the last entry of the ledger that was counted, ``head`` the hash over the ledger up to it; ``content`` the digest that
    was signed, ``digest`` that of all files with their names (``manifest``).
    """

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    published_on = models.DateField("公布日期")
    position = models.BigIntegerField()
    ledger_head = models.CharField(max_length=64)
    content = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    manifest = models.TextField()
    note = models.TextField("改了什么", blank=True)
    document = models.JSONField()
    sources = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "number"], name="one_edition_a_number")]

    def __str__(self) -> str:
        return f"第{self.number}版"


class EditionFile(models.Model):
    """A file of the sealed set: .docx .pdf .html .xlsx .json, each once."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="files")
    suffix = models.CharField(max_length=8)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["suffix"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["edition", "suffix"], name="one_file_a_suffix")]

    def __str__(self) -> str:
        return self.suffix


class ReportReminder(models.Model):
    """The mail of one day to one person about reports that are due. ``problem``: what the mail server said when it could not be sent."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    day = models.DateField()
    lines = models.PositiveIntegerField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-day"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "day"], name="one_report_reminder_a_day")]

    def __str__(self) -> str:
        return f"{self.day}：{self.lines}"
