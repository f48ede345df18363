"""An application and what it asks for."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.ledger.states.parts import Phase
from gongkai.ledger.vocabulary.codes import Channel
from gongkai.web.accounts.models import User
from gongkai.web.organs.models import Organ
from gongkai.web.vault.sealed import SealedText


class Application(models.Model):
    """One application. ``id`` is also the id of its stream; without events it is 待确认 or 待登记.

    The days it came (条例 Art. 31) stand here until ``Registered`` takes them. The columns under
    *projection* are made from the ledger by ``applications.projection`` and can be made again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="applications")
    register_number = models.CharField("登记编号", max_length=60)
    channel = models.CharField("提交方式", max_length=20, choices=[(each.value, each.label) for each in Channel])
    submitted_on = models.DateField("提交日", null=True)
    arrived_on = models.DateField("到达或者签收日", null=True)
    confirmed_on = models.DateField("双方确认日", null=True)
    wanted_form = models.CharField("提供方式", max_length=40, blank=True)  # 纸质, 电子邮件, 光盘 …
    wanted_way = models.CharField("获取途径", max_length=40, blank=True)  # 邮寄, 网上查阅, 当面领取, 传真 …
    purpose = models.TextField("用途", blank=True)  # never required: 条例 Art. 27 asks for no need
    submission_key = models.CharField(max_length=64, null=True, unique=True)  # one submission whatever is clicked
    content_hash = models.CharField(max_length=40, db_index=True, blank=True)
    created_at = models.DateTimeField()
    handler = models.ForeignKey(User, models.SET_NULL, null=True, related_name="handled", verbose_name="经办人")
    taken_at = models.DateTimeField(null=True)  # when an officer took it over from the in-tray
    linked = models.ManyToManyField("self", blank=True)  # an officer found them alike: 反复申请, 多人同问
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    imported = models.BooleanField(default=False)
    extra = models.JSONField(default=dict)  # columns of an imported register that we do not know
    erased_on = models.DateField(null=True)

    # projection
    phase = models.CharField(max_length=20, default=Phase.UNREGISTERED.value, choices=[(each.value, each.label) for each in Phase])
    step = models.PositiveIntegerField(default=0)  # number of the last entry folded
    received_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    provisional = models.BooleanField(default=False)
    waiting_who = models.CharField(max_length=40, blank=True)
    waiting_what = models.CharField(max_length=40, blank=True)
    waiting_until = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    row = models.CharField(max_length=60, blank=True)
    on_time = models.BooleanField(null=True)
    unserved = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "register_number"], name="one_register_number"),
            models.CheckConstraint(
                condition=Q(arrived_on__isnull=True) | Q(submitted_on__isnull=True) | Q(arrived_on__gte=F("submitted_on")),
                name="arrives_after_it_was_sent",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organ", "phase", "due_on"], name="work_list"),
            models.Index(fields=["phase", "due_on"], name="work_list_of_all"),
            models.Index(fields=["handler", "phase", "due_on"], name="work_list_of_one"),
            models.Index(fields=["organ", "received_on"], name="register_by_day"),
            models.Index(fields=["organ", "waiting_until"], name="waiting_list"),
            models.Index(fields=["organ"], condition=Q(unserved__gt=0), name="unserved_list"),
            models.Index(fields=["organ", "ended_on", "row", "on_time"], name="outcomes_by_day"),
        ]

    def __str__(self) -> str:
        return self.register_number


class Item(models.Model):
    """One thing asked for (条例 Art. 29(2)): name, 文号 or another description that can be searched."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    content = models.TextField("申请内容")
    index_number = models.CharField("文号或者索引号", max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["application", "number"], name="one_item_per_number")]

    def __str__(self) -> str:
        return self.content


class Text(models.Model):
    """A text that an event names by id: a fact of a decision, a reason, an opinion. ``key`` says what it is (``law.facts`` or a word of the act)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stream = models.UUIDField(db_index=True)
    key = models.CharField(max_length=60)
    text = models.TextField()
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.text


class Draft(models.Model):
    """A form that a citizen is filling in, page by page, without account. ``token`` is a hash of what the browser holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token = models.CharField(max_length=64, unique=True)
    answers = SealedText()  # JSON of what was answered so far
    updated_at = models.DateTimeField()
    application = models.OneToOneField(Application, models.SET_NULL, null=True, related_name="draft")

    def __str__(self) -> str:
        return str(self.id)
