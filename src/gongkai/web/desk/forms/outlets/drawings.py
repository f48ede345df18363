"""What a picture is drawn from: a pasted table, or points under headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxLengthValidator

from gongkai.charts.sheet import HEADINGS, LAYOUT_NAMES, PANEL_KINDS
from gongkai.web.publication.selectors.drawings import CHARTS
from gongkai.web.ui.forms import GkForm

if TYPE_CHECKING:
    from collections.abc import Mapping

_TABLE = 20_000  # characters of a pasted table
_bounded = MaxLengthValidator(2000, "一栏的文字太长，请删减。")  # how much a panel holds is told by what draws it
_HINTS = {
    "who": "一行一条，例如：\n家庭：农村低保户、分散供养特困人员\n房屋：经鉴定为C级、D级危房",
    "how_much": "一行一条，例如：\n重建：每户2.7万元\n修缮：每户0.8万元",
    "when": "一行一条，例如：申报截止：2026年3月31日",
    "how": "一行一步，例如：向村（社区）提出书面申请",
    "where": "一行一条，例如：镇便民服务中心3号窗口",
    "phone": "一行一条，例如：镇便民服务中心：0000-1000002",
    "old_new": "一行一项，例如：补助标准：每户2万元 → 每户2.7万元",
    "note": "一行一条",
}  # fmt: skip


class ChartForm(GkForm):
    """A data chart."""

    kind = forms.ChoiceField(label="画成什么图", choices=list(CHARTS.items()), widget=forms.RadioSelect, initial="bar")
    table = forms.CharField(
        label="表格", max_length=_TABLE, widget=forms.Textarea(attrs={"rows": 10}),
        help_text="从 Excel、WPS 或者网页里连同表头一起复制、粘贴。第一行是各列的名称，第一列是名目；不知道的数空着或者写 /，不要写 0。",
    )  # fmt: skip
    title = forms.CharField(label="标题", required=False, max_length=60, help_text="说出图里的发现。空着就用系统按数字算出来的那一句。")
    subtitle = forms.CharField(label="副标题", required=False, max_length=60, help_text="空着就写单位。")
    source = forms.CharField(label="数据来源", required=False, max_length=60)

    @property
    def given(self) -> dict[str, Any]:
        """What is kept, of a valid form."""
        return {name: self.cleaned_data[name] for name in ("title", "subtitle", "table", "source")}


class PageForm(GkForm):
    """A one-page explanation: a heading and points for each panel; what is empty is left out."""

    kind = forms.ChoiceField(label="版式", choices=list(LAYOUT_NAMES.items()), widget=forms.RadioSelect, initial="points")
    title = forms.CharField(label="标题", required=False, max_length=40, help_text="空着就用这条信息的标题。")
    issuer = forms.CharField(label="发布单位", required=False, max_length=30, help_text="空着就用机关名称。")
    number = forms.CharField(label="文号", required=False, max_length=30)
    address = forms.CharField(
        label="全文网址", required=False, max_length=200, widget=forms.URLInput, help_text="做成二维码。空着就用本机关公开栏目的网址。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in PANEL_KINDS:
            self.fields[f"heading_{kind}"] = forms.CharField(label=f"“{HEADINGS[kind]}”换个说法", required=False, max_length=12)
            self.fields[f"text_{kind}"] = forms.CharField(
                label=HEADINGS[kind],
                required=False,
                validators=[_bounded],
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_HINTS[kind],
            )
        self._speak()

    def _speak(self) -> None:
        """Fields that came late get their sentences too."""
        for name, field in self.fields.items():
            field.error_messages.setdefault(
                "max_length", f"{field.label or name}最多 %(limit_value)d 个字，现在有 %(show_value)d 个。请删减。"
            )

    @property
    def panels(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The points and the heading of each panel, for the page."""
        return [(self[f"text_{kind}"], self[f"heading_{kind}"]) for kind in PANEL_KINDS]

    @property
    def given(self) -> dict[str, Any]:
        """What is kept, of a valid form."""
        clean = self.cleaned_data
        panels = [
            {"kind": kind, "heading": clean[f"heading_{kind}"].strip(), "text": clean[f"text_{kind}"].strip()} for kind in PANEL_KINDS if clean[f"text_{kind}"].strip()
        ]  # fmt: skip
        return {name: clean[name].strip() for name in ("title", "issuer", "number", "address")} | {"panels": panels}


def initial_of(sort: str, kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """What a form shows of a picture that is there."""
    found = {"kind": kind, **{name: value for name, value in given.items() if name != "panels"}}
    for each in given.get("panels", ()):
        found |= {f"heading_{each['kind']}": each.get("heading", ""), f"text_{each['kind']}": each.get("text", "")}
    return found
