"""Two people write on one text: what can be put together is, what cannot is shown, and no sentence of either is lost."""

from __future__ import annotations

import re
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.report.narrative.joining import Clash, join, sentences

SENTENCE = st.sampled_from(["一。", "二。", "三。", "四；", "五\n", "\n", "。", "公开{主动公开总数}条。"])
ENDING = st.sampled_from(["", "", "没有写完", "一"])
TEXT = st.builds(lambda made, ending: "".join(made) + ending, st.lists(SENTENCE, max_size=9), ENDING)

ONCE = st.lists(st.sampled_from([f"{each}。" for each in "一二三四五六七八九"]), unique=True)


def test_changes_at_different_places_both_stand():
    assert join("一。二。三。", "一一。二。三。", "一。二。三三。").text == "一一。二。三三。"


def test_a_sentence_added_by_one_and_one_taken_out_by_the_other():
    assert join("一。二。三。", "一。二。新。三。", "二。三。").text == "二。新。三。"


def test_the_same_change_of_both_stands_once():
    assert join("一。二。", "一。新。二。", "一。新。二。").text == "一。新。二。"


def test_both_at_one_place_is_for_people_to_decide_and_the_rest_is_joined():
    joined = join("一。二。三。", "一。甲。三。", "一。乙。三。四。")
    assert joined.pieces == ("一。", Clash("二。", "甲。", "乙。"), "三。四。")
    assert joined.decided(["甲和乙。"]) == "一。甲和乙。三。四。"


def test_a_sentence_that_one_changed_and_the_other_took_out_is_not_lost():
    assert join("一。二。", "一。二改。", "一。").clashes == (Clash("二。", "二改。", ""),)


def test_every_clash_needs_its_words():
    with pytest.raises(ValueError, match="1 places"):
        join("一。", "甲。", "乙。").decided([])


@given(TEXT)
def test_sentences_are_the_text(text):
    assert "".join(sentences(text)) == text


@given(TEXT, TEXT)
def test_who_writes_alone_has_the_text(base, own):
    assert join(base, own, base).pieces == ((own,) if own else ())
    assert join(base, base, own).pieces == ((own,) if own else ())
    assert join(base, own, own).pieces == ((own,) if own else ())


@given(TEXT, TEXT, TEXT)
def test_it_is_the_same_whoever_saves_first(base, mine, theirs):
    turned = tuple(
        Clash(each.base, each.theirs, each.mine) if isinstance(each, Clash) else each for each in join(base, theirs, mine).pieces
    )
    assert join(base, mine, theirs).pieces == turned


@given(TEXT, TEXT, TEXT)
def test_a_clash_is_one_and_has_the_words_of_three(base, mine, theirs):
    for clash in join(base, mine, theirs).clashes:
        assert len({clash.base, clash.mine, clash.theirs}) == 3
        assert clash.base in base
        assert clash.mine in mine
        assert clash.theirs in theirs


@given(TEXT, TEXT, TEXT)
def test_no_sentence_that_anybody_wrote_is_lost(base, mine, theirs):
    """As often as somebody added a sentence, it stands in the text with that one's words at the clashes, whatever the other did."""
    joined = join(base, mine, theirs)
    for own, words in ((mine, [each.mine for each in joined.clashes]), (theirs, [each.theirs for each in joined.clashes])):
        added = Counter(sentences(own)) - Counter(sentences(base))
        assert not added - Counter(sentences(joined.decided(words)))


@given(ONCE, ONCE, ONCE)
def test_no_sentence_goes_that_nobody_took_out(base, mine, theirs):
    """Wherever the two moved it: what stands in all three texts stands in the joined one."""
    joined = join("".join(base), "".join(mine), "".join(theirs))
    both = joined.decided([each.mine + each.theirs for each in joined.clashes])
    assert {*base} & {*mine} & {*theirs} <= {*sentences(both)}


@given(TEXT, TEXT, TEXT)
def test_what_is_proposed_for_a_clash_has_everything_that_both_added(base, mine, theirs):
    for clash in join(base, mine, theirs).clashes:
        added = {each for own in (clash.mine, clash.theirs) for each in re.split("[，。；\n]", own)} - {*re.split("[，。；\n]", clash.base)}
        assert not [each for each in added if each not in clash.proposal]


def test_a_text_without_end_is_joined_in_no_time():
    long = "".join(f"{number}。" for number in range(20_000))
    begun = time.monotonic()
    assert join(long, "新。" + long, long + "末。").text == "新。" + long + "末。"
    assert join("。" * 500, "一。。" * 250, "。一。" * 250).pieces
    assert join("。" * 50_000, "一。" * 25_000, "二。" * 25_000).clashes
    assert time.monotonic() - begun < 20
