"""Template tags of the page on which the text of a report is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from gongkai.report.narrative.problems import left_blank
from gongkai.web.reporting.selectors.writing import NUMBERS
from gongkai.web.ui import addresses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.web.reporting.models import AnnualReport

register = template.Library()


@register.simple_tag
def source_of(annual: AnnualReport, name: str, key: str) -> str:
    """Where the words of a field come from: the register of problems, the cases behind its cell, else its line in the list of fields; "" for no field."""
    if left_blank(name):
        return addresses.of("desk:reports_troubles", annual.organ.slug, annual.year)
    cell = addresses.of("desk:report_cell", annual.pk, key) if key.startswith("table") and "+" not in key else ""
    return cell or (f"#field-{NUMBERS[name]}" if name in NUMBERS else "")


@register.filter
def under(held: Mapping[str, str], key: str) -> str:
    """What stands under that key; "" for nothing."""
    return held.get(key, "")
