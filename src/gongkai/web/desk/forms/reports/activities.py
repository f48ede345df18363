"""Registering an activity of the year, and voiding one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.web.reporting.services.activities import Deed
from gongkai.web.ui.forms import DayField, GkForm, dress, speak
from gongkai.web.vault.files import Upload

if TYPE_CHECKING:
    from gongkai.web.reporting.selectors.activities import Sort

_MOST = 1_000_000  # more people or papers than any office has


class Registering(GkForm):
    """One activity: its day, its numbers, what its record says, the file."""

    on = DayField(label="哪一天")
    words = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    file = forms.FileField(
        label="附件", required=False, error_messages={"empty": "这是空文件，请重新选择"}, help_text="通知、签到表、照片、结果文件。PDF、图片、Word、Excel，不超过 32 MB。"
    )  # fmt: skip

    def __init__(self, *args: Any, sort: Sort, year: int, today: date, **kwargs: Any) -> None:
        """``today`` is the last day possible; of a result the day on which it came may lie behind the year."""
        super().__init__(*args, **kwargs)
        self.sort = sort
        for each in sort.numbers:
            number = forms.IntegerField(
                label=each.label, min_value=0, max_value=_MOST, required=each.needed, help_text="" if each.needed else "没有数过的空着。"
            )
            speak(number, each.label)
            dress(number)
            number.unit = each.unit  # type: ignore[attr-defined]  # printed behind the line
            self.fields[each.name] = number
        self.order_fields(["on", *(each.name for each in sort.numbers), "words", "file"])
        on, words = self.fields["on"], self.fields["words"]
        assert isinstance(on, DayField)
        on.no_earlier, on.no_later = date(year, 1, 1), today
        words.label, words.help_text = sort.asks, sort.hint
        words.error_messages["required"] = f"请填写{sort.asks}。"

    @property
    def deed(self) -> Deed:
        """What was done, of a valid form."""
        clean, file = self.cleaned_data, self.cleaned_data.get("file")
        numbers = {each.name: clean[each.name] for each in self.sort.numbers}
        return Deed(self.sort, clean["on"], numbers, clean["words"], Upload(file.name or "", file.read()) if file else None)


class Voiding(GkForm):
    """Why it never was."""

    reason = forms.CharField(
        label="为什么作废", max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text="例如：登记了两次；人次写错，重新登记。"
    )
