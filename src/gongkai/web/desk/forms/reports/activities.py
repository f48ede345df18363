"""Registering an activity of the year with what it was about, and voiding one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.web.oversight.models import Particulars
from gongkai.web.oversight.services.days_particulars import GROUP, MEETING, TRAINING, Said, lines
from gongkai.web.reporting.services.activities import Deed
from gongkai.web.ui.forms import DayField, GkForm, dress, speak
from gongkai.web.vault.files import Upload

if TYPE_CHECKING:
    from gongkai.web.reporting.selectors.activities import Sort

_MOST = 1_000_000  # more people or papers than any office has
_COUNTED = {TRAINING: "participants", GROUP: "members"}  # numbers that a list of people counts
_COUNTED_HINT = "下面写名单的空着，按名单数；没有名单的要写。"


class TenthsField(forms.DecimalField):
    """A number with at most one decimal place."""

    def __init__(self, *, label: str, unit: str, most: int) -> None:
        wrong = dict.fromkeys(("invalid", "max_digits", "max_decimal_places", "max_whole_digits"), f"{label}请写数字，最多一位小数。")
        wrong |= {"min_value": f"{label}不能小于零。", "max_value": f"{label}最多写 {most}。"}
        super().__init__(label=label, min_value=0, max_value=most, max_digits=5, decimal_places=1, required=False)
        self.error_messages |= wrong
        self.widget.attrs["inputmode"] = "decimal"
        self.unit = unit  # printed behind the line


def _lines(label: str, hint: str, most: int = 2000) -> forms.Field:
    return forms.CharField(label=label, required=False, max_length=most, widget=forms.Textarea(attrs={"rows": 4}), help_text=hint)


def _whole(label: str) -> forms.Field:
    return forms.IntegerField(label=label, min_value=0, max_value=_MOST, required=False)


def _particulars(key: str) -> dict[str, forms.Field]:
    """What is asked of a sort of activity beside its numbers."""
    if key == MEETING:
        return {"papers": _lines("传达的文件", "一行一件，写标题和文号。没有的空着。")}
    if key == GROUP:
        return {"people": _lines("成员", "一行一个，写职务和分工，例如：镇长 组长。不写姓名。")}
    if key != TRAINING:
        return {}
    return {
        "topic": forms.CharField(label="主题", max_length=100, required=False),
        "hours": TenthsField(label="学时", unit="学时", most=999),
        "form": forms.ChoiceField(label="形式", choices=[("", "没有记"), *Particulars.Form.choices], required=False),
        "teacher": forms.CharField(label="授课人", max_length=60, required=False, help_text="写单位和职务。"),
        "people": _lines("参加培训的名单", "一行一个，写单位和职务。只有人数的空着，人数写在上面。"),
        "tested": _whole("参加测试的"),
        "passed": _whole("其中合格的"),
        "average": TenthsField(label="平均成绩", unit="分", most=999),
        "material": forms.FileField(
            label="培训材料", required=False, error_messages={"empty": "这是空文件，请重新选择"}, help_text="课件、讲义。"
        ),
    }


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
            listed = each.name == _COUNTED.get(sort.key)
            hint = _COUNTED_HINT if listed else "" if each.needed else "没有数过的空着。"
            number = forms.IntegerField(label=each.label, min_value=0, max_value=_MOST, required=each.needed and not listed, help_text=hint)
            speak(number, each.label)
            dress(number)
            number.unit = each.unit  # type: ignore[attr-defined]  # printed behind the line
            self.fields[each.name] = number
        asked = _particulars(sort.key)
        for name, field in asked.items():
            if not isinstance(field, TenthsField):
                speak(field, str(field.label))
            dress(field)
            self.fields[name] = field
        self.order_fields(["on", *(each.name for each in sort.numbers), *asked, "words", "file"])
        on, words = self.fields["on"], self.fields["words"]
        assert isinstance(on, DayField)
        on.no_earlier, on.no_later = date(year, 1, 1), today
        words.label, words.help_text = sort.asks, sort.hint
        words.error_messages["required"] = f"请填写{sort.asks}。"

    def clean(self) -> dict[str, Any]:
        """A number or a list, and the same where there are both."""
        clean = super().clean() or {}
        counts = _COUNTED.get(self.sort.key)
        if counts is not None and counts not in self.errors:
            listed, given = len(lines(clean.get("people") or "")), clean.get(counts)
            if not listed and given is None:
                self.add_error(counts, f"请填写{self.fields[counts].label}，或者在下面写名单。")
            elif listed and given is not None and given != listed:
                self.add_error(counts, f"名单有 {listed} 行，这里写的是 {given}。请核对；有名单的可以空着。")
        return clean

    @property
    def said(self) -> Said:
        """What it was about, of a valid form."""
        clean = self.cleaned_data
        held = {name: clean[name] for name in Said._fields if name in clean and clean[name] is not None}
        material = clean.get("material")
        return Said(**held, upload=Upload(material.name or "", material.read()) if material else None)

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
