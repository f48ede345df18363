"""Sets of indicators written in the browser: name and grades, a branch, an indicator."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.web.desk.forms.oversight.rounds import PointsField
from gongkai.web.oversight.indicators.registry import TOPICS
from gongkai.web.oversight.indicators.sets import METHODS, Leaf, plain
from gongkai.web.oversight.models import AppliesTo
from gongkai.web.ui.forms import GkForm

_GRADE = re.compile(r"(\S{1,20})[\s,，:：]+(\d{1,3}(?:\.\d{1,2})?)")


class Describing(GkForm):
    """Name, words and grades of a set."""

    name = forms.CharField(label="名称", max_length=80)
    about = forms.CharField(label="说明", widget=forms.Textarea, max_length=2000, required=False)
    grades = forms.CharField(
        label="等次", widget=forms.Textarea, help_text="一行一个，从高到低，写等次和分数线，例如：优秀 90。都达不到的是不合格。"
    )

    def clean_grades(self) -> list[tuple[str, Decimal]]:
        """Pairs of word and least sum."""
        found = []
        for line in filter(None, (each.strip() for each in self.cleaned_data["grades"].splitlines())):
            match = _GRADE.fullmatch(line)
            if match is None:
                raise ValidationError(f"“{line[:40]}”看不懂，请写成“优秀 90”这样。")
            found.append((match[1], Decimal(match[2])))
        return found

    @staticmethod
    def written(grades: list[list[str]]) -> str:
        """Grades as the form shows them."""
        return "\n".join(f"{word} {plain(Decimal(str(least)))}" for word, least in grades)


class Naming(GkForm):
    """A branch."""

    name = forms.CharField(label="名称", max_length=80)


class Measuring(GkForm):
    """An indicator."""

    name = forms.CharField(label="名称", max_length=80)
    automatic = forms.ChoiceField(label="由谁评", required=False, help_text="由系统评的，从台账里数；每个指标怎么数，见“自动指标说明”。")
    method = forms.ChoiceField(
        label="计分办法",
        choices=list(METHODS.items()),
        help_text="扣分：每件扣几分，扣完为止。按比例：没有毛病的占多少得多少分。加分：另计，不在 100 分里。一票否决：有一件就是不合格。",
    )
    points = PointsField(label="分值", required=False, help_text="加分的写最多加几分；一票否决不写。")
    per_case = PointsField(label="每件几分", required=False, help_text="由系统扣分、加分的要写。")
    cap = PointsField(label="最多扣几分", required=False, help_text="不写的，扣完分值为止。")
    applies = forms.ChoiceField(label="适用", choices=AppliesTo.choices)
    evidence = forms.CharField(label="评分标准和证明材料", max_length=300, required=False, widget=forms.Textarea)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        automatic: Any = self.fields["automatic"]
        automatic.choices = [
            ("", "由人评：机关自评，区里复核"),
            *((f"系统：{topic}", [(each.key, each.title) for each in module.INDICATORS]) for topic, module in TOPICS),
        ]

    @property
    def leaf(self) -> Leaf:
        """The indicator that was written."""
        clean = self.cleaned_data
        zero = Decimal(0)
        return Leaf(
            clean["name"].strip(), clean["method"], clean["points"] or zero, clean["per_case"] or zero, clean["cap"], clean["automatic"], clean["applies"],
            clean["evidence"].strip(),
        )  # fmt: skip

    @staticmethod
    def shown(leaf: Leaf) -> dict[str, Any]:
        """What the form shows of an indicator."""
        numbers = {
            "points": plain(leaf.points),
            "per_case": plain(leaf.per_case) if leaf.per_case else "",
            "cap": "" if leaf.cap is None else plain(leaf.cap),
        }
        return {**leaf._asdict(), **numbers}
