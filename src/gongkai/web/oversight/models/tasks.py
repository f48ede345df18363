"""信息管理: what superiors ask of an organ, what is done about it, what was sent up, and what became of it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from gongkai.web.accounts.models import User
from gongkai.web.organs.models import Organ
from gongkai.web.publication.models import Item


class Way(models.TextChoices):
    """How something comes from the superior, or goes to it."""

    DOCUMENT = "document", "文件"
    GROUP = "group", "工作群"
    PLATFORM = "platform", "平台"
    PHONE = "phone", "电话"
    SYSTEM = "system", "本系统"


class Sort(models.TextChoices):
    """What is wanted."""

    REPORT = "report", "报送信息"
    MEND = "mend", "整改"
    FORM = "form", "填报表格"
    MEETING = "meeting", "会议"
    OTHER = "other", "其他"


class Weight(models.TextChoices):
    """How important it is, in the words of the superior."""

    NORMAL = "normal", "一般"
    HIGH = "high", "重要"
    URGENT = "urgent", "紧急"


class Issue(models.Model):
    """One task that the district gave to many organs at once; each has its own :class:`Task`. Its files stand under its id in the vault."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    title = models.CharField("要办什么", max_length=200)
    number = models.CharField("文号", max_length=120, blank=True)
    words = models.TextField("具体要求", blank=True)
    sort = models.CharField("种类", max_length=10, choices=Sort, default=Sort.REPORT)
    weight = models.CharField("重要程度", max_length=10, choices=Weight, default=Weight.NORMAL)
    due_on = models.DateField("期限", null=True)
    due_time = models.TimeField("几点以前", null=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return self.title


class Task(models.Model):
    """One thing that a superior wants of ``organ``. ``due_time`` None: until the end of the day. Its files stand under its id in the vault.

    ``answered_on`` and ``on_time`` speak of the answer that stands: a return takes both away and gives a new day. ``on_time`` None: not answered.
    """

    class State(models.TextChoices):
        """How far it is."""

        OPEN = "open", "待办"
        RETURNED = "returned", "退回重报"
        ANSWERED = "answered", "已办"
        DROPPED = "dropped", "不用办"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="tasks")
    issue = models.ForeignKey(Issue, models.PROTECT, null=True, related_name="tasks")
    issuer = models.CharField("谁布置的", max_length=120)
    way = models.CharField("从哪里来", max_length=10, choices=Way)
    title = models.CharField("要办什么", max_length=200)
    number = models.CharField("文号", max_length=120, blank=True)
    words = models.TextField("具体要求", blank=True)
    sort = models.CharField("种类", max_length=10, choices=Sort, default=Sort.REPORT)
    weight = models.CharField("重要程度", max_length=10, choices=Weight, default=Weight.NORMAL)
    received_on = models.DateField("收到日期")
    due_on = models.DateField("期限", null=True)
    due_time = models.TimeField("几点以前", null=True)
    handler = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answered_on = models.DateField(null=True)
    answered_time = models.TimeField(null=True)
    on_time = models.BooleanField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["due_on", "received_on"]
        indexes: ClassVar = [
            models.Index(fields=["organ", "state", "due_on"], name="tasks_by_due"),
            models.Index(fields=["organ", "received_on"], name="tasks_by_received"),
        ]
        constraints: ClassVar = [models.UniqueConstraint(fields=["issue", "organ"], name="one_task_an_organ_of_an_issue")]

    def __str__(self) -> str:
        return self.title


class TaskStep(models.Model):
    """What was done about a task, written once."""

    class Kind(models.TextChoices):
        """What sort of step."""

        NOTED = "noted", "记一笔"
        ASSIGNED = "assigned", "交办"
        ANSWERED = "answered", "答复"
        SENT = "sent", "报送"
        RETURNED = "returned", "退回"
        TAKEN = "taken", "采用情况"
        REMINDED = "reminded", "催办"
        CHANGED = "changed", "改写"
        DROPPED = "dropped", "不用办"

    task = models.ForeignKey(Task, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.TextField()
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.words


class Sending(models.Model):
    """One thing that was sent up (报送), with its receipt; for a task or without one. Files and receipt stand under its id in the vault.

    ``item``: something of 主动公开 was sent; then the ledger of the item has the event, and figures count that event alone. ``replaces``: sent
    again after it came back; of both the later one counts. ``outcome`` is whether the other side took it (采用).
    """

    class Outcome(models.TextChoices):
        """Whether it was taken."""

        UNKNOWN = "", "还不知道"
        TAKEN = "taken", "采用"
        NOT_TAKEN = "not_taken", "没有采用"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="sendings")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="sendings")
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    title = models.CharField("报送了什么", max_length=300)
    text = models.TextField("内容", blank=True)
    to = models.CharField("报给谁", max_length=120)
    way = models.CharField("怎样报的", max_length=10, choices=Way)
    on = models.DateField("报送日期")
    receipt = models.CharField("回执", max_length=300, blank=True)
    returned_on = models.DateField(null=True)
    returned_why = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    outcome_on = models.DateField(null=True)
    where = models.CharField("登在哪里", max_length=200, blank=True)
    address = models.CharField("网址", max_length=500, blank=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["-on", "-created_at"]
        indexes: ClassVar = [models.Index(fields=["organ", "on"], name="sendings_by_day")]

    def __str__(self) -> str:
        return self.title
