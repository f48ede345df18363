"""Attachments: added, described, redacted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.web.ui.forms import FilesField, GkForm

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST = 200
_MOST = 200


class Attaching(GkForm):
    """Files for the version that is being written."""

    given = FilesField(label="附件", help_text="PDF、Word、Excel、图片、文本，每个不超过 32 MB，可以一次选几个。")


class Describing(GkForm):
    """What a picture shows, for those who do not see it."""

    alt = forms.CharField(label="图片说明", max_length=300, help_text="用一句话说图里有什么，例如：2025年各村补助户数柱状图。")


class Redacting(GkForm):
    """What is taken out of a file: numbers that the scan found, and words of the user's own."""

    found = forms.MultipleChoiceField(label="找到的个人信息", required=False, widget=forms.CheckboxSelectMultiple)
    terms = forms.CharField(
        label="还要去掉的文字", required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text="一行一个，例如姓名、地址。文中每一处都会去掉。"
    )  # fmt: skip

    def __init__(self, *args: Any, found: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """``found``: keys with masked words; all are proposed."""
        super().__init__(*args, **kwargs)
        choices = self.fields["found"]
        assert isinstance(choices, forms.MultipleChoiceField)
        choices.choices = list(found)
        choices.initial = [key for key, _ in found]
        if not found:
            del self.fields["found"]

    def clean_terms(self) -> list[str]:
        """One a line, each once."""
        lines = [line.strip() for line in self.cleaned_data["terms"].splitlines() if line.strip()]
        if any(len(line) > _LONGEST for line in lines) or len(lines) > _MOST:
            raise forms.ValidationError(f"一行最多 {_LONGEST} 个字，最多 {_MOST} 行。")
        return list(dict.fromkeys(lines))
