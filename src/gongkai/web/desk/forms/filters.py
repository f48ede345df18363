"""What a work list is narrowed to, from the address. What cannot be read asks for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.law.tally import ROW_LABELS
from gongkai.ledger.states.parts import Phase
from gongkai.ledger.vocabulary.codes import Channel, Column
from gongkai.web.applications.selectors.worklist import Wanted
from gongkai.web.ui.forms import GkForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.web.organs.models import Organ

_ANY = ("", "不限")
_FIRST_YEAR = 2008  # 条例2007 came into force


class Filters(GkForm):
    """The fields of the list; all may be left out."""

    q = forms.CharField(label="查找", required=False, max_length=100, strip=True, help_text="登记编号、申请内容、文号，或者申请人的全名")
    phase = forms.ChoiceField(label="状态", required=False, choices=[_ANY, *((each.value, each.label) for each in Phase)])
    channel = forms.ChoiceField(label="提交方式", required=False, choices=[_ANY, *((each.value, each.label) for each in Channel)])
    column = forms.ChoiceField(label="申请人类型", required=False, choices=[_ANY, *((each.value, each.label) for each in Column)])
    row = forms.ChoiceField(
        label="办理结果", required=False, choices=[_ANY, *((key, label) for key, label in ROW_LABELS.items() if key != "other")]
    )
    year = forms.IntegerField(label="收到的年份", required=False, min_value=_FIRST_YEAR, max_value=2100)
    ended = forms.IntegerField(label="办结的年份", required=False, min_value=_FIRST_YEAR, max_value=2100)
    late = forms.BooleanField(label="只看逾期答复的", required=False)
    organ = forms.UUIDField(required=False, widget=forms.HiddenInput)
    handler = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, organs: Iterable[Organ] = ()) -> None:
        """``organs``: those between which the list can be narrowed."""
        super().__init__(data)
        known = list(organs)
        if len(known) > 1:
            self.fields["organ"] = forms.ChoiceField(
                label="机关", required=False, choices=[_ANY, *((str(organ.pk), organ.short_name or organ.name) for organ in known)]
            )

    @property
    def wanted(self) -> Wanted:
        """What can be read of it."""
        self.is_valid()
        clean = self.cleaned_data
        return Wanted(
            words=clean.get("q") or "", phase=clean.get("phase") or "", channel=clean.get("channel") or "", column=clean.get("column") or "",
            row=clean.get("row") or "", year=clean.get("year"), ended=clean.get("ended"), late=bool(clean.get("late")), organ=clean.get("organ") or None, handler=clean.get("handler"),
        )  # fmt: skip
