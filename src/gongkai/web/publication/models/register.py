"""A year's list on its way: uploaded, looked at, confirmed, brought in."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from gongkai.web.accounts.models import User
from gongkai.web.organs.models import Organ
from gongkai.web.vault.models import StoredFile


class ListImport(models.Model):
    """One upload. ``result`` is what was found, for the page; the file stays as evidence once it was brought in, and is erased otherwise."""

    class State(models.TextChoices):
        """Where it stands."""

        CHECKING = "checking", "正在检查"
        CHECKED = "checked", "等待确认"
        REFUSED = "refused", "有错误，没有导入"
        IMPORTING = "importing", "正在导入"
        DONE = "done", "已导入"
        DROPPED = "dropped", "已放弃"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, models.SET_NULL, null=True, related_name="+")
    name = models.CharField("文件名", max_length=200)
    state = models.CharField(max_length=20, choices=State, default=State.CHECKING)
    rows = models.PositiveIntegerField("条数", default=0)
    imported = models.PositiveIntegerField("已导入", default=0)
    result = models.JSONField(default=dict)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.name} {self.get_state_display()}"
