"""The official forms by year. To add one: a module beside this and a line in ``FORMS``."""

from __future__ import annotations

from gongkai.report.forms import y2019, y2021
from gongkai.report.forms.base import Block, Column, Form, FormRow, Section

__all__ = ["FORMS", "Block", "Column", "Form", "FormRow", "Section", "form_of", "required_form"]

FORMS: dict[str, Form] = {form.name: form for form in (y2019.FORM, y2021.FORM)}


def form_of(name: str | None) -> Form | None:
    """The form of that name, None for none or an unknown one."""
    return FORMS.get(name) if name else None


def required_form(year: int | None) -> Form | None:
    """The form that a report on ``year`` must have; None before 2019 or when the year is unknown."""
    if year is None:
        return None
    for form in FORMS.values():
        if form.first_year <= year and (form.last_year is None or year <= form.last_year):
            return form
    return None
