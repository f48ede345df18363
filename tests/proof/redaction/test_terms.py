"""Words are found whatever their width, their blanks and the pieces they stand in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.lib.errors import UnusableInput
from gongkai.proof.redaction.terms import MARK, Terms, forms

WORDS = st.text(alphabet="张三李四甲乙0123456789AaXx", min_size=2, max_size=12)


@pytest.mark.parametrize("text", ["张三丰", "张 三　丰", "张\n三丰", "张\u200b三丰"])
def test_blanks_do_not_hide_a_word(text):
    assert Terms(["张三丰"]).without(f"当事人{text}。") == f"当事人{MARK}。"


def test_widths_and_hyphens_do_not_hide_a_number():
    assert Terms(["13912345678"]).without("电话１３９-1234 5678，") == f"电话{MARK}，"


def test_a_word_over_several_pieces_leaves_one_mark():
    assert Terms(["青松方案"]).across(["前青", "松", "方案后", "尾"]) == [f"前{MARK}", "", "后", "尾"]


def test_short_words_do_not_go_over_the_end_of_a_paragraph_and_long_ones_do():
    terms = Terms(["张三", "示例路十二号楼"])
    assert terms.spans("张\n三", over_lines=True) == []
    assert terms.spans("示例路\n十二号楼", over_lines=True) == [(0, 8)]


def test_one_character_is_too_little():
    with pytest.raises(UnusableInput, match="只有一个字"):
        Terms(["张"])


def test_a_word_is_looked_for_in_all_that_a_file_may_write_it_in():
    found = forms("张三")
    assert {
        "张三".encode("utf-16-be"),
        "张三".encode("gb18030"),
        b"5f204e09",
        b"&#24352;&#19977;",
        b"%E5%BC%A0%E4%B8%89",
        b"\\u5f20\\u4e09",
    } <= found


def test_a_short_number_is_not_made_of_two_cells():
    assert Terms(["12", "张三"]).spans("1 2 张 三") == [(4, 7)]


@given(
    st.lists(st.text(alphabet="张三李四甲乙0123456789AX \n", max_size=6), min_size=1, max_size=8), st.lists(WORDS, min_size=1, max_size=4)
)
def test_no_word_is_left_in_any_pieces(pieces, words):
    terms = Terms(words)
    new = terms.across(pieces)
    assert len(new) == len(pieces)
    assert not terms.spans("".join(new))


@given(st.text(max_size=30), st.lists(WORDS, min_size=1, max_size=3))
def test_a_text_without_the_words_stays_as_it_is(text, words):
    terms = Terms(words)
    if not terms.spans(text):
        assert terms.without(text) == text
