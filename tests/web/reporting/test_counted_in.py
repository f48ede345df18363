"""From a case to the figures that count it: the other way round of the cases behind a figure."""

from __future__ import annotations

import uuid
from collections import defaultdict
from datetime import date

import pytest
from django.db import transaction

from gongkai.ledger.vocabulary import Entry, Voided
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Channel, Column
from gongkai.report.tally import COLUMNS, RESULTS
from gongkai.web.reporting.selectors import figures
from gongkai.web.reporting.selectors.counted_in import counted_in
from gongkai.web.reporting.services.projecting import catch_up
from support import web
from support.courses import Courses
from web.reporting.stored import put

ORGAN, NAME = uuid.UUID(int=51), "示例区示例镇人民政府"
LATER = date(2027, 5, 1)


@pytest.fixture(scope="module")
def courses():
    made = Courses(23)
    return [*made.applications(300), *made.remedies(60), *made.documents(60)]


@pytest.fixture(scope="module")
def world(courses, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        put(ORGAN, courses)
        catch_up()
        yield courses
        transaction.set_rollback(True)


@pytest.mark.parametrize("year", [2020, 2021, 2023, 2025])
def test_a_case_names_the_cells_that_name_it_and_no_other(world, db, year):
    named = defaultdict(set)
    for course in world:
        for each in counted_in(course.kind, course.stream, course.entries, LATER):
            if each.year == year:
                for place in each.places:
                    named[place.cell].add(str(course.stream))
    made = figures.with_cases(ORGAN, NAME, year)
    behind = {cell: set(cases) for cell, cases in made.sources.items() if not _is_sum(cell)}
    assert dict(named) == behind


def _is_sum(cell):
    """Columns of sums, and the row of sums: they name no case that another cell does not name."""
    row, _, index = cell.partition("[")
    last = {"table3": len(COLUMNS), "table4": len(RESULTS)}.get(row.partition(".")[0])
    return row == "table3.total" or int(index[:-1]) == last


def _registered(day, *more):
    stream = uuid.UUID(int=52)
    events = [a.Registered(register_number="示政公开申〔2025〕1号", channel=Channel.ONLINE, column=Column.PERSON), *more]
    days = [day, *(each for _, each in more)]
    kept = [events[0], *(event for event, _ in more)]
    return stream, tuple(
        Entry(number=n, effective_on=on, recorded_at=web.at(on), event=event)
        for n, (event, on) in enumerate(zip(kept, days, strict=True), 1)
    )


def test_while_a_year_runs_an_open_case_is_counted_as_new_only(db):
    stream, log = _registered(date(2025, 12, 22))
    (only,) = counted_in("application", stream, log, date(2025, 12, 30))
    assert (only.year, only.over) == (2025, False)
    assert [each.words for each in only.places] == ["表三：一、本年新收政府信息公开申请数量"]


def test_a_case_that_goes_over_the_new_year_is_told_for_both_years(db):
    stream, log = _registered(date(2025, 12, 22), (a.ResultImported(row="granted"), date(2026, 1, 9)))
    first, second = counted_in("application", stream, log, date(2026, 3, 1))
    assert [each.cell for each in first.places] == ["table3.new[0]", "table3.carried_out[0]"]
    assert [each.cell for each in second.places] == ["table3.carried_in[0]", "table3.granted[0]"]
    assert [each.words for each in second.places] == ["表三：二、上年结转政府信息公开申请数量", "表三：（一）予以公开"]
    assert (first.over, second.over) == (True, False)


def test_what_was_voided_is_counted_nowhere(db, django_assert_num_queries):
    stream, log = _registered(date(2025, 12, 22), (Voided(number=1, reason="x"), date(2025, 12, 23)))
    with django_assert_num_queries(0):
        assert counted_in("application", stream, log, LATER) == []
