"""Forms of the security administrator, and of leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.web.accounts.forms.organs import day_field
from gongkai.web.accounts.models import Role, User

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ

_SUBTREE = "连同它的全部下级机关；区级监督员一般要勾选"


class Appointing(forms.Form):
    """A role for an organ, from a day on."""

    role = forms.ChoiceField(label="职责", choices=Role.choices, error_messages={"required": "请选择职责"})
    subtree = forms.BooleanField(label="包括下级机关", required=False, help_text=_SUBTREE)
    valid_from = day_field("从哪天起")
    valid_to = day_field("到哪天止", required=False, hint="不填就一直有效")

    def __init__(self, *args: Any, organs: QuerySet[Organ], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"] = _organ(organs)
        self.fields["valid_from"].initial = today
        self.order_fields(["organ", "role", "subtree", "valid_from", "valid_to"])


class Making(forms.Form):
    """A new account with its first role."""

    username = forms.RegexField(
        r"^[\w.-]{3,60}$", label="用户名", help_text="3 个以上字母、数字、点、横线或者汉字，以后不能改",
        error_messages={"invalid": "用户名只能用字母、数字、点、横线和汉字，至少 3 个", "required": "请填写用户名"},
    )  # fmt: skip
    name = forms.CharField(label="姓名", max_length=60, help_text="文书和办理记录里显示", error_messages={"required": "请填写姓名"})
    phone = forms.CharField(label="电话", max_length=40, required=False)
    email = forms.EmailField(label="电子邮箱", required=False, error_messages={"invalid": "电子邮箱写得不对，请写成 name@example.cn"})
    role = forms.ChoiceField(label="职责", choices=Role.choices, error_messages={"required": "请选择职责"})
    subtree = forms.BooleanField(label="包括下级机关", required=False, help_text=_SUBTREE)

    def __init__(self, *args: Any, organs: QuerySet[Organ], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"] = _organ(organs)
        self.order_fields(["username", "name", "phone", "email", "organ", "role", "subtree"])


class Leaving(forms.Form):
    """Who is away, who stands in, on which days."""

    from_day = day_field("从哪天起")
    to_day = day_field("到哪天止")

    def __init__(self, *args: Any, people: QuerySet[User], substitutes: QuerySet[User], me: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        missing = {"required": "请选择一个人", "invalid_choice": "这个人不能选，请从列表里选择"}
        self.fields["user"] = forms.ModelChoiceField(people, label="谁休假", initial=me.pk, empty_label=None, error_messages=missing)
        self.fields["substitute"] = forms.ModelChoiceField(
            substitutes,
            label="由谁替班",
            empty_label="请选择",
            help_text="替班期间能办休假人的事；办理记录写实际办理的人",
            error_messages=missing,
        )
        self.fields["from_day"].initial = today
        self.order_fields(["user", "substitute", "from_day", "to_day"])


def _organ(organs: QuerySet[Organ]) -> forms.ModelChoiceField[Organ]:
    missing = {"required": "请选择机关", "invalid_choice": "这个机关不能选，请从列表里选择"}
    return forms.ModelChoiceField(organs, to_field_name="slug", label="机关", empty_label="请选择", error_messages=missing)
