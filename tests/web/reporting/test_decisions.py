"""What was published of declared decisions: counted as a recount in plain SQL counts, compared where it can be, read anew after an update."""

from __future__ import annotations

import uuid
from importlib import import_module

import pytest
from django.apps import apps
from django.db import transaction

from gongkai.web.reporting.models import Declaration, ItemFact
from gongkai.web.reporting.selectors.decisions import beside, items_of
from gongkai.web.reporting.selectors.declared import cells_of
from gongkai.web.reporting.services.projecting import catch_up
from support.courses import CATALOGUE, Courses
from support.recount import Recount
from web.reporting.stored import kept, put

ORGAN, OTHER = uuid.UUID(int=71), uuid.UUID(int=72)
YEARS = (2021, 2023, 2025, 2026)
LICENCES, PENALTIES, COERCION, FEES = "table2.licences[0]", "table2.penalties[0]", "table2.coercion[0]", "table2.fees[0]"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Things published by an organ, others by another; undone behind the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        courses = list(Courses(61).publications(400))
        put(ORGAN, courses)
        put(OTHER, list(Courses(62).publications(50)))
        catch_up()
        yield courses
        transaction.set_rollback(True)


def found(year=2023, organ=ORGAN):
    return beside(organ, year, cells_of(year))


def say(cell, value, *, year=2023):
    Declaration.objects.create(
        stream=uuid.uuid4(), organ=ORGAN, year=year, cell=cell, value=value, source="s", role="officer", on=f"{year + 1}-01-09"
    )


@pytest.mark.parametrize("year", YEARS)
def test_what_was_published_is_what_a_recount_in_plain_sql_counts(world, db, year):
    wanted = Recount(world).entries(year)
    assert {entry: items_of(ORGAN, year, entry).count() for entry in CATALOGUE} == {entry: wanted.get(entry, 0) for entry in CATALOGUE}
    assert {cell: each.items for cell, each in found(year).items()} == {
        LICENCES: wanted.get("licences", 0), PENALTIES: wanted.get("penalties", 0), COERCION: wanted.get("penalties", 0), FEES: wanted.get("fees", 0),
    }  # fmt: skip
    assert year == 2026 or all(wanted.get(entry) for entry in CATALOGUE)


def test_each_item_is_listed_once_on_the_day_on_which_it_first_became_public(world, db):
    held = list(items_of(ORGAN, 2023, "licences"))
    assert len(held) == len({each.stream for each in held}) == found()[LICENCES].items
    assert held == sorted(held, key=lambda each: (each.first_on, str(each.stream)))
    assert {each.first_on.year for each in held} == {2023}


def test_more_published_than_declared_is_remarked_and_as_many_is_not(world, db):
    number = found()[LICENCES].items
    assert (found()[LICENCES].declared, found()[LICENCES].more) == (None, False)
    say(LICENCES, str(number))
    assert (found()[LICENCES].declared, found()[LICENCES].more) == (number, False)
    Declaration.objects.filter(cell=LICENCES).update(value=str(number - 1))
    assert found()[LICENCES].more


def test_penalties_and_coercion_have_one_entry_and_are_compared_together(world, db):
    number = found()[PENALTIES].items
    say(PENALTIES, str(number - 2))
    assert (found()[PENALTIES].declared, found()[PENALTIES].more) == (None, False)  # the other one is not known yet
    say(COERCION, "1")
    assert {(found()[cell].declared, found()[cell].more) for cell in (PENALTIES, COERCION)} == {(number - 1, True)}
    assert [each.key for each in found()[COERCION].cells] == [PENALTIES, COERCION]


def test_money_is_not_compared_with_items(world, db):
    say(FEES, "0")
    assert found()[FEES].items
    assert (found()[FEES].declared, found()[FEES].more) == (None, False)


def test_the_older_form_is_compared_in_its_column_of_decisions(db):
    assert set(beside(ORGAN, 2020, cells_of(2020))) == {
        "table2.licences[2]", "table2.other_services[2]", "table2.penalties[2]", "table2.coercion[2]",
    }  # fmt: skip


def test_an_item_that_never_became_public_is_not_counted(world, db):
    (born,) = Recount(world).database.execute("SELECT count(*) FROM born").fetchone()
    assert ItemFact.objects.filter(organ=ORGAN).count() == born < len(world)


def test_after_the_update_the_ledger_is_read_again_from_its_beginning(world, db):
    before = kept()
    ItemFact.objects.all().delete()
    import_module("gongkai.web.reporting.migrations.0002_items").read_again(apps, None)
    assert catch_up().broken == ()
    assert kept() == before
