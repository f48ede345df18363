"""The page of what was found: hits with their marks, facets as links, pages, and what to do when there is nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from gongkai.web.portal.organs import open_to_readers
from gongkai.web.portal.public import listing, lists
from gongkai.web.portal.public.frame import STYLES, context_of, frame_of
from gongkai.web.portal.public.where import COLUMN, Where
from gongkai.web.publication.models import Genre, Validity
from gongkai.web.search.engine import MOST
from gongkai.web.search.models import PublicItem
from gongkai.web.search.selectors import Query, ask, suggest
from gongkai.web.ui import addresses

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from gongkai.web.organs.models import Organ
    from gongkai.web.search.selectors import Count, Hit, Results

SIZE, LONGEST = 20, 200  # hits of a page; characters of a question that are looked at
FACETS = (("column", "栏目"), ("year", "年份"), ("genre", "体裁"), ("validity", "有效性"), ("organ", "机关"))
_OWN = re.compile(r"/items/([0-9a-f-]{36})/$")
_SHOWN = 8  # values of a facet before the rest is folded


class Choice(NamedTuple):
    """One value of a facet: the link that chooses it, or that gives it up when it is ``here``."""

    label: str
    hits: int
    url: str
    here: bool


class Facet(NamedTuple):
    """What hits can be narrowed by."""

    label: str
    choices: list[Choice]
    rest: list[Choice]


class Line(NamedTuple):
    """A hit with what a reader sees of it."""

    hit: Hit
    url: str
    genre: str
    validity: str
    validity_kind: str


class Asked(NamedTuple):
    """The question as it stands in the address, clean."""

    text: str
    narrowed: dict[str, str]
    page: int

    def url(self, base: str, **changes: str | int | None) -> str:
        """The address with something changed; a change goes back to the first page."""
        held: dict[str, Any] = {"q": self.text, **self.narrowed, "page": None, **changes}
        return f"{base}?{urlencode({name: value for name, value in held.items() if value not in (None, '')})}"


def read(given: Mapping[str, str]) -> Asked:
    """The question of an address; what makes no sense is left out."""
    narrowed = {name: value for name, _ in FACETS if (value := _plain(given.get(name, "")).strip()[:60])}
    if not narrowed.get("year", "0").isascii() or not narrowed.get("year", "0").isdecimal() or len(narrowed.get("year", "0")) > 4:
        del narrowed["year"]
    page = given.get("page", "1")
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1
    return Asked(" ".join(_plain(given.get("q", "")).split())[:LONGEST], narrowed, max(1, number))


def results(organ: Organ | None, asked: Asked, on: date) -> Results | None:
    """What was found in what readers may open; None for no question."""
    if not asked.text:
        return None
    narrowed = asked.narrowed
    organs = [organ] if organ else list(open_to_readers(on).filter(**{"slug": narrowed["organ"]} if "organ" in narrowed else {}))
    year = int(narrowed["year"]) if "year" in narrowed else None
    return ask(
        Query(
            asked.text, organs=organs, column=narrowed.get("column", ""), year=year, genre=narrowed.get("genre", ""),
            validity=narrowed.get("validity", ""), page=asked.page, size=SIZE, on=on,
        )
    )  # fmt: skip


def context(organ: Organ | None, given: Mapping[str, str], on: date) -> dict[str, Any]:
    """What the page is given."""
    asked = read(given)
    found = results(organ, asked, on)
    here = reverse("portal:search", args=[organ.slug] if organ else [])
    words = _words(asked, found, here) if found else {}
    common = {"query": asked.text, "asked": asked, "found": found, "here": here, **words}
    if organ is None:
        return {"styles": [f"ui/{name}.css" for name in STYLES], "all_doors": addresses.doors(None, here), **common}
    return context_of(frame_of(organ), here, **common)


def _plain(text: str) -> str:
    """Without the one character that no text of PostgreSQL may hold."""
    return text.replace("\0", "")


def _words(asked: Asked, found: Results, here: str) -> dict[str, Any]:
    last = -(-min(found.total, MOST) // SIZE)
    facets = [made for name, label in FACETS if (made := _facet(asked, here, name, label, getattr(found.facets, name)))]
    chosen = [Choice(_chosen(facets, name, value), 0, asked.url(here, **{name: None}), True) for name, value in asked.narrowed.items()]
    return {
        "lines": [line_of(hit) for hit in found.hits], "facets": facets, "chosen": chosen,
        "newer": asked.url(here, page=asked.page - 1) if asked.page > 1 else "", "older": asked.url(here, page=asked.page + 1) if asked.page < last else "",
        "last": last, "elsewhere": asked.url(reverse("portal:search"), column=None, organ=None),
    }  # fmt: skip


def _chosen(facets: Sequence[Facet], name: str, value: str) -> str:
    label = dict(FACETS)[name]
    words = next((each.label for facet in facets if facet.label == label for each in (*facet.choices, *facet.rest) if each.here), value)
    return f"{label}：{words}"


def _facet(asked: Asked, here: str, name: str, label: str, counts: Sequence[Count]) -> Facet | None:
    """The values of one facet; None where there is nothing to choose between."""
    now = asked.narrowed.get(name, "")
    if len(counts) < 2 and not now:
        return None
    choices = []
    for each in counts:
        here_now = each.value == now
        choices.append(Choice(words(name, each), each.hits, asked.url(here, **{name: None if here_now else each.value}), here_now))
    return Facet(label, choices[:_SHOWN], choices[_SHOWN:]) if choices else None


def words(name: str, each: Count) -> str:
    """What a value is called."""
    if name == "genre" and each.value in Genre.values:
        return Genre(each.value).label
    if name == "validity" and each.value in Validity.values:
        return Validity(each.value).label
    return f"{each.value}年" if name == "year" else each.label or each.value


def line_of(hit: Hit) -> Line:
    """A hit as the page shows it; the address is that of the page here, wherever the organ's column is mounted."""
    genre = Genre(hit.genre).label if hit.genre in Genre.values else ""
    validity = Validity(hit.validity).label if hit.validity in Validity.values and hit.validity else ""
    return Line(
        hit, address_of(hit.source, hit.address, hit.organ_slug), genre, validity, lists.validity_kind(hit.validity) if validity else ""
    )


