"""The narrative is told by counting: as a recount in plain SQL counts, as the pages of publication count, in few queries, and nothing is made up."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.db import transaction

from gongkai.ledger.acts.activities import NONE_OF
from gongkai.ledger.state import replay
from gongkai.ledger.vocabulary.codes import Outlet
from gongkai.report.facts import facts_of
from gongkai.report.tally import counts_in
from gongkai.web.organs.models import Organ
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.publication.models import Genre, Item
from gongkai.web.publication.projection import project, project_beside
from gongkai.web.publication.selectors import explaining
from gongkai.web.publication.selectors import figures as published_figures
from gongkai.web.reporting.models import ExplanationFact
from gongkai.web.reporting.selectors import figures, telling
from gongkai.web.reporting.services.projecting import catch_up, rebuild
from support import web
from support.courses import Courses
from support.recount import Recount
from web.reporting.stored import kept, put

YEARS = (2021, 2022, 2023, 2025, 2026)
LAST = date(2025, 12, 31)


@pytest.fixture(scope="module")
def courses():
    made = Courses(21)
    items = list(made.publications(500))
    return [*items, *made.documents(120, items), *made.years(), *made.rectifications(40), *made.applications(150), *made.remedies(9)]


@pytest.fixture(scope="module")
def world(courses, django_db_setup, django_db_blocker):
    """The courses in the ledger of a town, others in that of a bureau; undone behind the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        district = web.district()
        town, bureau = web.town(district), web.bureau(district)
        put(town.pk, courses)
        other, before = Courses(22), Courses(23)
        items = [each for each in before.publications(300) if max(entry.effective_on for entry in each.entries) <= LAST]
        calm = [*items, *before.documents(len(items), items)]
        put(district.pk, calm)
        put(bureau.pk, [*other.publications(60), *other.years(), *other.rectifications(9)])
        catch_up()
        shown(town, courses)
        shown(district, calm)
        yield town
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def recount(courses):
    return Recount(courses)


def told(organ, year):
    return telling.year_of(organ, figures.compiled(organ.pk, organ.name, year).report, year)


# --- counted as others count ----------------------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
def test_what_was_published_is_what_a_recount_in_plain_sql_counts(world, db, recount, year):
    counted = recount.published(year)
    year_, unreviewed = told(world, year), counted.pop("unreviewed")
    for name in ("reviewed", "returned"):
        wanted = counted.pop(name)
        assert getattr(year_, name) == (None if unreviewed else wanted), name
    assert {name: getattr(year_, name) for name in counted} == counted
    assert (year_.outlets, year_.explained_forms) == (recount.outlets(year), recount.forms(year))
    assert sum(year_.explained_forms.values()) == year_.explained


@pytest.mark.parametrize("year", YEARS)
def test_the_work_of_a_year_is_what_a_recount_in_plain_sql_counts(world, db, recount, year):
    year_, work, declared = told(world, year), recount.work(year), recount.declared(year)
    for name, kind in NONE_OF.items():
        times, people = work.get(kind.kind.removeprefix("activity."), (None, None))
        none = 0 if f"narrative.{name}" in declared else None
        assert getattr(year_, name) == ((people if name == "accountable" else times) if times else none), name
    for name, sort in (("training_participants", "training_held"), ("social_review_participants", "social_review_done")):
        assert getattr(year_, name) == work.get(sort, (None, None))[1], name
    assert year_.accounts == (int(declared["narrative.accounts"]) if "narrative.accounts" in declared else None)


def test_the_courses_have_all_of_it(recount):
    """Or the tests above compare nothing with nothing."""
    together = {name: sum(recount.published(year)[name] for year in YEARS) for name in recount.published(2023)}
    assert all(together.values()), together
    assert {sort for year in YEARS for sort in recount.work(year)} >= {
        "training_held",
        "meeting_held",
        "social_review_done",
        "held_accountable",
    }
    assert {outlet for year in YEARS for outlet in recount.outlets(year)} == {each.value for each in Outlet}


