"""A year's list to import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.web.ui.forms import GkForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.web.organs.models import Organ


class Bring(GkForm):
    """Which file, for which organ."""

    organ = forms.ChoiceField(label="哪个机关的清单")
    file = forms.FileField(
        label="清单文件", help_text="Excel 表格（.xlsx）或者 .csv，不超过 32 MB。",
        error_messages={"required": "请选择清单文件。", "empty": "是空文件，请重新选择。"},
    )  # fmt: skip

    def __init__(self, *args: Any, organs: Sequence[Organ], **kwargs: Any) -> None:
        """``organs``: those for which the user may import."""
        super().__init__(*args, **kwargs)
        choices = self.fields["organ"]
        assert isinstance(choices, forms.ChoiceField)
        choices.choices = [(organ.slug, organ.name) for organ in organs]
