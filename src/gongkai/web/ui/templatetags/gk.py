"""Template tags that every page has."""

from __future__ import annotations

from datetime import date, datetime

from django import template

from gongkai.law.deadlines import written
from gongkai.web.clock import day_of

register = template.Library()


@register.filter
def day(value: date | datetime | None) -> str:
    """A day as people write it: 2026年3月6日; "" for none."""
    if value is None:
        return ""
    return written(day_of(value) if isinstance(value, datetime) else value)
