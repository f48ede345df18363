"""Release now or at a time, taking down with a reason, the end of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.ledger.vocabulary.codes import Outlet
from gongkai.web.ui.forms import DayField, GkForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from gongkai.web.channels.models import Account

NOW, LATER = "now", "later"


class TimeInput(forms.DateTimeInput):
    """The browser's own field for day and time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class Releasing(GkForm):
    """To which channels, when."""

    accounts = forms.MultipleChoiceField(label="渠道", required=False, widget=forms.CheckboxSelectMultiple)
    when = forms.ChoiceField(label="什么时候", choices=[(NOW, "现在发布"), (LATER, "定时发布")], initial=NOW, widget=forms.RadioSelect)
    at = forms.DateTimeField(
        label="定时", required=False, widget=TimeInput, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={"invalid": "请写成 2026-03-06 09:30 这样。"}, help_text="北京时间。到时自动发布，并发往全部在用的渠道。",
    )  # fmt: skip

    def __init__(self, *args: Any, accounts: Iterable[Account], moment: datetime, **kwargs: Any) -> None:
        """``accounts``: the channels of the organ; all are proposed."""
        super().__init__(*args, **kwargs)
        self.known = {str(each.pk): each for each in accounts}
        self.moment = moment
        self.fields["at"].unmarked = True  # type: ignore[attr-defined]  # it depends on the choice before
        choices = self.fields["accounts"]
        assert isinstance(choices, forms.MultipleChoiceField)
        choices.choices = [(key, each.name) for key, each in self.known.items()]
        choices.initial = list(self.known)
        if not self.known:
            del self.fields["accounts"]

    def clean(self) -> dict[str, Any]:
        """A time that is still to come."""
        clean = super().clean() or {}
        if clean.get("when") == LATER and "at" in clean:
            if not clean["at"]:
                self.add_error("at", "定时发布的，请写日期和时间。")
            elif clean["at"] <= self.moment:
                self.add_error("at", "这个时间已经过了，请改成以后的时间。")
        return clean

    @property
    def later(self) -> datetime | None:
        """When, of a valid form; None for now."""
        return self.cleaned_data["at"] if self.cleaned_data["when"] == LATER else None

    @property
    def chosen(self) -> list[Account]:
        """The channels of a valid form."""
        return [self.known[key] for key in self.cleaned_data.get("accounts", [])]


class TakingDown(GkForm):
    """Why, and from where."""

    outlets = forms.MultipleChoiceField(
        label="从哪些渠道撤下", widget=forms.CheckboxSelectMultiple, error_messages={"required": "请至少选一个渠道。"}
    )
    reason = forms.CharField(
        label="撤下的原因",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="读者会看到，例如：内容有误，更正后重新公开。",
    )

    def __init__(self, *args: Any, standing: Sequence[Outlet], **kwargs: Any) -> None:
        """``standing``: where it stands now; all are proposed."""
        super().__init__(*args, **kwargs)
        choices = self.fields["outlets"]
        assert isinstance(choices, forms.MultipleChoiceField)
        choices.choices = [(each.value, each.label) for each in standing]
        choices.initial = [each.value for each in standing]

    @property
    def chosen(self) -> list[Outlet]:
        """The outlets of a valid form."""
        return [Outlet.of(each) for each in self.cleaned_data["outlets"]]


class Repealing(GkForm):
    """By which paper, from when."""

    number = forms.CharField(label="废止文件的文号", max_length=120, help_text="哪份文件废止了它，例如：示政发〔2026〕9号。")
    day = DayField(label="自哪一天起不再有效")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = today
