"""Laws of points, for every set of terms and cases."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.web.oversight.indicators.scoring import (
    BONUS,
    DEDUCT,
    FAILED,
    RATIO,
    VETO,
    Mark,
    Sum,
    Terms,
    grade_of,
    most,
    points_of,
    ranks,
    sum_of,
)

POINTS = st.decimals(0, 100, places=2)
TERMS = st.builds(Terms, st.sampled_from([DEDUCT, RATIO, BONUS, VETO]), POINTS, POINTS, st.none() | POINTS)
CASES = st.lists(st.integers(0, 50), max_size=30)
GRADES = [("优秀", Decimal(90)), ("合格", Decimal(60))]


@given(TERMS, CASES, st.integers(0, 60))
def test_nothing_is_below_zero_or_above_what_can_be_had(terms, cases, base):
    assert 0 <= points_of(terms, cases, base) <= most(terms)


@given(TERMS, CASES, CASES, st.integers(0, 60))
def test_more_cases_of_a_defect_never_score_better_and_more_merits_never_worse(terms, cases, more, base):
    before, after = points_of(terms, cases, base), points_of(terms, [*cases, *more], base)
    assert after <= before if terms.method in (DEDUCT, RATIO) else after >= before


@given(TERMS, CASES, st.randoms(use_true_random=False), st.integers(0, 60))
def test_the_order_of_the_evidence_does_not_matter_nor_that_a_case_is_told_twice(terms, cases, chance, base):
    mixed = [*cases, *cases]
    chance.shuffle(mixed)
    assert points_of(terms, mixed, base) == points_of(terms, cases, base)


@given(st.lists(st.builds(Mark, st.sampled_from([DEDUCT, RATIO, BONUS]), POINTS), max_size=10))
def test_a_sum_is_exact_and_counts_the_bonus_once(marks):
    found = sum_of(marks)
    assert found.total == sum((each.points for each in marks), Decimal(0))
    assert found.bonus == sum((each.points for each in marks if each.method == BONUS), Decimal(0))


@given(st.lists(st.builds(Mark, st.just(DEDUCT), POINTS), max_size=5))
def test_a_veto_fails_whatever_the_sum(marks):
    assert grade_of(sum_of([*marks, Mark(VETO, Decimal(1))]), GRADES) == FAILED
    assert grade_of(sum_of([Mark(DEDUCT, Decimal(95)), Mark(VETO, Decimal(0))]), GRADES) == "优秀"


@given(st.dictionaries(st.integers(), st.builds(Sum, POINTS, st.just(Decimal(0)), st.booleans()), max_size=12))
def test_who_is_ahead_of_nobody_is_last_and_equal_sums_share_a_place(sums):
    place = ranks(sums)
    for one, mine in sums.items():
        better = sum((other.vetoed, -other.total) < (mine.vetoed, -mine.total) for other in sums.values())
        assert place[one] == better + 1


def test_by_hand():
    assert points_of(Terms(DEDUCT, Decimal(10), Decimal(4), Decimal(6)), ["a", "b", "c"]) == 4, "no more is lost than the cap"
    assert points_of(Terms(RATIO, Decimal(10)), ["a"], 3) == Decimal("6.67")
    assert points_of(Terms(RATIO, Decimal(10)), [], 0) == 10, "nothing was owed"
    with pytest.raises(ValueError, match="share"):
        points_of(Terms(RATIO, Decimal(10)), [])
