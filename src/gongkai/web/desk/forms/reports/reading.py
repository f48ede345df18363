"""What the superior says of a report: findings taken over from the rules, findings of his own, an opinion. The buttons say the verdict."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.web.reporting.selectors.present import Marked
from gongkai.web.ui.forms import GkForm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LONG = 2000
_OWN = 4000  # characters of all own findings together
_PLACE = 40  # characters; a longer opening is no place
_COLON = re.compile("[：:]")


class Reading(GkForm):
    """``found`` are the findings of the rules by their marks, with the number on the sheet."""

    taken = forms.MultipleChoiceField(
        label="检查意见里要求修改的", required=False, widget=forms.CheckboxSelectMultiple, help_text="勾上的一并退回，编号和原文旁边的一样。"
    )  # fmt: skip
    own = forms.CharField(
        label="其他要修改的", required=False, max_length=_OWN, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="一行一处，先写在哪里，再写改什么，例如：第五部分：写明改进措施的完成时间。",
    )  # fmt: skip
    opinion = forms.CharField(label="审读意见", required=False, max_length=_LONG, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, found: Mapping[str, tuple[int, Marked]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        choices: Sequence[tuple[str, str]] = [(mark, f"{number}. {each.place}：{each.words}") for mark, (number, each) in found.items()]
        self.fields["taken"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["taken"]

    @property
    def marked(self) -> list[Marked]:
        """Everything to be mended, of a valid form: the rules' first."""
        taken = [self.found[mark][1] for mark in self.cleaned_data.get("taken", ())]
        return [*taken, *(_own(line) for line in self.cleaned_data["own"].splitlines() if line.strip())]


def _own(line: str) -> Marked:
    """One line: the place before the first colon; a line without one is about the whole."""
    place, _, words = (each.strip() for each in _COLON.sub("\0", line, count=1).partition("\0"))
    return Marked(place, words) if place and words and len(place) <= _PLACE else Marked("全文", line.strip())
