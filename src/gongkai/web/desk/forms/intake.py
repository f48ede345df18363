"""The form that the office fills in for an applicant. Only the days that the channel's rule needs are asked (条例 Art. 31)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.law.receipt import Came
from gongkai.ledger.vocabulary.codes import Channel, Column
from gongkai.proof.privacy import is_citizen_id
from gongkai.web.applications.models.people import Capacity, IdentityKind
from gongkai.web.applications.services.submitting import Asked, Form, Somebody
from gongkai.web.ui.forms import DayField, GkForm, dress, speak

if TYPE_CHECKING:
    from datetime import date

    from gongkai.web.applications.services.intake_desk import Asks

FILES = ("application_scan", "envelope_scan", "identity_proof", "authority")
FORMS = ("纸质", "电子邮件", "光盘", "查阅、抄录")
WAYS = ("邮寄", "当面领取", "网上获取", "电子邮件", "传真")


class Intake(GkForm):
    """Everything that stands on a paper form (条例 Art. 29); the purpose is not asked (条例 Art. 27)."""

    column = forms.ChoiceField(
        label="申请人类型", choices=[(each.value, each.label) for each in Column], help_text="由代理人提出的，按被代理人选"
    )
    name = forms.CharField(label="姓名或者名称", max_length=120)
    identity_kind = forms.ChoiceField(label="证件种类", choices=[("", "没有提供"), *IdentityKind.choices], required=False)
    identity = forms.CharField(label="证件号码", max_length=60, required=False, help_text="加密保存，页面上只显示首尾几位")
    contact = forms.CharField(label="联系人", max_length=60, required=False, help_text="单位申请的填写")
    phone = forms.CharField(label="联系电话", max_length=40, required=False)
    email = forms.EmailField(label="电子邮箱", required=False)
    address = forms.CharField(label="通信地址", max_length=200, required=False)
    postcode = forms.RegexField(r"^\d{6}$", label="邮政编码", required=False, error_messages={"invalid": "邮政编码是六位数字"})
    agent = forms.CharField(label="代理人姓名", max_length=60, required=False, help_text="没有代理人的不填；有的请附授权委托书")
    agent_phone = forms.CharField(label="代理人电话", max_length=40, required=False)
    joint = forms.CharField(
        label="共同申请人", required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="一行一人；几个人共同提出的是一件申请"
    )  # fmt: skip
    items = forms.CharField(
        label="申请内容", widget=forms.Textarea(attrs={"rows": 6}), max_length=20000,
        help_text="照申请表抄写，不要改写；有几项的，两项之间空一行",
    )  # fmt: skip
    wanted_form = forms.ChoiceField(label="提供方式", choices=[("", "没有指定"), *((each, each) for each in FORMS)], required=False)
    wanted_way = forms.ChoiceField(label="获取途径", choices=[("", "没有指定"), *((each, each) for each in WAYS)], required=False)
    application_scan = forms.FileField(label="申请表扫描件", required=False, help_text="PDF、PNG 或者 JPEG，每个不超过 32 MB")
    envelope_scan = forms.FileField(label="信封扫描件", required=False, help_text="邮戳和签收日期以它为凭")
    identity_proof = forms.FileField(label="身份证明扫描件", required=False)
    authority = forms.FileField(label="授权委托书扫描件", required=False)

    def __init__(self, *args: Any, asks: Asks, today: date, **kwargs: Any) -> None:
        """``today``: no day of an application that came is later."""
        super().__init__(*args, **kwargs)
        days = _days(asks, today)
        for name, field in days.items():
            speak(field, str(field.label or name))
            dress(field)
        self.fields = {**days, **{name: field for name, field in self.fields.items() if _asked(name, asks)}}

    def clean(self) -> dict[str, Any]:
        """What one field alone cannot say."""
        clean = super().clean() or {}
        if (
            clean.get("identity_kind") == IdentityKind.CITIZEN
            and clean.get("identity")
            and not is_citizen_id(clean["identity"].strip().upper())
        ):
            self.add_error("identity", "身份证号码的位数或者校验码不对，请对照原件核对。")
        if not any(clean.get(name) for name in ("phone", "email", "address")):
            self.add_error("phone", "联系电话、电子邮箱、通信地址至少填一项，否则文书无法送达。")
        return clean

    @property
    def came(self) -> Came:
        """The days of a valid form."""
        return Came(*(self.cleaned_data.get(name) for name in ("submitted", "arrived", "confirmed")))

    @property
    def form(self) -> Form:
        """The application of a valid form."""
        data = self.cleaned_data
        principal = Somebody(
            name=data["name"], column=data["column"], identity_kind=data["identity_kind"], identity=data["identity"], phone=data["phone"],
            email=data["email"], address=data["address"], postcode=data["postcode"], contact=data["contact"],
        )  # fmt: skip
        joint = [
            Somebody(name=line.strip(), column=data["column"], capacity=Capacity.JOINT.value)
            for line in data["joint"].splitlines()
            if line.strip()
        ]
        agent = [Somebody(name=data["agent"], phone=data["agent_phone"], capacity=Capacity.AGENT.value)] if data["agent"] else []
        return Form(
            people=(principal, *joint, *agent), items=tuple(map(Asked, self.things)), wanted_form=data["wanted_form"], wanted_way=data["wanted_way"]
        )  # fmt: skip

    @property
    def things(self) -> list[str]:
        """The things asked for: what stands between blank lines."""
        return [part.strip() for part in re.split(r"\n\s*\n", self.cleaned_data["items"].replace("\r\n", "\n")) if part.strip()]


def _days(asks: Asks, today: date) -> dict[str, forms.Field]:
    """The days that the rule of the channel needs; they come first."""
    fields: dict[str, forms.Field] = {}
    for name in ("submitted", "arrived", "confirmed"):
        words, needed = getattr(asks, name), name != "confirmed"
        if words:
            hint = "" if needed else "还没有确认的不填，保存后会列在“今天必须确认”"
            fields[name] = DayField(label=words, required=needed, initial=today if needed else None, no_later=today, help_text=hint)
    return fields


def _asked(name: str, asks: Asks) -> bool:
    """An envelope comes by post only."""
    return name != "envelope_scan" or asks.channel in (Channel.SIGNED_POST, Channel.ORDINARY_POST)
