"""政府开放日、政务公开活动日 from the plan to what was counted, and the particulars of training, meetings and organisation.

What the annual report tells stays in the ledger (``activity.*``); these rows are what stands behind a number. Who signed up is sealed, and
erased some days after the day.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from gongkai.web.organs.models import Organ
from gongkai.web.vault.models import StoredFile
from gongkai.web.vault.sealed import SealedText


class OpenDay(models.Model):
    """One day. ``others`` are those who came without having signed up or been invited, None until they were counted.

    ``closes_on`` is the last day on which one can sign up. Readers see what has ``announced_at``. ``on_front``: the first page of the organ leads to it, from its announcement until
    the day is over. ``step`` is the number of its ``OpenDayHeld`` in the log of the year, None while it is not registered.
    """

    class Sort(models.TextChoices):
        """What it is called."""

        OPEN = "open", "政府开放日"
        PUBLICITY = "publicity", "政务公开活动日"

    class State(models.TextChoices):
        """How far it is."""

        PLANNED = "planned", "筹备中"
        ANNOUNCED = "announced", "已发布"
        HELD = "held", "已登记"
        CANCELLED = "cancelled", "已取消"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="open_days")
    sort = models.CharField("名称", max_length=10, choices=Sort, default=Sort.OPEN)
    theme = models.CharField("主题", max_length=100)
    banner = models.CharField("横幅", max_length=200, blank=True)
    day = models.DateField("日期")
    begins = models.TimeField("开始")
    ends = models.TimeField("结束")
    place = models.CharField("地点", max_length=200)
    organisers = models.CharField("承办单位", max_length=200)
    programme = models.TextField("活动安排")
    boards = models.TextField("展板", blank=True)
    sign_up = models.BooleanField("网上报名", default=False)
    places = models.PositiveIntegerField("名额", null=True)
    closes_on = models.DateField("报名截止", null=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    announced_at = models.DateTimeField(null=True)
    on_front = models.BooleanField(default=False)
    why_cancelled = models.CharField("取消的原因", max_length=300, blank=True)
    others = models.PositiveIntegerField("其他到场", null=True)
    step = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["-day", "-created_at"]
        indexes: ClassVar = [models.Index(fields=["organ", "-day"], name="open_days_of_organ")]

    def __str__(self) -> str:
        return f"{self.get_sort_display()}：{self.theme}"


class DayGroup(models.Model):
    """Whom the office invited: how many, and how many of them came (None until counted)."""

    day = models.ForeignKey(OpenDay, models.CASCADE, related_name="groups")
    name = models.CharField(max_length=40)
    invited = models.PositiveIntegerField()
    came = models.PositiveIntegerField(null=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["day", "name"], name="one_group_a_name")]

    def __str__(self) -> str:
        return self.name


class DayMaterial(models.Model):
    """A kind of material: how many copies were planned, how many were handed out (None until counted)."""

    day = models.ForeignKey(OpenDay, models.CASCADE, related_name="materials")
    name = models.CharField(max_length=80)
    planned = models.PositiveIntegerField()
    handed = models.PositiveIntegerField(null=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["day", "name"], name="one_material_a_name")]

    def __str__(self) -> str:
        return self.name


class DayVisitor(models.Model):
    """Somebody who signed up for ``people``. ``blind`` finds the row by the code of its receipt; ``key`` makes a double click one row.

    ``came`` is None until it was ticked off. Name and phone are erased on ``erased_on``; the numbers stay.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    day = models.ForeignKey(OpenDay, models.CASCADE, related_name="visitors")
    name = SealedText("姓名", mask="name")
    phone = SealedText("电话", mask="phone")
    people = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=40, blank=True)
    blind = models.CharField(max_length=64)
    key = models.CharField(max_length=64, null=True)
    created_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    came = models.PositiveSmallIntegerField(null=True)
    erased_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "key"], name="one_visitor_a_click"),
            models.UniqueConstraint(fields=["day", "blind"], name="one_visitor_a_code"),
        ]

    def __str__(self) -> str:
        return f"{self.people} {self.created_at}"


class DayQuestion(models.Model):
    """What was asked at the desk, and what was answered. ``due_on`` is the last day of an answer that was promised for later."""

    day = models.ForeignKey(OpenDay, models.CASCADE, related_name="questions")
    asked = models.TextField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.asked


class DayPhoto(models.Model):
    """A picture of the day; ``alt`` says what is seen. Whoever can be recognised has agreed, or there is nobody: without that it is not taken in."""

    day = models.ForeignKey(OpenDay, models.CASCADE, related_name="photos")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    alt = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.alt


class DayNote(models.Model):
    """What people said afterwards, or where the press told of it."""

    class Sort(models.TextChoices):
        """What it is."""

        FEEDBACK = "feedback", "意见反馈"
        PRESS = "press", "宣传报道"

    day = models.ForeignKey(OpenDay, models.CASCADE, related_name="notes")
    sort = models.CharField(max_length=10, choices=Sort)
    words = models.CharField(max_length=500)
    address = models.URLField(max_length=300, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.words


class Particulars(models.Model):
    """What an activity of the year was about, beside its event: ``step`` is the number of that event in the log of the organ's year.

    ``people`` are lines: who was trained, by post; of a 领导小组 its members, by post and part. ``papers`` are lines too: 传达的文件.
    """

    class Form(models.TextChoices):
        """How a training is held."""

        TOGETHER = "together", "集中"
        ONLINE = "online", "线上"
        BOTH = "both", "集中和线上"

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    step = models.PositiveIntegerField()
    topic = models.CharField(max_length=100, blank=True)
    hours = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    form = models.CharField(max_length=10, choices=Form, blank=True)
    teacher = models.CharField(max_length=60, blank=True)
    people = models.TextField(blank=True)
    papers = models.TextField(blank=True)
    tested = models.PositiveIntegerField(null=True)
    passed = models.PositiveIntegerField(null=True)
    average = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    material = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organ", "year", "step"], name="one_set_of_particulars_an_activity")]

    def __str__(self) -> str:
        return self.topic or f"{self.year}/{self.step}"


class Standing(models.Model):
    """Who answers for the work of an organ from a day on, until a day (None: still)."""

    class Sort(models.TextChoices):
        """What is said."""

        LEADER = "leader", "分管领导"
        OFFICE = "office", "工作机构"
        FULL = "full", "专职人员"
        PART = "part", "兼职人员"

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    sort = models.CharField(max_length=10, choices=Sort)
    words = models.CharField(max_length=120)
    number = models.PositiveSmallIntegerField(null=True)
    from_day = models.DateField()
    to_day = models.DateField(null=True)
    paper = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["sort", "-from_day", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "sort"], condition=models.Q(to_day=None), name="one_standing_of_a_sort")
        ]

    def __str__(self) -> str:
        return f"{self.get_sort_display()}：{self.words}"
