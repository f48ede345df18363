"""What a change of organs asks: who, from which day, by which paper, who takes over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.web.oversight.models import OrganChange
from gongkai.web.ui.forms import DayField, GkForm
from gongkai.web.vault.files import Upload

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ

_MANY = "勾选所有并入的机关。承接的那个不要勾。"
_ESTABLISH = "还没有的，先在“机关”页设立，设立日期写上面这一天。"
Kind = OrganChange.Kind


class Planning(GkForm):
    """A change of one kind. Fields that the kind does not need are not there."""

    day = DayField(label="从哪一天起", help_text="新的机关、新的名称从这一天起；原机关的最后一天是前一天。")
    name = forms.CharField(label="新的名称", max_length=120, help_text="全称，例如：示例街道办事处。文书从这一天起用新的名称。")
    short_name = forms.CharField(label="新的简称", max_length=40, required=False)
    number = forms.CharField(label="批准文件的文号", max_length=120, help_text="例如：示区编〔2026〕5号。")
    file = forms.FileField(
        label="批准文件", error_messages={"empty": "这是空文件，请重新选择"}, help_text="扫描件。PDF 或者图片，不超过 32 MB。"
    )

    def __init__(self, *args: Any, kind: str, organs: QuerySet[Organ], **kwargs: Any) -> None:
        """``organs`` are those that exist and that the user manages."""
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind == Kind.RENAME:
            self._choose("source", "原机关", organs)
        else:
            del self.fields["name"], self.fields["short_name"]
            self._takes_over(kind, organs)
        front = ["sources", "source", "main", "others", "day"]
        self.order_fields([name for name in front if name in self.fields])

    def _takes_over(self, kind: str, organs: QuerySet[Organ]) -> None:
        if kind == Kind.MERGE:
            self._choose("sources", "原机关", organs, many=True, hint=_MANY)
            self._choose("main", "并入哪个机关", organs, hint=_ESTABLISH)
        elif kind == Kind.SPLIT:
            self._choose("source", "原机关", organs)
            self._choose("main", "主要承接机关", organs, hint=f"没有另外写明去向的都归它。{_ESTABLISH}")
            self._choose("others", "其他承接机关", organs, many=True)
        else:
            self._choose("source", "原机关", organs)
            self._choose("main", "由谁承接", organs, required=False, hint="没有办完的事、职责都归它。什么都没有了的才可以不选。")

    def _choose(self, name: str, label: str, organs: QuerySet[Organ], *, many: bool = False, required: bool = True, hint: str = "") -> None:
        kind = forms.ModelMultipleChoiceField if many else forms.ModelChoiceField
        given: dict[str, Any] = {"label": label, "required": required, "help_text": hint, "to_field_name": "slug"}
        given |= {"widget": forms.CheckboxSelectMultiple} if many else {"empty_label": "请选择" if required else "没有承接机关"}
        given["error_messages"] = {"required": f"请选择{label}。", "invalid_choice": f"请在列出的选项里选择{label}。"}
        self.fields[name] = kind(organs, **given)

    @property
    def given(self) -> dict[str, Any]:
        """What ``services.changes.draft`` asks, of a valid form."""
        clean = self.cleaned_data
        one, file = clean.get("source"), clean["file"]
        return {
            "kind": self.kind, "day": clean["day"], "sources": [one] if one else list(clean["sources"]),
            "heirs": [*([clean["main"]] if clean.get("main") else []), *clean.get("others", [])], "name": clean.get("name", ""),
            "short_name": clean.get("short_name", ""), "number": clean["number"], "upload": Upload(file.name or "", file.read()),
        }  # fmt: skip
