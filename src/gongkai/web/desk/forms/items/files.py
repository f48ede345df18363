"""Attachments: added, described, redacted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.web.ui.forms import FilesField, GkForm

if TYPE_CHECKING:
    from collections.abc import Collection

    from gongkai.web.publication.services.redacting import Looked

_LONGEST = 200
_MOST = 200


class Attaching(GkForm):
    """Files for the version that is being written."""

    given = FilesField(label="附件", help_text="PDF、Word、Excel、图片、文本，每个不超过 32 MB，可以一次选几个。")


class Describing(GkForm):
    """What a picture shows, for those who do not see it."""

    alt = forms.CharField(label="图片说明", max_length=300, help_text="用一句话说图里有什么，例如：2025年各村补助户数柱状图。")


class Redacting(GkForm):
    """What is taken out of a file: what the scan found, what is doubtful, and words of the user's own."""

    found = forms.MultipleChoiceField(
        label="检查发现的，勾选的去掉", required=False, widget=forms.CheckboxSelectMultiple, help_text="不勾选的留在文件里，要在检查意见里写明为什么可以公开。"
    )  # fmt: skip
    doubtful = forms.MultipleChoiceField(
        label="可能是个人信息的，请您判断，勾选的去掉", required=False, widget=forms.CheckboxSelectMultiple
    )
    terms = forms.CharField(
        label="还要去掉的文字", required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text="一行一个，例如姓名、地址。文件里每一处都会去掉。"
    )  # fmt: skip

    def __init__(self, *args: Any, looked: Looked, answered: Collection[str], **kwargs: Any) -> None:
        """``looked``: what there is; all that was not ``answered`` (fingerprints) is proposed."""
        super().__init__(*args, **kwargs)
        self.blocking = {
            each.fingerprint: f"{each.message}：{each.excerpt}" if each.excerpt else each.message for each in looked.scan.blocking
        }
        self.contents = {each.key: each.content for each in looked.doubtful}
        self._offer("found", list(self.blocking.items()), [key for key in self.blocking if key not in answered])
        self._offer("doubtful", [(each.key, each.words) for each in looked.doubtful], [])

    def _offer(self, name: str, choices: list[tuple[str, str]], chosen: list[str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices, field.initial = choices, chosen
        if not choices:
            del self.fields[name]

    def clean_terms(self) -> list[str]:
        """One a line, each once."""
        lines = [line.strip() for line in self.cleaned_data["terms"].splitlines() if line.strip()]
        if any(len(line) > _LONGEST for line in lines) or len(lines) > _MOST:
            raise forms.ValidationError(f"一行最多 {_LONGEST} 个字，最多 {_MOST} 行。")
        return list(dict.fromkeys(lines))

    @property
    def words(self) -> list[str]:
        """The words to take out, of a valid form."""
        clean = self.cleaned_data
        return [*clean["terms"], *(self.contents[key] for key in clean.get("doubtful", []))]

    @property
    def kept(self) -> list[str]:
        """The findings that stay."""
        return [key for key in self.blocking if key not in self.cleaned_data.get("found", [])]
