"""Which addresses of an organ stand in its sitemap: the first pages, the columns, every thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from gongkai.web.clock import day_of
from gongkai.web.portal.public import feeds, listing, lists, reports
from gongkai.web.portal.public.frame import base_of
from gongkai.web.portal.public.where import COLUMN, Where
from gongkai.web.publication.models import Item, SiteSettings
from gongkai.web.publication.models.item import STANDING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongkai.web.organs.models import Organ
    from gongkai.web.portal.public.frame import Frame

_PAGES = ("organ", "guide", "items", "rules", "reports", "catalogue", "statistics", "flow", "map", "simple")


def base(organ: Organ) -> str:
    """Where readers reach the organ's pages; its settings are loaded with it or asked for."""
    return base_of(getattr(organ, "site", None) or SiteSettings(organ=organ))


def parts(frame: Frame) -> int:
    """How many sitemaps the organ needs."""
    return -(-(len(_fixed(frame)) + lists.published(frame.organ).count() + len(reports.pages(frame.organ))) // feeds.SITEMAP_MOST)


def entries(frame: Frame, part: int) -> Iterator[tuple[str, date | None]]:
    """Address and day of the last change; the oldest things first, so that earlier parts stay as they are but for a report a year."""
    fixed = [*((path, None) for path in _fixed(frame)), *reports.pages(frame.organ)]
    first, last = (part - 1) * feeds.SITEMAP_MOST, part * feeds.SITEMAP_MOST
    for path, day in fixed[first:last]:
        yield f"{frame.base}{path}", day
    items = Item.objects.filter(organ=frame.organ, phase__in=STANDING, shown__isnull=False).order_by("created_at", "pk")
    begin, end = max(0, first - len(fixed)), max(0, last - len(fixed))
    for pk, at in items.values_list("pk", "changed_at")[begin:end]:
        yield f"{frame.base}{reverse('portal:item', args=[frame.organ.slug, pk])}", day_of(at)


def _fixed(frame: Frame) -> list[str]:
    slug = frame.organ.slug
    there = listing.filled(frame)
    columns = [listing.address(slug, "items", Where(COLUMN, each.key)) for each in frame.columns if each.key in there]
    return [*(reverse(f"portal:{name}", args=[slug]) for name in _PAGES), *columns]
