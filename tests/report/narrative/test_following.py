"""The record changes: sentences left as they were drafted follow, those the clerk rewrote stay."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from gongkai.report.narrative.drafting import fee, other, overview, sentences
from gongkai.report.narrative.facts import facts_of
from gongkai.report.narrative.following import follow
from gongkai.report.organ import kind_of
from tests.report.narrative.years import FULL, TOWN, quiet, years


def of(year, organ=TOWN):
    return sentences(facts_of(year), kind_of(organ))


def text_of(year, organ=TOWN):
    return overview(facts_of(year), kind_of(organ))


NONE = quiet()
ONE = replace(NONE, cells={**NONE.cells, "table3.new[0]": 1, "table3.new[6]": 1, "table3.carried_out[0]": 1, "table3.carried_out[6]": 1})


def test_no_application_becomes_one_and_back():
    came = follow(text_of(NONE), of(NONE), of(ONE))
    assert came.text == text_of(ONE)
    assert not came.left
    assert "收到申请" in [change.slot for change in came.done]
    assert follow(came.text, of(ONE), of(NONE)).text == text_of(NONE)


def test_a_change_of_numbers_alone_changes_no_word():
    more = replace(FULL, published=99, trainings=7)
    assert follow(text_of(FULL), of(FULL), of(more)) == (text_of(FULL), (), ())


def test_what_the_clerk_rewrote_stays_and_is_named():
    own = text_of(NONE).replace("本年度未收到政府信息公开申请，没有上年结转的申请。", "全年没有人申请。") + "镇里另有新的做法。"
    followed = follow(own, of(NONE), of(ONE))
    assert "全年没有人申请。" in followed.text
    assert followed.text.endswith("镇里另有新的做法。")
    assert followed.left[0].slot == "收到申请"
    assert followed.left[0].now.startswith("本年度新收")


def test_what_the_clerk_added_stays_where_it_was():
    own = text_of(NONE).replace("（二）依申请公开。", "申请渠道已经核对。\n（二）依申请公开。").replace("\n申请渠道", "申请渠道")
    followed = follow(own, of(NONE), of(ONE))
    assert "申请渠道已经核对。\n（二）依申请公开。本年度新收政府信息公开申请{新收申请数}件" in followed.text


def test_a_sentence_within_a_sentence_of_the_clerk_is_the_clerks():
    before = "未发生因政府信息公开引起的行政复议、行政诉讼。"
    own = text_of(NONE).replace(before, "经核对，" + before)
    cells = {**NONE.cells, "table4.review[0]": 1, "table4.review[4]": 1}
    followed = follow(own, of(NONE), of(replace(NONE, cells=cells)))
    assert "经核对，" + before in followed.text
    assert [change.slot for change in followed.left] == ["复议诉讼"]


@given(years(), years())
@settings(max_examples=60)
def test_an_untouched_draft_becomes_the_draft_of_the_new_record(before, now):
    followed = follow(text_of(before), of(before), of(now))
    assert followed.text == text_of(now)
    assert not followed.left


@given(years(), years())
@settings(max_examples=40)
def test_a_text_that_is_the_clerks_own_is_never_touched(before, now):
    own = "本机关全年的工作另有说明，词句都是自己写的"
    assert follow(own, of(before), of(now)).text == own


def test_the_fee_follows_too():
    before, now = facts_of(FULL), facts_of(replace(FULL, fee_amount=100, fee_cases=1))
    own = other(before) + "另有一事。"
    assert follow(own, [fee(before)], [fee(now)]).text == other(now) + "另有一事。"
