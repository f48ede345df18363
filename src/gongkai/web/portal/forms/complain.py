"""The form of 我要纠错."""

from __future__ import annotations

from django import forms

from gongkai.web.publication.services.complaints import CONTACT_CHARACTERS, KINDS, TEXT_CHARACTERS
from gongkai.web.ui.forms import GkForm


class Wrong(GkForm):
    """What is wrong, where, and how to reach who says so; the last is at will."""

    kind = forms.ChoiceField(label="哪里不对", choices=[(kind, kind) for kind in KINDS], widget=forms.RadioSelect)
    text = forms.CharField(
        label="说明",
        max_length=TEXT_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写明哪一处、应当是什么。不要写身份证号等个人信息。",
    )
    page = forms.CharField(label="页面地址", max_length=300, required=False, help_text="从页面上点进来的不用写。")
    contact = forms.CharField(
        label="联系方式", max_length=CONTACT_CHARACTERS, required=False, help_text="电话或者电子邮箱，只用来答复您，不公开。不留也受理。"
    )
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
