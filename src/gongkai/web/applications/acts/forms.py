"""The form of an act. What the system can compute is a default or is not asked at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from gongkai.web.vault.files import Upload
from gongkai.web.vault.models import StoredFile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.web.applications.acts.case import Case
    from gongkai.web.applications.models import Item

LONG = 4000  # characters of a text that an officer writes


class ActForm(forms.Form):
    """Fields that know the case: :meth:`prepare` sets choices and defaults from it."""

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self.prepare()

    def prepare(self) -> None:
        """Set what depends on the case."""

    def start(self, name: str, value: object) -> None:
        """The default of a field."""
        self.fields[name].initial = value

    def offer(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        """The choices of a field; the only one is chosen."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)
        if len(field.choices) == 1:
            field.initial = field.choices[0][0]


class NoAnswers(ActForm):
    """Nothing is asked."""


def text(label: str, hint: str = "", *, required: bool = True, rows: int = 3, length: int = LONG) -> forms.CharField:
    """Several lines."""
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=length, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": f"请写{label}"},
    )  # fmt: skip


def line(label: str, hint: str = "", *, required: bool = True, length: int = 200) -> forms.CharField:
    """One line."""
    return forms.CharField(label=label, help_text=hint, required=required, max_length=length, error_messages={"required": f"请写{label}"})


def day(label: str, hint: str = "", *, required: bool = True) -> forms.DateField:
    """A day, in the form that browsers send."""
    return forms.DateField(
        label=label, help_text=hint, required=required, input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": f"请选{label}", "invalid": "请写成 2026-03-06 的样子"},
    )  # fmt: skip


def number(label: str, hint: str = "", *, least: int = 1, most: int = 1_000_000, required: bool = True) -> forms.IntegerField:
    """A whole number."""
    return forms.IntegerField(
        label=label, help_text=hint, min_value=least, max_value=most, required=required, error_messages={"required": f"请写{label}"}
    )


def choice(
    label: str, choices: Iterable[tuple[str, Any]] = (), hint: str = "", *, radio: bool = False, required: bool = True
) -> forms.ChoiceField:
    """One of several."""
    return forms.ChoiceField(
        label=label, help_text=hint, choices=list(choices), required=required, widget=forms.RadioSelect if radio else forms.Select,
        error_messages={"required": f"请选{label}"},
    )  # fmt: skip


def yes(label: str, hint: str = "", *, initial: bool = False) -> forms.BooleanField:
    """A box to tick."""
    return forms.BooleanField(label=label, help_text=hint, required=False, initial=initial)


class Paper(forms.Field):
    """A file: one that a browser sends, an :class:`Upload` of a program, or one that is already kept."""

    widget = forms.ClearableFileInput

    def to_python(self, value: object) -> Upload | StoredFile | None:
        """The file as services take it."""
        if isinstance(value, UploadedFile):
            return Upload(value.name or "", value.read())
        return value if isinstance(value, (Upload, StoredFile)) else None


def paper(label: str, hint: str = "可以交 PDF、图片或者 Word 文档") -> Paper:
    """A file that may be left out."""
    return Paper(label=label, help_text=hint, required=False)


class Document(ActForm):
    """Something that came in: in words, or as a scan, or both."""

    text = text("内容", "照录或者摘要；已经上传扫描件的可以只写名称", required=False)
    file = paper("扫描件")

    def clean(self) -> dict[str, Any]:
        """One of the two is there."""
        answers = super().clean() or {}
        if not answers.get("text") and not answers.get("file"):
            self.add_error("text", "请写内容，或者上传扫描件")
        return answers


def brief(item: Item) -> str:
    """An item in one line."""
    return f"第{item.number}项　{item.content if len(item.content) <= 60 else item.content[:59] + '…'}"
