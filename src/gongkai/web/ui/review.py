"""The components on one page, each with its examples, for whoever builds pages or checks them."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.template import engines
from django.views.decorators.http import require_safe

from gongkai.law.calendar import Calendar
from gongkai.law.deadlines import ClockEvent, explain
from gongkai.notices.base import LETTER, PLAIN
from gongkai.notices.letter import Enclosures, Heading, Letter, Paragraph, Signature, Table
from gongkai.web.ui.forms import DayField, FilesField, GkForm, IdentityField, MoneyField, PhoneField

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest, HttpResponse

    from gongkai.notices.letter import Block


class Example(NamedTuple):
    """One use: its name and the values given to the component. A value ``@name`` is one of :data:`OBJECTS`."""

    name: str
    data: dict[str, Any]


class Component(NamedTuple):
    """An entry of ``components.toml``: ``use`` is what a page writes, ``criteria`` what must hold for everybody."""

    name: str
    purpose: str
    use: str
    parameters: dict[str, str]
    criteria: tuple[str, ...]
    examples: tuple[Example, ...]


class SampleForm(GkForm):
    """Every kind of field."""

    name = forms.CharField(label="姓名", max_length=40, help_text="和证件上的一致，用来核对身份。")
    identity = IdentityField(label="身份证号码", help_text="18 位，空格和全角数字都可以。")
    phone = PhoneField(label="联系电话")
    received = DayField(label="收到日期", help_text="例如 2026-03-06。")
    fee = MoneyField(label="收费金额", required=False)
    content = forms.CharField(
        label="所需信息的内容", widget=forms.Textarea, max_length=2000, help_text="写清名称、文号或者其他特征，便于查找。"
    )
    way = forms.ChoiceField(
        label="获取方式", choices=[("post", "邮寄"), ("self", "自行领取"), ("online", "网上获取")], widget=forms.RadioSelect
    )
    shape = forms.MultipleChoiceField(
        label="提供形式", choices=[("paper", "纸质"), ("file", "电子文档")], widget=forms.CheckboxSelectMultiple, required=False
    )
    organ = forms.ChoiceField(label="受理机关", choices=[("", "请选择"), ("town", "示例镇人民政府"), ("bureau", "示例区教育局")])
    proof = FilesField(label="身份证明", required=False, help_text="照片或者 PDF，每个最多 32 MB。")
    sure = forms.BooleanField(label="我已核对以上内容")


def _clock() -> object:
    events = [ClockEvent("consultation_sent", date(2026, 3, 6), "甲"), ClockEvent("consultation_answered", date(2026, 3, 12), "甲")]
    return explain(date(2026, 2, 13), events, Calendar.standard())


_BODY = (
    Paragraph("本机关于2026年3月2日收到您提交的政府信息公开申请，申请公开“示例镇2025年农村危房改造补助对象名单和补助金额”。"),
    Heading("一、答复意见"),
    Paragraph("根据《中华人民共和国政府信息公开条例》第三十六条第（二）项的规定，现将您申请公开的政府信息提供给您。"),
    Enclosures(("补助对象名单", "补助金额一览表")),
    Signature("示例镇人民政府", "2026年3月17日"),
)
_ROWS = Table((("申请人", "申请人甲", "收到日期", "2026年3月2日"), ("申请内容", "示例镇2025年农村危房改造补助对象名单和补助金额")))


def _letter(layout: str, *blocks: Block) -> Letter:
    number = "示政公开复〔2026〕1号" if layout == LETTER else ""
    title, addressee = ("政府信息公开答复书", "申请人甲") if layout == LETTER else ("政府信息公开申请登记表", "")
    return Letter("sample", title, "示例镇人民政府", number, addressee, date(2026, 3, 17), layout, blocks)


_TYPED = {"identity": "830000190001010021", "received": "2024-02-30", "phone": "1380000", "way": "post", "content": "示例镇2025年预算"}
# Made anew for each page: a form keeps what happened to it.
OBJECTS: dict[str, Callable[[], object]] = {
    "form": lambda: SampleForm(auto_id="empty_%s"),
    "form_with_errors": lambda: SampleForm(_TYPED, auto_id="wrong_%s"),
    "first_page": lambda: Paginator(range(1, 48), 20).page(1),
    "middle_page": lambda: Paginator(range(1, 900), 20).page(12),
    "clock": _clock,
    "letter": lambda: _letter(LETTER, *_BODY),
    "form_letter": lambda: _letter(PLAIN, _ROWS),
}


@cache
def entries() -> tuple[Component, ...]:
    """The components, in the order of the file."""
    document = tomllib.loads((files("gongkai.web.ui") / "components.toml").read_text("utf-8"))
    return tuple(
        Component(
            each["name"],
            each["purpose"],
            each["use"],
            each.get("parameters", {}),
            tuple(each["criteria"]),
            tuple(Example(example.pop("example"), example) for example in map(dict, each["examples"])),
        )
        for each in document["component"]
    )


def rendered(component: Component, data: Mapping[str, Any], request: HttpRequest | None = None) -> str:
    """The component with these values, as HTML."""
    values = {name: OBJECTS[value[1:]]() if isinstance(value, str) and value.startswith("@") else value for name, value in data.items()}
    html: str = engines["django"].from_string(component.use).render(values, request)
    return html


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """The review page."""
    return _page(request) if settings.DEBUG else login_required(_page)(request)


def _page(request: HttpRequest) -> HttpResponse:
    shown = [
        {"component": each, "examples": [(example.name, rendered(each, example.data, request)) for example in each.examples]}
        for each in entries()
    ]
    return render(request, "ui/components.html", {"shown": shown})
