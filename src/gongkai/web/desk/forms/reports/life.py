"""The acts of a report's life: reviewing, signing on screen and on paper, sending up, publishing. The buttons say the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.web.ui.forms import DayField, GkForm
from gongkai.web.vault.files import Upload

if TYPE_CHECKING:
    from datetime import date

_LONG = 2000


class Reviewing(GkForm):
    """An opinion on the content."""

    opinion = forms.CharField(
        label="审核意见", required=False, max_length=_LONG, widget=forms.Textarea(attrs={"rows": 3}), help_text="退回的写明哪里要改。"
    )  # fmt: skip


class Returning(GkForm):
    """What the head of the organ wants changed before signing."""

    opinion = forms.CharField(
        label="要改什么", required=False, max_length=_LONG, widget=forms.Textarea(attrs={"rows": 3}), help_text="退回的写明哪里要改；签发的不用写。"
    )  # fmt: skip


class OnPaper(GkForm):
    """Who signed on the printed sheet and when, the code that is printed on it, the scan."""

    signed_by = forms.CharField(label="签字的机关负责人", max_length=60, help_text="呈批单上签的姓名。")
    day = DayField(label="签字日期")
    code = forms.CharField(
        label="呈批单上的内容码", max_length=40, help_text="三组字母和数字，例如 3F2A-91BC-07DE，用来核对签的是不是现在这一份。"
    )
    scan = forms.FileField(label="呈批单扫描件", help_text="PDF 或者图片。", error_messages={"required": "请上传呈批单的扫描件。"})

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields["day"]
        assert isinstance(day, DayField)
        day.no_later, day.initial = today, today

    @property
    def upload(self) -> Upload:
        """The scan of a valid form."""
        given = self.cleaned_data["scan"]
        return Upload(given.name, given.read())


class Correcting(GkForm):
    """What the new edition changes, told to the readers."""

    change = forms.CharField(
        label="更正说明", max_length=_LONG, widget=forms.Textarea(attrs={"rows": 4}), help_text="告诉读者这一版改了什么、为什么改；和新的一版一起公布。"
    )  # fmt: skip


class Bare(GkForm):
    """An act that asks for nothing but the button."""