def shown(organ, courses):
    """The things that were published as the room of publication keeps them: an item each, with the rows beside it."""
    papers = {str(course.entries[0].event.publication) for course in courses if course.kind == "document"}
    calendar = calendar_of(organ)
    for course in courses:
        if course.kind != "publication":
            continue
        state, on = replay("publication", course.entries), course.entries[0].effective_on
        item = Item(
            id=course.stream, organ=organ, column="others", title="t", index_number=str(course.stream), formed_on=on, created_at=web.at(on),
            changed_at=web.at(on), genre=Genre.NORMATIVE if str(course.stream) in papers else Genre.NOTICE,
        )  # fmt: skip
        project(item, state, calendar)
        item.save(force_insert=True)
        project_beside(item, state)


@pytest.mark.parametrize("year", YEARS)
def test_the_report_and_the_pages_of_publication_give_the_same_numbers(world, db, year):
    page, year_ = published_figures.year_of(world, year), told(world, year)
    assert year_.outlets == {each.key: each.value for each in page.outlets}
    for name in ("new_media", "elsewhere", "sent_up", "taken_up"):
        assert getattr(year_, name) == getattr(page, name).value, name
    assert year_.published == page.total.value


def test_at_the_end_of_a_year_the_page_shows_as_many_documents_to_be_explained_and_explained(world, db):
    """Of things with which nothing happened since, for the page tells how they stand today."""
    covered, year_ = explaining.figures(world.parent, 2025).covered, told(world.parent, 2025)
    assert (year_.documents_explained, year_.to_explain) == (covered.part, covered.whole)
    assert covered.part < covered.whole


def test_an_interpretation_counts_in_its_own_year_once_however_many_policies_it_explains(world, db):
    policies = [uuid.uuid4() for _ in range(3)]
    rows = [
        (policies[0], "x", date(2030, 12, 30)),
        (policies[1], "x", date(2031, 1, 5)),
        (policies[1], "y", date(2031, 2, 1)),
        (policies[2], "y", date(2031, 3, 1)),
    ]
    ExplanationFact.objects.bulk_create(
        ExplanationFact(stream=stream, organ=world.pk, item=item, form="text" if item == "x" else "picture", by_leader=on.month == 3, on=on)
        for stream, item, on in rows
    )
    years = {year: told(world, year) for year in (2030, 2031)}
    assert [(years[year].explained, years[year].explained_forms, years[year].explained_by_leader) for year in years] == [
        (1, {"text": 1}, 0), (1, {"picture": 1}, 1),
    ]  # fmt: skip


# --- few queries, the same again ------------------------------------------------------------------------------


def test_a_year_is_told_in_twelve_queries_however_much_happened(world, db, django_assert_num_queries):
    organ = Organ.objects.get(pk=world.pk)  # one that has not been asked for its site yet
    report = figures.compiled(organ.pk, organ.name, 2024).report
    with django_assert_num_queries(12):
        telling.year_of(organ, report, 2024)


def test_read_again_from_the_beginning_the_facts_are_the_same(world, db):
    before = kept()
    assert all(before.values()), {name: len(rows) for name, rows in before.items()}
    assert rebuild().broken == ()
    assert kept() == before


# --- late answers ---------------------------------------------------------------------------------------------


def test_late_answers_are_those_of_the_clock(world, db, courses):
    calendar = calendar_of(world)
    for year in YEARS:
        late = 0
        for course in courses:
            made = facts_of(course.kind, "s", course.entries, calendar) if course.kind == "application" else ()
            late += sum(each.late is True and counts_in(each, year) and each.ended_on <= date(year, 12, 31) for each in made)
        assert told(world, year).late == late
        assert late or year == 2026, year


def test_items_that_came_without_their_reviews_leave_the_number_of_reviews_unknown(world, db, recount):
    year = next(year for year in YEARS if recount.published(year)["unreviewed"])
    fact = telling.facts(world, figures.compiled(world.pk, world.name, year).report, year)["审查信息数"]
    assert fact.value is None
    assert fact.why_unknown == f"有{recount.published(year)['unreviewed']}条公开的信息是导入的，没有审查的记录"
