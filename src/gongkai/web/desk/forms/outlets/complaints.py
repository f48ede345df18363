"""Answering what a reader says is wrong."""

from __future__ import annotations

from django import forms

from gongkai.web.publication.models import Complaint
from gongkai.web.ui.forms import GkForm


class Answering(GkForm):
    """What was done about it."""

    state = forms.ChoiceField(
        label="处理结果", choices=[(Complaint.State.ANSWERED.value, "属实，已改正"), (Complaint.State.INVALID.value, "不属实，说明如下")],
        widget=forms.RadioSelect,
    )  # fmt: skip
    text = forms.CharField(
        label="处理情况", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}), help_text="改了什么，或者为什么不用改。"
    )


class Revealing(GkForm):
    """Why somebody looks at how to reach the reader."""

    why = forms.CharField(label="为什么要看", max_length=200, help_text="例如：电话告知处理结果。会记录谁在什么时候看过。")
