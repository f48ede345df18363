"""Small forms of the page of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.web.applications.services.intake_desk import PURPOSES
from gongkai.web.applications.services.revealing import ALL, FIELDS, WHY_CHARACTERS
from gongkai.web.ui.forms import DayField, GkForm

if TYPE_CHECKING:
    from datetime import date

    from gongkai.web.accounts.models import User


class Revealing(GkForm):
    """Which value, and for what."""

    what = forms.ChoiceField(label="查看什么", choices=[(ALL, "全部"), *FIELDS.items()])
    why = forms.CharField(label="用途", max_length=WHY_CHARACTERS, help_text="例如：邮寄答复书、电话联系补正")


class Confirming(GkForm):
    """The day on which office and applicant confirmed receipt."""

    day = DayField(label="与申请人确认的日子", help_text="这一天就是收到申请之日，期限从次日起算")
    why = forms.CharField(
        label="怎样确认的", max_length=500, widget=forms.Textarea(attrs={"rows": 2}), help_text="例如：电话告知申请人已经收到；晚确认的写明原因",
        error_messages={"required": "请写明怎样确认的"},
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """``today`` is proposed and is the last day possible."""
        super().__init__(*args, **kwargs)
        self.fields["day"] = DayField(label=self.fields["day"].label, help_text=self.fields["day"].help_text, initial=today, no_later=today)


class Checking(GkForm):
    """What comparing the identity proof found."""

    agrees = forms.TypedChoiceField(label="核验结果", choices=[("1", "一致"), ("0", "不一致")], coerce=lambda value: value == "1")
    note = forms.CharField(label="说明", max_length=200, required=False)


class Assigning(GkForm):
    """To whom; the officers of the organ."""

    to = forms.ChoiceField(label="经办人")
    why = forms.CharField(label="说明", max_length=200, required=False)

    def __init__(self, *args: Any, officers: list[User], **kwargs: Any) -> None:
        """``officers``: those who may be chosen."""
        super().__init__(*args, **kwargs)
        self.officers = {str(user.pk): user for user in officers}
        self.fields["to"].choices = [("", "请选择"), *((key, user.name) for key, user in self.officers.items())]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> User:
        """The officer of a valid form."""
        return self.officers[self.cleaned_data["to"]]


class Linking(GkForm):
    """Another application of the organ, by its number, and why."""

    number = forms.CharField(label="登记编号", max_length=60, error_messages={"required": "请填写另一件的登记编号"})
    why = forms.CharField(label="理由", max_length=200, error_messages={"required": "请写明为什么认为两件相同或者相近"})


class Uploading(GkForm):
    """A file for the case."""

    purpose = forms.ChoiceField(
        label="材料种类", choices=[("", "请选择"), *PURPOSES.items()], error_messages={"required": "请选择材料种类"}
    )
    file = forms.FileField(
        label="文件", error_messages={"required": "请选择文件", "empty": "这是空文件，请重新选择"}, help_text="PDF、图片、Word、Excel、文本，每个不超过 32 MB"
    )  # fmt: skip
