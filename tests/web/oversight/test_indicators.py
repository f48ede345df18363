"""Automatic scores equal a recount by hand on planted defects: for each indicator one organ that has it and one that has not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.web.organs.models import Level
from gongkai.web.organs.services import establish
from gongkai.web.oversight.indicators.base import HEADINGS, Asked
from gongkai.web.oversight.indicators.registry import INDICATORS
from gongkai.web.oversight.indicators.scoring import BONUS, DEDUCT, RATIO, Terms, points_of
from gongkai.web.reporting.services.projecting import catch_up
from support import items, web
from web.oversight.planting import FIRST, LAST, PLANTS, World

TEN, THREE = Decimal(10), Decimal(3)


@pytest.fixture
def world(district, town, heir, monkeypatch):
    return World(town, heir, items.team(town), items.team(heir), monkeypatch)


def asked(*organs):
    catch_up()
    for organ in organs:
        organ.refresh_from_db()
    return Asked(tuple(organs), FIRST, LAST, LAST)


def test_every_indicator_has_a_planted_pair():
    assert set(PLANTS) == set(INDICATORS)


@pytest.mark.parametrize("key", INDICATORS)
def test_the_score_of_a_planted_defect_is_that_of_a_recount_by_hand(world, key):
    counted = PLANTS[key](world)
    indicator = INDICATORS[key]
    found = indicator.ask(asked(world.bad, world.good))
    cases = {organ.pk: [case for case in found.cases if case.organ == organ.pk] for organ in (world.bad, world.good)}
    assert [len(cases[world.bad.pk]), len(cases[world.good.pk])] == [counted.cases, 0], found.cases
    assert all(case.what and case.words and case.address.startswith("/") for case in found.cases)
    if counted.base is not None:
        assert found.base is not None
        assert found.base[world.bad.pk] == counted.base
    method = DEDUCT if DEDUCT in indicator.methods else BONUS
    by_hand = {DEDUCT: max(TEN - THREE * counted.cases, Decimal(0)), BONUS: THREE * counted.cases}
    none = {DEDUCT: TEN, BONUS: Decimal(0)}
    terms = Terms(method, TEN, THREE)
    assert points_of(terms, cases[world.bad.pk]) == by_hand[method]
    assert points_of(terms, cases[world.good.pk]) == none[method]
    if RATIO in indicator.methods:
        share = TEN * (counted.base - counted.cases) / counted.base
        assert points_of(Terms(RATIO, TEN), cases[world.bad.pk], found.base[world.bad.pk]) == share
        assert points_of(Terms(RATIO, TEN), [], found.base.get(world.good.pk, 0)) == TEN


@pytest.mark.parametrize("key", INDICATORS)
def test_an_officer_reads_what_an_indicator_looks_at_how_it_counts_and_why(key):
    indicator = INDICATORS[key]
    assert indicator.key == key
    assert all(len(words) >= 6 for words in (indicator.what, indicator.how, indicator.cites)), HEADINGS
    assert indicator.title.strip()


def test_all_indicators_ask_as_often_for_two_organs_as_for_twenty(world, district):
    more = [
        establish(slug=f"cun{number}", name=f"示例{number}镇人民政府", level=Level.TOWN, valid_from=web.FOUNDED, parent=district)
        for number in range(18)
    ]
    for organ, people in world.both():
        items.published(organ, people)

    def questions(*organs):
        given = asked(*organs)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            for indicator in INDICATORS.values():
                indicator.ask(given)
        return len(captured)

    two = questions(world.bad, world.good)
    assert questions(world.bad, world.good, *more) == two
    assert two <= 3 * len(INDICATORS)
