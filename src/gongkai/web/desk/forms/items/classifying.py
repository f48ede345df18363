"""公开属性 with its clause and reason (国办发〔2016〕80号: proposed at drafting, approved with the paper)."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.ledger.reasons import short
from gongkai.ledger.vocabulary.codes import Attribute
from gongkai.web.ui.forms import GkForm

# The clauses by which something is not for everybody, each with what it says; the key is what the ledger keeps.
_CLAUSES = {
    "条例:14": "国家秘密、法律和行政法规禁止公开，公开后可能危及国家安全、公共安全、经济安全、社会稳定",
    "条例:15": "商业秘密、个人隐私，公开会对第三方合法权益造成损害",
    "条例:16.1": "人事管理、后勤管理、内部工作流程等内部事务信息",
    "条例:16.2": "讨论记录、过程稿、磋商信函、请示报告等过程性信息，行政执法案卷信息",
    "条例:27": "不在主动公开的范围，可以依申请公开",
}
BASES = [("", "主动公开的不选"), *((key, f"{short(key)}：{words}") for key, words in _CLAUSES.items())]
_KINDS = {Attribute.ACTIVE: "主动公开，所有人都能看到", Attribute.ON_REQUEST: "依申请公开，只向申请人提供", Attribute.WITHHELD: "不予公开"}
# What each attribute cannot rest on.
_WRONG = {
    Attribute.ON_REQUEST: ("条例:14", "属于第十四条情形的不能公开，请选“不予公开”"),
    Attribute.WITHHELD: ("条例:27", "不在主动公开范围的仍可依申请公开，请选“依申请公开”"),
}


class Classifying(GkForm):
    """Which of the three, by which clause, why."""

    attribute = forms.ChoiceField(
        label="公开属性", choices=[(kind.value, words) for kind, words in _KINDS.items()], initial=Attribute.ACTIVE.value,
        widget=forms.RadioSelect, help_text="起草时提出，和正文一起审批。",
    )  # fmt: skip
    basis = forms.ChoiceField(label="不主动公开的依据", required=False, choices=BASES)
    reason = forms.CharField(
        label="不主动公开的理由", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="写明具体是哪些内容、公开会有什么后果，定期评估时要看。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("basis", "reason"):  # they depend on the attribute
            self.fields[name].unmarked = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What is not for everybody has its clause and its reason."""
        clean = super().clean() or {}
        kind = Attribute.of(clean["attribute"]) if clean.get("attribute") else None
        if kind in (None, Attribute.ACTIVE):
            return clean | {"basis": "", "reason": ""}
        assert kind is not None
        if "basis" in clean and not clean["basis"]:
            self.add_error("basis", "不是主动公开的，请选依据的条款（国办发〔2016〕80号）。")
        if "reason" in clean and not clean["reason"].strip():
            self.add_error("reason", "不是主动公开的，请写明理由（国办发〔2016〕80号）。")
        basis, words = _WRONG[kind]
        if clean.get("basis") == basis:
            self.add_error("basis", f"{words}。")
        return clean

    @property
    def chosen(self) -> dict[str, Any]:
        """What ``drafting.classify`` is told, of a valid form."""
        clean = self.cleaned_data
        return {"attribute": Attribute.of(clean["attribute"]), "basis": clean["basis"], "reason": clean["reason"]}
