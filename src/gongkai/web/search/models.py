"""What is public, with the words by which it is found."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from gongkai.web.organs.models import Organ


class Label(models.Model):
    """One value by which hits are narrowed and counted: an organ (its id), a column (its key, with its name), a genre, a validity.

    ``number`` is small and stays: the numbers of an item's four labels make its ``shelf``, from which facets are counted.
    """

    class Kind(models.TextChoices):
        """What it says of an item."""

        ORGAN = "organ", "机关"
        COLUMN = "column", "栏目"
        GENRE = "genre", "体裁"
        VALIDITY = "validity", "有效性"

    kind = models.CharField(max_length=10, choices=Kind)
    number = models.PositiveIntegerField()
    value = models.CharField(max_length=60)
    name = models.CharField("名称", max_length=120, blank=True)
    plain = models.CharField(max_length=120, blank=True, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "value"], name="search_one_label"),
            models.UniqueConstraint(fields=["kind", "number"], name="search_one_number"),
        ]

    def __str__(self) -> str:
        return self.name or self.value


class PublicItem(models.Model):
    """One public thing: an item published by an organ, an answer made public after review (条例 Art. 44), or an annual report.

    ``source`` names where it came from: ``publication``, ``answer`` or ``report``, with its id. Nothing of an applicant ever stands here.
    Written by ``search.services`` only: the index is told of nothing else.
    """

    class Source(models.TextChoices):
        """Where it came from."""

        PUBLICATION = "publication", "主动公开"
        ANSWER = "answer", "依申请公开后转为主动公开"
        REPORT = "report", "政府信息公开工作年度报告"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    source = models.CharField(max_length=20, choices=Source)
    origin = models.UUIDField(null=True, db_index=True)
    title = models.CharField("标题", max_length=300)
    number = models.CharField("发文字号", max_length=120, blank=True, db_index=True)
    index_number = models.CharField("索引号", max_length=120, blank=True, db_index=True)
    address = models.CharField("网址", max_length=500, blank=True)
    summary = models.TextField("概述", blank=True)
    text = models.TextField("正文", blank=True)
    column = models.CharField("栏目", max_length=60, blank=True)
    column_label = models.CharField("栏目名称", max_length=120, blank=True)
    genre = models.CharField("体裁", max_length=40, blank=True)
    validity = models.CharField("有效性", max_length=40, blank=True)
    issued_on = models.DateField("成文日期", null=True)
    published_on = models.DateField("发布日期")
    withdrawn_on = models.DateField(null=True)
    # made by ``search.services`` from the columns above: letters and digits only; ``plain`` is every field, blanks between them
    number_key = models.CharField(max_length=120, blank=True, db_index=True, editable=False)
    index_key = models.CharField(max_length=120, blank=True, db_index=True, editable=False)
    plain_title = models.TextField(blank=True, editable=False)
    plain = models.TextField(blank=True, editable=False)
    # where it stands in the index (see ``search.engine``) and under which labels; nothing while it is not to be found
    place = models.BigIntegerField(null=True, editable=False)
    shelf = models.BigIntegerField(null=True, editable=False)
    # the place that it had first, kept whatever is said of it later, also when it is taken down: where it stands in lists, whose older pages
    # stay as they are when one thing changes
    first_place = models.BigIntegerField(null=True, editable=False)

    class Meta:
        ordering: ClassVar = ["-published_on"]
        indexes: ClassVar = [
            models.Index(fields=["place", "shelf"], name="search_place"),  # facets are counted from it alone
            models.Index(fields=["organ", "first_place", "withdrawn_on", "column", "genre", "validity"], name="search_listed"),  # and lists
        ]

    def __str__(self) -> str:
        return self.title


class PublicPage(models.Model):
    """One page of an attachment, or the whole of one that has no pages (``number`` 0)."""

    item = models.ForeignKey(PublicItem, models.CASCADE, related_name="pages", db_index=False)
    order = models.PositiveIntegerField(editable=False)
    name = models.CharField("附件", max_length=300)
    number = models.PositiveIntegerField("页")
    text = models.TextField("文字", blank=True)
    plain = models.TextField(blank=True, editable=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "order"], name="search_page_order")]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
