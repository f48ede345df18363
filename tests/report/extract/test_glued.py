"""Splitting digits that lost their cells."""

from __future__ import annotations

from gongkai.report.extract import glued


def test_the_row_sum_leaves_few_splits_and_the_right_one_among_them() -> None:
    assert glued.summed_rows(("270020130",), 7) == ((2, 7, 0, 0, 20, 1, 30), (27, 0, 0, 2, 0, 1, 30))
    assert len(glued.splits(["270020130"], 7)) > 2


def test_a_blank_in_the_row_is_a_boundary() -> None:
    assert glued.splits(["23", "0", "00", "0", "023"], 7) == [(23, 0, 0, 0, 0, 0, 23)]


def test_no_number_begins_with_nought() -> None:
    assert glued.splits(["100"], 2) == [(10, 0)]


def test_two_solutions_that_the_columns_allow_prove_nothing() -> None:
    rows = {"new": ["270020130"], "total": ["270020130"], "a": ["270020130"]}
    known = {"carried_in": (0,) * 7, "carried_out": (0,) * 7}
    assert glued.solve(known, rows, ("a",), 7) == {}


def test_columns_decide_between_rows_that_sum() -> None:
    results = ("a", "b")
    known = {"new": (12, 3, 15), "carried_in": (0, 0, 0), "total": (12, 3, 15), "carried_out": (0, 0, 0), "b": (1, 2, 3)}
    assert glued.solve(known, {"a": ["11112"]}, results, 3) == {"a": (11, 1, 12)}


def test_columns_that_do_not_hold_leave_the_row_unsplit() -> None:
    known = {"new": (13, 3, 16), "carried_in": (0, 0, 0), "total": (12, 3, 15), "carried_out": (0, 0, 0), "b": (1, 2, 3)}
    assert glued.solve(known, {"a": ["11112"]}, ("a", "b"), 3) == {}


def test_noughts_alone_need_no_proof() -> None:
    assert glued.solve({}, {"a": ["0000000"]}, ("a",), 7) == {"a": (0,) * 7}


def test_table_four_is_split_by_its_three_totals() -> None:
    assert glued.summed_blocks(["10203120001200000"], 3) == (1, 0, 2, 0, 3, 12, 0, 0, 0, 12, 0, 0, 0, 0, 0)


def test_a_hundred_digits_are_refused_at_once() -> None:
    assert glued.splits(["1" * 100], 7) == []
