"""Typed numbers become fields by proposal: equal, same unit, its words in the same clause."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from gongkai.report import sample
from gongkai.report.narrative.binding import accept, bind
from gongkai.report.narrative.facts import Year, cells_of, facts_of
from gongkai.report.narrative.template import Bound, escaped, fields, fill
from tests.report.narrative.years import FULL, drafted, years

LAST = sample.clean("2021", 2024)
FACTS = facts_of(
    Year(
        year=2024, cells=cells_of(LAST), published=46, outlets={"website": 30}, new_media=16, explained=3, accounts=1, reading_places=1,
        social_reviews=1, trainings=2,
    )
)  # fmt: skip


def proposed(text, facts=FACTS):
    """The best choice for each number that has one."""
    return {(text[each.start : each.end], each.choices[0]) for each in bind(text, facts)}


def test_last_years_prose_becomes_a_template_that_fills_to_itself():
    text = escaped(LAST.sections["overview"])
    proposals = bind(text, FACTS)
    template = accept(text, [(each, each.choices[0]) for each in proposals])
    assert fill(template, FACTS).text == LAST.sections["overview"]
    names = [field.name for field in fields(template)]
    assert names == [
        "年份", "主动公开总数", "网站公开数", "新媒体公开数", "解读总数", "新收申请数", "上年结转申请数", "办结申请数", "结转下年申请数",
        "规范性文件制发数", "规范性文件废止数", "规范性文件有效数", "新媒体账号数", "查阅点数", "社会评议次数", "培训次数",
    ]  # fmt: skip
    this_year = fill(template, facts_of(replace(FULL, published=60, explained=9)))
    assert "2025年，主动公开政府信息60条" in this_year.text
    assert "发布政策解读9篇" in this_year.text


def test_a_number_without_its_words_or_with_another_value_or_unit_is_not_proposed():
    assert not proposed("走访农户46户，公开政府信息47条，主动公开政府信息46人")
    assert not proposed("文号是国办公开办函〔2024〕30号，电话是010-46")
    assert not proposed("主动公开政府信息，修路46条")


def test_what_is_a_field_already_is_left_alone():
    assert not bind("主动公开政府信息{主动公开总数}条", FACTS)
    assert not bind("主动公开政府信息{46}条", FACTS)


def test_two_facts_with_one_value_are_both_offered_the_nearer_word_first():
    facts = facts_of(replace(FULL, cells={**FULL.cells, "table4.review[4]": 1, "table4.litigation_direct[4]": 1}))
    proposals = bind("行政复议1件，行政诉讼1件，全部是未经复议直接起诉1件", facts)
    assert [each.choices[0] for each in proposals] == ["行政复议总数", "行政诉讼总数", "直接起诉数"]


def test_words_right_behind_the_number_count_too():
    facts = facts_of(replace(FULL, cells={**FULL.cells, "table4.review[4]": 2}))
    assert proposed("发生2件行政复议", facts) == {("2", "行政复议总数")}


def test_full_width_figures_are_read():
    assert proposed("主动公开政府信息４６条") == {("４６", "主动公开总数")}


def test_an_unknown_value_is_never_proposed():
    assert not bind("主动公开政府信息0条", facts_of(Year(year=2024)))
    assert bind("主动公开政府信息0条", facts_of(Year(year=2024, published=0)))


@given(years())
@settings(max_examples=30)
def test_every_number_that_a_draft_tells_is_found_again_in_its_prose(year):
    """Filled, the draft is plain prose; each of its numbers is proposed, its own field among the choices."""
    filled, facts = drafted(year)["overview"], facts_of(year)
    text = escaped(filled.text)
    choices = {each.start: each.choices for each in bind(text, facts)}
    at = 0
    for piece in filled.pieces:
        printed = piece if isinstance(piece, str) else piece.shown
        if isinstance(piece, Bound) and piece.known and facts[piece.name].unit:
            place = len(escaped(filled.text[:at]))
            assert piece.name in choices.get(place, ()), (piece, filled.text)
        at += len(printed)
