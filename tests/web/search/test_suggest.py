"""While somebody types: numbers, columns, phrases and titles, of what is public only."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.web.search.selectors import suggest
from gongkai.web.search.services import put, withdraw

TODAY = date(2026, 3, 2)


@pytest.fixture
def items(town):
    return [
        put(organ=town, title=f"示例镇{year}年农村危房改造补助对象名单", number=f"示政发〔{year}〕3号", index_number=f"SLZ-{year}-003",
            published_on=date(year, 5, 1), address=f"/{year}", column="shjz", column_label="社会救助和危房")
        for year in (2022, 2023, 2024, 2025)
    ]  # fmt: skip


def told(text, **how):
    return [(each.kind, each.text) for each in suggest(text, on=TODAY, **how)]


def test_a_word_brings_columns_phrases_and_the_newest_titles(items):
    found = told("危房")
    assert ("column", "社会救助和危房") in found
    assert ("phrase", "危房改造补助对象名单") in found
    assert [text for kind, text in found if kind == "title"] == [item.title for item in reversed(items)]
    assert len(told("危房", most=3)) == 3


def test_a_number_is_suggested_as_it_is_written(items):
    assert told("示政发2024")[0] == ("number", "示政发〔2024〕3号")
    assert told("slz-2025")[0] == ("number", "SLZ-2025-003")
    assert suggest("示政发〔2024", on=TODAY)[0].address == "/2024"


def test_what_is_typed_is_marked(items):
    (first, *_) = [each for each in suggest("危房 2025", on=TODAY) if each.kind == "title"]
    assert [piece.text for piece in first.pieces if piece.marked] == ["2025", "危房"]


def test_nothing_is_suggested_that_is_not_public(items, town, bureau):
    for item in items:
        withdraw(item=item, on=TODAY)
    put(organ=town, title="明天的危房名单", published_on=date(2026, 3, 3), column="c2", column_label="危房将来")
    assert told("危房") == []
    put(organ=town, title="危房名单", published_on=TODAY)
    assert told("危房") == [("title", "危房名单")]
    assert told("危房", organ=bureau) == []


@pytest.mark.parametrize("typed", ["", "  ", "（", "没有的", "'\"*%_", "a" * 500])
def test_nothing_typed_or_nothing_known_brings_nothing(items, typed):
    assert told(typed) == []


def test_a_suggestion_takes_few_queries(items, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        suggest("危房", on=TODAY)
