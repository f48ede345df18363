"""Template tags of the page on which the text of a report is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from gongkai.report.narrative.problems import left_blank
from gongkai.web.reporting.selectors.behind import opens
from gongkai.web.reporting.selectors.writing import NUMBERS
from gongkai.web.ui import addresses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.web.reporting.models import AnnualReport

register = template.Library()


@register.simple_tag
def source_of(annual: AnnualReport, name: str, key: str) -> str:
    """Where the words of a field come from: the register of problems, the cases behind its cell, what is behind another number, else its line in
    the list of fields; "" for no field.
    """
    if left_blank(name):
        return addresses.of("desk:reports_troubles", annual.organ.slug, annual.year)
    return records_of(annual, name, key) or (f"#field-{NUMBERS[name]}" if name in NUMBERS else "")


@register.simple_tag
def records_of(annual: AnnualReport, name: str, key: str) -> str:
    """The page of what is behind a number; "" for words that nothing counts, and for no field."""
    if key.startswith("table") and "+" not in key:
        return addresses.of("desk:report_cell", annual.pk, key)
    return addresses.of("desk:report_text_field", annual.pk, name) if key and opens(key) else ""


@register.filter
def under(held: Mapping[str, str], key: str) -> str:
    """What stands under that key; "" for nothing."""
    return held.get(key, "")
