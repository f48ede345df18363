"""What is public, with the words by which it is found."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from gongkai.web.organs.models import Organ


class PublicItem(models.Model):
    """One public thing: an item published by an organ, or an answer made public after review (条例 Art. 44).

    ``source`` names where it came from: ``publication`` or ``answer``, with its id. Nothing of an applicant ever stands here.
    """

    class Source(models.TextChoices):
        """Where it came from."""

        PUBLICATION = "publication", "主动公开"
        ANSWER = "answer", "依申请公开后转为主动公开"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    source = models.CharField(max_length=20, choices=Source)
    origin = models.UUIDField(null=True, db_index=True)
    title = models.CharField("标题", max_length=300)
    number = models.CharField("发文字号", max_length=120, blank=True, db_index=True)
    index_number = models.CharField("索引号", max_length=120, blank=True, db_index=True)
    address = models.CharField("网址", max_length=500, blank=True)
    text = models.TextField("正文", blank=True)
    published_on = models.DateField("发布日期")
    withdrawn_on = models.DateField(null=True)
    # made by ``search.services`` from the columns above: letters and digits only
    number_key = models.CharField(max_length=120, blank=True, db_index=True, editable=False)
    index_key = models.CharField(max_length=120, blank=True, db_index=True, editable=False)
    plain_title = models.TextField(blank=True, editable=False)
    plain = models.TextField(blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["-published_on"]

    def __str__(self) -> str:
        return self.title
