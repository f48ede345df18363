"""Entries of the register of problems, what is done about them, why one is taken out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from gongkai.web.reporting.models import Trouble
from gongkai.web.reporting.services.troubles import Entry
from gongkai.web.ui.forms import DayField, GkForm
from gongkai.web.vault.files import Upload


class Writing(GkForm):
    """What the problem is, what is done about it, who answers for it, by when."""

    problem = forms.CharField(
        label="问题", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text="写本机关今年的具体问题，例如：政策解读以文字为主，图解偏少。"
    )  # fmt: skip
    measure = forms.CharField(
        label="改进措施", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text="写可以检查的事，例如：每件政策文件配一张图解。"
    )  # fmt: skip
    owner = forms.CharField(label="责任人", required=False, max_length=120, help_text="哪个机构、谁负责。不写进报告。")
    due_on = DayField(label="完成期限", required=False, help_text="报告里写成“某年某月底前完成”。")
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, year: int, changed: int = 0, fixed: bool = False, **kwargs: Any) -> None:
        """``changed``: how often the entry was changed before; ``fixed``: a published report told it, its words stay as they are."""
        super().__init__(*args, **kwargs)
        due_on = self.fields["due_on"]
        assert isinstance(due_on, DayField)
        due_on.no_earlier = date(year, 1, 1)
        self.fields["seen"].initial = changed
        if fixed:
            for name in ("problem", "measure"):
                self.fields[name].disabled = True
                self.fields[name].help_text = "已经写进公布的报告，不能改写。"

    @property
    def entry(self) -> Entry:
        """What the entry says, of a valid form."""
        clean = self.cleaned_data
        return Entry(clean["problem"], clean["measure"], clean["owner"], clean["due_on"])


class Stepping(GkForm):
    """What was done, on which day, how far it has come, the evidence."""

    on = DayField(label="哪一天")
    state = forms.ChoiceField(label="进展", choices=Trouble.State.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="做了什么", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text="最近一次的这句话写进报告的改进情况，例如：全年制作图解12件。"
    )  # fmt: skip
    file = forms.FileField(
        label="凭据", required=False, error_messages={"empty": "这是空文件，请重新选择"}, help_text="通知、照片、签到表、截图。PDF、图片、Word、Excel，不超过 32 MB。"
    )  # fmt: skip

    def __init__(self, *args: Any, year: int, today: date, **kwargs: Any) -> None:
        """``year``: the entry's; ``today`` is proposed and is the last day possible."""
        super().__init__(*args, **kwargs)
        on = self.fields["on"]
        assert isinstance(on, DayField)
        on.initial, on.no_earlier, on.no_later = today, date(year, 1, 1), today
        self.fields["state"].initial = Trouble.State.GOING

    @property
    def upload(self) -> Upload | None:
        """The file, of a valid form."""
        file = self.cleaned_data.get("file")
        return Upload(file.name or "", file.read()) if file else None


class Dropping(GkForm):
    """Why the report does not tell it."""

    reason = forms.CharField(
        label="为什么去掉", max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text="例如：和第二项是同一件事，合并登记。"
    )
