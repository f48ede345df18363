"""Finding what is public: an exact 文号 or 索引号 first, then what has all that was typed, then what comes near."""

from __future__ import annotations

import uuid  # noqa: TC003 - fields of a named tuple
from datetime import date  # noqa: TC003 - the same
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from gongkai.web.search import index
from gongkai.web.search.models import PublicItem
from gongkai.web.search.words import asked_pairs, pairs, plain, terms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ

_CANDIDATES = 2000  # items that an index is asked for at once; beyond that the newest win
_NEAR_SHARE, _NEAR_LEAST = 0.35, 2  # an item with this share of the pairs, and not one alone, comes near
_AROUND = 40  # characters of text on each side of what was found


class Found(NamedTuple):
    """One hit. ``exact``: its 文号 or 索引号 is what was typed; ``near``: it has only part of what was typed."""

    id: uuid.UUID
    title: str
    number: str
    index_number: str
    address: str
    published_on: date
    organ: str
    source: str
    snippet: str
    exact: bool
    near: bool


def find(text: str, *, organ: Organ | None = None, limit: int = 10, on: date) -> list[Found]:
    """What was public on that day and answers ``text``, best first; nothing for an empty question."""
    parts = terms(text)
    if not parts:
        return []
    open_items = _public(organ, on)
    key = plain(text)
    exact = list(open_items.filter(Q(number_key=key) | Q(index_key=key)).order_by("-published_on", "id")[:limit])
    full = [item for item in _having(open_items, parts) if item not in exact]
    hits = [*_hits(exact, parts, exact=True), *_hits(full, parts)][:limit]
    if not hits and len(key) > 1:
        hits = _hits(_near(open_items, parts), parts, near=True)[:limit]
    return hits


def public_items(*, organ: Organ | None = None, on: date) -> QuerySet[PublicItem]:
    """What is public on that day, newest first, without its text."""
    return _public(organ, on).defer("text", "plain").order_by("-published_on", "id")


def _public(organ: Organ | None, on: date) -> QuerySet[PublicItem]:
    chosen = PublicItem.objects.filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on), published_on__lte=on).select_related("organ")
    return chosen.filter(organ=organ) if organ is not None else chosen


def _having(items: QuerySet[PublicItem], parts: list[str]) -> list[PublicItem]:
    """Items that contain every term; the index proposes, the text itself decides."""
    asked = asked_pairs(parts)
    if asked:
        items = items.filter(pk__in=index.having(asked, every=True, most=_CANDIDATES))
    for part in parts:
        items = items.filter(plain__contains=part)
    found = items.order_by("-published_on", "id")
    return sorted(found, key=lambda item: -sum(part in item.plain_title for part in parts))


def _near(items: QuerySet[PublicItem], parts: list[str]) -> list[PublicItem]:
    """Items with enough of the pairs, those with most of them first."""
    asked = set(asked_pairs(parts))
    candidates = items.filter(pk__in=index.having(sorted(asked), every=False, most=_CANDIDATES)).order_by("-published_on", "id")
    scored = [(len(asked.intersection(pairs(item.plain))), item) for item in candidates.iterator(chunk_size=200)]
    return [item for score, item in sorted(scored, key=lambda pair: -pair[0]) if score >= max(_NEAR_LEAST, _NEAR_SHARE * len(asked))]


def _hits(items: Iterable[PublicItem], parts: list[str], *, exact: bool = False, near: bool = False) -> list[Found]:
    return [
        Found(
            item.id, item.title, item.number, item.index_number, item.address, item.published_on, item.organ.name, item.source,
            _snippet(item.text, parts), exact, near,
        )
        for item in items
    ]  # fmt: skip


def _snippet(text: str, parts: list[str]) -> str:
    """The text around the first place of what was asked, the beginning where it stands in the title only."""
    flat = " ".join(text.split())
    at = next((place for part in parts if (place := flat.casefold().find(part)) >= 0), 0)
    start = max(0, at - _AROUND)
    cut = flat[start : at + 2 * _AROUND]
    return f"{'…' if start else ''}{cut}{'…' if start + len(cut) < len(flat) else ''}"
