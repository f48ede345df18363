"""What stands in a folder of files where the site itself answers: a page that says so, and a search among titles that needs no server.

Applying, following a case and saying that something is wrong need the site. On a web server the addresses of these
pages lead there (``docs/how-to/serve-static-pages.md``); in a folder on a disk a page says where, and how else.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse

from gongkai.web.portal.public import lists
from gongkai.web.portal.public.frame import context_of, frame_of
from gongkai.web.ui.relative import relative_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gongkai.web.organs.models import Organ

TITLES = "titles.js"
MOST_TITLES = 20_000  # what a browser searches at once; beyond that the newest, and the page says so
_OF_SITE = {"checkup": "checkup:home", **{name: f"portal:{name}" for name in ("search", "apply", "track", "calculator")}}
_OF_ORGAN = ("apply", "complain", "surveys", "grievance", "days")


class Made(NamedTuple):
    """A file that is made here and not by the site: its path, a key, how it is made."""

    path: str
    key: str
    make: Callable[[], bytes]


def stubs(organ: Organ, key: str) -> Iterator[Made]:
    """The pages of an organ that need the site, and its list of titles. ``key`` changes when anything of the organ did."""
    for name in ("search", *_OF_ORGAN):
        template = "export/search.html" if name == "search" else "export/online.html"
        path = reverse(f"portal:{name}", args=[organ.slug])
        yield Made(path, key, lambda path=path, name=name, template=template: _page(organ, path, name, template))  # type: ignore[misc]
    titles = reverse("portal:search", args=[organ.slug]) + TITLES
    yield Made(titles, key, lambda: titles_of(organ))


def stubs_of_site(key: str) -> Iterator[Made]:
    """Those that belong to no organ."""
    for name, address in _OF_SITE.items():
        path = reverse(address)
        yield Made(path, key, lambda path=path, name=name: _page(None, path, name, "export/online.html"))  # type: ignore[misc]


def titles_of(organ: Organ) -> bytes:
    """``gongkaiTitles([...])``: title, 文号, 索引号, day, address of each public item, newest first."""
    newest = lists.only_shown(lists.published(organ)).order_by("-place")[:MOST_TITLES]
    rows = [
        [each.title, each.number, each.index_number, each.published_on.isoformat(), each.url]
        for each in lists.rows_of(organ.slug, list(newest))
    ]
    return f"gongkaiTitles({json.dumps(rows, ensure_ascii=False, separators=(',', ':'))});\n".encode()


def _page(organ: Organ | None, path: str, name: str, template: str) -> bytes:
    context = {"what": name, "base": path, "titles": TITLES, "most": MOST_TITLES}
    if organ is not None:
        frame = frame_of(organ)
        context = context_of(frame, path, **context, online=f"{frame.base}{path}" if frame.site.address else "")
    return relative_html(render_to_string(template, context).encode("utf-8"), path)
