"""The form of an open day: who comes and with how many; and giving a place back."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.web.oversight.services.days_signing import GROUP_CHARACTERS, MOST, NAME_CHARACTERS, Guest
from gongkai.web.ui.forms import GkForm, PhoneField


class SigningUp(GkForm):
    """Name, telephone, how many come, for whom; consent to keep the two for a while."""

    name = forms.CharField(label="姓名", max_length=NAME_CHARACTERS, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = PhoneField(label="电话", help_text="活动改期、取消时告诉您。")
    people = forms.IntegerField(label="几个人来", min_value=1, max_value=MOST, initial=1, help_text="连您自己。")
    group = forms.CharField(label="代表哪里", max_length=GROUP_CHARACTERS, required=False, help_text="村（社区）、单位，可以不写。")
    agreed = forms.BooleanField()
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organ: str, kept_days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = self.fields["people"]
        people.error_messages["min_value"] = people.error_messages["max_value"] = f"几个人来请写 1 到 {MOST}。"
        agreed = self.fields["agreed"]
        agreed.label = f"我同意{organ}收集姓名和电话，只用来联系这次活动，活动后{kept_days}天清除"
        agreed.error_messages["required"] = "没有您的同意不能收集姓名和电话。不想留的，可以打电话报名或者直接到场。"

    @property
    def guest(self) -> Guest:
        """Who comes, of a valid form."""
        clean = self.cleaned_data
        return Guest(clean["name"], clean["phone"], clean["people"], clean["group"])


class GivingBack(GkForm):
    """The code of the receipt."""

    code = forms.CharField(
        label="取消码",
        max_length=40,
        help_text="回执上的 12 位，大小写、有没有横线都可以。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
