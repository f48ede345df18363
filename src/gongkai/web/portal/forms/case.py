"""Forms around a case that is there: looking it up, what the applicant and who was asked hand in, and the calculator."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.law.clock_model import KIND_WORDS
from gongkai.ledger.vocabulary.codes import Stance
from gongkai.lib import limits
from gongkai.lib.errors import UnusableInput
from gongkai.web.ui.forms import DayField, FilesField, GkForm
from gongkai.web.vault.files import Upload, checked
from gongkai.web.vault.kinds import DOCUMENTS, PAPERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.files.uploadedfile import UploadedFile

_FILES_HINT = "PDF、图片、Word、Excel 都可以，每个最大 32 MB，最多 10 个。"
MOST_FILES = 10
REGULATION = date(2019, 5, 15)  # 条例 in force as revised
ROWS = 6  # events that the calculator takes without script


class Look(GkForm):
    """Number and code."""

    unmarked = True
    number = forms.CharField(
        label="登记号",
        max_length=60,
        help_text="在回执上，例如“示政公开申〔2026〕12号”。写成“示政公开申[2026]12”“示政公开申 2026 12”也可以。",
    )
    code = forms.CharField(
        label="查询码", max_length=40, help_text="回执上的 12 位字母和数字，不分大小写。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "gk-mono"}),
    )  # fmt: skip


class WithFiles(GkForm):
    """Words and files; at least one of both."""

    nothing = "没有写内容，也没有选文件。请写明内容，或者上传文件。"

    def clean(self) -> dict[str, Any]:
        """The files by their content."""
        found = super().clean() or self.cleaned_data
        given: Sequence[UploadedFile[bytes]] = found.get("documents") or []
        if len(given) > MOST_FILES:
            self.add_error("documents", f"一次最多 {MOST_FILES} 个文件，现在有 {len(given)} 个。请把几页合成一个 PDF。")
            return found
        self.uploads = tuple(upload for each in given if (upload := self._taken(each)) is not None)
        if self.nothing and not self.errors and not found.get("text", "").strip() and not given:
            self.add_error("text", self.nothing)
        return found

    def handed(self) -> dict[str, Any]:
        """What the service takes."""
        return {"text": self.cleaned_data["text"], "files": self.uploads}

    def _taken(self, given: UploadedFile[bytes], field: str = "documents", allowed: frozenset[str] = DOCUMENTS) -> Upload | None:
        if (given.size or 0) > limits.RAW_BYTES:
            self.add_error(field, f"“{given.name}”超过 32 MB，请压缩或者拆开以后再交。")
            return None
        upload = Upload(given.name or "", given.read())
        try:
            checked(upload.name, upload.data, allowed=allowed)
        except UnusableInput as problem:
            self.add_error(field, f"{problem.sentence()}。")
            return None
        return upload


class Correction(WithFiles):
    """What was asked for in the letter about the correction."""

    text = forms.CharField(
        label="补正内容",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="按补正告知书一项一项写。用来继续办理您的申请。",
    )
    documents = FilesField(label="补正材料", required=False, help_text=_FILES_HINT)


class Reasons(WithFiles):
    """Why so many, or so often (条例 Art. 35)."""

    text = forms.CharField(
        label="理由", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="为什么需要这些信息、为什么要分这么多次申请。用来判断您的申请是否超过合理范围。",
    )  # fmt: skip
    documents = FilesField(label="证明材料", required=False, help_text=_FILES_HINT)


class Supplement(WithFiles):
    """Something more, that nobody asked for."""

    text = forms.CharField(
        label="补充的内容", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="例如写清楚要哪一年的、换联系电话。会和申请放在一起，交给办理的人看。",
    )  # fmt: skip
    documents = FilesField(label="补充的文件", required=False, help_text=_FILES_HINT)
    proof = forms.FileField(label="补交身份证明", required=False, help_text="PDF、JPG 或 PNG，最大 32 MB。加密保存，只在核对申请人时打开。")
    proof_upload: Upload | None = None

    def __init__(self, *args: Any, proved: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if proved:
            del self.fields["proof"]

    def clean(self) -> dict[str, Any]:
        """The proof by its content; one that is there is something handed in."""
        given = self.cleaned_data.get("proof")
        self.nothing = "" if given else WithFiles.nothing
        found = super().clean()
        if given:
            self.proof_upload = self._taken(given, "proof", PAPERS)
        return found

    def handed(self) -> dict[str, Any]:
        """With the proof."""
        return {**super().handed(), "proof": self.proof_upload}


class Withdrawal(GkForm):
    """Withdrawing; nobody has to say why."""

    text = forms.CharField(
        label="想说明的情况", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text="可以不写。"
    )
    sure = forms.BooleanField(label="我确认撤回这件申请", error_messages={"required": "要撤回的，请先勾选“我确认撤回这件申请”。"})


class Opinion(WithFiles):
    """The opinion of somebody who was asked (条例 Art. 32)."""

    nothing = ""
    stance = forms.ChoiceField(
        label="您的意见",
        widget=forms.RadioSelect,
        choices=[(each.value, each.label) for each in Stance],
        help_text="由受理机关依法作出决定；您的意见会写进案卷。",
    )
    text = forms.CharField(
        label="理由和范围", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="同意的可以不写。同意部分公开或者不同意的，请写明哪些内容不能公开、公开会怎样损害您的合法权益。",
    )  # fmt: skip
    documents = FilesField(label="证明材料", required=False, help_text=_FILES_HINT)

    def clean(self) -> dict[str, Any]:
        """An objection has reasons."""
        found = super().clean()
        agrees = found.get("stance") == Stance.AGREES.value
        if found.get("stance") and not agrees and not found.get("text", "").strip() and not found.get("documents"):
            self.add_error("text", "不同意或者部分同意的，请写明哪些内容、为什么。")
        return found


class Received(GkForm):
    """The day of receipt, for the calculator."""

    received = DayField(label="机关收到申请的日子", no_earlier=REGULATION, help_text="网上申请是回执上的日子；邮寄是机关签收的日子。")


class Happened(GkForm):
    """One thing that happened to the clock; an empty row is no mistake."""

    kind = forms.ChoiceField(label="后来发生了什么", required=False, choices=[("", "没有"), *KIND_WORDS.items()])
    day = DayField(label="哪一天", required=False, no_earlier=REGULATION)
    days = forms.IntegerField(
        label="延长几个工作日", required=False, min_value=1, max_value=20, help_text="只有“延长答复期限”要写，最多 20。"
    )
    until = DayField(
        label="延到哪一天",
        required=False,
        no_earlier=REGULATION,
        help_text="“延迟答复”写延到的日子；“告知补正”写补正的最后一天，不知道不用写。",
    )

    def clean(self) -> dict[str, Any]:
        """What the kind needs."""
        found = super().clean() or self.cleaned_data
        kind = found.get("kind")
        if kind and not found.get("day") and "day" not in self.errors:
            self.add_error("day", f"请写“{KIND_WORDS[kind]}”是哪一天。")
        if kind == "extended" and not found.get("days") and "days" not in self.errors:
            self.add_error("days", "请写延长了几个工作日。")
        if kind == "deferred" and not found.get("until") and "until" not in self.errors:
            self.add_error("until", "请写延到哪一天。")
        return found
