"""The index finds what LIKE finds on the plain columns, all of it and nothing else, whatever was put, put again and withdrawn."""

from __future__ import annotations

import uuid
from collections import Counter

import pytest

from gongkai.web.search.asking import Query, _question, ask
from gongkai.web.search.engines import engine
from gongkai.web.search.models import PublicItem, PublicPage
from gongkai.web.search.services import many, put, put_many, rebuild, withdraw
from gongkai.web.search.words import terms
from tests.web.search.corpus import TODAY, Corpus

EVERY = 1_000_000


def scanned(query):
    """A full scan: every term stands in the plain fields, between two of which is a blank, or in the plain text of one page."""
    found = PublicItem.objects.filter(withdrawn_on__isnull=True, published_on__lte=query.on)
    for name in ("organ", "column", "genre", "validity"):
        if wanted := getattr(query, name):
            found = found.filter(**{name: wanted})
    if query.year:
        found = found.filter(published_on__year=query.year)
    having = set.intersection(*map(like, terms(query.text))) if terms(query.text) else set()
    rows = found.order_by("-place").values_list("place", "published_on", "column", "plain_title", "number_key", "index_key", "pk")
    return [row for row in rows.iterator() if row[6] in having]


def like(term):
    """Items that LIKE finds, in their own columns or in their pages."""
    items = PublicItem.objects.filter(plain__contains=term).values_list("pk", flat=True)
    return {*items, *PublicPage.objects.filter(plain__contains=term).values_list("item_id", flat=True)}


def agree(query):
    """Asked of the index and scanned: the same places, count and facets, heads first and then the newest; how many hits."""
    wanted = scanned(query)
    parts = terms(query.text)
    question = _question(query, parts)
    if question is None:
        assert not parts
        return 0
    answer = engine().ask(question._replace(size=EVERY, most=EVERY, faceted=EVERY))
    heads = [row[0] for row in wanted if all(any(part in field for field in row[3:6]) for part in parts)]
    front = dict.fromkeys(heads)
    assert list(answer.places) == [*front, *(row[0] for row in wanted if row[0] not in front)], query
    assert (answer.total, answer.capped, sum(answer.shelves.values())) == (len(wanted), False, len(wanted))
    assert answer.years == Counter(row[1].year for row in wanted)
    return len(wanted)


def narrowed(query, corpus):
    chance = corpus.chance
    changes = {
        "organ": chance.choice(corpus.organs),
        "column": "c1",
        "genre": "plan",
        "validity": "valid",
        "year": chance.randint(2021, 2026),
    }
    name = chance.choice(list(changes))
    return Query(query.text, on=query.on, **{name: changes[name]})


def change(corpus, origins):
    """One thing is put, put again or withdrawn."""
    chance = corpus.chance
    if chance.random() < 0.6:
        origin = chance.choice(origins) if chance.random() < 0.7 else uuid.UUID(int=chance.getrandbits(128))
        put(**corpus.paper(origin)._asdict())
    else:
        item = PublicItem.objects.filter(origin=chance.choice(origins), withdrawn_on__isnull=True).first()
        if item is not None:
            withdraw(item=item, on=TODAY)


def compare(corpus, documents, questions):
    """Fill, then ask while things change; how many questions found something, and how many nothing."""
    origins = [uuid.UUID(int=corpus.chance.getrandbits(128)) for _ in range(documents)]
    papers = [corpus.paper(origin) for origin in origins]
    many(begin=True)
    assert put_many(papers, batch=documents // 3) == documents
    many(begin=False)
    texts = [text for paper in papers for text in (paper.title, paper.text, paper.number, *(page.text for page in paper.pages)) if text]
    found = []
    for turn in range(questions):
        if turn % 3 == 0:
            change(corpus, origins)
        if turn == questions // 2:
            rebuild()
        query = Query(corpus.question(texts), on=TODAY)
        found.append(agree(narrowed(query, corpus) if turn % 4 == 0 else query))
    return sum(count > 0 for count in found), sum(count == 0 for count in found)


def test_a_thousand_documents_are_found_exactly(town, bureau):
    some, none = compare(Corpus([town, bureau], 1), 1000, 150)
    assert some > 75
    assert none > 6


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_ten_thousand_documents_are_found_exactly(town, bureau):
    some, none = compare(Corpus([town, bureau], 2), 10_000, 500)
    assert some > 250
    assert none > 20


def test_a_page_of_hits_is_the_head_of_all_of_them(town, bureau):
    corpus = Corpus([town, bureau], 3)
    put_many(corpus.paper() for _ in range(120))
    whole = [hit.id for hit in ask(Query("政府", size=200, on=TODAY)).hits]
    assert len(whole) > 40
    assert [hit.id for page in range(1, 9) for hit in ask(Query("政府", page=page, size=30, on=TODAY)).hits] == whole


def test_long_texts_are_cut_where_nothing_is_lost(town):
    """PostgreSQL holds a text in parts: a phrase over the edge of two parts is found too, and terms in different parts."""
    corpus = Corpus([town], 4)
    text = "".join(corpus.rare[corpus.chance.randrange(len(corpus.rare))] for _ in range(50_000))
    put(organ=town, title="长文", text=text, published_on=TODAY)
    put(organ=town, title="短文", text=text[:100], published_on=TODAY)
    for at in (19_990, 19_999, 20_000, 39_995, 49_000):
        assert agree(Query(text[at : at + 8], on=TODAY)) == 1
        assert agree(Query(text[at - 150 : at + 49], on=TODAY)) == 1
        assert agree(Query(f"{text[at : at + 5]} {text[5:9]} 长文", on=TODAY)) == 1
    assert agree(Query(text[40:48], on=TODAY)) == 2
