"""One review of the three, and the approval: on screen, or registered from paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.ledger.vocabulary.codes import Role, Verdict
from gongkai.web.publication.services.reviewing import CHECKLIST, Signed
from gongkai.web.ui.forms import DayField, GkForm
from gongkai.web.vault.files import Upload

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from gongkai.web.accounts.models import User

_LONG = 2000


class OnScreen(GkForm):
    """The points that were looked at, and an opinion. The button says the verdict."""

    checklist = forms.MultipleChoiceField(
        label="逐项核对", required=False, choices=list(CHECKLIST.items()), widget=forms.CheckboxSelectMultiple, help_text="通过的要逐项核对；退回的不用全勾。"
    )  # fmt: skip
    text = forms.CharField(
        label="审查意见", required=False, max_length=_LONG, widget=forms.Textarea(attrs={"rows": 3}), help_text="退回的写明哪里要改。"
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checklist"].unmarked = True  # type: ignore[attr-defined]  # it depends on the verdict

    def signed(self, user: User, today: date) -> Signed:
        """The user, now."""
        return Signed(user.name, today, user)


class Approving(GkForm):
    """An opinion of who approves."""

    text = forms.CharField(label="签发意见", required=False, max_length=_LONG, widget=forms.Textarea(attrs={"rows": 2}))

    def signed(self, user: User, today: date) -> Signed:
        """The user, now."""
        return Signed(user.name, today, user)


class _Paper(GkForm):
    """Who signed on the printed sheet, in which role, when, with the scan."""

    name = forms.CharField(label="签字人", max_length=60, help_text="审查单上签的姓名。")
    role = forms.ChoiceField(label="以什么职责")
    day = DayField(label="签字日期")
    scan = forms.FileField(label="审查单扫描件", help_text="PDF 或者图片。", error_messages={"required": "请上传审查单的扫描件。"})

    ROLES: tuple[Role, ...] = ()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields["day"]
        assert isinstance(day, DayField)
        day.no_later, day.initial = today, today
        choices: Sequence[tuple[str, str]] = [("", "请选择"), *((role.value, role.label) for role in self.ROLES)]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]

    @property
    def signed(self) -> Signed:
        """What stands on the paper, of a valid form."""
        clean = self.cleaned_data
        return Signed(clean["name"], clean["day"], None, Upload(clean["scan"].name, clean["scan"].read()))

    @property
    def capacity(self) -> Role:
        """The role in which he signed."""
        return Role.of(self.cleaned_data["role"])


class PaperReview(_Paper):
    """A review on paper."""

    verdict = forms.ChoiceField(label="结论", choices=[("", "请选择"), *((each.value, each.label) for each in Verdict)])
    checklist = forms.MultipleChoiceField(
        label="审查单上勾选的", required=False, choices=list(CHECKLIST.items()), widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(label="审查意见", required=False, max_length=_LONG, widget=forms.Textarea(attrs={"rows": 3}))

    ROLES = tuple(Role)
    field_order = ("name", "role", "day", "verdict", "checklist", "text", "scan")


class PaperApproval(_Paper):
    """An approval on paper."""

    text = forms.CharField(label="签发意见", required=False, max_length=_LONG, widget=forms.Textarea(attrs={"rows": 2}))

    ROLES = (Role.LEADER, Role.OFFICE_HEAD)
    field_order = ("name", "role", "day", "text", "scan")


class Reassessing(GkForm):
    """The yearly look at what is withheld (条例 Art. 18)."""

    still = forms.ChoiceField(
        label="评估结论", choices=[("1", "维持不公开"), ("0", "情况有变化，应当改变公开属性")], widget=forms.RadioSelect,
        error_messages={"required": "请选择评估结论。"},
    )  # fmt: skip
    text = forms.CharField(
        label="评估意见", max_length=_LONG, widget=forms.Textarea(attrs={"rows": 3}), help_text="当初的理由现在还在不在、依据有没有变化。"
    )
