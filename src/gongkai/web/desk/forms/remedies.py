"""Forms of reviews and lawsuits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.ledger.vocabulary.codes import Appellant, Procedure, Result, Sort, Unit
from gongkai.web.applications.models import Application
from gongkai.web.applications.services.remedies import PURPOSES, Order

if TYPE_CHECKING:
    from datetime import date

    from gongkai.web.organs.models import Organ


def choices(codes: Any) -> list[tuple[str, str]]:
    """The members of a code with their labels."""
    return [(each.value, each.label) for each in codes]


def day_field(label: str, hint: str = "", *, required: bool = True) -> forms.DateField:
    """A day, in the way every browser understands."""
    return forms.DateField(
        label=label, help_text=hint, required=required, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "没有这一天，请写成 2026-03-06", "required": f"请填写{label}"},
    )  # fmt: skip


def file_field(label: str, hint: str = "", *, required: bool = False) -> forms.FileField:
    """A scan or document."""
    return forms.FileField(
        label=label, help_text=hint or "PDF、图片或者 Word，不超过 32 MB", required=required, error_messages={"required": f"请选择{label}", "empty": "这是空文件，请重新选择"}
    )  # fmt: skip


class OnDay(forms.Form):
    """A form about a day that is not after today."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"].initial = today

    def clean_on(self) -> date:
        """Not in the future."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError("这一天还没有到，请核对")
        return on


class Registering(OnDay):
    """What the copy and its notice say."""

    organ = forms.ChoiceField(label="哪个机关", error_messages={"required": "请选择机关"})
    sort = forms.ChoiceField(label="类型", choices=[("", "请选择"), *choices(Sort)], error_messages={"required": "请选择类型"})
    body_name = forms.CharField(label="复议机关或者法院", max_length=120, error_messages={"required": "请照通知书写全称"})
    case_number = forms.CharField(label="案号", max_length=80, required=False)
    on = day_field("收到副本的日子", "答复、答辩的期限从次日起算，由系统计算")
    procedure = forms.ChoiceField(
        label="程序", choices=choices(Procedure), help_text="复议适用简易程序的，答复期限是 5 个工作日；诉讼请选普通程序"
    )
    reply_until = day_field("通知书写明的最后一天", "通知书没有写明的空着，按法律规定计算", required=False)
    claimant = forms.CharField(label="申请人或者原告", max_length=120, error_messages={"required": "请照副本填写"})
    claim = forms.CharField(label="请求", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    application_number = forms.CharField(
        label="涉及的申请的登记编号", max_length=60, required=False, help_text="例如 示政公开申〔2026〕5号；主动公开引起的空着"
    )
    co_defendant = forms.BooleanField(
        label="与复议机关作共同被告", required=False, help_text="复议决定维持的，作出原行为的机关和复议机关是共同被告（诉讼法第二十六条）"
    )
    paper = file_field("副本和通知书的扫描件")

    def __init__(self, *args: Any, organs: list[Organ], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organs = {str(organ.pk): organ for organ in organs}
        self.found: Application | None = None
        self.fields["organ"].choices = [(key, organ.name) for key, organ in self.organs.items()]  # type: ignore[attr-defined]
        if len(organs) == 1:
            self.fields["organ"].initial = str(organs[0].pk)
            self.fields["organ"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """The application that the number names, of the same organ."""
        clean = super().clean() or {}
        number = clean.get("application_number", "").strip()
        if number and clean.get("organ"):
            self.found = Application.objects.filter(organ=clean["organ"], register_number=number).first()
            if self.found is None:
                self.add_error("application_number", f"本机关没有登记编号为“{number}”的申请，请核对")
        return clean


class Due(OnDay):
    """A notice names the last day."""

    on = day_field("收到通知的日子")
    until = day_field("通知书写明的最后一天")


class Reply(OnDay):
    """What was handed in, each as a file or in words."""

    on = day_field("提交的日子", "以交到复议机关、法院或者交邮的日子为准")
    reply_words = forms.CharField(label="答复书或者答辩状的文号", max_length=200, required=False, help_text="有扫描件的可以不写")
    reply_file = file_field("答复书或者答辩状")
    evidence_words = forms.CharField(
        label="证据清单的说明", max_length=500, required=False, help_text="例如：证据 8 份共 23 页；有扫描件的可以不写"
    )
    evidence_file = file_field("证据清单和证据")

    def clean(self) -> dict[str, Any]:
        """Each of the two is needed (复议法 Art. 48, 70)."""
        clean = super().clean() or {}
        for name, what in (("reply", "答复书或者答辩状"), ("evidence", "证据清单")):
            if not clean.get(f"{name}_words") and not clean.get(f"{name}_file"):
                self.add_error(f"{name}_words", f"请写明{what}，或者上传扫描件")
        return clean


class Ordered(OnDay):
    """What a decision orders."""

    on = day_field("日子")
    period = forms.IntegerField(
        label="重新答复的期限", required=False, min_value=1, max_value=365, help_text="文书没有写期限的空着，按 20 个工作日计算"
    )
    unit = forms.ChoiceField(label="期限的单位", choices=choices(Unit), required=False)
    what = forms.CharField(label="其他须履行的内容", max_length=200, required=False)
    until = day_field("履行期限", "没有写明的空着", required=False)

    def order(self, *, reanswer: bool) -> Order:
        """What the valid form says."""
        clean = self.cleaned_data
        unit = Unit.of(clean["unit"]) if clean["unit"] else Unit.WORKING_DAY
        return Order(reanswer, clean["period"], unit, clean["what"].strip(), clean["until"])


class Decide(Ordered):
    """A decision or judgment that came."""

    field_order = ("on", "result", "by_ruling", "reanswer", "period", "unit", "what", "until", "paper_words", "paper_file")
    on = day_field("收到文书的日子", "上诉期限从次日起算")
    result = forms.ChoiceField(
        label="结果", choices=[("", "请选择"), *choices(Result)], error_messages={"required": "请选择结果"},
        help_text="维持、驳回诉讼请求的选“结果维持”；撤销、变更、确认违法、责令履行的选“结果纠正”；撤回、终止、不予受理等选“其他结果”",
    )  # fmt: skip
    by_ruling = forms.BooleanField(label="是裁定", required=False, help_text="对裁定上诉的期限是 10 日，对判决是 15 日（诉讼法第八十五条）")
    reanswer = forms.BooleanField(label="责令重新答复", required=False, help_text="复议决定即时生效；判决从生效起计算重新答复的期限")
    paper_words = forms.CharField(label="文书号", max_length=200, required=False, help_text="有扫描件的可以不写")
    paper_file = file_field("决定书或者裁判文书")

    def clean(self) -> dict[str, Any]:
        """The paper is named or attached."""
        clean = super().clean() or {}
        if not clean.get("paper_words") and not clean.get("paper_file"):
            self.add_error("paper_words", "请写明文书号，或者上传扫描件")
        return clean


class Appeal(OnDay):
    """Who appealed."""

    on = day_field("上诉的日子", "对方上诉的，填收到上诉状副本的日子")
    side = forms.ChoiceField(label="谁上诉", choices=[("", "请选择"), *choices(Appellant)], error_messages={"required": "请选择谁上诉"})
    paper_words = forms.CharField(label="上诉状的说明", max_length=200, required=False, help_text="有扫描件的可以不写")
    paper_file = file_field("上诉状")

    def clean(self) -> dict[str, Any]:
        """The paper is named or attached."""
        clean = super().clean() or {}
        if not clean.get("paper_words") and not clean.get("paper_file"):
            self.add_error("paper_words", "请写明上诉状，或者上传扫描件")
        return clean


class Final(Ordered):
    """The judgment is in force."""

    on = day_field("生效的日子", "没有上诉的，是上诉期限届满的次日；二审裁判是收到的日子")


class Performed(OnDay):
    """What was ordered is done."""

    on = day_field("履行的日子")


class Attach(forms.Form):
    """Another file of the case."""

    purpose = forms.ChoiceField(
        label="材料种类", choices=[("", "请选择"), *PURPOSES.items()], error_messages={"required": "请选择材料种类"}
    )
    file = file_field("文件", required=True)
