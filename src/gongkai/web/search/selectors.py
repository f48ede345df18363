"""Finding what is public: an exact 文号 or 索引号 first, then what has all that was typed, then what comes near."""

from __future__ import annotations

import uuid  # noqa: TC003 - fields of a named tuple
from datetime import date  # noqa: TC003 - the same
from typing import TYPE_CHECKING, NamedTuple

from gongkai.web.search.asking import Count, Facets, Hit, Query, Results, ask, public
from gongkai.web.search.highlight import Piece
from gongkai.web.search.suggesting import Suggestion, suggest

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ
    from gongkai.web.search.models import PublicItem

__all__ = ["Count", "Facets", "Found", "Hit", "Piece", "Query", "Results", "Suggestion", "ask", "find", "public_items", "suggest"]


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
    """What was public on that day and answers ``text``, best first; nothing for an empty question. ``ask`` tells more."""
    results = ask(Query(text, organ, size=limit, on=on), facets=False)
    return [
        Found(
            hit.id, hit.title, hit.number, hit.index_number, hit.address, hit.published_on, hit.organ, hit.source,
            "".join(piece.text for piece in hit.snippet), hit.exact, hit.near,
        )
        for hit in results.hits
    ]  # fmt: skip


def public_items(*, organ: Organ | None = None, on: date) -> QuerySet[PublicItem]:
    """What is public on that day, newest first, without its text."""
    chosen = public(on) if organ is None else public(on).filter(organ=organ)
    return chosen.select_related("organ").defer("text", "plain").order_by("-published_on", "id")
