"""Forms of 更正."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.ledger.vocabulary.codes import Channel, Finding, Way
from gongkai.web.desk.forms.remedies import OnDay, choices, day_field, file_field

if TYPE_CHECKING:
    from datetime import date

    from gongkai.web.organs.models import Organ


def _text(label: str, rows: int, hint: str = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=5000, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": f"请填写{label}"},
    )  # fmt: skip


class Receiving(OnDay):
    """A request as it came (条例 Art. 41)."""

    organ = forms.ChoiceField(label="哪个机关", error_messages={"required": "请选择机关"})
    on = day_field("收到的日子")
    channel = forms.ChoiceField(
        label="提交方式", choices=[("", "请选择"), *choices(Channel)], error_messages={"required": "请选择提交方式"}
    )
    name = forms.CharField(label="申请人", max_length=60, error_messages={"required": "请填写申请人"})
    identity = forms.CharField(label="证件号码", max_length=60, required=False)
    phone = forms.CharField(label="联系电话", max_length=40, required=False)
    address = forms.CharField(label="通信地址", max_length=200, required=False)
    record = _text("要求更正的记录", 3, "是哪份政府信息里的哪一条与本人有关的记录")
    wanted = _text("要求怎样更正", 2)
    evidence = _text("提供的证据", 2, "条例第四十一条要求有证据证明记录不准确")
    paper = file_field("更正申请和证据的扫描件")

    def __init__(self, *args: Any, organs: list[Organ], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organs = {str(organ.pk): organ for organ in organs}
        self.fields["organ"].choices = [(key, organ.name) for key, organ in self.organs.items()]  # type: ignore[attr-defined]
        if len(organs) == 1:
            self.fields["organ"].initial = str(organs[0].pk)
            self.fields["organ"].widget = forms.HiddenInput()


class Deciding(forms.Form):
    """What becomes of it."""

    finding = forms.ChoiceField(
        label="处理结果", choices=[("", "请选择"), *choices(Finding)], error_messages={"required": "请选择处理结果"}
    )
    reason = _text("处理理由", 3, "予以更正的，写明更正成什么")
    right_organ = forms.CharField(label="有权更正的机关", max_length=120, required=False, help_text="转送或者告知另行提出的要写全称")
    right_organ_contact = forms.CharField(label="有权更正的机关的联系方式", max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """Whoever passes it on says to whom."""
        clean = super().clean() or {}
        passed = clean.get("finding") in (Finding.TRANSFERRED.value, Finding.REDIRECTED.value)
        if passed and not clean.get("right_organ", "").strip():
            self.add_error("right_organ", "请写有权更正的机关的全称")
        return clean


class Signing(forms.Form):
    """An opinion, on screen."""

    agreed = forms.TypedChoiceField(
        label="意见", choices=[("1", "同意签发"), ("0", "退回修改")], coerce=lambda value: value == "1", initial="1"
    )
    opinion = forms.CharField(label="说明", max_length=500, required=False, help_text="退回的要写明改什么")


class PaperSigning(forms.Form):
    """Who signed on paper."""

    name = forms.CharField(label="签字人", max_length=60, error_messages={"required": "请填写签字人"})
    day = day_field("签字日期")
    scan = file_field("签发单的扫描件", "PDF 或者图片", required=True)


class Issuing(OnDay):
    """How the letters go out."""

    on = day_field("发出的日子")
    way = forms.ChoiceField(label="送达方式", choices=[("", "请选择"), *choices(Way)], error_messages={"required": "请选择送达方式"})
    posting_number = forms.CharField(label="邮件号码", max_length=40, required=False)
    scan = file_field("盖章文书的扫描件", "盖了章的那一份，作为送达的原件")


class Serving(OnDay):
    """The proof of service."""

    on = day_field("收件人收到的日子")
    way = forms.ChoiceField(label="送达方式", choices=[("", "请选择"), *choices(Way)], error_messages={"required": "请选择送达方式"})
    proof_words = forms.CharField(
        label="送达凭证", max_length=200, required=False, help_text="例如：送达回证编号、邮件号码；有扫描件的可以不写"
    )
    proof_file = file_field("送达凭证的扫描件")

    def __init__(self, *args: Any, today: date, way: str = "", **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.fields["way"].initial = way

    def clean(self) -> dict[str, Any]:
        """A proof is needed (条例 Art. 41 as practised, 送达解释)."""
        clean = super().clean() or {}
        if not clean.get("proof_words") and not clean.get("proof_file"):
            self.add_error("proof_words", "请写明送达凭证，或者上传扫描件")
        return clean
