"""What the list of items is narrowed to, from the address. What cannot be read asks for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms

from gongkai.ledger.vocabulary.codes import Attribute
from gongkai.web.publication.models import Genre, Phase
from gongkai.web.ui.forms import GkForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gongkai.web.organs.models import Organ

_ANY = ("", "不限")
DUE, NEWEST = "due", "new"
SORTS = {DUE: "先到期的在前", NEWEST: "最近的在前"}


class Wanted(NamedTuple):
    """What is looked for; "" where nothing is said."""

    words: str = ""
    column: str = ""
    genre: str = ""
    phase: str = ""
    attribute: str = ""
    organ: str = ""


class Filters(GkForm):
    """The fields above the list; all may be left out."""

    q = forms.CharField(label="查找", required=False, max_length=100, strip=True, help_text="标题、发文字号、索引号")
    column = forms.ChoiceField(label="栏目", required=False)
    genre = forms.ChoiceField(label="体裁", required=False, choices=[_ANY, *Genre.choices])
    phase = forms.ChoiceField(label="状态", required=False, choices=[_ANY, *Phase.choices])
    attribute = forms.ChoiceField(label="公开属性", required=False, choices=[_ANY, *((each.value, each.label) for each in Attribute)])
    sort = forms.ChoiceField(label="排序", required=False, choices=[("", "按列表"), *SORTS.items()])

    def __init__(self, data: Any, *, columns: Sequence[tuple[str, str]], organs: Iterable[Organ] = ()) -> None:
        """``columns``: keys with their names; ``organs``: those between which the list can be narrowed."""
        super().__init__(data)
        self.fields["column"].choices = [_ANY, *columns]  # type: ignore[attr-defined]
        known = list(organs)
        if len(known) > 1:
            choices = [(str(organ.pk), organ.short_name or organ.name) for organ in known]
            self.fields["organ"] = forms.ChoiceField(label="机关", required=False, choices=[_ANY, *choices])

    @property
    def wanted(self) -> Wanted:
        """What can be read of it."""
        self.is_valid()
        clean = self.cleaned_data
        return Wanted(
            words=clean.get("q") or "", column=clean.get("column") or "", genre=clean.get("genre") or "", phase=clean.get("phase") or "",
            attribute=clean.get("attribute") or "", organ=clean.get("organ") or "",
        )  # fmt: skip

    @property
    def order(self) -> str:
        """A key of :data:`SORTS`; "" for that of the list."""
        self.is_valid()
        return self.cleaned_data.get("sort") or ""
