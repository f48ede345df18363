"""People around an application: who applies, for whom, and who was asked. Sealed."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from gongkai.ledger.vocabulary.codes import Column
from gongkai.ledger.vocabulary.codes import Party as PartyCode
from gongkai.web.applications.models.case import Application
from gongkai.web.vault.models import StoredFile
from gongkai.web.vault.sealed import SealedText


class Capacity(models.TextChoices):
    """In which capacity somebody stands on the form."""

    PRINCIPAL = "principal", "申请人"
    JOINT = "joint", "共同申请人"
    AGENT = "agent", "代理人"


class IdentityKind(models.TextChoices):
    """What proves who someone is (条例 Art. 29)."""

    CITIZEN = "citizen", "居民身份证"
    PASSPORT = "passport", "护照"
    PERMIT = "permit", "港澳台居民居住证或者通行证"
    CREDIT = "credit", "统一社会信用代码"
    OTHER = "other", "其他有效证件"


class Person(models.Model):
    """An applicant or agent. The principal's ``column`` is the one of table three, whoever hands the form in."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="people")
    capacity = models.CharField(max_length=20, choices=Capacity)
    column = models.CharField("申请人类型", max_length=20, choices=[(each.value, each.label) for each in Column])
    name = SealedText("姓名或者名称", mask="name")
    identity_kind = models.CharField("证件种类", max_length=20, choices=IdentityKind, blank=True)
    identity = SealedText("证件号码", mask="identity")
    phone = SealedText("联系电话", mask="phone")
    email = SealedText("电子邮箱", mask="email")
    address = SealedText("通信地址", mask="address")
    postcode = models.CharField("邮政编码", max_length=6, blank=True)
    contact = SealedText("联系人", mask="name")  # of an organisation
    index = models.CharField(max_length=40, db_index=True, blank=True)  # blind, of the identity number
    name_index = models.CharField(max_length=40, db_index=True, blank=True)  # blind, of the name
    proof = models.ForeignKey(StoredFile, models.SET_NULL, null=True, related_name="+", verbose_name="身份证明")
    authority = models.ForeignKey(StoredFile, models.SET_NULL, null=True, related_name="+", verbose_name="授权委托书")

    class Meta:
        ordering: ClassVar = ["capacity", "id"]

    def __str__(self) -> str:
        return str(self.name)


class Consulted(models.Model):
    """Who was asked for an opinion. Events know the ``label`` only. ``link`` is a hash of the one-time link, an extra to the letter."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, models.CASCADE, related_name="consulted")
    label = models.CharField(max_length=20)  # 甲, 乙 … in the order in which they were asked
    party = models.CharField(max_length=20, choices=[(each.value, each.label) for each in PartyCode])
    name = SealedText("名称或者姓名", mask="name")
    address = SealedText("地址", mask="address")
    phone = SealedText("联系电话", mask="phone")
    asked = models.TextField("征求什么意见")  # what the letter shows: the information, never the applicant
    link = models.CharField(max_length=64, blank=True, db_index=True)
    link_until = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["application", "label"], name="one_label_per_consulted")]

    def __str__(self) -> str:
        return self.label
