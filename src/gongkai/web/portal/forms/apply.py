"""The pages of the application. Asked is what 条例 Art. 29 names; no page asks what the information is for (Art. 27)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.ledger.vocabulary.codes import Column
from gongkai.lib import limits
from gongkai.lib.errors import UnusableInput
from gongkai.web.applications.models.people import IdentityKind
from gongkai.web.portal.answers import BEHALF, NEEDS, SELF
from gongkai.web.ui import reading
from gongkai.web.ui.forms import GkForm, IdentityField, PhoneField
from gongkai.web.vault import files
from gongkai.web.vault.kinds import PAPERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.files.uploadedfile import UploadedFile

    from gongkai.web.organs.models import Organ

MOST_ITEMS, MOST_JOINT = 20, 20
MANY_ORGANS = 12  # beyond that a list to choose from is shorter than so many buttons
_PAPER_HINT = "身份证、执照的照片或者扫描件，PDF、JPG 或 PNG，最大 32 MB。用来核对申请人，除办理这件申请外不作他用。"
_LATER = "不方便上传的选这一项，先提交申请。受理机关可能通知您补正；补正的，答复期限从收到补正之日起重新计算（条例第三十条）。"
_COLUMN_HINTS = {
    Column.PERSON: "公民个人，包括请律师代办的个人", Column.BUSINESS: "公司、合伙企业、个体工商户等", Column.RESEARCH: "高等院校、研究院所等",
    Column.WELFARE: "社会团体、基金会、社会服务机构等", Column.LEGAL_SERVICE: "律师事务所等以自己的名义申请", Column.OTHER: "以上都不是",
}  # fmt: skip


class Page(GkForm):
    """A page of the application: made from what was answered, gives what is kept."""

    key = ""
    uploads: dict[str, str] = {}  # noqa: RUF012 - never changed: field of a file -> what the file is

    def kept(self) -> Any:
        """The answer of the page as it is kept."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.uploads}

    @classmethod
    def shown(cls, held: Any) -> dict[str, Any]:
        """The answer as the page shows it again."""
        return dict(held) if isinstance(held, dict) else {cls.key: held}


class Question(Page):
    """A page with one field, whose label is the heading."""

    question = True

    def kept(self) -> Any:
        """The answer alone."""
        return self.cleaned_data[self.key]


class What(Question):
    """What somebody looks for, in own words."""

    key = "what"
    what = forms.CharField(
        label="您想找什么信息？", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="用自己的话写，例如“示例镇2025年危房改造补助名单”。先帮您看看是不是已经公开，已经公开的可以马上看到，不用等答复。",
    )  # fmt: skip


class WhichOrgan(Question):
    """The organ, where there are several."""

    key = "organ"
    organ = forms.ChoiceField(
        label="向哪个机关申请？", widget=forms.RadioSelect,
        help_text="一般向制作这份信息的机关申请；从别处获取并保存的，向保存的机关申请（条例第十条）。选错了也会告诉您应当向谁申请。",
    )  # fmt: skip

    def __init__(self, *args: Any, organs: Iterable[Organ], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.slug, each.name) for each in organs]
        field = self.fields["organ"]
        assert isinstance(field, forms.ChoiceField)
        if len(choices) > MANY_ORGANS:
            field.widget = forms.Select()
            choices = [("", "请选择"), *choices]
        field.choices = choices


class Item(GkForm):
    """One thing asked for (条例 Art. 29(2)): name, 文号 or another description by which it can be found."""

    content = forms.CharField(
        label="所需信息", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写文件名称，或者时间、地点、事项、文件种类，写得越具体越容易查到。用来查找您要的信息。",
    )  # fmt: skip
    index_number = forms.CharField(label="文号或者索引号", required=False, max_length=120, help_text="知道的话请写，没有不用写。")


class Kind(Question):
    """The column of table three."""

    key = "kind"
    kind = forms.ChoiceField(
        label="申请人是哪一类？", widget=forms.RadioSelect, choices=[(each.value, f"{each.label}：{_COLUMN_HINTS[each]}") for each in Column],
        help_text="按申请人选，不按代理人选。用于年度统计，不影响答复。",
    )  # fmt: skip


