"""What becomes public of an answer, with one question for each number of a person in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.web.applications.services.making_public import Publication, questions
from gongkai.web.ui.forms import GkForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.web.accounts.models import User

WHY_CHARACTERS = 200


class Publishing(GkForm):
    """Title and text of their own, who reviewed them, and an answer to each question of the privacy check."""

    title = forms.CharField(
        label="标题", max_length=300, help_text="例如：示例镇2025年农村危房改造补助资金拨付情况。不写申请人，不写“关于某某的答复”。"
    )
    text = forms.CharField(
        label="正文", max_length=20_000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text="只写所提供的信息本身，不是给申请人的答复书。涉及商业秘密、个人隐私的内容先删去。",
    )  # fmt: skip
    index_number = forms.CharField(label="索引号", max_length=120, required=False)
    number = forms.CharField(label="发文字号", max_length=120, required=False, help_text="信息本身有文号的填写，答复书的文号不填。")
    reviewer = forms.ChoiceField(label="审查人", help_text="谁审查后同意对所有人公开，不能是您自己。")

    def __init__(self, data: Any = None, *, reviewers: Iterable[User], **kwargs: Any) -> None:
        """``reviewers``: colleagues who may agree. The questions follow from the text that was sent."""
        super().__init__(data, **kwargs)
        self.reviewers = {str(user.pk): user for user in reviewers}
        self.fields["reviewer"].choices = [("", "请选择"), *((key, user.name) for key, user in self.reviewers.items())]  # type: ignore[attr-defined]
        self.asked: dict[str, str] = {}
        if data is not None:
            self._ask(Publication(data.get("title", ""), data.get("text", "")))

    def _ask(self, publication: Publication) -> None:
        for question in questions(publication):
            if question.masked in self.asked.values():
                continue
            name = f"answer-{len(self.asked)}"
            self.asked[name] = question.masked
            self.fields[name] = forms.CharField(
                label=f"“{question.around}”为什么可以公开", max_length=WHY_CHARACTERS, help_text="是个人的，请从正文里删去；是单位对外公布的，请写明，例如：村委会办公电话。",
                error_messages={"required": f"正文里有像个人信息的号码“{question.around}”，请删去，或者写明为什么可以公开。"},
            )  # fmt: skip

    @property
    def questions(self) -> list[forms.BoundField]:
        """The fields of the questions."""
        return [self[name] for name in self.asked]

    @property
    def publication(self) -> Publication:
        """What a valid form makes public."""
        clean = self.cleaned_data
        return Publication(clean["title"], clean["text"], clean["number"], clean["index_number"])

    @property
    def answered(self) -> dict[str, str]:
        """The answers, by the masked number."""
        return {masked: self.cleaned_data[name] for name, masked in self.asked.items()}


class TakingBack(GkForm):
    """Why it is not to be public any more."""

    why = forms.CharField(label="撤下的原因", max_length=WHY_CHARACTERS)
