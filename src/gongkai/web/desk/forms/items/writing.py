"""The one form in which an item is written: metadata, text, and at the beginning its 公开属性."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.web.desk.forms.items.classifying import Classifying
from gongkai.web.publication.models import Genre
from gongkai.web.publication.services.drafting import FIELDS, Content
from gongkai.web.ui.forms import DayField, GkForm
from gongkai.web.ui.rich_text import RichTextField

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from gongkai.web.organs.models import Organ
    from gongkai.web.publication.models import Item, Version
    from gongkai.web.publication.selectors.columns import Shown


def options(columns: Sequence[Shown]) -> list[tuple[str, Any]]:
    """The columns of an organ: what the law names first, then the domains."""
    groups = (("条例第二十条、第二十一条", False), ("基层政务公开标准目录", True))
    found = [(name, [(each.key, each.label) for each in columns if each.entry.is_domain is domain]) for name, domain in groups]
    return [("", "请选择"), *((name, rows) for name, rows in found if rows)]


class Writing(GkForm):
    """Metadata by the names of ``drafting.FIELDS``, and the text."""

    title = forms.CharField(label="标题", max_length=300, help_text="和正式文件的标题一致，例如：关于……的通知。")
    column = forms.ChoiceField(label="目录栏目", help_text="没有合适的栏目，请信息公开工作机构负责人在“栏目、渠道和设置”里加上。")
    genre = forms.ChoiceField(label="体裁", choices=[("", "请选择"), *Genre.choices], help_text="规范性文件登记有效性；政策文件要有解读。")
    formed_on = DayField(label="成文日期", help_text="公开期限从这一天起算（条例第二十六条）。")
    html = RichTextField(label="正文", required=False, help_text="只有附件的可以不写。")
    summary = forms.CharField(
        label="内容概述", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text="一两句话，列表和搜索结果里显示。"
    )  # fmt: skip
    number = forms.CharField(label="发文字号", required=False, max_length=120, help_text="例如：示政发〔2026〕3号。")
    issuer = forms.CharField(label="发文机关", required=False, max_length=200)
    department = forms.CharField(label="责任部门", required=False, max_length=120)
    source = forms.CharField(label="信息来源", required=False, max_length=200)
    subject = forms.CharField(label="主题分类", required=False, max_length=120)
    keywords = forms.CharField(label="关键词", required=False, max_length=200, help_text="用顿号分开。")
    counted_from = DayField(label="公开期限起算日", required=False, help_text="预决算批准、作出处罚决定等日子；和成文日期相同的不填。")
    effective_from = DayField(label="生效日期", required=False)
    expires_on = DayField(label="废止日期", required=False, help_text="文件写明有效期的填写，到这一天不再有效。")

    HEAD = ("title", "column", "genre", "formed_on")
    MORE = ("number", "issuer", "department", "source", "subject", "keywords", "counted_from", "effective_from", "expires_on")

    def __init__(self, *args: Any, organ: Organ, columns: Sequence[Shown], today: date, **kwargs: Any) -> None:
        """``columns``: those of the organ. No paper is formed after ``today``."""
        super().__init__(*args, **kwargs)
        self.organ = organ
        self.fields["column"].choices = options(columns)  # type: ignore[attr-defined]
        for name in ("formed_on", "counted_from"):
            self.fields[name].no_later = today  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Days in their order."""
        clean = super().clean() or {}
        begins, ends = clean.get("effective_from"), clean.get("expires_on")
        if begins and ends and ends <= begins:
            self.add_error("expires_on", "废止日期应当晚于生效日期。")
        return clean

    @property
    def content(self) -> Content:
        """What a valid form says."""
        return Content(fields={name: self.cleaned_data[name] for name in FIELDS}, html=self.cleaned_data["html"].html)

    @property
    def said(self) -> tuple[str, ...]:
        """What of the given text is not in that of a valid form."""
        return self.cleaned_data["html"].said  # type: ignore[no-any-return]

    @property
    def head(self) -> list[forms.BoundField]:
        """What every item needs."""
        return [self[name] for name in self.HEAD]

    @property
    def more(self) -> list[forms.BoundField]:
        """The rest of the metadata."""
        return [self[name] for name in self.MORE]

    @property
    def unfolded(self) -> bool:
        """Whether the rest is shown at once: something in it is wrong, or nothing is written yet."""
        return not self.is_bound or any(self[name].errors for name in self.MORE)


class Beginning(Classifying, Writing):
    """A new item: with its 公开属性."""

    CLASS = ("attribute", "basis", "reason")

    @property
    def classification(self) -> list[forms.BoundField]:
        """The fields of 公开属性."""
        return [self[name] for name in self.CLASS]


class Editing(Writing):
    """The newest version anew. Of what is public readers are told what changed, and since when."""

    note = forms.CharField(label="变更说明", max_length=300, help_text="给读者看：改了什么、为什么改。")
    changed_on = DayField(label="变更日期", help_text="公开期限从这一天重新起算（条例第二十六条）。")
    base = forms.CharField(widget=forms.HiddenInput)

    TOLD = ("note", "changed_on")

    def __init__(self, *args: Any, item: Item, today: date, files: Mapping[str, str], **kwargs: Any) -> None:
        """``files``: those of the item, name to address: pictures that the text may show."""
        version = item.draft
        assert version is not None
        kwargs["initial"] = initial_of(item, version) | {
            "changed_on": today,
            "base": print_of(version),
            "note": "" if version.frozen else version.note,
        }
        super().__init__(*args, organ=item.organ, today=today, **kwargs)
        self.version = version
        self.fields["html"].widget.files = dict(files)
        self.asks = item.first_published_on is not None and version.frozen
        for name in self.TOLD:
            if not self.asks:
                del self.fields[name]
        if self.asks:
            self.fields["changed_on"].no_later = today  # type: ignore[attr-defined]

    def clean_base(self) -> str:
        """Nobody's words are written over unseen."""
        if self.cleaned_data["base"] != print_of(self.version):
            raise forms.ValidationError("您打开以后，别人改过这条信息。您写的还在下面，请另开一页看过最新内容，合到一起以后再保存。")
        return self.cleaned_data["base"]  # type: ignore[no-any-return]

    @property
    def told(self) -> list[forms.BoundField]:
        """What readers are told of the change."""
        return [self[name] for name in self.TOLD if name in self.fields]


def initial_of(item: Item, version: Version) -> dict[str, Any]:
    """The form of an item as it stands."""
    return {name: getattr(item, name) for name in FIELDS} | {"html": version.html}


def print_of(version: Version) -> str:
    """The name of what a version says, to see whether it is still the same."""
    said = "\n".join((str(version.pk), version.title, version.html, repr(sorted(version.fields.items()))))
    return hashlib.sha256(said.encode("utf-8")).hexdigest()[:24]


class FromWord(GkForm):
    """A Word document that becomes a draft."""

    file = forms.FileField(
        label="Word 文档（.docx）", error_messages={"required": "请选择文件。", "empty": "这是空文件，请重新选择。"},
        help_text="标题、文号、成文日期和正文从文档里取，图片成为正文的插图。旧版 .doc、.wps 请先另存为 .docx。",
    )  # fmt: skip
    column = forms.ChoiceField(label="目录栏目")
    genre = forms.ChoiceField(label="体裁", choices=[("", "请选择"), *Genre.choices])

    def __init__(self, *args: Any, columns: Sequence[Shown], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["column"].choices = options(columns)  # type: ignore[attr-defined]
