"""Linking an interpretation to its policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.ledger.vocabulary.codes import Explanation
from gongkai.web.ui.forms import GkForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.web.publication.models import Item

_OFFERED = 200  # items in the list


class Linking(GkForm):
    """Which item explains the policy, in which form, who spoke."""

    item = forms.ChoiceField(label="解读", help_text="先起草一条体裁是“政策解读”的信息，再到这里关联；两边都公开以后计数。")
    form = forms.ChoiceField(label="解读形式", choices=[(each.value, each.label) for each in Explanation])
    interpreter = forms.CharField(
        label="解读人", required=False, max_length=120, help_text="职务和姓名，或者单位。主要负责人解读的必须写。"
    )
    by_leader = forms.BooleanField(label="由主要负责人解读", required=False)

    def __init__(self, *args: Any, items: Sequence[Item], **kwargs: Any) -> None:
        """``items``: those that may explain it."""
        super().__init__(*args, **kwargs)
        self.known = {str(each.pk): each for each in items[:_OFFERED]}
        choices = [("", "请选择"), *((key, f"{each.title}（{each.get_phase_display()}）") for key, each in self.known.items())]
        self.fields["item"] = forms.ChoiceField(
            label="解读", choices=choices, help_text=self.fields["item"].help_text, error_messages={"required": "请选择解读。"}
        )
        self.order_fields(("item", "form", "interpreter", "by_leader"))

    def clean(self) -> dict[str, Any]:
        """A leader has a name."""
        clean = super().clean() or {}
        if clean.get("by_leader") and not clean.get("interpreter", "").strip():
            self.add_error("interpreter", "主要负责人解读的，请写明解读人。")
        return clean

    @property
    def chosen(self) -> Item:
        """The item, of a valid form."""
        return self.known[self.cleaned_data["item"]]
