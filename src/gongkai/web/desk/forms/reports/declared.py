"""Declaring a figure, and asking an office for some."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.web.reporting.services.declaring import Figure
from gongkai.web.ui.forms import DayField, GkForm
from gongkai.web.vault.files import Upload

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from gongkai.web.reporting.selectors.declared import Cell, Line

_YUAN = Decimal(10_000)  # of a 万元
_PLAIN = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)(万元|元)?")
_GAPS = str.maketrans("", "", " ,，\u3000\t")


class Declaring(GkForm):
    """The figure of one cell, who gave it, where it stands, why it is another one now."""

    value = forms.CharField(label="本年数", max_length=40)
    source = forms.CharField(label="数据来源", max_length=200, help_text="例如：行政审批平台统计表、财政票据系统、权责清单台账。")
    person = forms.CharField(label="报数人", max_length=80, help_text="作出决定的机构和报数的人，例如：审批办 经办人甲。")
    file = forms.FileField(
        label="附件", required=False, error_messages={"empty": "这是空文件，请重新选择"}, help_text="盖章的报送单、统计表或者系统截图。PDF、图片、Word、Excel，不超过 32 MB。"
    )  # fmt: skip
    reason = forms.CharField(label="为什么改", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, line: Line, **kwargs: Any) -> None:
        """``line``: the cell with what was said of it; ``reason`` is asked where there is anything to explain."""
        super().__init__(*args, **kwargs)
        self.cell = line.cell
        value, reason = self.fields["value"], self.fields["reason"]
        value.label, value.help_text = self.cell.words, _HINTS[self.cell.kind]
        value.error_messages["required"] = f"请填写{self.cell.words}，没有的填 0。"
        value.unit = self.cell.unit  # type: ignore[attr-defined]  # printed behind the line
        value.widget.attrs.update(inputmode="decimal", autocomplete="off")
        self.fields["seen"].initial = line.latest.step if line.latest else 0
        if line.latest:
            reason.label, reason.help_text = (
                f"为什么改（现在是{line.latest.value}）",
                "例如：漏报3件；和司法所核对以后更正。数不变的可以不写。",
            )
        elif line.counted is not None and self.cell.in_table:
            reason.label, reason.help_text = "哪些文件不在记录里，为什么", f"按制发、废止的记录是{line.counted}件，不同的要写明。"
        else:
            del self.fields["reason"]
        if self.cell.kind == "none":
            value.initial = "0"

    def clean_value(self) -> str:
        """A plain number: without blanks, separators and its unit; written the one way in which two equal ones are equal."""
        text = unicodedata.normalize("NFKC", self.cleaned_data["value"]).replace("−", "-").translate(_GAPS)
        text = text.removesuffix(self.cell.unit) if self.cell.unit != "万元" else text
        found = _PLAIN.fullmatch(text)
        if found is None:
            raise ValidationError(
                f"“{self.cleaned_data['value']}”不是一个数，请写成 {'3.25' if self.cell.kind == 'amount' else '12'} 这样。"
            )
        number, unit = Decimal(found[1]), found[2]
        if self.cell.kind != "amount" and unit:
            raise ValidationError(f"这一项的单位是{self.cell.unit}，不是{unit}。")
        if unit == "元":
            raise ValidationError(f"这一格的单位是万元，{found[0]}请写成 {_shown(number / _YUAN)}。")
        return _shown(number)

    @property
    def figure(self) -> Figure:
        """What is declared, of a valid form."""
        clean = self.cleaned_data
        file = clean.get("file")
        return Figure(
            clean["value"],
            clean["source"],
            clean["person"],
            Upload(file.name or "", file.read()) if file else None,
            clean.get("reason", ""),
        )


class Asking(GkForm):
    """Which figures, of which office, by when."""

    cells = forms.MultipleChoiceField(
        label="要哪几个数", widget=forms.CheckboxSelectMultiple, error_messages={"required": "请选择要哪几个数。"}
    )
    office = forms.CharField(label="向哪个机构要", max_length=120, help_text="作出决定的机构，例如：综合行政执法队、便民服务中心、财政所。")
    due_on = DayField(label="什么时候以前报来")
    note = forms.CharField(
        label="说明", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text="印在报送单上。"
    )

    def __init__(self, *args: Any, lines: Sequence[Line], today: date, **kwargs: Any) -> None:
        """``lines``: the figures of the year; those that are owed and not asked yet are proposed."""
        super().__init__(*args, **kwargs)
        cells, due_on = self.fields["cells"], self.fields["due_on"]
        assert isinstance(cells, forms.MultipleChoiceField)
        assert isinstance(due_on, DayField)
        asked = sorted((each.cell for each in lines if each.cell.kind != "none"), key=lambda cell: cell.by_record)  # rarely asked: last
        cells.choices = [(each.key, _choice(each)) for each in asked]
        cells.initial = [each.cell.key for each in lines if each.owed and not each.asked]
        due_on.no_earlier = today
        self.fields["office"].widget.attrs["list"] = "offices"


_HINTS = {
    "count": "没有的填 0。",
    "change": "减少的写负数，没有变的填 0。",
    "amount": "单位是万元，可以有小数；没有的填 0。",
    "none": "只有这一年确实没有过的才申报为 0；有过的请逐次登记。",
}


def _choice(cell: Cell) -> str:
    return f"{cell.words}（{cell.unit}）"


def _shown(number: Decimal) -> str:
    plain = format(number, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain.lstrip("+")
