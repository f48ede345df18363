"""The merge: a subordinate's file, a decision with its reason, the superior's workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.web.ui.forms import GkForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.web.organs.models import Organ

_BY_NAME = "按文件里写的机关名称"


class HandIn(GkForm):
    """The report of a subordinate as a file."""

    file = forms.FileField(
        label="下级机关的年度报告文件", help_text="Word、WPS、PDF、网页、Excel、文本、JSON 都可以，不超过 32 MB。同一机关再交的替换先交的。",
        error_messages={"required": "请选择年度报告文件。", "empty": "是空文件，请重新选择。"},
    )  # fmt: skip
    organ = forms.ChoiceField(label="哪个机关的报告", required=False)
    whole = forms.BooleanField(label="这份报告已经汇总了它所属各机关的数字", required=False)

    def __init__(self, *args: Any, organs: Sequence[Organ], above: bool, **kwargs: Any) -> None:
        """``organs``: those of which a file is taken; ``above``: one of them has organs below itself."""
        super().__init__(*args, **kwargs)
        field = self.fields["organ"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _BY_NAME), *((each.slug, each.name) for each in organs)]
        if not above:
            del self.fields["whole"]


class Why(GkForm):
    """The reason for a decision on an organ."""

    reason = forms.CharField(
        label="理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明情况和谁同意的。理由留在汇总的记录里，不公开。",
    )


class Template(GkForm):
    """The workbook that the superior wants filled."""

    file = forms.FileField(
        label="上级发的填报表", help_text="Excel 表格（.xlsx）。只填空着的格子，公式、样式和别的内容都不动。",
        error_messages={"required": "请选择填报表。", "empty": "是空文件，请重新选择。"},
    )  # fmt: skip
