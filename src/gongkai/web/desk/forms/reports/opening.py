"""Which report is begun: one of those that are owed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.web.reporting.selectors.overview import Opening

_FEW = 5  # that many are shown at once, more stand in a list


class Begin(forms.Form):
    """The report to begin; there is nothing to choose where only one is owed."""

    report = forms.ChoiceField(
        label="编制哪一份", error_messages={"required": "请选编制哪一份", "invalid_choice": "这份年度报告不能开始编制，请重新选择"}
    )

    def __init__(self, data: Any, offered: Sequence[Opening]) -> None:
        super().__init__(data)
        self.offered = {each.key: each for each in offered}
        choices = [(each.key, each.words) for each in offered]
        field = self.fields["report"]
        assert isinstance(field, forms.ChoiceField)
        field.widget = forms.HiddenInput() if len(choices) == 1 else forms.RadioSelect() if len(choices) <= _FEW else forms.Select()
        field.choices = choices
        field.initial = choices[0][0] if choices else None

    @property
    def chosen(self) -> Opening:
        """What was chosen, once the form is valid."""
        return self.offered[self.cleaned_data["report"]]
