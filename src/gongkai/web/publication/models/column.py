"""Which columns an organ has, and the words that it watches."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from gongkai.web.organs.models import Organ


class Column(models.Model):
    """What an organ said of one entry of the catalogue: whether it has it, under which power.

    Without a row the default of ``selectors.columns`` holds. ``basis`` is the 权责清单 or 赋权 list that says so.
    """

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="columns")
    key = models.CharField(max_length=60)
    shown = models.BooleanField("公开此栏目")
    label = models.CharField("栏目名称", max_length=120, blank=True)  # names drift: 扶贫 became 乡村振兴
    basis = models.CharField("依据（权责清单、赋权清单）", max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["key"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organ", "key"], name="one_row_per_column")]

    def __str__(self) -> str:
        return self.label or self.key


class SensitiveWord(models.Model):
    """A word that an office watches in everything it publishes, why, and what to write instead."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="sensitive_words")
    word = models.CharField("词", max_length=60)
    why = models.CharField("为什么", max_length=200, blank=True)
    instead = models.CharField("改为", max_length=60, blank=True)
    blocks = models.BooleanField("必须答复才能发布", default=True)

    class Meta:
        ordering: ClassVar = ["word"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organ", "word"], name="each_word_once")]

    def __str__(self) -> str:
        return self.word