class Behalf(Question):
    """Who acts for whom."""

    key = "behalf"
    behalf = forms.ChoiceField(
        label="您为谁申请？", widget=forms.RadioSelect, choices=list(BEHALF.items()), initial=SELF, help_text="代理的要有授权委托书。用来确认由谁办理、答复给谁。"
    )  # fmt: skip


def _later(paper: str) -> forms.BooleanField:
    """Nobody is shut out for want of a scanner."""
    return forms.BooleanField(label=f"现在不上传，{paper}当面或者邮寄补交", required=False, help_text=_LATER)


class _Papers(Page):
    """Somebody with an identity paper and scans.

    With ``required`` (setting ``identity_scan``) each scan is there already (``have``), given now, or promised for later.
    """

    uploads = {"proof": "身份证明"}  # noqa: RUF012

    def __init__(self, *args: Any, required: bool = False, have: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.required, self.have = required, frozenset(have)
        for name in self.uploads:
            if required:
                self.fields[name].unmarked = True  # type: ignore[attr-defined] # neither 必填 nor 选填: it or the box below it
            else:
                del self.fields[f"{name}_later"]

    def clean(self) -> dict[str, Any]:
        """The number by the kind of the paper."""
        found = super().clean() or self.cleaned_data
        if found.get("identity") and found.get("identity_kind"):
            try:
                found["identity"] = reading.identity(found["identity"], found["identity_kind"])
            except ValueError as problem:
                self.add_error("identity", str(problem))
        for name in self.uploads:
            if found.get(name):
                self._look_into(name, found[name])
                found[f"{name}_later"] = False
            elif self.required and name not in self.have and not found.get(f"{name}_later"):
                paper = self.uploads[name]
                self.add_error(name, f"还没有{paper}（条例第二十九条）。请选文件上传，或者勾选“{self.fields[f'{name}_later'].label}”。")
        return found

    def _look_into(self, name: str, upload: UploadedFile[bytes]) -> None:
        try:
            files.checked(upload.name or "", b"" if (upload.size or 0) > limits.RAW_BYTES else upload.read(), allowed=PAPERS)
        except UnusableInput as problem:
            too_large = (upload.size or 0) > limits.RAW_BYTES
            self.add_error(name, f"“{upload.name}”超过 32 MB，请压缩或者拆开以后再交。" if too_large else f"{problem.sentence()}。")
        finally:
            upload.seek(0)


class Person(_Papers):
    """The applicant."""

    key = "person"
    name = forms.CharField(label="姓名", max_length=120, help_text="和身份证明上的一致。用来确认申请人和寄送答复。")
    contact = forms.CharField(label="联系人", required=False, max_length=60, help_text="单位申请的，写办理这件事的人。")
    identity_kind = forms.ChoiceField(label="证件种类", choices=IdentityKind.choices, initial=IdentityKind.CITIZEN)
    identity = IdentityField(kind="other", label="证件号码", help_text="有没有空格、大小写都可以。加密保存，只在办理时核对。")
    proof = forms.FileField(label="身份证明", required=False, help_text=_PAPER_HINT)
    proof_later = _later("证件")

    def __init__(self, *args: Any, column: str = Column.PERSON.value, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if column == Column.PERSON.value:
            del self.fields["contact"]
            self.fields["identity_kind"].choices = [(k, v) for k, v in IdentityKind.choices if k != IdentityKind.CREDIT]  # type: ignore[attr-defined]
        else:
            self.fields["name"].label = "单位名称"
            self.fields["identity_kind"].initial = IdentityKind.CREDIT
            self.fields["identity"].label = "统一社会信用代码或者证件号码"


class Agent(_Papers):
    """Who acts for the applicant, with the authority."""

    key = "agent"
    uploads = {"proof": "代理人身份证明", "authority": "授权委托书"}  # noqa: RUF012
    name = forms.CharField(label="代理人姓名", max_length=120, help_text="答复仍写给申请人，可以由代理人领取。")
    phone = PhoneField(label="代理人电话", help_text="办理中需要核实时联系您。")
    identity_kind = forms.ChoiceField(
        label="证件种类", choices=[(k, v) for k, v in IdentityKind.choices if k != IdentityKind.CREDIT], initial=IdentityKind.CITIZEN
    )  # fmt: skip
    identity = IdentityField(kind="other", label="代理人证件号码", help_text="加密保存，只在办理时核对。")
    proof = forms.FileField(label="代理人身份证明", required=False, help_text=_PAPER_HINT)
    proof_later = _later("证件")
    authority = forms.FileField(label="授权委托书", required=False, help_text="申请人签名或者盖章的委托书，照片或者扫描件。")
    authority_later = _later("委托书")


class Joint(_Papers):
    """One more applicant of the same application."""

    key = "joint"
    name = forms.CharField(label="姓名或者名称", max_length=120, help_text="和证件上的一致。几个人共同申请是一件申请，答复一次。")
    identity_kind = forms.ChoiceField(label="证件种类", choices=IdentityKind.choices, initial=IdentityKind.CITIZEN)
    identity = IdentityField(kind="other", label="证件号码", help_text="加密保存，只在办理时核对。")
    phone = PhoneField(label="联系电话", required=False, help_text="联系不上前面的申请人时用。")
    proof = forms.FileField(label="身份证明", required=False, help_text=_PAPER_HINT)
    proof_later = _later("证件")


class Contact(Page):
    """How to reach the applicant: one way at least (条例 Art. 29(1))."""

    key = "contact"
    phone = PhoneField(label="联系电话", required=False, help_text="手机或者座机，怎么写都可以。内容不清楚时打电话问，最快。")
    email = forms.EmailField(label="电子邮箱", required=False, help_text="要求用电子邮件答复的，请写。")
    address = forms.CharField(
        label="通信地址",
        required=False,
        max_length=200,
        help_text="要求邮寄的，请写到门牌号。",
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    postcode = forms.RegexField(
        r"^\s*\d{6}\s*$", label="邮政编码", required=False, help_text="6 位数字，不知道不用写。",
        error_messages={"invalid": "邮政编码是 6 位数字，请改正或者不写。"}, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One way at least."""
        found = super().clean() or self.cleaned_data
        if not self.errors and not any(found.get(name) for name in ("phone", "email", "address")):
            self.add_error("phone", "请至少写一种联系方式：电话、电子邮箱或者通信地址（条例第二十九条）。")
        return found


class Way(Page):
    """Form and way wanted (条例 Art. 29(3))."""

    key = "way"
    wanted_form = forms.ChoiceField(
        label="要什么形式的", widget=forms.RadioSelect, choices=[(each, each) for each in ("纸质", "电子文件", "光盘")],
        help_text="能按您要的形式提供的，就按它提供（条例第四十条）。",
    )  # fmt: skip
    wanted_way = forms.ChoiceField(
        label="怎么拿到", widget=forms.RadioSelect, choices=[(each, each) for each in ("网上查阅", "邮寄", "电子邮件", "当面领取", "传真")],
        help_text="网上查阅的，用登记号和查询码打开，答复一发出就能看到。",
    )  # fmt: skip

    def __init__(self, *args: Any, contact: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contact = contact or {}

    def clean(self) -> dict[str, Any]:
        """What the way needs has been answered."""
        found = super().clean() or self.cleaned_data
        name, label = NEEDS.get(found.get("wanted_way", ""), ("", ""))
        if name and not self.contact.get(name):
            self.add_error("wanted_way", f"选了{found['wanted_way']}，可是前一页“联系方式”没有写{label}。请先补上，或者换一种途径。")
        return found


PAGES: dict[str, type[Page]] = {form.key: form for form in (What, WhichOrgan, Kind, Person, Behalf, Agent, Joint, Contact, Way)}
