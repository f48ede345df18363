"""The tables out of the facts beside the ledger: as the core counts them, as a recount in SQL counts them, with the cases behind every cell."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from gongkai.ledger.vocabulary import Entry, Voided
from gongkai.ledger.vocabulary import application as a
from gongkai.report.forms import FORMS
from gongkai.web.events import store
from gongkai.web.reporting.models import Watermark
from gongkai.web.reporting.selectors import figures
from gongkai.web.reporting.services.projecting import catch_up, rebuild
from support.courses import Course, Courses
from support.recount import Recount
from support.web import at as web_at
from tests.report.test_tally import agree, compiled, facts
from web.reporting.stored import begin, kept, put

ORGAN, OTHER, THIRD = (uuid.UUID(int=number) for number in (1, 2, 3))  # the third has what one test gives it
NAME = "示例区示例镇人民政府"
YEARS = (2021, 2023, 2025, 2026)


@pytest.fixture(scope="module")
def courses():
    made = Courses(7)
    return [*made.applications(400), *made.remedies(60), *made.documents(60)]


@pytest.fixture(scope="module")
def world(courses, django_db_setup, django_db_blocker):
    """The courses in the ledger of one organ, others in that of another; undone behind the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        put(ORGAN, courses)
        put(OTHER, list(Courses(8).applications(50)))
        catch_up()
        yield courses
        transaction.set_rollback(True)


@pytest.mark.parametrize("year", YEARS)
def test_the_tables_are_those_of_the_core_and_of_a_recount_in_plain_sql(world, db, courses, year):
    made = figures.compiled(ORGAN, NAME, year)
    assert made.report == compiled(facts(courses), year).report == figures.with_cases(ORGAN, NAME, year).report
    agree(made.report, Recount(courses), year)


@pytest.mark.parametrize("year", YEARS)
def test_every_cell_opens_as_many_cases_as_it_says_and_those_of_the_core(world, db, year):
    made = figures.with_cases(ORGAN, NAME, year)
    for row, held in made.report.rows.items():
        for index, figure in enumerate(held):
            cell = f"{row}[{index}]"
            if figure.value is None or cell in made.declared:
                continue
            opened = [str(each.stream) for each in figures.behind(ORGAN, year, cell)]
            assert len(opened) == figure.value, cell
            assert set(opened) == set(made.sources.get(cell, ())), cell


@pytest.mark.parametrize("year", [2019, 2020])
def test_years_of_the_older_form_are_counted_by_its_rows(world, db, year):
    made = figures.compiled(ORGAN, NAME, year)
    assert made.report.form == "2019"
    assert set(made.report.rows) == set(FORMS["2019"].row_keys())


def test_a_year_is_five_queries_at_most_however_many_cases(world, db, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        figures.compiled(ORGAN, NAME, 2024)


@pytest.mark.parametrize("cell", ["table3.granted[7]", "table3.nothing[0]", "table5.granted[0]", "granted", "table2.fees[1]"])
def test_a_cell_that_the_form_does_not_have_is_none(world, db, cell):
    with pytest.raises(KeyError):
        figures.behind(ORGAN, 2024, cell)


def test_read_day_by_day_the_facts_are_those_of_the_whole_ledger(world, db, courses):
    before = kept()
    assert rebuild().broken == ()
    assert kept() == before


def test_what_is_written_later_is_read_then_and_nothing_else(db):
    some = list(Courses(9).applications(40))
    begin(THIRD, some)
    written = sorted((entry.recorded_at, place, entry.number) for place, course in enumerate(some) for entry in course.entries)
    for start in range(0, len(written), 37):
        with transaction.atomic():
            for _, place, number in written[start : start + 37]:
                store.append(stream=some[place].stream, entries=[some[place].entries[number - 1]])
        catch_up()
    assert figures.compiled(THIRD, NAME, 2024).report == compiled(facts(some), 2024).report
    assert catch_up().cases == 0
    assert Watermark.objects.get().position == store.position()


def test_an_older_form_s_other_cannot_be_placed_in_the_newer_and_says_so(db):
    day = date(2024, 5, 6)
    events = [a.Registered(register_number="示政公开申〔2024〕1号", channel="online", column="person"), a.ResultImported(row="other")]
    from_elsewhere = [
        Entry(number=n, effective_on=day, recorded_at=store.stamp("", "", web_at(day)).moment, event=e) for n, e in enumerate(events, 1)
    ]
    put(THIRD, [Course(uuid.UUID(int=9), "application", tuple(from_elsewhere))])
    catch_up()
    made = figures.compiled(THIRD, NAME, 2024)
    assert [made.report.value(f"table3.{row}", 0) for row in ("other.no_correction", "other.fee_unpaid", "other.rest")] == [None] * 3
    assert made.report.value("table3.total", 6) == 1
    assert [each.case for each in made.problems if each.case] == [str(uuid.UUID(int=9))]


def test_a_stream_that_no_acts_can_have_made_is_named_at_every_call_and_keeps_nothing_else_from_being_read(db):
    some = list(Courses(11).applications(30))
    torn = next(course for course in some if len(course.entries) > 3)
    put(THIRD, [course for course in some if course is not torn])
    catch_up()
    begin(THIRD, [torn])
    with transaction.atomic():
        store.append(stream=torn.stream, entries=[replace(torn.entries[0], event=Voided(number=9, reason="没有这一步"))])
    assert [[stream for stream, _ in read().broken] for read in (catch_up, catch_up, rebuild, catch_up)] == [[torn.stream]] * 4
    rest = [course for course in some if course is not torn]
    assert figures.compiled(THIRD, NAME, 2024).report == compiled(facts(rest), 2024).report
