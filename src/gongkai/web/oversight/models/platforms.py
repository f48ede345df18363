"""The register of platforms: sites, columns, accounts, boards, reading places; when each was seen to be kept up; visits of the inspection."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.web.channels.models import Account
from gongkai.web.organs.models import Organ
from gongkai.web.oversight.models.tasks import Task
from gongkai.web.reporting.models import Trouble


class Platform(models.Model):
    """One place where an organ is public.

    ``own``: the column that this system makes; its health is counted from the record. ``account``: a configured channel; what it received is
    counted. Everything else is noted by hand (:class:`PlatformUpdate`); ``noted_on`` is the last of these. ``limit`` is the number of
    国办秘函〔2019〕19号 by which it is judged, a key of ``law/data/inspection.toml``; "" for none.
    """

    class Kind(models.TextChoices):
        """What it is."""

        SITE = "site", "网站"
        COLUMN = "column", "门户网站上的栏目"
        WECHAT = "wechat", "微信公众号"
        WEIBO = "weibo", "微博"
        VIDEO = "video", "抖音等短视频号"
        APP = "app", "移动客户端"
        BOARD = "board", "公示栏、电子屏"
        READING = "reading", "查阅点"
        OTHER = "other", "其他"

    class Limit(models.TextChoices):
        """By which number it is judged."""

        NONE = "", "没有规定的期限"
        HOME = "home_stale", "网站首页：两周"
        NEWS = "news_stale", "动态、要闻类栏目：两周"
        NOTICES = "notices_stale", "通知公告、政策文件类栏目：六个月"
        ACCOUNT = "account_stale", "政务新媒体：两周"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="platforms")
    kind = models.CharField("种类", max_length=10, choices=Kind)
    name = models.CharField("名称", max_length=120)
    own = models.BooleanField(default=False)
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", verbose_name="用哪个渠道发布")
    limit = models.CharField("更新期限", max_length=20, choices=Limit, blank=True)
    department = models.CharField("主办部门", max_length=120, blank=True)
    manager = models.CharField("管理岗位", max_length=120, blank=True)
    contact = models.CharField("联系岗位和电话", max_length=120, blank=True)
    site_code = models.CharField("网站标识码", max_length=20, blank=True)
    icp = models.CharField("ICP 备案号", max_length=60, blank=True)
    number = models.CharField("账号或者编号", max_length=120, blank=True)
    address = models.CharField("网址或者地点", max_length=500, blank=True)
    approval = models.CharField("备案、审批", max_length=200, blank=True)
    approved_on = models.DateField("备案、审批日期", null=True)
    opened_on = models.DateField("开通日期", null=True)
    closed_on = models.DateField("关停日期", null=True)
    closed_why = models.CharField("关停原因", max_length=200, blank=True)
    noted_on = models.DateField(null=True)
    inspected = models.BooleanField("每周检查", default=False)
    next_visit_on = models.DateField(null=True)
    visited_on = models.DateField(null=True)
    vetoes = models.JSONField(default=list)  # codes of what makes the whole site fail, of the last visit
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["organ", "-own", "kind", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ"], condition=Q(own=True), name="one_own_column"),
            models.UniqueConstraint(fields=["account"], condition=Q(account__isnull=False), name="one_platform_a_channel"),
        ]
        indexes: ClassVar = [models.Index(fields=["next_visit_on"], condition=Q(next_visit_on__isnull=False), name="platforms_to_visit")]

    def __str__(self) -> str:
        return self.name


class PlatformUpdate(models.Model):
    """Somebody saw that the platform was kept up on that day. The evidence stands under the id of the platform in the vault, named here."""

    platform = models.ForeignKey(Platform, models.CASCADE, related_name="updates")
    on = models.DateField()
    words = models.CharField(max_length=300)
    file = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.words


class Visit(models.Model):
    """One inspection of a platform. ``result`` is ``gongkai.inspection/1``; ``counts`` findings by rule; ``fresh`` and ``gone`` against the visit before."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "排队中"
        RUNNING = "running", "正在检查"
        DONE = "done", "已检查"
        FAILED = "failed", "没有检查成"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    platform = models.ForeignKey(Platform, models.CASCADE, related_name="visits")
    address = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    day = models.DateField(null=True)
    problem = models.CharField(max_length=500, blank=True)
    result = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    passed = models.BooleanField(null=True)
    fresh = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.address} {self.get_state_display()}"

    @property
    def amount(self) -> int:
        """How many findings."""
        return sum(self.counts.values())


class Followed(models.Model):
    """A finding that somebody made a task or a problem of the register of. ``key`` names the finding whatever the visit."""

    platform = models.ForeignKey(Platform, models.CASCADE, related_name="followed")
    key = models.CharField(max_length=64)
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")
    trouble = models.ForeignKey(Trouble, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["platform", "key"], name="each_finding_followed_once")]

    def __str__(self) -> str:
        return self.key
