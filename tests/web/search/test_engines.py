"""Any engine may stand behind the interface: one of a dictionary answers like that of the database, whatever is asked."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.lib.errors import UnusableInput
from gongkai.web.search import asking
from gongkai.web.search.engine import Question, first_of, last_of, years_of
from gongkai.web.search.engines import engine, register, use
from gongkai.web.search.models import Label, PublicItem
from gongkai.web.search.selectors import Query, ask, find, suggest
from gongkai.web.search.services import put, put_many, rebuild, withdraw
from tests.web.search.corpus import TODAY, Corpus
from tests.web.search.memory import Memory


@pytest.fixture
def memory():
    chosen = Memory()
    register("memory", lambda: chosen)
    use("memory")
    yield chosen
    use(None)


def told(results):
    return results._replace(took=0.0)


def test_another_engine_gives_the_same_pages(town, bureau, memory, monkeypatch):
    monkeypatch.setattr(asking, "MOST", 60)
    corpus = Corpus([town, bureau], 5)
    origins = [uuid.UUID(int=corpus.chance.getrandbits(128)) for _ in range(150)]
    papers = [corpus.paper(origin) for origin in origins]
    put_many(papers)
    for origin in origins[::5]:
        put(**corpus.paper(origin)._asdict())
    for item in PublicItem.objects.filter(origin__in=origins[::7]):
        withdraw(item=item, on=TODAY)
    rebuild()  # places are given anew, and the same to both
    texts = [text for paper in papers for text in (paper.title, paper.text) if text]
    queries = [Query(corpus.question(texts), page=1 + turn % 3, size=7, on=TODAY) for turn in range(60)] + [
        Query("的", on=TODAY),
        Query("示政发〔2025〕3号", on=TODAY),
    ]
    theirs = [told(ask(query)) for query in queries], [suggest(query.text, on=TODAY) for query in queries]
    use(None)
    assert rebuild() == PublicItem.objects.filter(withdrawn_on__isnull=True).count()
    every = Question((), 0, last_of(date.max), organs=(town.pk.hex, bureau.pk.hex), size=999)
    assert set(engine().ask(every).places) == set(PublicItem.objects.filter(place__isnull=False).values_list("place", flat=True))
    assert ([told(ask(query)) for query in queries], [suggest(query.text, on=TODAY) for query in queries]) == theirs
    assert any(results.capped for results in theirs[0])
    assert any(results.hits and not results.capped for results in theirs[0])


def test_an_engine_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(UnusableInput) as refused:
        use("没有的")
    assert "postgresql、sqlite" in refused.value.sentence()


def test_a_new_engine_is_filled_by_rebuilding(town, memory):
    put(organ=town, title="防汛预案", published_on=TODAY)
    memory.clear()
    assert find("防汛", on=TODAY) == []
    assert rebuild() == 1
    assert [hit.title for hit in find("防汛", on=TODAY)] == ["防汛预案"]


@given(st.lists(st.dates(min_value=date(1949, 10, 1), max_value=date(2100, 1, 1)), max_size=50))
def test_years_are_counted_from_places_alone(days):
    places = sorted({first_of(day) + place for place, day in enumerate(days)}, reverse=True)
    counted = [date.fromordinal(place >> 20).year for place in places]
    assert years_of(places) == {year: counted.count(year) for year in sorted(set(counted), reverse=True)}
    assert list(years_of(places)) == sorted(set(counted), reverse=True)


def test_a_day_that_is_full_is_refused_in_words(town, monkeypatch):
    monkeypatch.setattr("gongkai.web.search.filing.last_of", lambda day: first_of(day) + 1)
    put_many(Corpus([town], 6).paper()._replace(published_on=TODAY) for _ in range(2))
    with pytest.raises(UnusableInput, match="2026年03月02日发布的条目太多"):
        put(organ=town, title="第三条", published_on=TODAY)
    assert last_of(TODAY) - first_of(TODAY) == 1_048_575


def test_labels_keep_their_numbers_and_columns_their_last_name(town):
    put(organ=town, title="甲", column="c1", column_label="旧名", genre="notice", published_on=TODAY)
    numbers = dict(Label.objects.values_list("value", "number"))
    put(organ=town, title="乙", column="c1", column_label="新名", genre="plan", published_on=TODAY)
    put(organ=town, title="丙", column="c1", published_on=TODAY)
    assert Label.objects.get(kind="column").name == "新名"
    assert numbers.items() <= dict(Label.objects.values_list("value", "number")).items()
