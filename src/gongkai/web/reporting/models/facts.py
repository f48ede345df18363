"""Projection: what the report must know of each case, of what was published and of what was done (``report.facts``), in rows.

Made from the ledger, and again at any time.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class ApplicationFact(models.Model):
    """An application; columns as in :class:`gongkai.report.facts.ApplicationFacts`. One that moved has a row for each organ that had it (机构改革)."""

    stream = models.UUIDField(db_index=True)
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
    due_on = models.DateField("答复期限", null=True)
    late = models.BooleanField(null=True)

    class Meta:
        # All that a year asks for stands in it, in the order in which a cell shows its cases: nothing is read but the index.
        indexes: ClassVar = [
            models.Index(
                fields=["organ", "received_on", "number", "since", "ended_on", "gone_on", "column", "row", "row_2019", "choices"],
                name="facts_of_applications",
            )
        ]

    def __str__(self) -> str:
        return self.number


class RemedyFact(models.Model):
    """A review or lawsuit; a row for each organ that had it."""

    stream = models.UUIDField(db_index=True)
    organ = models.UUIDField(db_index=True)
    number = models.CharField("登记号", max_length=120)
    sort = models.CharField(max_length=30)
    received_on = models.DateField("收到副本")
    final_on = models.DateField("生效日期", null=True)
    result = models.CharField(max_length=20, blank=True)
    since = models.DateField(null=True)
    gone_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.number


class DocumentFact(models.Model):
    """A rule or normative document; a row for each organ that had it."""

    stream = models.UUIDField(db_index=True)
    organ = models.UUIDField(db_index=True)
    number = models.CharField("文号", max_length=120)
    sort = models.CharField(max_length=30)
    issued_on = models.DateField("成文日期")
    ended_on = models.DateField("失去效力", null=True)
    repealed = models.BooleanField(default=False)
    publication = models.UUIDField(null=True, db_index=True)  # the stream in which it was made public
    since = models.DateField(null=True)
    gone_on = models.DateField(null=True)

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


class ItemDay(models.Model):
    """A day on which something happened to what an organ publishes: ``what`` as in ``PublicationFacts.days``. Figures count streams."""

    stream = models.UUIDField()
    organ = models.UUIDField()
    what = models.CharField(max_length=20)
    on = models.DateField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["stream", "what", "on"], name="one_row_a_thing_and_day")]
        # All that a year asks for stands in it: nothing is read but the index.
        indexes: ClassVar = [models.Index(fields=["organ", "on", "what", "stream"], name="days_of_items")]

    def __str__(self) -> str:
        return f"{self.on} {self.what}"


class ItemFact(models.Model):
    """What became public: on which day first, under which entry of the catalogue (``law.catalogue``). What never did has no row."""

    stream = models.UUIDField(primary_key=True)
    organ = models.UUIDField()
    catalogue = models.CharField("目录栏目", max_length=60)
    first_on = models.DateField("首次公开")

    class Meta:
        # All that a year asks for stands in it: nothing is read but the index.
        indexes: ClassVar = [models.Index(fields=["organ", "catalogue", "first_on", "stream"], name="items_of_an_entry")]

    def __str__(self) -> str:
        return f"{self.first_on} {self.catalogue}"


class ExplanationFact(models.Model):
    """解读: the policy's ``stream``, the stream of the ``item`` that explains it, how, since when both are public."""

    stream = models.UUIDField(db_index=True)
    organ = models.UUIDField()
    item = models.CharField(max_length=64)
    form = models.CharField(max_length=20)
    by_leader = models.BooleanField(default=False)
    on = models.DateField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organ", "on", "item"], name="explanations_by_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.form}"


class ActivityFact(models.Model):
    """What was done in the work of a year; columns as in :class:`gongkai.report.facts.ActivityFacts`."""

    stream = models.UUIDField(db_index=True)
    organ = models.UUIDField()
    year = models.PositiveSmallIntegerField()
    sort = models.CharField(max_length=30)
    on = models.DateField()
    people = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    mended = models.PositiveIntegerField(default=0)
    record = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organ", "year"], name="activities_of_a_year")]

    def __str__(self) -> str:
        return f"{self.on} {self.sort}"


class RectificationFact(models.Model):
    """A request to correct a record about oneself."""

    stream = models.UUIDField(primary_key=True)
    organ = models.UUIDField(db_index=True)
    number = models.CharField("登记号", max_length=120)
    received_on = models.DateField("收到日期")

    def __str__(self) -> str:
        return self.number


class CalendarRead(models.Model):
    """By which days the applications of an organ were judged: a mark of each year's rest days. Where they change, cases are judged again."""

    organ = models.UUIDField(primary_key=True)
    years = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.organ)


class Watermark(models.Model):
    """How far the ledger has been read: the last position whose case is in the tables above. One row."""

    position = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.position)
