"""Letters on their way from draft to proof of service, and who approved them, on screen or on paper."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from gongkai.web.accounts.models import User
from gongkai.web.organs.models import Organ
from gongkai.web.vault.models import StoredFile
from gongkai.web.vault.sealed import SealedText


class Letter(models.Model):
    """One letter of a case. ``act`` is the act that it issues when it goes out (key of ``applications.acts.ACTS``).

    ``answers`` is what the officer filled in for the act, ``facts`` what the letter states (``notices``),
    both as JSON and sealed: they name people. ``number`` is taken at 签发 or issue; ``step`` is the entry of
    the ledger that issued it. ``edited`` came back from Word; ``sealed_scan`` has the red seal: the served original.
    """

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", "草稿"
        IN_APPROVAL = "in_approval", "审签中"
        APPROVED = "approved", "已签发"
        ISSUED = "issued", "已发出"
        SERVED = "served", "已送达"
        DROPPED = "dropped", "作废"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    stream = models.UUIDField(db_index=True)
    act = models.CharField(max_length=40)
    code = models.CharField("文书", max_length=10)
    number = models.CharField("文号", max_length=60, blank=True)
    answers = SealedText()
    facts = SealedText()
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    dated = models.DateField("成文日期", null=True)
    step = models.PositiveIntegerField(null=True)
    issued_on = models.DateField(null=True)
    served_on = models.DateField(null=True)
    way = models.CharField("送达方式", max_length=20, blank=True)
    posting_number = models.CharField("邮件号码", max_length=40, blank=True)
    edited = models.ForeignKey(StoredFile, models.SET_NULL, null=True, related_name="+")
    sealed_scan = models.ForeignKey(StoredFile, models.SET_NULL, null=True, related_name="+")
    proof = models.ForeignKey(StoredFile, models.SET_NULL, null=True, related_name="+")
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+")  # who wrote it last
    writers = models.JSONField(default=list)  # ids of all who ever wrote it: none of them signs it
    drafted_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["drafted_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "number"], condition=~models.Q(number=""), name="one_letter_per_number"),
        ]
        indexes: ClassVar = [models.Index(fields=["organ", "state"], name="letters_by_state")]

    def __str__(self) -> str:
        return self.number or self.code


class Approval(models.Model):
    """One opinion on a letter. On paper: ``name`` signed on ``day``, ``scan`` shows it, and ``recorded_by`` typed it in."""

    class Stage(models.TextChoices):
        """Which of the three looks."""

        REVIEW = "review", "审核"
        LEGAL = "legal", "法制审核"
        SIGN = "sign", "签发"

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="approvals")
    stage = models.CharField(max_length=20, choices=Stage)
    agreed = models.BooleanField()
    opinion = models.TextField("意见", blank=True)
    role = models.CharField(max_length=20)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    name = models.CharField("签字人", max_length=60)
    day = models.DateField("签字日期")
    on_paper = models.BooleanField(default=False)
    scan = models.ForeignKey(StoredFile, models.SET_NULL, null=True, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    round = models.PositiveSmallIntegerField(default=1)  # a returned letter begins a new round

    class Meta:
        ordering: ClassVar = ["recorded_at", "id"]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.name}"
