"""What stands beside applications with streams of their own: reviews and lawsuits, and 更正 of one's own records (条例 Art. 41)."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from gongkai.ledger.vocabulary.codes import Sort
from gongkai.web.accounts.models import User
from gongkai.web.applications.models.case import Application
from gongkai.web.organs.models import Organ
from gongkai.web.vault.sealed import SealedText


class Remedy(models.Model):
    """A review or lawsuit; ``id`` is also the id of its stream. ``body_name`` the review organ or court."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="remedies")
    application = models.ForeignKey(Application, models.PROTECT, null=True, related_name="remedies")
    register_number = models.CharField("登记编号", max_length=60)
    sort = models.CharField("类型", max_length=30, choices=[(each.value, each.label) for each in Sort])
    body_name = models.CharField("复议机关或者法院", max_length=120)
    case_number = models.CharField("案号", max_length=80, blank=True)
    claimant = SealedText("申请人或者原告", mask="name")
    claim = models.TextField("请求", blank=True)
    handler = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    by_ruling = models.BooleanField("裁定", default=False)  # the last decision of a court is a 裁定, not a 判决: 诉讼法 Art. 85
    performance_what = models.CharField("须履行的内容", max_length=200, blank=True)  # ordered besides another answer
    performance_due = models.DateField("履行期限", null=True)
    performed_on = models.DateField("已履行日期", null=True)
    erased_on = models.DateField(null=True)
    # projection
    received_on = models.DateField(null=True)
    reply_due = models.DateField(null=True)
    replied_on = models.DateField(null=True)
    next_due = models.DateField(null=True)  # the nearest of our own duties: answer, appeal, performance
    next_duty = models.CharField(max_length=60, blank=True)
    result = models.CharField(max_length=20, blank=True)
    final_on = models.DateField(null=True)
    step = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organ", "register_number"], name="one_remedy_number")]
        indexes: ClassVar = [models.Index(fields=["organ", "next_due"], name="remedies_by_duty")]

    def __str__(self) -> str:
        return self.register_number


class Rectification(models.Model):
    """A request to correct records about oneself; ``id`` is also the id of its stream. Never a row of table three."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="rectifications")
    register_number = models.CharField("登记编号", max_length=60)
    name = SealedText("申请人", mask="name")
    identity = SealedText("证件号码", mask="identity")
    phone = SealedText("联系电话", mask="phone")
    address = SealedText("通信地址", mask="address")
    record = models.TextField("要求更正的记录")
    wanted = models.TextField("要求怎样更正")
    evidence = models.TextField("提供的证据", blank=True)
    erased_on = models.DateField(null=True)
    handler = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    # projection
    received_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    served_on = models.DateField(null=True)
    finding = models.CharField(max_length=20, blank=True)
    step = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organ", "register_number"], name="one_rectification_number")]

    def __str__(self) -> str:
        return self.register_number
