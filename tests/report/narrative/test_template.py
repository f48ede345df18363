"""Fields in a text: what is known fills them with its key, what is not stays visible."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.report.narrative.template import Bound, Field, escaped, fields, fill, show


class Plain(NamedTuple):
    """A value with its key, as a fact is one."""

    key: str
    value: int | Decimal | str | None


NAMES = ("总数", "网站公开数", "办结", "甲 乙")
TEXT = st.text(st.sampled_from("公开信息条，。\n 12{}｛｝总数"), max_size=30)
VALUES = st.dictionaries(
    st.sampled_from(NAMES),
    st.builds(
        Plain, st.text("abc[]0123", min_size=1, max_size=5), st.none() | st.integers(0, 10**9) | st.decimals(0, 10**6, places=2) | TEXT
    ),
)
TEMPLATE = st.lists(TEXT | st.sampled_from([f"{{{name}}}" for name in (*NAMES, "没有这个")]), max_size=8).map("".join)


# --- laws -------------------------------------------------------------------------------------------


@given(st.text().filter(lambda text: not fields(text) and "{{" not in text and "}}" not in text), VALUES)
def test_a_text_without_fields_is_filled_as_it_is(text, values):
    filled = fill(text, values)
    assert filled.text == text
    assert not filled.missing
    assert filled.pieces == ((text,) if text else ())


@given(st.text() | TEXT, VALUES)
def test_finished_prose_once_escaped_comes_out_the_same(text, values):
    assert not fields(escaped(text))
    assert fill(escaped(text), values).text == text


@given(TEMPLATE, VALUES)
def test_the_pieces_joined_are_the_text_and_no_two_plain_ones_meet(text, values):
    filled = fill(text, values)
    assert "".join(piece if isinstance(piece, str) else piece.shown for piece in filled.pieces) == filled.text
    assert not any(isinstance(a, str) and isinstance(b, str) for a, b in zip(filled.pieces, filled.pieces[1:], strict=False))
    assert "" not in filled.pieces


@given(TEMPLATE, VALUES)
def test_every_field_is_a_piece_with_its_key_and_what_is_known_of_it(text, values):
    filled = fill(text, values)
    bound = [piece for piece in filled.pieces if isinstance(piece, Bound)]
    assert [piece.name for piece in bound] == [field.name for field in fields(text)]
    for piece in bound:
        value = values.get(piece.name)
        known = value is not None and value.value not in (None, "")
        assert piece.known is known
        assert piece.key == (value.key if value else "")
        assert (piece.shown == show(value.value)) if known else piece.shown.startswith("{")
    assert filled.missing == tuple(dict.fromkeys(piece.name for piece in bound if not piece.known))


@given(TEMPLATE, VALUES, st.data())
def test_a_place_in_the_filled_text_leads_back_into_the_template(text, values, data):
    filled = fill(text, values)
    if not filled.text:
        return
    start = data.draw(st.integers(0, len(filled.text) - 1))
    end = data.draw(st.integers(start + 1, len(filled.text)))
    first, last = filled.span(start, end)
    assert 0 <= first < last <= len(text)
    assert filled.text[start:end] in fill(text[first:last], values).text
    assert filled.span(0, len(filled.text)) == (0, len(text))


# --- cases ------------------------------------------------------------------------------------------


def test_fields_are_named_in_chinese_and_found_with_their_place():
    assert fields("公开{总数}条，网站{网站公开数}条") == [Field("总数", 2, 6), Field("网站公开数", 10, 17)]


def test_a_sentence_is_filled_and_its_numbers_lead_to_the_record():
    filled = fill("新收{新收}件，收费{费}元", {"新收": Plain("table3.new[6]", 3), "费": Plain("fees", Decimal("20.50"))})
    assert filled.text == "新收3件，收费20.5元"
    assert filled.pieces == ("新收", Bound("新收", "3", "table3.new[6]", True), "件，收费", Bound("费", "20.5", "fees", True), "元")


def test_unknown_is_never_zero():
    filled = fill("新收{新收}件、{没有}件，又{新收}件", {"新收": Plain("table3.new[6]", None)})
    assert filled.text == "新收{新收}件、{没有}件，又{新收}件"
    assert filled.missing == ("新收", "没有")
    assert [piece.key for piece in filled.pieces if isinstance(piece, Bound)] == ["table3.new[6]", "", "table3.new[6]"]
    assert fill("{新收}", {"新收": Plain("a", 0)}).text == "0"


def test_words_that_fill_a_field_are_not_read_as_a_template():
    assert fill("结果为{甲}", {"甲": Plain("a", "{乙}"), "乙": Plain("b", 1)}).text == "结果为{乙}"


@pytest.mark.parametrize("text", ["｛总数｝条", "{}", "{ }", "{总\n数}", "{", "a}b", "{" + "长" * 41 + "}"])
def test_other_braces_are_plain_text(text):
    assert not fields(text)
    assert fill(text, {}).text == text


def test_blanks_inside_the_braces_do_not_count():
    assert fields("{ 总数　}")[0].name == "总数"
    assert fill("{ 总数 }", {"总数": Plain("a", 4)}).text == "4"


def test_a_field_may_stand_in_braces():
    assert fill("{{{总数}}}", {"总数": Plain("a", 4)}).text == "{4}"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (1234567, "1234567"), (Decimal("12.30"), "12.3"), (Decimal(100), "100"), (Decimal("0.00"), "0"), (Decimal("1E+2"), "100")],
)
def test_numbers_are_shown_as_people_write_them(value, shown):
    assert show(value) == shown
