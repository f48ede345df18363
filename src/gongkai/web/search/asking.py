"""A question and its answer: what the search page shows. The engine gives places; here they become hits."""

from __future__ import annotations

import time
import uuid  # noqa: TC003 - fields of a named tuple
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import OuterRef, Q, Subquery

from gongkai.web.organs.models import Organ
from gongkai.web.search import near, shelves
from gongkai.web.search.engine import FACETED, MOST, Answer, Labels, Question, first_of, last_of
from gongkai.web.search.engines import engine
from gongkai.web.search.highlight import Piece, pieces, snippet
from gongkai.web.search.models import Label, PublicItem, PublicPage
from gongkai.web.search.words import plain, terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import QuerySet

_EXACT_MOST = 20
_CALLED_MOST = 500  # things of one number in a whole district: numbers of different organs differ
_FIRST_DAY = date.min


@dataclass(frozen=True)
class Query:
    """What a reader asks. ``on`` is the day of asking: what is published later is not found.

    ``organ`` or ``organs`` (any of them), ``column`` (key), ``year`` of publication, ``genre`` and ``validity`` narrow it; pages count from 1.
    """

    text: str
    organ: Organ | None = None
    organs: Sequence[Organ] | None = None
    column: str = ""
    year: int | None = None
    genre: str = ""
    validity: str = ""
    page: int = 1
    size: int = 20
    on: date = field(kw_only=True)


class Hit(NamedTuple):
    """One hit. ``title_pieces`` and ``snippet`` are parts of text with marks; ``where`` says in words where the snippet stands.

    ``exact``: its 文号 or 索引号 is what was typed; ``near``: it has only part of what was typed.
    """

    id: uuid.UUID
    title: str
    title_pieces: list[Piece]
    number: str
    index_number: str
    address: str
    published_on: date
    issued_on: date | None
    organ: str
    organ_slug: str
    source: str
    column: str
    column_label: str
    genre: str
    validity: str
    summary: str
    snippet: list[Piece]
    where: str
    exact: bool
    near: bool


class Count(NamedTuple):
    """How many hits have one value of a facet; ``label`` is what a reader sees of it."""

    value: str
    label: str
    hits: int


class Facets(NamedTuple):
    """Hits by column, year, organ (its slug), genre and validity, the largest first, years newest first; "" is left out."""

    column: list[Count]
    year: list[Count]
    organ: list[Count]
    genre: list[Count]
    validity: list[Count]


class Results(NamedTuple):
    """One page of hits. ``capped``: there are more than ``total``, the newest stand first; years count the newest ``total``,
    the other facets the newest ``engine.FACETED`` only (``partly`` says when those are not all).

    ``ranked``: exact numbers first, then hits in titles and numbers, then the others. ``near``: nothing has all that was typed, these have part.
    """

    hits: list[Hit]
    total: int
    capped: bool
    ranked: bool
    near: bool
    facets: Facets
    took: float  # seconds

    @property
    def partly(self) -> int:
        """Of how many newest hits organ, column, genre and validity are counted; 0 when of all."""
        return FACETED if self.total > FACETED else 0

    @property
    def counted(self) -> str:
        """The total in words: “1,234” or “超过 20,000”."""
        return f"超过 {self.total:,}" if self.capped else f"{self.total:,}"


NO_FACETS = Facets([], [], [], [], [])


def ask(query: Query, *, facets: bool = True) -> Results:
    """The page of hits that was asked for; nothing for an empty question. ``facets`` may be left away where nobody looks at them."""
    begin = time.perf_counter()
    parts = terms(query.text)
    question = _question(query, parts)
    if question is None:
        return Results([], 0, False, True, False, NO_FACETS, time.perf_counter() - begin)
    exact = _exact(query)
    answer = engine().ask(question._replace(ahead=tuple(item.place for item in exact if item.place)))
    hits = _hits(_in_order(answer, exact, query), parts, exact={item.pk for item in exact})
    total = max(answer.total, len(exact))
    coming_near = not total and len(plain(query.text)) > 1
    if coming_near:
        closest = near.places(question)
        hits = _hits(near.items(closest[question.start : question.start + question.size]), parts, near=True)
        total = len(closest)
    counted = _facets(answer.shelves, answer.years) if facets else NO_FACETS
    return Results(hits, total, answer.capped, not answer.capped, coming_near and bool(hits), counted, time.perf_counter() - begin)


def _question(query: Query, parts: list[str]) -> Question | None:
    """As the engine is asked; None where nothing can be found: no words, or an organ outside the organs."""
    organs = query.organs if query.organ is None else [query.organ]
    if query.organ is not None and query.organs is not None and query.organ not in query.organs:
        organs = []
    if not parts or organs == [] or (organs is not None and not len(organs)):
        return None
    first, last = first_of(_FIRST_DAY), last_of(query.on)
    if query.year is not None:
        if not date.min.year <= query.year <= date.max.year:
            return None
        first, last = first_of(date(query.year, 1, 1)), min(last, last_of(date(query.year, 12, 31)))
    size = max(0, query.size)
    start = min((max(1, query.page) - 1) * size, MOST)
    return Question(
        tuple(parts), first, last, tuple(organ.pk.hex for organ in organs or ()), query.column, query.genre, query.validity, start=start, size=size,
        most=MOST, faceted=FACETED,
    )  # fmt: skip


