"""Looking for what is public: the page, and suggestions while somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from gongkai.web.clock import day_of
from gongkai.web.portal import organs
from gongkai.web.portal.public import answer, searching
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from gongkai.web.organs.models import Organ


@require_safe
def search(request: HttpRequest, slug: str = "") -> HttpResponseBase:
    """What is public and answers the question; the question stands in the address."""
    today = day_of(typed(request).moment)
    return answer.page(request, "portal/search.html", searching.context(_organ(slug, today), request.GET, today))


@require_safe
def data(request: HttpRequest, slug: str = "") -> HttpResponseBase:
    """The same as JSON."""
    today = day_of(typed(request).moment)
    return answer.as_json(request, searching.data(_organ(slug, today), request.GET, today))


@require_safe
def suggest(request: HttpRequest, slug: str = "") -> HttpResponseBase:
    """What could be meant by what stands in the box so far."""
    today = day_of(typed(request).moment)
    return answer.as_json(
        request, {"suggestions": searching.suggestions(_organ(slug, today), request.GET.get("q", "").replace("\0", ""), today)}
    )


def _organ(slug: str, today: date) -> Organ | None:
    return organs.readable(slug, today) if slug else None
