"""The public column of an organ: how it is mounted, and what readers say is wrong in it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from gongkai.web.organs.models import Organ
from gongkai.web.publication.models.item import Item
from gongkai.web.vault.sealed import SealedText


class SiteSettings(models.Model):
    """How the public side of an organ stands: as a column of another site, handed over as files, or alone.

    A town has no site of its own (国办公开办函〔2019〕61号): it stands alone only with ``approval``, the paper that allows it.
    ``header`` and ``footer`` are clean HTML of the district's site.
    """

    class Mount(models.TextChoices):
        """Where readers find it."""

        COLUMN = "column", "作为上级门户网站的栏目"
        FILES = "files", "导出文件交给上级网站"
        ALONE = "alone", "独立网站（须有批准文件）"
        NONE = "none", "还没有开通，只在内部使用"

    organ = models.OneToOneField(Organ, models.PROTECT, primary_key=True, related_name="site")
    mount = models.CharField("开通方式", max_length=8, choices=Mount, default=Mount.COLUMN)
    site_name = models.CharField("网站名称", max_length=120, blank=True)
    site_domain = models.CharField("网站域名", max_length=120, blank=True)
    address = models.URLField("栏目地址", max_length=300, blank=True)  # where readers open it: https://www.shiliqu.example/shilizhen/
    approval = models.CharField("批准文件", max_length=200, blank=True)
    header = models.TextField("页头", blank=True)
    footer = models.TextField("页脚", blank=True)
    icp = models.CharField("ICP 备案号", max_length=60, blank=True)
    police = models.CharField("公安备案号", max_length=60, blank=True)
    arrangement = models.TextField("信息分类和编排体系", blank=True)  # 条例 Art. 12: part of the guide

    def __str__(self) -> str:
        return self.get_mount_display()


class Complaint(models.Model):
    """我要纠错: what a reader says is wrong on a page. Answered within the days of the office's setting (网站指引: 7 working days).

    The contact is personal and sealed; nothing of it is ever public.
    """

    class State(models.TextChoices):
        """How far it is."""

        NEW = "new", "待处理"
        ANSWERED = "answered", "已处理"
        INVALID = "invalid", "不属实，已说明"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="complaints")
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="complaints")
    page = models.CharField("页面", max_length=300)
    kind = models.CharField("哪里不对", max_length=40)
    text = models.TextField("说明")
    contact = SealedText(mask="all")
    key = models.CharField(max_length=64, null=True, unique=True)  # one complaint whatever is clicked
    created_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    answer = models.TextField("处理结果", blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.kind}：{self.text[:20]}"
