"""Forms of the system administrator: an organ, its settings, its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from gongkai.web.organs.models import Organ
from gongkai.web.organs.services import EDITABLE
from gongkai.web.organs.settings import SETTINGS, of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from gongkai.web.organs.settings import Setting

DAY_ERRORS = {"invalid": "没有这一天，请写成 2026-03-06", "required": "请填写日期"}
_HINTS = {
    "word": "文号里年份前面的几个字，例如“示政公开”",
    "credit_code": "18 位",
    "region": "6 位行政区划代码；有地方性放假办法的据此计算工作日",
    "review_body": "对本机关的答复不服，向谁申请复议（行政复议法第二十四条）",
    "court": "对本机关的答复不服，向哪个法院起诉（行政诉讼法第十四条、第十五条）",
    "superior": "实行垂直领导的部门填写",
}


def day_field(label: str, *, required: bool = True, hint: str = "") -> forms.DateField:
    """A day, typed or chosen."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=hint, widget=widget, error_messages=DAY_ERRORS)


class Editing(forms.ModelForm[Organ]):
    """What letters and pages say of an organ."""

    class Meta:
        model = Organ
        fields = EDITABLE
        help_texts: ClassVar = _HINTS


class Establishing(forms.ModelForm[Organ]):
    """A new organ."""

    valid_from = day_field("设立日期")

    class Meta:
        model = Organ
        fields = ("name", "slug", "level", "valid_from", *EDITABLE)
        labels: ClassVar = {"slug": "网址里的名字"}
        help_texts: ClassVar = {**_HINTS, "slug": "小写字母、数字和连字符，以后不能改，例如 shilizhen"}


class Closing(forms.Form):
    """The last day of an organ, and who takes over."""

    last_day = day_field("撤销日期", hint="这一天是它作为行政机关的最后一天")

    def __init__(self, *args: Any, others: QuerySet[Organ], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"] = forms.ModelChoiceField(
            others, to_field_name="slug", required=False, label="由谁承接", empty_label="没有承接的机关",
            help_text="这里只记机关的结束。还有没办完的事的，请在“机构改革”里办理，一件不落地移交",
        )  # fmt: skip


class Choosing(forms.Form):
    """The settings of an organ, one field each, with the reason why it may be chosen."""

    def __init__(self, *args: Any, organ: Organ, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for setting in SETTINGS.values():
            self.fields[setting.key] = _field(setting, of(organ, setting.key))


def _field(setting: Setting, value: Any) -> forms.Field:
    words: dict[str, Any] = {"label": setting.label, "help_text": f"{setting.why}。默认：{_shown(setting)}", "initial": value}
    if setting.choices:
        return forms.ChoiceField(choices=setting.choices, **words)
    if isinstance(setting.default, bool):
        return forms.BooleanField(required=False, **words)
    if isinstance(setting.default, int):
        return forms.IntegerField(min_value=1, max_value=100, **words)
    return forms.CharField(required=False, max_length=200, **words)


def _shown(setting: Setting) -> str:
    if isinstance(setting.default, bool):
        return "是" if setting.default else "否"
    return dict(setting.choices).get(setting.default, str(setting.default) or "空")
