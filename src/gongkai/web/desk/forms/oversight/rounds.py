"""What a round of assessment asks: whom, by which set, when; what an organ says of itself; what the district decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.web.oversight.models import IndicatorSet
from gongkai.web.ui.forms import DayField, FilesField, GkForm
from gongkai.web.vault.files import Upload

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.web.organs.models import Organ

_FILES = "照片、文件、截图，可以一次选几个，每个不超过 32 MB。"


class PointsField(forms.DecimalField):
    """Points with at most two decimals."""

    def __init__(self, **kwargs: Any) -> None:
        label = str(kwargs.get("label", "分"))
        words = f"{label}请写数，最多两位小数，例如 2.5。"
        kwargs.setdefault(
            "error_messages",
            {"invalid": words, "min_value": words, "max_digits": words, "max_decimal_places": words, "max_whole_digits": words},
        )
        super().__init__(max_digits=6, decimal_places=2, min_value=0, **kwargs)
        self.widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})


class Preparing(GkForm):
    """A new round."""

    name = forms.CharField(label="名称", max_length=80, help_text="例如：2026年度政务公开工作考核。")
    kept = forms.ModelChoiceField(
        IndicatorSet.objects.none(), label="指标体系", empty_label="请选择", help_text="选好以后这一版就不再改动；要改的，改出来是下一版。"
    )
    first = DayField(label="考核期开始")
    last = DayField(label="考核期结束", help_text="台账里这一段时间的事都算；还没有到的，看到评分那一天。")
    self_by = DayField(label="自评截止", help_text="这一天以后可以结束自评。")
    objection_days = forms.IntegerField(
        label="申诉期限（日）", min_value=1, max_value=60, initial=10, help_text="告知结果以后几日内可以申诉。"
    )
    public = forms.BooleanField(
        label="结果要公布", required=False, help_text="不选的只告知各机关。公布的，定了以后拟成公告稿，照样三审以后发布。"
    )
    organs = forms.MultipleChoiceField(label="考核哪些机关", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, sets: Sequence[IndicatorSet], organs: Sequence[Organ], **kwargs: Any) -> None:
        """``organs`` are those that may be assessed; all are chosen at first."""
        super().__init__(*args, **kwargs)
        kept: Any = self.fields["kept"]
        kept.queryset = IndicatorSet.objects.filter(pk__in=[each.pk for each in sets])
        chosen: Any = self.fields["organs"]
        chosen.choices = [(each.slug, each.name) for each in organs]
        chosen.initial = [each.slug for each in organs]
        chosen.error_messages["required"] = "请至少选一个机关。"


class Claiming(GkForm):
    """What an organ says of one indicator."""

    points = PointsField(label="自评分")
    words = forms.CharField(label="做了什么，为什么得这些分", widget=forms.Textarea, max_length=2000)
    papers = FilesField(label="证明材料", required=False, help_text=_FILES)

    @property
    def given(self) -> dict[str, Any]:
        """What ``services.rounds_assessing.claim`` asks."""
        clean = self.cleaned_data
        return {
            "points": clean["points"],
            "words": clean["words"],
            "uploads": [Upload(each.name or "", each.read()) for each in clean["papers"]],
        }


class Objecting(GkForm):
    """Why a score is wrong."""

    text = forms.CharField(label="申诉的理由", widget=forms.Textarea, max_length=2000, help_text="写明哪一件不该扣、依据是什么。")
    file = forms.FileField(label="证明材料", required=False, help_text="可以不交。")

    @property
    def given(self) -> dict[str, Any]:
        """What ``services.rounds_assessing.object_to`` asks."""
        file = self.cleaned_data["file"]
        return {"text": self.cleaned_data["text"], "upload": Upload(file.name or "", file.read()) if file else None}


class Deciding(GkForm):
    """What is decided on an objection."""

    accepted = forms.ChoiceField(label="处理", choices=[("yes", "采纳，改分"), ("no", "不采纳")], widget=forms.RadioSelect)
    points = PointsField(label="改成几分", required=False, help_text="采纳的才写。")
    reason = forms.CharField(label="理由", widget=forms.Textarea, max_length=2000, help_text="机关会看到。")

    @property
    def given(self) -> dict[str, Any]:
        """What ``services.rounds_assessing.decide`` asks."""
        clean = self.cleaned_data
        return {"accepted": clean["accepted"] == "yes", "points": clean["points"], "reason": clean["reason"]}
