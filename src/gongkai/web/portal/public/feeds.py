"""What machines follow: Atom feeds (RFC 4287), sitemaps (sitemaps.org), robots.txt."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, time
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from gongkai.ledger.guards import BEIJING
from gongkai.web.publication.models import Item
from gongkai.web.reporting.models import Edition

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from gongkai.web.portal.public.frame import Frame
    from gongkai.web.portal.public.lists import Row

NEWEST = 30  # entries of a feed
SITEMAP_MOST = 50_000  # addresses of one sitemap (sitemaps.org)
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


class Feed(NamedTuple):
    """A feed: its title, its own address, the page that it follows; addresses are whole."""

    title: str
    url: str
    page: str


def atom(frame: Frame, feed: Feed, rows: Sequence[Row]) -> bytes:
    """The newest things of a list. Times are those of the last change that readers saw."""
    changed = _changes([row.id for row in rows])
    stamped = [(row, changed.get(row.id) or _midnight(row.published_on)) for row in rows]
    newest = max((at for _, at in stamped), default=_midnight(frame.organ.valid_from))
    entries = "".join(_entry(frame, row, at) for row, at in stamped)
    return (
        f'{_HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">\n<title>{escape(feed.title)}</title>\n'
        f"<id>{uuid.uuid5(uuid.NAMESPACE_URL, f'{frame.organ.pk}{feed.page}').urn}</id>\n<updated>{_time(newest)}</updated>\n"
        f"<author><name>{escape(frame.organ.name)}</name></author>\n"
        f'<link rel="self" type="application/atom+xml" href="{escape(feed.url)}"/>\n<link rel="alternate" type="text/html" href="{escape(feed.page)}"/>\n'
        f"{entries}</feed>\n"
    ).encode()


def sitemap(entries: Iterable[tuple[str, date | None]]) -> bytes:
    """Addresses, each with the day of its last change where that is known."""
    lines = "".join(f"<url><loc>{escape(loc)}</loc>{_day(day)}</url>\n" for loc, day in entries)
    return f'{_HEAD}<urlset xmlns="{_SITEMAPS}">\n{lines}</urlset>\n'.encode()


def sitemap_index(addresses: Iterable[str]) -> bytes:
    """Where the sitemaps are."""
    lines = "".join(f"<sitemap><loc>{escape(loc)}</loc></sitemap>\n" for loc in addresses)
    return f'{_HEAD}<sitemapindex xmlns="{_SITEMAPS}">\n{lines}</sitemapindex>\n'.encode()


def robots(sitemap_address: str, closed: Sequence[str]) -> bytes:
    """Everything that is read may be indexed; what belongs to one person may not."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), f"Sitemap: {sitemap_address}"]
    return ("\n".join(lines) + "\n").encode("ascii", "xmlcharrefreplace")


def _entry(frame: Frame, row: Row, at: datetime) -> str:
    link = f'<link rel="alternate" type="text/html" href="{escape(_whole(frame, row.url))}"/>\n' if row.url else ""
    category = f'<category term="{escape(row.column)}" label="{escape(row.column_label)}"/>\n' if row.column else ""
    summary = row.summary or "　".join(filter(None, [row.number, row.validity_label]))
    return (
        f"<entry>\n<title>{escape(row.title)}</title>\n<id>{row.id.urn}</id>\n{link}<published>{_time(_midnight(row.published_on))}</published>\n"
        f"<updated>{_time(at)}</updated>\n{category}<summary>{escape(summary)}</summary>\n</entry>\n"
    )


def _whole(frame: Frame, url: str) -> str:
    return f"{frame.base}{url}" if url.startswith("/") else url


def _changes(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, datetime]:
    changed = dict(Item.objects.filter(pk__in=ids).values_list("pk", "changed_at"))
    return changed | dict(Edition.objects.filter(report__in=ids).order_by("number").values_list("report_id", "created_at"))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BEIJING)


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _day(day: date | None) -> str:
    return f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
