"""What 整改 asks: the order, and each step that answers it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.law.citation import printed
from gongkai.web.oversight.models import Order
from gongkai.web.oversight.services.orders import BASES, WORDS, Wanted
from gongkai.web.ui.forms import DayField, FilesField, GkForm
from gongkai.web.vault.files import Upload

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ

_USUAL = timedelta(days=15)  # proposed; the law sets no period


class Issuing(GkForm):
    """An order: to whom, what, on what basis, by when, what it rests on."""

    what = forms.CharField(
        label="整改事项", max_length=WORDS, widget=forms.Textarea(attrs={"rows": 4}), help_text="写要做什么，可以检查的，例如：补齐2025年12月以来没有公开的救助资金发放表。"
    )  # fmt: skip
    basis = forms.ChoiceField(label="依据", choices=[(printed(key), printed(key)) for key in BASES])
    origin = forms.ChoiceField(label="来源", choices=Order.Origin.choices)
    origin_words = forms.CharField(
        label="发现的问题", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="从督办页、网站检查来的已经写好。不要写申请人。"
    )  # fmt: skip
    due_on = DayField(label="整改期限")
    papers = FilesField(label="附件", required=False, help_text="检查报告、截图。PDF、图片、Word、Excel，每个不超过 32 MB。")

    def __init__(self, *args: Any, organs: QuerySet[Organ], today: date, **kwargs: Any) -> None:
        """``organs`` are those that may be ordered; ``today`` is the first day possible."""
        super().__init__(*args, **kwargs)
        self.fields["organ"] = forms.ModelChoiceField(
            organs, label="整改机关", to_field_name="slug", empty_label="请选择",
            error_messages={"required": "请选择整改机关。", "invalid_choice": "请在列出的选项里选择整改机关。"},
        )  # fmt: skip
        due_on = self.fields["due_on"]
        assert isinstance(due_on, DayField)
        due_on.no_earlier, due_on.initial = today, today + _USUAL
        self.order_fields(["organ", "what", "basis", "origin", "origin_words", "due_on", "papers"])

    @property
    def wanted(self) -> Wanted:
        """What is ordered, of a valid form."""
        clean = self.cleaned_data
        return Wanted(clean["what"], clean["due_on"], clean["basis"], clean["origin"], clean["origin_words"])

    @property
    def uploads(self) -> list[Upload]:
        """The files, of a valid form."""
        return [Upload(each.name or "", each.read()) for each in self.cleaned_data["papers"]]


class Saying(GkForm):
    """Words of a step, and what belongs to it: a day, files."""

    words = forms.CharField(max_length=WORDS, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self, *args: Any, label: str, hint: str = "", needed: bool = True, until: date | None = None, day_label: str = "", files: bool = False,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        """``until`` is proposed as the day where the step has one; ``files`` whether evidence may be given."""
        super().__init__(*args, **kwargs)
        words = self.fields["words"]
        words.label, words.help_text, words.required = label, hint, needed
        words.error_messages["required"] = f"请填写{label}。"
        if day_label:
            self.fields["until"] = DayField(label=day_label, initial=until, error_messages={"required": f"请填写{day_label}。"})
        if files:
            self.fields["papers"] = FilesField(label="佐证材料", required=False, help_text="截图、文件、照片。每个不超过 32 MB。")

    @property
    def given(self) -> dict[str, Any]:
        """What the service of the step asks, of a valid form."""
        clean = self.cleaned_data
        found: dict[str, Any] = {"words": clean["words"]}
        if "until" in self.fields:
            found["until"] = clean["until"]
        if "papers" in self.fields:
            found["uploads"] = [Upload(each.name or "", each.read()) for each in clean["papers"]]
        return found
