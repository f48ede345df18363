"""Marks stand exactly where the words stand, whatever is written between the characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.web.search.highlight import Piece, pieces, snippet
from gongkai.web.search.words import grams, phrase, plain, terms

TEXT = st.text("示例镇公开12aAß İﬁ（）。 𠮷Ａ２①", max_size=40)
ASKED = st.text("示例镇公开12aAßİ 𠮷①", min_size=1, max_size=6)


@given(TEXT, ASKED)
def test_pieces_are_the_text_and_marks_are_what_was_asked(text, asked):
    parts = terms(asked)
    found = pieces(text, parts)
    assert "".join(piece.text for piece in found) == text
    assert all(first.marked != second.marked for first, second in zip(found, found[1:], strict=False))
    assert any(piece.marked for piece in found) == any(part in plain(text) for part in parts)
    assert all(any(part in plain(piece.text) for part in parts) for piece in found if piece.marked)
    assert not any(part in plain(piece.text) for piece in found if not piece.marked for part in parts)


@given(TEXT, ASKED, st.integers(0, 5000))
def test_a_snippet_shows_what_was_asked_wherever_it_stands(text, asked, before):
    long = "前" * before + " " + text + " " + "后" * 300
    shown = snippet(long, terms(asked))
    assert any(piece.marked for piece in shown) == any(part in plain(long) for part in terms(asked))
    assert sum(len(piece.text) for piece in shown) < 200


def test_a_text_without_the_words_begins_at_its_beginning():
    assert snippet("示例镇  公开\n指南", ["预算"]) == [Piece("示例镇 公开 指南")]
    assert snippet("", ["预算"]) == []


@given(st.lists(st.text("示例ab12", min_size=1, max_size=12), max_size=4), st.text("示例ab12", min_size=1, max_size=8))
def test_grams_hold_a_phrase_exactly_where_a_field_holds_the_term(fields, term):
    words, asked = grams(fields).split(), phrase(term).split()
    held = any(words[at : at + len(asked)] == asked for at in range(len(words)))
    assert held == any(term in field for field in fields)
