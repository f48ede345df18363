"""Projection: one row a case with what the report must know of it (``report.facts``). Made from the ledger, and again at any time."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class ApplicationFact(models.Model):
    """An application; columns as in :class:`gongkai.report.facts.ApplicationFacts`."""

    stream = models.UUIDField(primary_key=True)
    organ = models.UUIDField()
    number = models.CharField("登记号", max_length=120)
    received_on = models.DateField("收到日期")
    since = models.DateField()
    column = models.CharField("申请人类型", max_length=20)
    ended_on = models.DateField("办结日期", null=True)
    row = models.CharField(max_length=60, blank=True)
    row_2019 = models.CharField(max_length=60, blank=True)
    choices = models.CharField(max_length=600, blank=True)
    gone_on = models.DateField(null=True)
    fee = models.PositiveBigIntegerField(default=0)
    paid_on = models.DateField(null=True)

    class Meta:
        # All that a year asks for stands in it: nothing is read but the index.
        indexes: ClassVar = [
            models.Index(
                fields=["organ", "since", "ended_on", "gone_on", "received_on", "column", "row", "row_2019", "choices"],
                name="facts_of_applications",
            )
        ]

    def __str__(self) -> str:
        return self.number


class RemedyFact(models.Model):
    """A review or lawsuit."""

    stream = models.UUIDField(primary_key=True)
    organ = models.UUIDField(db_index=True)
    number = models.CharField("登记号", max_length=120)
    sort = models.CharField(max_length=30)
    received_on = models.DateField("收到副本")
    final_on = models.DateField("生效日期", null=True)
    result = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return self.number


class DocumentFact(models.Model):
    """A rule or normative document."""

    stream = models.UUIDField(primary_key=True)
    organ = models.UUIDField(db_index=True)
    number = models.CharField("文号", max_length=120)
    sort = models.CharField(max_length=30)
    issued_on = models.DateField("成文日期")
    ended_on = models.DateField("失去效力", null=True)
    repealed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.number


class Declaration(models.Model):
    """A declared figure, the last word on its cell of a year; ``stream`` is the year's stream of activities."""

    stream = models.UUIDField()
    organ = models.UUIDField()
    year = models.PositiveSmallIntegerField()
    cell = models.CharField(max_length=60)
    value = models.CharField(max_length=40)
    source = models.CharField(max_length=64)
    role = models.CharField(max_length=20)
    on = models.DateField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["stream", "cell"], name="one_word_on_a_cell")]
        indexes: ClassVar = [models.Index(fields=["organ", "year"], name="declarations_of_a_year")]

    def __str__(self) -> str:
        return f"{self.year}年 {self.cell}"


class Watermark(models.Model):
    """How far the ledger has been read: the last position whose case is in the tables above. One row."""

    position = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.position)
