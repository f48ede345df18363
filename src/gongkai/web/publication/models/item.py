"""An item, its versions, and the files that belong to them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.ledger.vocabulary.codes import Attribute, Stage
from gongkai.web.accounts.models import User
from gongkai.web.organs.models import Organ
from gongkai.web.vault.models import StoredFile


class Genre(models.TextChoices):
    """What sort of paper it is. Decides which duties it brings: normative documents have a life, policies want an interpretation."""

    NORMATIVE = "normative_documents", "行政规范性文件"
    RULE = "rules", "规章"
    POLICY = "policy", "其他政策文件"
    INTERPRETATION = "interpretation", "政策解读"
    NOTICE = "notice", "通知公告"
    LIST = "list", "名单、结果公示"
    DATA = "data", "财政、统计数据"
    NEWS = "news", "工作动态"
    REGIME = "regime", "信息公开制度"
    REPORT = "annual_report", "信息公开年报"
    OTHER = "other", "其他"


DOCUMENTS = (Genre.NORMATIVE, Genre.RULE)  # table two (一) of the annual report
POLICIES = (Genre.NORMATIVE, Genre.RULE, Genre.POLICY)  # what is to be interpreted (国办发〔2016〕19号)


class Phase(models.TextChoices):
    """Where it stands, in the order of the way."""

    DRAFT = "draft", "起草"
    REVIEW = "review", "审查"
    APPROVED = "approved", "已签发，待发布"
    SCHEDULED = "scheduled", "定时发布"
    PUBLISHED = "published", "已公开"
    CHANGING = "changing", "已公开，新版本在审"
    WITHDRAWN = "withdrawn", "已撤下"
    WITHHELD = "withheld", "不主动公开"


STANDING = (Phase.PUBLISHED, Phase.CHANGING)  # readers see it, in the version ``Item.shown``


class Validity(models.TextChoices):
    """有效性 of a document."""

    NONE = "", "不适用"
    COMING = "coming", "尚未生效"
    VALID = "valid", "有效"
    AMENDED = "amended", "已修改"
    EXPIRED = "expired", "失效"
    REPEALED = "repealed", "废止"


class Item(models.Model):
    """One thing that an organ publishes, or decided not to. ``id`` is also the id of its stream.

    The columns are the metadata of platform catalogues (条例 Art. 12 and the common head of official papers), always those
    of the newest version; what readers see is ``shown``. ``column`` is a key of ``law.catalogue``. ``formed_on`` is 成文日期;
    ``counted_from`` the day from which the period of Article 26 counts where that is another (approval of a budget, decision).
    ``document`` is the stream of a normative document. The columns under *projection* are made from the ledger.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="items")
    column = models.CharField("目录栏目", max_length=60)
    genre = models.CharField("体裁", max_length=24, choices=Genre, default=Genre.OTHER)
    title = models.CharField("标题", max_length=300)
    index_number = models.CharField("索引号", max_length=120, unique=True)
    number = models.CharField("发文字号", max_length=120, blank=True)
    issuer = models.CharField("发文机关", max_length=200, blank=True)
    subject = models.CharField("主题分类", max_length=120, blank=True)
    source = models.CharField("信息来源", max_length=200, blank=True)
    department = models.CharField("责任部门", max_length=120, blank=True)
    keywords = models.CharField("关键词", max_length=200, blank=True)
    summary = models.TextField("内容概述", blank=True)
    formed_on = models.DateField("成文日期")
    counted_from = models.DateField("公开期限起算日", null=True, blank=True)
    effective_from = models.DateField("生效日期", null=True, blank=True)
    expires_on = models.DateField("废止日期", null=True, blank=True)
    document = models.UUIDField(null=True, unique=True)
    scheduled_for = models.DateTimeField("定时发布", null=True, blank=True)
    draft = models.ForeignKey("publication.Version", models.PROTECT, null=True, related_name="+")  # the newest
    shown = models.ForeignKey("publication.Version", models.PROTECT, null=True, related_name="+")  # what readers see
    drafter = models.ForeignKey(User, models.SET_NULL, null=True, related_name="drafted")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()  # of what readers see: Last-Modified, sitemap, export
    submitted_at = models.DateTimeField(null=True)  # handed to review; None while the drafter still writes
    imported = models.BooleanField(default=False)
    imported_channels = models.JSONField(default=dict)  # of a year before the system: words of the list for what is no delivery

    # projection
    phase = models.CharField(max_length=12, choices=Phase, default=Phase.DRAFT)
    step = models.PositiveIntegerField(default=0)
    attribute = models.CharField("公开属性", max_length=12, choices=[(each.value, each.label) for each in Attribute], blank=True)
    attribute_basis = models.CharField(max_length=40, blank=True)
    next_stage = models.CharField(max_length=10, choices=[(each.value, each.label) for each in Stage], blank=True)
    approved_on = models.DateField(null=True)
    first_published_on = models.DateField(null=True)
    published_on = models.DateField("发布日期", null=True)
    withdrawn_on = models.DateField(null=True)
    due_on = models.DateField("公开期限", null=True)  # None: nothing is owed, or no calendar reaches so far
    owed_by = models.DateField("应当首次公开", null=True)  # the same for the first time, kept when it is public: what came later was late
    assessed_on = models.DateField(null=True)
    explained = models.PositiveSmallIntegerField(default=0)
    validity = models.CharField("有效性", max_length=10, choices=Validity, blank=True)

    class Meta:
        ordering: ClassVar = ["-published_on", "-created_at"]
        indexes: ClassVar = [
            models.Index(fields=["organ", "phase", "due_on"]),
            models.Index(fields=["organ", "column", "-published_on"]),
            models.Index(fields=["organ", "genre", "-published_on"]),
            models.Index(fields=["organ", "first_published_on", "owed_by"], name="items_by_first_day"),
            models.Index(fields=["organ", "first_published_on", "genre", "phase", "explained"], name="policies_by_first_day"),
            models.Index(fields=["scheduled_for"], condition=Q(scheduled_for__isnull=False), name="items_scheduled"),
        ]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """One content of an item. ``fields`` are the metadata as they were, ``note`` what changed for readers.

    Once somebody reviewed it (``frozen``) it is never changed: a further edit is a new version. ``digest`` is the SHA-256 of
    title, metadata, text and files: what was reviewed is what is published.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    fields = models.JSONField(default=dict)
    html = models.TextField(blank=True)
    text = models.TextField(blank=True)
    note = models.CharField("变更说明", max_length=300, blank=True)
    changed_on = models.DateField()
    frozen = models.BooleanField(default=False)
    links = models.JSONField(default=list)  # what the last look at its links found: [address, ok or null, words]
    links_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.title}（第{self.number}版）"


class Attachment(models.Model):
    """A file of a version. The same stored file may belong to several versions; ``pages`` is its visible text by page, for search."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=200)
    position = models.PositiveSmallIntegerField()
    pages = models.JSONField(default=list)
    inline = models.BooleanField(default=False)  # a picture of the text, not listed below it
    alt = models.CharField("图片说明", max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.name
