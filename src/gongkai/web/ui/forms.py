"""Forms in our words: rendered by templates of ``ui``, with hint and error beside each field.

A form inherits from :class:`GkForm` (one that belongs to a model: from :class:`Words` and ``ModelForm``).
Labels are nouns, hints say what the answer is used for, and errors say what to write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting

from gongkai.law.deadlines import written
from gongkai.web.ui import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date


class Renderer(TemplatesSetting):
    """Field templates come from ``ui/templates``."""

    field_template_name = "ui/field.html"


class Words:
    """Errors in whole Chinese sentences that name the field. Set ``question`` where a page asks one thing: its label is the heading then."""

    question = False
    unmarked = False  # True leaves out 必填 and 选填, where a page says once that all of it is needed
    use_required_attribute = False  # the browser's own bubbles are no summary and cannot be translated
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            speak(field, str(field.label or name))
            dress(field)


class GkForm(Words, forms.Form):
    """The base of all forms that belong to no model."""


def speak(field: forms.Field, label: str) -> None:
    """Give a field its sentences, where it still has those of Django."""
    if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        field.error_messages["required"] = f"请{_verb(field)}{label}。"
    field.error_messages.setdefault("max_length", f"{label}最多 %(limit_value)d 个字，现在有 %(show_value)d 个。请删减。")
    field.error_messages.setdefault("min_length", f"{label}至少 %(limit_value)d 个字，现在有 %(show_value)d 个。请补充。")
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        field.error_messages["invalid_choice"] = f"请在列出的选项里选择{label}。"
    if isinstance(field, forms.EmailField):
        field.error_messages["invalid"] = f"{label}写得不对。请写成 name@example.com 这样。"
    if isinstance(field, forms.IntegerField):
        field.error_messages["invalid"] = f"{label}请写整数。"


def _verb(field: forms.Field) -> str:
    if isinstance(field, forms.FileField):
        return "上传"
    if isinstance(field, forms.BooleanField):
        return "确认："
    return "选择" if isinstance(field, forms.ChoiceField | forms.ModelChoiceField) else "填写"


_ATTRIBUTES: tuple[tuple[type[forms.Field], dict[str, str]], ...] = (
    (forms.EmailField, {"autocomplete": "email", "spellcheck": "false"}),
    (forms.IntegerField, {"inputmode": "numeric"}),
)


def dress(field: forms.Field) -> None:
    """Keyboard and filling-in help by the kind of field. A long text is counted, never cut off while it is pasted."""
    for kind, attributes in _ATTRIBUTES:
        if isinstance(field, kind):
            for name, value in attributes.items():
                field.widget.attrs.setdefault(name, value)
    if isinstance(field.widget, forms.Textarea):
        field.widget.attrs.pop("maxlength", None)
        field.widget.attrs.pop("cols", None)
        if field.widget.attrs.get("rows") == "10":  # Django's own number: nobody chose it
            field.widget.attrs["rows"] = "6"


# --- fields -----------------------------------------------------------------------------------------------


class _Read(forms.CharField):
    """A line of text that a function of ``ui.reading`` makes one form."""

    attributes: dict[str, str]

    def read(self, text: str) -> Any:
        """The value. ValueError with the sentence for the form."""
        raise NotImplementedError

    def to_python(self, value: Any) -> Any:
        """None or the empty value when nothing was written."""
        text = super().to_python(value)
        if text is None or text in self.empty_values:
            return text
        try:
            return self.read(text)
        except ValueError as problem:
            raise ValidationError(str(problem), code="invalid") from problem

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Those of a text and our own."""
        return {**super().widget_attrs(widget), **self.attributes}


class PhoneInput(forms.TextInput):
    """The keys of a telephone where the keyboard is on the screen."""

    input_type = "tel"


class PhoneField(_Read):
    """A telephone number in any way of writing; the value is that of ``reading.phone``."""

    widget = PhoneInput
    attributes = {"autocomplete": "tel"}  # noqa: RUF012 - never changed

    def read(self, text: str) -> str:
        """See ``reading.phone``."""
        return reading.phone(text)


class IdentityField(_Read):
    """The number of an identity paper. ``kind`` as in ``reading.identity``; where the kind is another answer of
    the form, use ``kind="other"`` here and ``reading.identity(text, kind)`` in ``clean``.
    """

    attributes = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters", "class": "gk-identity"}  # noqa: RUF012

    def __init__(self, *, kind: str = "citizen", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind = kind

    def read(self, text: str) -> str:
        """See ``reading.identity``."""
        return reading.identity(text, self.kind)


class MoneyField(_Read):
    """An amount of yuan; the value is in fen, None when nothing was written."""

    attributes = {"autocomplete": "off", "inputmode": "decimal", "class": "gk-money"}  # noqa: RUF012
    unit = "元"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(empty_value=None, **kwargs)

    def read(self, text: str) -> int:
        """See ``reading.money``."""
        return reading.money(text)

    def prepare_value(self, value: Any) -> Any:
        """Fen as yuan; what somebody typed stays as it is."""
        return f"{value // 100}.{value % 100:02d}" if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared as it is shown."""
        return super().has_changed(self.prepare_value(initial), data)


class DayInput(forms.DateInput):
    """The browser's own calendar; after a mistake a line of text, because a calendar cannot show a day that does not exist."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With the type that can show the value."""
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        if shown:
            try:
                context["widget"]["value"] = reading.day(shown).isoformat()
            except ValueError:
                context["widget"]["type"] = "text"
        return context


class DayField(forms.DateField):
    """A day, however it is written; ``no_earlier`` and ``no_later`` are the first and the last day that can be right."""

    widget = DayInput

    def __init__(self, *, no_earlier: date | None = None, no_later: date | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.no_earlier, self.no_later = no_earlier, no_later

    def to_python(self, value: Any) -> date | None:
        """The day; ValidationError names what was written."""
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return reading.day(value)
        except ValueError as problem:
            raise ValidationError(str(problem), code="invalid") from problem

    def validate(self, value: date | None) -> None:
        """Inside the days that can be right."""
        super().validate(value)
        if value is not None and self.no_earlier is not None and value < self.no_earlier:
            raise ValidationError(f"{self.label}不能早于{written(self.no_earlier)}，现在写的是{written(value)}。", code="early")
        if value is not None and self.no_later is not None and value > self.no_later:
            raise ValidationError(f"{self.label}不能晚于{written(self.no_later)}，现在写的是{written(value)}。", code="late")


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; the value is a list, empty when none was given. What is in them is looked at by ``vault.files``."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each file as a file field takes it."""
        single: Callable[[Any, Any], object] = super().clean
        given: Sequence[Any] = data if isinstance(data, list | tuple) else [data] if data else []
        if not given:
            single(None, initial)
            return []
        return [single(each, initial) for each in given]
