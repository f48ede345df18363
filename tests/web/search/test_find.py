"""What is public is found: by number first, by every word, by part of a word; never what is withdrawn."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.web.search.models import PublicItem
from gongkai.web.search.selectors import find, public_items
from gongkai.web.search.services import put, rebuild, withdraw
from gongkai.web.search.words import pairs, plain, terms

TODAY = date(2026, 3, 2)
TITLES = (
    ("示例镇2025年农村危房改造补助对象名单", "示政发〔2025〕3号", "SLZ-2025-003"),
    ("示例镇防汛应急预案（2025年修订）", "示政办发〔2025〕12号", "SLZ-2025-012"),
    ("示例镇2025年度财政决算", "", "SLZ-2026-001"),
    ("关于转发《示政发〔2025〕3号》的通知", "示政办发〔2025〕20号", "SLZ-2025-020"),
)


@pytest.fixture
def items(town):
    return [
        put(
            organ=town,
            title=title,
            number=number,
            index_number=key,
            text=f"{title}正文。联系人见镇政府网站。",
            published_on=date(2025, 5, 1 + place),
        )
        for place, (title, number, key) in enumerate(TITLES)
    ]


def titles(text: str, **how) -> list[str]:
    return [hit.title for hit in find(text, on=TODAY, **how)]


@pytest.mark.parametrize("typed", ["示政发〔2025〕3号", "示政发[2025]3号", "示政发（２０２５）3号", "slz-2025-003"])
def test_a_number_is_found_first_however_its_brackets_are_typed(items, typed):
    hits = find(typed, on=TODAY)
    assert (hits[0].title, hits[0].exact) == (TITLES[0][0], True)


def test_all_words_count_wherever_they_stand(items):
    assert titles("危房 2025") == [TITLES[0][0]]
    assert titles("防汛 财政") == []  # no item has both, and neither is half of the question


def test_part_of_a_word_is_enough(items):
    assert titles("急预") == [TITLES[1][0]]


def test_one_character_is_enough(items):
    assert titles("汛") == [TITLES[1][0]]


def test_a_whole_sentence_finds_what_comes_near(items):
    hits = find("我想要示例镇农村危房改造补助的对象有哪些名单", on=TODAY)
    assert hits[0].title == TITLES[0][0]
    assert hits[0].near


def test_a_word_in_the_title_goes_before_one_in_the_text(town, items):
    put(organ=town, title="镇长信箱选登", text="有群众问防汛应急预案在哪里看。", published_on=date(2026, 1, 5))
    assert titles("防汛应急预案") == [TITLES[1][0], "镇长信箱选登"]


def test_what_is_withdrawn_or_not_yet_published_is_not_found(town, items):
    withdraw(item=items[1], on=TODAY)
    put(organ=town, title="防汛明天公布", published_on=date(2026, 3, 3))
    assert titles("防汛") == []
    assert public_items(on=TODAY).count() == len(TITLES) - 1


def test_another_organ_is_left_out_when_one_is_chosen(items, bureau):
    put(organ=bureau, title="义务教育招生防汛安全提示", published_on=date(2025, 6, 1))
    assert titles("防汛", organ=bureau) == ["义务教育招生防汛安全提示"]


def test_putting_it_again_replaces_it(town):
    origin = town.id
    put(organ=town, title="旧标题", origin=origin, published_on=TODAY)
    put(organ=town, title="新名字", origin=origin, published_on=TODAY)
    assert titles("旧标题") == []
    assert titles("新名字") == ["新名字"]


def test_nothing_asked_finds_nothing_and_marks_do_no_harm(items):
    for typed in ("", "   ", "\"'%_", "（）", "AND OR NOT", "x793a4f8b", "*"):
        assert titles(typed) == []


def test_rebuilding_finds_the_same(items):
    before = titles("示例镇")
    assert rebuild() == len(TITLES)
    assert titles("示例镇") == before


def test_a_search_takes_few_queries(items, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        find("危房改造", on=TODAY)


LETTERS = "示例镇村公开信息申请2025ab，。 "


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(texts=st.lists(st.text(LETTERS, min_size=1, max_size=12), min_size=1, max_size=8), asked=st.text(LETTERS, min_size=1, max_size=6))
def test_the_index_finds_what_a_full_scan_finds_and_nothing_else(town, texts, asked):
    PublicItem.objects.all().delete()
    for text in texts:
        put(organ=town, title=text, published_on=TODAY)
    found = {hit.title for hit in find(asked, on=TODAY, limit=100) if not hit.near}
    parts = terms(asked)
    scanned = {text.strip() for text in texts if parts and all(part in plain(text) for part in parts)}
    assert found == scanned


def test_every_pair_of_a_text_is_indexed_once():
    assert pairs("示例示例") == pairs("示例示")
