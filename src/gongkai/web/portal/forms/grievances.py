"""The form of 投诉举报, and looking up what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.web.oversight.models import Grievance
from gongkai.web.oversight.services.grievances import CONTACT_CHARACTERS, TEXT_CHARACTERS, Said
from gongkai.web.ui.forms import GkForm

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ


class Complaining(GkForm):
    """About which organ, which duty, what happened; how to reach who says so, at will."""

    organ: forms.ModelChoiceField[Organ] = forms.ModelChoiceField(None, label="被投诉的机关", to_field_name="slug", empty_label="请选择")
    duty = forms.ChoiceField(label="什么职责没有履行", choices=Grievance.Duty.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label="是什么情况", max_length=TEXT_CHARACTERS, widget=forms.Textarea(attrs={"rows": 7}),
        help_text="写明什么时间、哪一条信息或者哪一件申请（写登记号）、应当怎样、实际怎样。会请那个机关说明情况，不想让它知道您是谁的，这里不要写姓名、电话。",
    )  # fmt: skip
    contact = forms.CharField(
        label="联系方式", max_length=CONTACT_CHARACTERS, required=False,
        help_text="姓名和电话、电子邮箱或者地址，加密保存，不转给被投诉的机关，不公开。不留也受理，但是不能当面或者书面答复您，只能凭编号和查询码在网上看结果。",
    )  # fmt: skip
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organs: QuerySet[Organ], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organ"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = organs

    @property
    def said(self) -> Said:
        """What is complained of, of a valid form."""
        clean = self.cleaned_data
        return Said(clean["duty"], clean["text"], clean["contact"])


class Looking(GkForm):
    """Number and code."""

    unmarked = True
    number = forms.CharField(
        label="编号", max_length=60, help_text="在回执上，例如“示区政公开投诉〔2026〕12号”。写成“示区政公开投诉[2026]12”也可以。"
    )
    code = forms.CharField(
        label="查询码", max_length=40, help_text="回执上的 12 位字母和数字，不分大小写。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "gk-mono"}),
    )  # fmt: skip