def public(on: date) -> QuerySet[PublicItem]:
    """What is public on that day."""
    return PublicItem.objects.filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on), published_on__lte=on)


def _exact(query: Query) -> list[PublicItem]:
    """Items whose 文号 or 索引号 is all that was typed, newest first."""
    key = plain(query.text)
    # By the key alone first: together with an organ, SQLite may walk all that the organ has instead.
    called = list(PublicItem.objects.filter(Q(number_key=key) | Q(index_key=key)).order_by().values_list("pk", flat=True)[:_CALLED_MOST])
    if not called:
        return []
    found = public(query.on).filter(pk__in=called)
    if query.organ is not None:
        found = found.filter(organ=query.organ)
    if query.organs is not None:
        found = found.filter(organ__in=query.organs)
    if query.year is not None:
        found = found.filter(published_on__year=query.year)
    narrowed = {name: value for name in ("column", "genre", "validity") if (value := getattr(query, name))}
    return list(found.filter(**narrowed).select_related("organ").order_by("-published_on", "id")[:_EXACT_MOST])


def _in_order(answer: Answer, exact: list[PublicItem], query: Query) -> list[PublicItem]:
    known: dict[int | None, PublicItem] = {item.place: item for item in exact if item.place}
    wanted = [place for place in answer.places if place not in known]
    known |= {item.place: item for item in PublicItem.objects.filter(place__in=wanted).select_related("organ")} if wanted else {}
    found = [known[place] for place in answer.places if place in known]
    outside = [item for item in exact if not item.place] if query.page <= 1 else []  # public, though the index was not told
    return [*outside, *found][: max(0, query.size)]


def _hits(items: Sequence[PublicItem], parts: list[str], *, exact: Iterable[uuid.UUID] = (), near: bool = False) -> list[Hit]:
    first = set(exact)
    places = {item.pk: _where(item, parts) for item in items}
    pages = _pages([item.pk for item in items if places[item.pk] is None], parts)
    found = []
    for item in items:
        where, text, flat = places[item.pk] or pages.get(item.pk) or ("", item.text or item.summary, None)
        found.append(
            Hit(
                item.pk, item.title, pieces(item.title, parts), item.number, item.index_number, item.address, item.published_on, item.issued_on,
                item.organ.name, item.organ.slug, item.source, item.column, item.column_label, item.genre, item.validity, item.summary,
                snippet(text, parts, flat), where, item.pk in first, near,
            )
        )  # fmt: skip
    return found


def _where(item: PublicItem, parts: list[str]) -> tuple[str, str, str] | None:
    """Where the snippet comes from, the text there and the same text plain; None where only the attachments can tell."""
    head = (item.plain_title, item.number_key, item.index_key)
    wanted = [part for part in parts if not any(part in each for each in head)]
    summary = plain(item.summary)
    fields, before = item.plain.split(), sum(map(bool, (*head, summary)))
    body = fields[before] if len(fields) > before else ""  # the text is the last of the fields, see ``filing.make_plain``
    for where, text, flat in (("正文", item.text, body), ("概述", item.summary, summary)):
        if any(part in flat for part in wanted or parts):
            return where, text, flat
    if wanted:
        return None
    words = "标题" if any(part in item.plain_title for part in parts) else "文号" if item.number_key else "索引号"
    return (words, item.text, body) if item.text else (words, item.summary, summary)


def _pages(ids: list[uuid.UUID], parts: list[str]) -> dict[uuid.UUID, tuple[str, str, str]]:
    """The first page of each item that has any of the terms."""
    if not ids:
        return {}
    having = Q()
    for part in parts:
        having |= Q(plain__contains=part)
    first = PublicPage.objects.filter(having, item=OuterRef("pk")).order_by("order").values("pk")[:1]
    wanted = PublicItem.objects.filter(pk__in=ids).values_list(Subquery(first), flat=True)
    pages = PublicPage.objects.filter(pk__in=[pk for pk in wanted if pk])
    return {page.item_id: (f"附件《{page.name}》{f'第 {page.number} 页' if page.number else ''}", page.text, page.plain) for page in pages}


def _facets(shelved: Mapping[int, int], years: Mapping[int, int]) -> Facets:
    counts = dict(zip(Labels._fields, shelves.counts(shelved), strict=True))
    named: dict[str, list[Count]] = {kind: [] for kind in Labels._fields}
    wanted = Label.objects.filter(number__in=set().union(*counts.values()))
    for kind, number, value, name in wanted.values_list("kind", "number", "value", "name"):
        if hits := counts[kind].get(number):
            named[kind].append(Count(value, name or value, hits))
    called = {
        pk.hex: (slug, name)
        for pk, slug, name in Organ.objects.filter(pk__in=[each.value for each in named["organ"]]).values_list("pk", "slug", "name")
    }
    named["organ"] = [Count(*called[each.value], each.hits) for each in named["organ"]]
    by_year = [Count(str(year), f"{year}年", hits) for year, hits in sorted(years.items(), reverse=True)]
    return Facets(year=by_year, **{kind: sorted(found, key=lambda each: (-each.hits, each.label)) for kind, found in named.items()})
