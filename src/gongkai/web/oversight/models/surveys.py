"""社会评议 (条例 Art. 46): a questionnaire, the sheets that were filled in, the opinions in them and what was done about each.

Nobody can be told from these rows: no address, no contact, no time of day; an opinion does not say on which sheet it stood.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from gongkai.web.accounts.models import User
from gongkai.web.organs.models import Organ


class Survey(models.Model):
    """One questionnaire. ``opens_on`` and ``closes_on`` are its first and its last day.

    ``year`` and ``step`` name its ``SocialReviewDone`` in the ledger, None while it is not finished. ``result`` is what the annual report
    repeats of it; ``published_at``: readers see the numbers.
    """

    class State(models.TextChoices):
        """How far it is. Whether one can answer today is told by the days too (``selectors.surveys.stage``)."""

        DRAFT = "draft", "拟订中"
        ISSUED = "issued", "已发布"
        CLOSED = "closed", "已结束"
        DROPPED = "dropped", "已作废"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="surveys")
    title = models.CharField("名称", max_length=80)
    intro = models.TextField("说明", blank=True)
    sampling = models.TextField("样本", blank=True)
    opens_on = models.DateField("开始")
    closes_on = models.DateField("截止")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    result = models.TextField("评议结果", blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    step = models.PositiveIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    dropped_why = models.CharField("作废的原因", max_length=300, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-opens_on", "-created_at"]

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """One question. ``options`` are the words to choose from; a scale has those of ``selectors.surveys.SCALE``, an open question none."""

    class Kind(models.TextChoices):
        """How it is answered."""

        SCALE = "scale", "满意度"
        ONE = "one", "单选"
        SEVERAL = "several", "多选"
        TEXT = "text", "意见"

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField("怎样回答", max_length=8, choices=Kind)
    words = models.CharField("问题", max_length=120)
    options = models.JSONField("选项", default=list)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["survey", "position"], name="one_question_a_place")]

    def __str__(self) -> str:
        return self.words


class Filled(models.Model):
    """Sheets that came at once: one from the page, or a pile from paper that the desk counted. ``on`` is the day, never the time.

    ``voided_why`` takes a pile that was counted wrong out of the result; it stays in the record.
    """

    class Source(models.TextChoices):
        """Where they were filled in."""

        ONLINE = "online", "网上"
        PAPER = "paper", "纸质"

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="filled")
    source = models.CharField(max_length=8, choices=Source)
    sheets = models.PositiveIntegerField("份数", default=1)
    on = models.DateField()
    key = models.CharField(max_length=64, null=True, unique=True)  # one sheet whatever is clicked
    counted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    voided_why = models.CharField("作废的原因", max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_source_display()} {self.sheets}"


class Mark(models.Model):
    """How often an option was ticked on these sheets; ``option`` is its place in the question, from 0."""

    filled = models.ForeignKey(Filled, models.CASCADE, related_name="marks")
    question = models.ForeignKey(Question, models.PROTECT, related_name="marks")
    option = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["filled", "question", "option"], name="one_mark_an_option")]

    def __str__(self) -> str:
        return f"{self.option}: {self.count}"


class Opinion(models.Model):
    """What somebody wrote. It hangs on the questionnaire, not on a sheet. ``quote`` is what an officer lets readers see of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="opinions")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    source = models.CharField(max_length=8, choices=Filled.Source)
    on = models.DateField()
    text = models.TextField("意见")
    quote = models.TextField("摘登", blank=True)

    class Meta:
        ordering: ClassVar = ["on", "pk"]

    def __str__(self) -> str:
        return self.text[:20]


class FollowUp(models.Model):
    """What is done about an opinion: the newest row says how it stands. Rows are only added."""

    class State(models.TextChoices):
        """How it stands."""

        GOING = "going", "正在办"
        DONE = "done", "已办好"
        NOT = "not", "没有采纳，已写明理由"

    opinion = models.ForeignKey(Opinion, models.PROTECT, related_name="follow_ups")
    state = models.CharField("进展", max_length=8, choices=State)
    words = models.TextField("做了什么")
    owner = models.CharField("谁办", max_length=60, blank=True)
    due_on = models.DateField("什么时候办好", null=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_state_display()}：{self.words[:20]}"
