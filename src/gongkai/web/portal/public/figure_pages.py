"""What the pages of the figures are given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.urls import reverse

from gongkai.web.portal.public import items, lists, statistics
from gongkai.web.portal.public.frame import column_tags, context_of, meta_of
from gongkai.web.portal.public.where import Where
from gongkai.web.publication.selectors.figures import label_of, year_of, years
from gongkai.web.unchanged import once

if TYPE_CHECKING:
    from datetime import date

    from gongkai.web.organs.models import Organ
    from gongkai.web.portal.public.frame import Frame
    from gongkai.web.publication.models import Item
    from gongkai.web.publication.selectors.figures import Year

__all__ = ["context", "figures_of", "listed", "years"]


class Line(NamedTuple):
    """One thing that a number counts. What was taken down since is told by its 索引号 alone."""

    title: str
    url: str
    number: str
    index_number: str
    on: date | None
    gone: bool


def figures_of(organ: Organ, year: int) -> Year:
    """The figures of the year, counted once while nothing is written."""
    return once(("figures", organ.pk, year), lambda: year_of(organ, year))


def context(frame: Frame, year: int | None, asked: int | None) -> dict[str, Any]:
    """The page of a year; of none when nothing was published yet. ``asked`` is the year in the address."""
    slug = frame.organ.slug
    here = reverse("portal:statistics_year", args=[slug, asked]) if asked else reverse("portal:statistics", args=[slug])
    crumbs = [(frame.organ.short_name or frame.organ.name, reverse("portal:organ", args=[slug])), ("公开统计", "")]
    common = {
        "year": year, "crumbs": crumbs, "meta": meta_of(frame, column_tags("公开统计", f"{frame.organ.name}主动公开统计", "信息公开目录")),
    }  # fmt: skip
    if year is None:
        return context_of(frame, here, **common)
    found = figures_of(frame.organ, year)
    made = statistics.tables(frame, found)
    chips = [(f"{each}年", reverse("portal:statistics_year", args=[slug, each]), each == year) for each in years(frame.organ)]
    files = [(words, reverse("portal:statistics_data", args=[slug, year, suffix])) for words, suffix in (("CSV", "csv"), ("JSON", "json"))]
    return context_of(
        frame, here, pieces=statistics.sentence(frame.organ, found), charts=statistics.charts(made), files=files, years=chips if len(chips) > 1 else [],
        figures=[(each, statistics.list_url(frame.organ, year, each.key)) for each in statistics.keys(found)], **common,
    )  # fmt: skip


def listed(frame: Frame, year: int, key: str, page: int | None) -> dict[str, Any]:
    """What a number counts. Raises ``Http404``."""
    slug = frame.organ.slug
    found = statistics.listed(frame.organ, year, key)
    name = f"{year}年{label_of(key)}"
    cut = lists.cut(found, Where(page=page), ("created_at", "pk"), hiding=False)
    crumbs = [
        (frame.organ.short_name or frame.organ.name, reverse("portal:organ", args=[slug])),
        ("公开统计", reverse("portal:statistics_year", args=[slug, year])), (name, ""),
    ]  # fmt: skip
    return context_of(
        frame, statistics.list_url(frame.organ, year, key), name=name, cut=cut, lines=[_line(frame, each) for each in cut.rows], crumbs=crumbs,
        newer=_page(slug, year, key, cut.newer), older=_page(slug, year, key, cut.older), meta=meta_of(frame),
    )  # fmt: skip


def _line(frame: Frame, item: Item) -> Line:
    version = item.shown
    if version is None or not items.is_shown(item):
        return Line("", "", "", item.index_number, item.first_published_on, True)
    url = reverse("portal:item", args=[frame.organ.slug, item.pk])
    return Line(version.title, url, version.fields.get("number", ""), item.index_number, item.first_published_on, False)


def _page(slug: str, year: int, key: str, where: Where | None) -> str:
    if where is None:
        return ""
    return (
        reverse("portal:figure_page", args=[slug, year, key, where.page])
        if where.page
        else reverse("portal:figure", args=[slug, year, key])
    )
