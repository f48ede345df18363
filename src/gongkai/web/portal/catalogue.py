"""Every address that is read: pages, data, feeds, files and pictures, each with a key that changes when its bytes may have changed.

The contract for whoever keeps the public side as files::

    for each in public_addresses(organs, on=today):
        if kept.get(each.path) != each.key:
            …                                       # ask the site for that path and keep what it answers

* A path is what stands in links, with the prefix under which the site is mounted (``GONGKAI_PATH``); ``/`` at its end means a page.
  No path has a query. What is not listed is asked anew every time (search, suggestions, 我要纠错) or belongs to one person (applications).
* ``key`` is short text. Equal keys mean equal bytes, as long as code, templates and settings of the installation are the same: the frame of
  a page (organ, site, columns, styles, version of the package) is part of it. It is computed without rendering, in a few
  queries an organ and one pass over its things.
* ``changed_at`` is the last change that readers saw, where one is known: for the time of the file.
* ``status`` is 200, or 410 for the page and data of what was taken down: nobody may find the old text there.
* A list that gets a new row changes its newest page only: older pages are numbered from the oldest.
* An address that is no longer listed is gone: delete the file.
* ``organ_stamps`` tells which organs need not be gone through at all: with the stamp of last time they have the addresses and keys of last time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.web.portal import organs as open_organs
from gongkai.web.portal.public import entries
from gongkai.web.portal.public.frame import frame_of
from gongkai.web.portal.stamps import stamps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from gongkai.web.organs.models import Organ


class PublicAddress(NamedTuple):
    """One address; see the head of this module."""

    path: str
    key: str
    changed_at: datetime | None = None
    status: int = 200


def public_addresses(organs: Iterable[Organ], *, on: date) -> Iterator[PublicAddress]:
    """Everything that readers may open of these organs on that day; those whose column is not open give nothing.

    ``site_addresses`` gives the pages that belong to no organ.
    """
    readable = open_organs.open_to_readers(on)
    for organ in readable.filter(pk__in=[each.pk for each in organs]):
        for path, key, changed_at, status in entries.of(frame_of(organ), readable):
            yield PublicAddress(path, key, changed_at, status)


def organ_stamps(*, on: date) -> dict[str, str]:
    """By slug, for each organ whose column is open on that day: while its stamp is the same, so are its addresses and their keys."""
    return stamps(open_organs.open_to_readers(on), on=on)


def site_addresses(*, on: date) -> Iterator[PublicAddress]:
    """The pages of the whole site: its first page, robots.txt, the index of sitemaps."""
    for path, key in entries.of_site(open_organs.open_to_readers(on)):
        yield PublicAddress(path, key)
