"""Sitemaps and robots.txt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.web.clock import day_of
from gongkai.web.portal import organs
from gongkai.web.portal.public import answer, feeds, sitemaps
from gongkai.web.portal.public.frame import base_of, frame_of
from gongkai.web.publication.selectors.sites import site_of
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

# What belongs to one person, to the office, or is asked anew every time.
_CLOSED = ("portal:apply", "portal:track", "portal:search", "account_login", "desk:home")


@require_safe
def robots(request: HttpRequest) -> HttpResponseBase:
    """robots.txt of the whole site."""
    first = organs.open_to_readers(day_of(typed(request).moment)).first()
    base = base_of(site_of(first)) if first else ""
    return answer.data(request, feeds.robots(f"{base}{reverse('portal:sitemap')}", [reverse(name) for name in _CLOSED]), answer.TEXT)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """Where the sitemaps of the organs are."""
    found = organs.open_to_readers(day_of(typed(request).moment)).select_related("site")
    addresses = [f"{sitemaps.base(each)}{reverse('portal:organ_sitemap', args=[each.slug])}" for each in found]
    return answer.data(request, feeds.sitemap_index(addresses), answer.XML)


@require_safe
def organ_sitemap(request: HttpRequest, slug: str, part: int | None = None) -> HttpResponseBase:
    """The pages of an organ; an index of parts where they are more than a sitemap may hold."""
    frame = frame_of(organs.readable(slug, day_of(typed(request).moment)))
    parts = sitemaps.parts(frame)
    if part is None and parts > 1:
        pages = [f"{frame.base}{reverse('portal:organ_sitemap_part', args=[slug, number])}" for number in range(1, parts + 1)]
        return answer.data(request, feeds.sitemap_index(pages), answer.XML)
    if part is not None and not (parts > 1 and 1 <= part <= parts):
        raise Http404
    return answer.data(request, feeds.sitemap(sitemaps.entries(frame, part or 1)), answer.XML)
