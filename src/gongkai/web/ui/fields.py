"""What the templates of forms ask of a field."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django import forms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.forms import BaseForm, BoundField, Form
    from django.forms.formsets import BaseFormSet


class ErrorLine(NamedTuple):
    """One sentence of the summary; ``anchor`` is the id to jump to, "" when no one field is meant."""

    anchor: str
    text: str


def kind_of(field: BoundField) -> str:
    """``group`` for a set of choices, ``tick`` for one box, ``text`` for a long text, ``line`` for the rest."""
    widget = field.field.widget
    if widget.use_fieldset:
        return "group"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    return "text" if isinstance(widget, forms.Textarea) else "line"


def error_lines(form: BaseForm | None, formset: BaseFormSet[Form] | None) -> tuple[ErrorLine, ...]:
    """Everything that is wrong, in the order of the page."""
    lines = list(_of_form(form)) if form is not None else []
    if formset is not None and formset.is_bound:
        lines += [ErrorLine("", str(text)) for text in formset.non_form_errors()]
        for each in formset.forms:
            lines += _of_form(each)
    return tuple(lines)


def _of_form(form: BaseForm) -> Iterator[ErrorLine]:
    for text in form.non_field_errors():
        yield ErrorLine("", str(text))
    for field in form:
        for text in field.errors:
            yield ErrorLine("" if field.is_hidden else _anchor(field), str(text))


def _anchor(field: BoundField) -> str:
    """The control itself, or the first of a group: a jump lands where something can be typed."""
    if kind_of(field) == "group":
        first = next(iter(field.subwidgets), None)
        return str(first.id_for_label or field.auto_id) if first else str(field.auto_id)
    return str(field.id_for_label or field.auto_id)
