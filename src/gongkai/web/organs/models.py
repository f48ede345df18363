"""Organs: the tree, what each is called since when, whom it answers to, and where it can be reached."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from datetime import date


class Level(models.TextChoices):
    """What kind of organ it is. Decides review body and court by default (复议法 Art. 24, 27; 诉讼法 Art. 15)."""

    PROVINCE = "province", "省级人民政府"
    CITY = "city", "设区的市级人民政府"
    COUNTY = "county", "县级人民政府"
    TOWN = "town", "乡镇人民政府"
    STREET = "street", "街道办事处"
    BUREAU = "bureau", "政府工作部门"
    VERTICAL = "vertical", "垂直管理部门"
    INSTITUTION = "institution", "法律、法规授权的组织"
    DEPARTMENT = "department", "内设机构"


# The kind of organ that ``law.remedies`` asks for.
REMEDY_KINDS = {
    Level.PROVINCE: "government", Level.CITY: "government", Level.COUNTY: "government", Level.TOWN: "town", Level.STREET: "street",
    Level.BUREAU: "department", Level.VERTICAL: "vertical", Level.INSTITUTION: "authorised", Level.DEPARTMENT: "department",
}  # fmt: skip


class Organ(models.Model):
    """One organ or inner department.

    ``slug`` stands in addresses; ``word`` is the 代字 of its 文号 (示政公开); ``valid_from``/``valid_to`` the
    first day and the last; ``successor`` who took over (机构改革). ``choices`` holds the settings of
    ``organs.settings`` that the office changed; ``former_names`` what it was called before, the oldest first: name, short name, and the last
    day of both.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField("名称", max_length=120)
    short_name = models.CharField("简称", max_length=40, blank=True)
    level = models.CharField("类别", max_length=20, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级")
    path = models.CharField(max_length=700, db_index=True, editable=False)  # slugs from the root, for subtrees in one query
    word = models.CharField("机关代字", max_length=30, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    site_code = models.CharField("网站标识码", max_length=20, blank=True)
    region = models.CharField("行政区划代码", max_length=6, blank=True)
    valid_from = models.DateField("设立日期")
    valid_to = models.DateField("撤销日期", null=True, blank=True)
    predecessors: models.ManyToManyField[Organ, Organ] = models.ManyToManyField(
        "self", symmetrical=False, related_name="successors", blank=True
    )
    review_body = models.CharField("行政复议机关", max_length=120, blank=True)
    superior = models.CharField("上一级主管部门", max_length=120, blank=True)
    review_address = models.CharField("复议机关地址", max_length=200, blank=True)
    review_online = models.CharField("网上申请复议的途径", max_length=200, blank=True)
    court = models.CharField("有管辖权的法院", max_length=120, blank=True)
    office = models.CharField("政府信息公开工作机构", max_length=120, blank=True)
    address = models.CharField("办公地址", max_length=200, blank=True)
    postcode = models.CharField("邮政编码", max_length=6, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    fax = models.CharField("传真", max_length=40, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    hours = models.CharField("办公时间", max_length=120, blank=True)
    choices = models.JSONField(default=dict, blank=True)
    former_names = models.JSONField(default=list, blank=True)

    class Meta:
        ordering: ClassVar = ["path"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="organ_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return self.name

    def named(self, day: date) -> str:
        """What it was called on that day: letters before a change of name, and the report of a year that ended before, carry the old one."""
        former = next((each for each in self.former_names if each["until"] >= day.isoformat()), None)
        return str(former["name"]) if former else self.name


class Serial(models.Model):
    """The last serial used in a series of numbers: 登记号 and 文号, per organ, series and year. Never goes back."""

    organ = models.ForeignKey(Organ, models.PROTECT)
    series = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organ", "series", "year"], name="one_serial_per_series")]

    def __str__(self) -> str:
        return f"{self.series}〔{self.year}〕{self.last}号"
