"""Forms of the register: which file, for which organ; which year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.web.ui.forms import GkForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.web.organs.models import Organ


class Bring(GkForm):
    """A register to import."""

    organ = forms.ChoiceField(label="哪个机关的台账")
    file = forms.FileField(
        label="台账文件", help_text="Excel 表格（.xlsx）或者 .csv，不超过 32 MB；几万行的请另存为 .csv 再上传",
        error_messages={"required": "请选择台账文件", "empty": "是空文件，请重新选择"},
    )  # fmt: skip

    def __init__(self, *args: Any, organs: Sequence[Organ], **kwargs: Any) -> None:
        """``organs``: those for which the user may import."""
        super().__init__(*args, **kwargs)
        self.fields["organ"] = _organs("哪个机关的台账", organs)


class Give(GkForm):
    """A year of an organ to export."""

    organ = forms.ChoiceField(label="哪个机关的台账")
    year = forms.IntegerField(label="年度", min_value=2008, max_value=2100, error_messages={"required": "请填写年度"})

    def __init__(self, *args: Any, organs: Sequence[Organ], **kwargs: Any) -> None:
        """``organs``: those for which the user may export."""
        super().__init__(*args, **kwargs)
        self.fields["organ"] = _organs("哪个机关的台账", organs)


def _organs(label: str, organs: Sequence[Organ]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[(organ.slug, organ.name) for organ in organs])