def address_of(source: str, address: str, slug: str) -> str:
    """The page here of a thing whose address is kept whole, with the host where the organ's column is mounted."""
    if source == PublicItem.Source.REPORT:
        return lists.address_of(lists.root_of(slug), {"source": source, "address": address})
    own = _OWN.search(address) if source == PublicItem.Source.PUBLICATION else None
    return reverse("portal:item", args=[slug, own[1]]) if own else address


def data(organ: Organ | None, given: Mapping[str, str], on: date) -> dict[str, Any]:
    """The page as JSON."""
    asked = read(given)
    found = results(organ, asked, on)
    if found is None:
        return {"query": "", "total": 0, "capped": False, "near": False, "items": [], "facets": {}}
    hits = [
        {
            "title": hit.title, "number": hit.number, "index_number": hit.index_number, "url": address_of(hit.source, hit.address, hit.organ_slug), "organ": hit.organ, "column": hit.column,
            "column_label": hit.column_label, "genre": hit.genre, "validity": hit.validity, "published_on": hit.published_on.isoformat(),
            "snippet": "".join(piece.text for piece in hit.snippet), "where": hit.where, "exact": hit.exact,
        }
        for hit in found.hits
    ]  # fmt: skip
    facets = {
        name: [{"value": each.value, "label": words(name, each), "count": each.hits} for each in getattr(found.facets, name)]
        for name, _ in FACETS
    }
    return {
        "query": asked.text,
        "total": found.total,
        "capped": found.capped,
        "near": found.near,
        "page": asked.page,
        "items": hits,
        "facets": facets,
    }


def _path(address: str) -> str:
    """Without the host of the site on which it is mounted."""
    own = re.search(r"/o/([^/]+)/(?:items|reports)/[^/]+/(?:own/)?$", address)
    if own is None:
        return address
    return address_of(PublicItem.Source.REPORT if "/reports/" in own[0] else PublicItem.Source.PUBLICATION, address, own[1])


def suggestions(organ: Organ | None, text: str, on: date) -> list[dict[str, str]]:
    """Lines under the box: the words, and where they lead at once."""
    base = reverse("portal:search", args=[organ.slug] if organ else [])
    found = []
    for each in suggest(text[:LONGEST], organ, on=on):
        url = _path(each.address) or f"{base}?{urlencode({'q': each.text})}"
        if each.column and organ:
            url = listing.address(organ.slug, "items", Where(COLUMN, each.column))
        found.append({"text": each.text, "kind": each.kind, "url": url})
    return found
