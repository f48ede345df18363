"""What the superior wants of an organ, for its first page: letters of 催办 that nobody acknowledged, orders of 整改 that are not answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django import template
from django.urls import reverse

from gongkai.web.desk.access import reach_of, today
from gongkai.web.oversight.selectors.board_notices import notices

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

register = template.Library()
MOST = 8  # what a first page has room for


class Notice(NamedTuple):
    """One of them: the words, the day that counts, whether it is past, its page."""

    words: str
    day: date
    late: bool
    address: str


@register.simple_tag
def superior_wants(request: HttpRequest) -> list[Notice]:
    """The notices for the user's organs, the earliest day first. One query, none for who answers nothing."""
    reach = reach_of(request)
    if not reach.any("order.answer"):
        return []
    day = today(request)
    return [
        Notice(f"催办函 {each.number}", each.day, False, reverse("desk:urging", args=[each.pk]))
        if each.letter
        else Notice(f"整改通知 {each.number}", each.day, each.day < day, reverse("desk:order", args=[each.pk]))
        for each in notices(reach.organs("order.answer"))[:MOST]
    ]
