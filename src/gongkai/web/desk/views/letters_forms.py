"""What the page of a letter asks: opinion, way, proof, reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.ledger.vocabulary.codes import Way
from gongkai.web.applications.acts.forms import choice, day, line, paper, text, yes
from gongkai.web.applications.services import approvals

if TYPE_CHECKING:
    from datetime import date

    from gongkai.web.applications.models import Letter

WAYS = tuple((each.value, each.label) for each in Way)
SCAN = "PDF 或者图片"


class Issuing(forms.Form):
    """When and how it went out."""

    on = day("发出日期", "当面签收或者交邮的日子")
    way = choice("送达方式", WAYS, "邮寄应当通过邮政企业（中国邮政、EMS）；用其他快递的会记为不合规定")
    posting_number = line("邮件号码", "邮寄的填写，例如 EX000000000CN", required=False, length=40)
    scan = paper("盖章文书的扫描件", f"{SCAN}；上传以后以它为送达的原件")
    sure = yes("已经看过上面的提示，仍然发出")

    def __init__(self, *args: Any, today: date, way: str, warned: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial, self.fields["way"].initial = today, way
        self.warned = warned
        if not warned:
            del self.fields["sure"]

    def clean(self) -> dict[str, Any]:
        """What is irregular is done knowingly."""
        answers = super().clean() or {}
        if self.warned and not answers.get("sure"):
            self.add_error("sure", "这样发出不合规定，确实要发出的请勾选")
        return answers


class Serving(forms.Form):
    """When it arrived, and what proves it."""

    on = day("收件人收到的日期", "当面的是签收日，邮寄的是邮政签收日")
    way = choice("送达方式", WAYS)
    proof = line("送达凭证", "例如 送达回证由本人签收；邮政签收记录", required=False)
    file = paper("送达凭证的扫描件", SCAN)

    def clean(self) -> dict[str, Any]:
        """Words or a scan."""
        answers = super().clean() or {}
        if not answers.get("proof") and not answers.get("file"):
            self.add_error("proof", "请写送达凭证，或者上传扫描件")
        return answers


class Returning(forms.Form):
    """The file from Word."""

    file = paper("改过的 Word 文书", "用本页下载的 .docx 改好以后交回；文号、日期、条款、救济途径不能改")
    reason = line("不一致的原因", "系统指出不能改的地方被改动，确有必要的写明原因", required=False)

    def clean(self) -> dict[str, Any]:
        """There is a file."""
        answers = super().clean() or {}
        if not answers.get("file"):
            self.add_error("file", "请选择文件")
        return answers


class Scanning(forms.Form):
    """The scan with the seal."""

    file = paper("盖章文书的扫描件", SCAN)

    def clean(self) -> dict[str, Any]:
        """There is a file."""
        answers = super().clean() or {}
        if not answers.get("file"):
            self.add_error("file", "请选择文件")
        return answers


class Dropping(forms.Form):
    """Why it is void."""

    reason = line("作废的原因", "已经编号的，文号不再使用，原因写进文号登记")


class Opinion(forms.Form):
    """Agree, or return with a reason."""

    opinion = text("意见", "退回的要写明改什么；同意的可以不写", required=False, rows=2, length=1000)


class OnPaper(Opinion):
    """Who signed on the printed sheet, in which role, when."""

    stage = choice("哪一道")
    agreed = choice("意见", [("1", "同意"), ("0", "退回")])
    name = line("签字人", length=60)
    role = choice("以什么职责")
    day = day("签字日期")
    scan = paper("呈批单的扫描件", SCAN)
    field_order = ("stage", "agreed", "name", "role", "day", "opinion", "scan")

    def __init__(self, *args: Any, letter: Letter, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stages = approvals.missing(letter)[:1]
        chosen = self.fields["stage"], self.fields["role"]
        assert isinstance(chosen[0], forms.ChoiceField)
        assert isinstance(chosen[1], forms.ChoiceField)
        chosen[0].choices = [(stage, approvals.Stage(stage).label) for stage in stages]
        chosen[1].choices = [(role.value, role.label) for stage in stages for role in approvals.roles(letter, stage)]
        self.fields["day"].initial = today
