"""A sentence of the record comes into a text that somebody wrote anew, and everything that was written stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.report.narrative.aspects import Sentence
from gongkai.report.narrative.taking import standing, take

DRAFT = [
    Sentence("一", "（一）主动公开。"),
    Sentence("甲", "甲。"),
    Sentence("二", "\n（二）依申请公开。"),
    Sentence("乙", "乙。"),
    Sentence("丙", "丙。"),
]
WHOLE = "".join(each.text for each in DRAFT)


def test_it_stands_behind_the_sentence_before_it():
    assert (
        take("（一）主动公开。\n（二）依申请公开。自己写的。丙。", "甲", DRAFT) == "（一）主动公开。甲。\n（二）依申请公开。自己写的。丙。"
    )
    assert take("甲。自己写的。", "丙", DRAFT) == "甲。丙。自己写的。"


def test_it_stands_before_the_one_after_it_where_there_is_none_before():
    assert take("自己写的。\n（二）依申请公开。", "甲", DRAFT) == "自己写的。甲。\n（二）依申请公开。"
    assert take("自己写的。丙。", "二", DRAFT) == "自己写的。\n（二）依申请公开。丙。"
    assert take("丙。", "二", DRAFT) == "（二）依申请公开。丙。"


def test_it_stands_at_the_end_of_a_text_that_has_nothing_of_the_draft():
    assert take("自己写的。", "甲", DRAFT) == "自己写的。甲。"


def test_what_stands_there_is_not_doubled_and_a_draft_of_one_sentence_is_the_text():
    assert take(WHOLE, "乙", DRAFT) == WHOLE
    assert take("自己写的。", "五", [Sentence("五", "记录的第五部分。")]) == "记录的第五部分。"


def test_there_is_none_of_a_name_that_the_draft_does_not_have():
    with pytest.raises(KeyError):
        take(WHOLE, "丁", DRAFT)


def test_which_sentences_stand_there_is_told():
    assert [each.slot for each, stands in standing("（二）依申请公开。乙。", DRAFT) if stands] == ["二", "乙"]


@given(st.lists(st.sampled_from([*(each.text for each in DRAFT), "自己写的。", "\n"])), st.sampled_from([each.slot for each in DRAFT]))
def test_nothing_goes_and_the_sentence_is_there(pieces, slot):
    text = "".join(pieces)
    taken = take(text, slot, DRAFT)
    wanted = dict(DRAFT)[slot].strip()
    assert wanted in taken
    assert text in (taken, taken.replace(wanted, "", 1), taken.replace("\n" + wanted, "", 1))
