"""What is behind a number adds up to the number: every field, every year, whatever happened; and a page of it asks no more for many than for few."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from gongkai.report.narrative.catalogue import GROUPS
from gongkai.web.reporting.models import AnnualReport
from gongkai.web.reporting.selectors.behind import ITEM, behind, opens
from gongkai.web.reporting.selectors.content import record_of
from gongkai.web.reporting.services.projecting import catch_up
from support import web
from support.courses import Courses
from web.reporting.stored import put

YEARS = (2021, 2022, 2023, 2024, 2025, 2026)
FIELDS = [entry for group in GROUPS.values() for entry in group if opens(entry.key)]
WORDS = ("assessment_result", "social_review_result", "explained_share")  # what they say is no count


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Everything that can happen to the records of a town over some years; undone behind the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        town, made = web.town(web.district()), Courses(33)
        items = list(made.publications(260))
        work = [*made.years(), *made.rectifications(25), *made.applications(120), *made.remedies(20)]
        put(town.pk, [*items, *made.documents(90, items), *work])
        catch_up()
        yield town
        transaction.set_rollback(True)


def opened(organ, year):
    return AnnualReport(organ=organ, year=year, form="2021")


def agrees(annual):
    """The fields whose rows make their number; what is declared has no row, what is unknown shows none but the cells of a sum."""
    record, rows = record_of(annual), {}
    for name, fact in record.told.items():
        if not opens(fact.key) or (fact.key.startswith("table") and len(fact.keys) == 1):
            continue
        found = behind(annual, fact, record.compiled.report)
        held = found.rows[:]
        assert len(held) == len(found.rows), name
        if fact.value in (None, ""):
            assert not held or {each.amount for each in held} >= {None}, name
        elif found.said is not None:
            assert (list(held), str(fact.value)) == ([], found.said.value), name
        elif fact.key in WORDS:
            assert held, name
        elif found.adds:
            assert sum(each.amount for each in held) == fact.value, name
        else:
            assert (len(held), {each.amount for each in held} - {1}) == (fact.value, set()), name
        rows[name] = len(held)
    return rows


@pytest.mark.parametrize("year", YEARS)
def test_the_rows_behind_every_number_make_the_number(world, db, year):
    agrees(opened(world, year))


def test_the_years_have_something_behind_each_number_of_publication_and_work(world, db):
    """Or the test above compares nothing with nothing."""
    together = {}
    for year in YEARS:
        for name, number in agrees(opened(world, year)).items():
            together[name] = together.get(name, 0) + number
    empty = {name for name, number in together.items() if not number}
    declared_only = {entry.name for entry in GROUPS["政府信息公开平台建设"]} | {
        "回应关切数",
        "考核次数",
        "考核结果",
        "社会评议结果",
    }
    assert empty == declared_only | {entry.name for entry in GROUPS["问题和改进"]}


def test_a_sum_of_cells_lists_its_cells_with_what_each_adds(world, db):
    annual = opened(world, 2023)
    record = record_of(annual)
    found = behind(annual, record.told["不予公开数"], record.compiled.report)
    assert [each.key for each in found.rows] == list(record.told["不予公开数"].keys)
    assert (sum(each.amount for each in found.rows), found.adds) == (record.told["不予公开数"].value, "件")
    assert all(each.name.startswith("表三“（三）不予公开") for each in found.rows)


def test_the_money_behind_the_fees_is_that_of_each_application(world, db):
    annual = opened(world, 2023)
    record = record_of(annual)
    held = behind(annual, record.told["信息处理费"], record.compiled.report).rows[:]
    assert {each.amount for each in held} <= {Decimal(100), Decimal(200)}
    assert {each.words for each in held} <= {"收到100元", "收到200元"}


def test_an_item_says_on_which_channels_it_came_out_in_the_year(world, db):
    annual = opened(world, 2023)
    record = record_of(annual)
    held = behind(annual, record.told["主动公开总数"], record.compiled.report).rows[:]
    assert {each.kind for each in held} == {ITEM}
    assert all(each.words and each.on.year == 2023 for each in held)


def test_a_page_of_rows_asks_no_more_for_many_than_for_few(world, db):
    annual = opened(world, 2023)
    record = record_of(annual)
    asked = {}
    for entry in FIELDS:
        if record.told[entry.name].value in (None, "", 0) or (entry.key.startswith("table") and "+" not in entry.key):
            continue
        counts = []
        for most in (1, 60):
            with CaptureQueriesContext(connection) as queries:
                found = behind(annual, record.told[entry.name], record.compiled.report)
                len(found.rows)
                found.rows[:most]
            counts.append(len(queries))
        asked[entry.name] = counts
    assert {name: few for name, (few, many) in asked.items() if few != many or many > 5} == {}
    assert {"主动公开总数", "解读率", "培训人次", "逾期答复数", "信息处理费"} <= set(asked)
