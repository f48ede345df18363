"""The office's list finds its words however they are set, the longest at a place, in a long text at once."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.proof.sensitive import ASK, BLOCK, NOTE, Word, compile_words


def found(words, text):
    return [text[hit.start : hit.end] for hit in compile_words(Word(word) for word in words).hits(text)]


@pytest.mark.parametrize("text", ["内部资料", "内 部资　料", "內部资料".replace("內", "内"), "内\u200b部资料"])
def test_blanks_do_not_hide_a_word(text):
    assert found(["内部资料"], f"这是{text}。") == [text]


def test_widths_and_letters_are_alike():
    assert found(["ABC(一)"], "见ａｂｃ（一）") == ["ａｂｃ（一）"]


@pytest.mark.parametrize("between", ["\n", "\t"])
def test_the_end_of_a_line_or_of_a_cell_parts_a_word(between):
    assert found(["内部"], f"内{between}部") == []


def test_the_longest_word_counts_and_none_over_another():
    assert found(["首府", "首府城市", "城市群"], "首府城市群，首府") == ["首府城市", "首府"]


def test_a_word_of_one_character_is_found():
    assert found(["密", "密级"], "密、密级") == ["密", "密级"]


def test_of_two_entries_the_stricter_counts():
    words = [Word("内部", "甲", level=NOTE), Word("内 部", "乙", level=BLOCK), Word("内部", "丙", level=ASK)]
    assert [hit.word.why for hit in compile_words(words).hits("内部")] == ["乙"]


def test_a_list_without_words_finds_nothing():
    assert not compile_words([Word(""), Word("  ")])
    assert compile_words([]).hits("甲") == ()


@given(st.lists(st.text("甲乙丙 ", min_size=1, max_size=4), max_size=6), st.text("甲乙丙丁 \n", max_size=30))
def test_what_is_found_is_what_a_slow_search_finds(words, text):
    forms = {"".join(word.split()) for word in words} - {""}
    lines = [[(place, letter) for place, letter in enumerate(text) if letter != " "]]
    flat = "".join(letter for _, letter in lines[0])
    expected, at = [], 0
    while at < len(flat):
        long = max((len(form) for form in forms if flat.startswith(form, at)), default=0)
        if long:
            expected.append((lines[0][at][0], lines[0][at + long - 1][0] + 1))
        at += long or 1
    assert [(hit.start, hit.end) for hit in compile_words(map(Word, words)).hits(text)] == expected


def test_twenty_thousand_words_in_a_hundred_kilobytes_take_no_time():
    chance = random.Random(5)
    letters = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]
    words = [Word("".join(chance.choices(letters, k=chance.randint(2, 8)))) for _ in range(20_000)]
    text = "".join(chance.choices(letters, k=34_000)) + words[5].word
    matcher = compile_words(words)
    start = time.perf_counter()
    hits = matcher.hits(text)
    assert time.perf_counter() - start < 0.5
    assert hits[-1].word == words[5]


def test_a_text_made_to_be_slow_is_not():
    matcher = compile_words(Word("甲乙" + "甲" * length + str(number)) for length in range(60) for number in range(300))
    start = time.perf_counter()
    matcher.hits("甲乙" * 20_000)
    assert time.perf_counter() - start < 3
