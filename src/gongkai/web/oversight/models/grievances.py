"""投诉举报 (条例 Art. 47, 51): what somebody says an organ does not do, heard by the competent department above it; and who was held accountable."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from gongkai.web.accounts.models import User
from gongkai.web.organs.models import Organ
from gongkai.web.oversight.models.orders import Order
from gongkai.web.vault.sealed import SealedText


class Grievance(models.Model):
    """One. ``organ`` is the organ that it is about, ``body`` the competent department that hears it.

    ``contact`` is sealed and never goes to the organ; ``passed`` is the wording that the organ reads, without what would tell who wrote it.
    ``accept_by`` and ``answer_by`` follow the body's settings (the law names no period); ``reply_by`` is the day by which the
    organ explains itself. ``told`` is what the complainant reads.
    """

    class Source(models.TextChoices):
        """How it came."""

        ONLINE = "online", "网上"
        PHONE = "phone", "电话"
        LETTER = "letter", "来信"
        VISIT = "visit", "来访"
        PASSED = "passed", "其他机关转来"

    class Duty(models.TextChoices):
        """What the organ is said not to do."""

        NOT_PUBLISHED = "not_published", "该公开的没有公开"
        LATE = "late", "逾期没有答复申请"
        WRONG = "wrong", "答复不合规定"
        OUTDATED = "outdated", "公开指南、目录没有更新"
        CHARGES = "charges", "违反规定收费"
        OTHER = "other", "其他没有履行的公开职责"

    class State(models.TextChoices):
        """How far it is."""

        RECEIVED = "received", "已收到"
        ACCEPTED = "accepted", "已受理"
        ASKED = "asked", "等机关说明"
        REPLIED = "replied", "机关已说明"
        FOUND = "found", "已查明"
        ANSWERED = "answered", "已答复"
        REFERRED = "referred", "已告知其他途径"

    class Finding(models.TextChoices):
        """What was found."""

        TRUE = "true", "属实"
        PARTLY = "partly", "部分属实"
        UNTRUE = "untrue", "不属实"

    class Measure(models.TextChoices):
        """What follows from it (条例 Art. 47.2)."""

        ORDER = "order", "督促整改"
        CRITICISE = "criticise", "通报批评"
        BOTH = "both", "督促整改并通报批评"
        NONE = "none", "没有"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField("编号", max_length=60)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="grievances")
    body = models.ForeignKey(Organ, models.PROTECT, related_name="grievances_heard")
    source = models.CharField("怎样来的", max_length=8, choices=Source)
    duty = models.CharField("什么职责没有履行", max_length=16, choices=Duty)
    text = models.TextField("情况")
    contact = SealedText(mask="all")
    passed = models.TextField("转给机关的内容", blank=True)
    key = models.CharField(max_length=64, null=True, unique=True)  # one grievance whatever is clicked
    received_on = models.DateField("收到日期")
    accept_by = models.DateField("受理期限", null=True)
    answer_by = models.DateField("答复期限", null=True)
    reply_by = models.DateField("机关说明的期限", null=True)
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    finding = models.CharField("查证结果", max_length=8, choices=Finding, blank=True)
    measure = models.CharField("处理", max_length=10, choices=Measure, blank=True)
    document = models.CharField("文号", max_length=80, blank=True)
    told = models.TextField("答复", blank=True)
    ended_on = models.DateField(null=True)
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="+")  # what the organ was told to mend
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-received_on", "-created_at"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["body", "number"], name="one_grievance_a_number")]

    def __str__(self) -> str:
        return self.number


class GrievanceStep(models.Model):
    """One step with its day and who took it: rows are only added. ``inside`` steps are not for the organ, as they may tell who wrote."""

    class Kind(models.TextChoices):
        """What was done."""

        RECEIVED = "received", "收到"
        ACCEPTED = "accepted", "受理"
        REFERRED = "referred", "告知其他途径"
        ASKED = "asked", "请机关说明"
        REPLIED = "replied", "机关说明"
        FOUND = "found", "查明"
        ORDERED = "ordered", "督促整改"
        CRITICISED = "criticised", "通报批评"
        ANSWERED = "answered", "答复"
        NOTED = "noted", "备注"

    grievance = models.ForeignKey(Grievance, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField()
    words = models.TextField(blank=True)
    due_on = models.DateField(null=True)
    inside = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # None: who complains

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class Accountability(models.Model):
    """责任追究 and 通报: who decided what by which paper; how many persons, never who. ``step`` is its ``HeldAccountable``, None for none."""

    class Kind(models.TextChoices):
        """What was decided."""

        TALK = "talk", "约谈"
        CRITICISM = "criticism", "通报批评"
        DISCIPLINE = "discipline", "处分"
        OTHER = "other", "其他处理"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="accountabilities")
    kind = models.CharField("种类", max_length=12, choices=Kind)
    on = models.DateField("哪一天决定")
    decided_by = models.CharField("谁决定的", max_length=80)
    document = models.CharField("文号", max_length=80)
    about = models.CharField("因为什么", max_length=300)
    persons = models.PositiveIntegerField("被追究责任的人数", default=0)
    key = models.CharField(max_length=64, null=True, unique=True)
    step = models.PositiveIntegerField(null=True)
    voided_at = models.DateTimeField(null=True)
    voided_why = models.CharField("作废的原因", max_length=300, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-on", "-created_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.document}"
