"""上年结转: last year's report against the record, in pairs of agreeing and not."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from gongkai.ledger.vocabulary import Entry
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Column
from gongkai.report.model import Figure, Unsure
from gongkai.report.sample import clean
from gongkai.report.writers import render
from gongkai.web.accounts.models import Role
from gongkai.web.events import store
from gongkai.web.reporting.selectors.reconciling import reconcile
from gongkai.web.reporting.services import importing
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.vault.files import Upload
from support import reports, web
from support.courses import Course
from web.reporting.stored import put

NOW = web.at(date(2026, 7, 1), 10)
LAST, THIS = 2025, 2026
LATE = date(2025, 12, 20)


@pytest.fixture
def came(town):
    """An application in the record: ``came(on, column, ended)``."""
    made = iter(range(1, 100))

    def written(on=LATE, column=Column.PERSON, ended=None):
        number = next(made)
        events = [(on, a.Registered(register_number=f"示政公开申〔{on.year}〕{number}号", channel="in_person", column=column))]
        if ended:
            events.append((ended, a.ResultImported(row="granted")))
        entries = tuple(
            Entry(number=place, effective_on=day, recorded_at=store.stamp("", "", NOW).moment, event=event)
            for place, (day, event) in enumerate(events, 1)
        )
        put(town.pk, [Course(uuid.UUID(int=number), "application", entries)])
        catch_up()
        return uuid.UUID(int=number)

    return written


@pytest.fixture
def reported(town):
    """Last year's report in the history, with these figures carried out by column."""
    by = web.account("importer", "经办人乙", town, Role.OFFICER)

    def brought(*carried, unsure=()):
        report = clean(year=LAST, organ=town.name)
        cells = tuple(each if isinstance(each, Figure) else Figure(each) for each in (*carried, *(0,) * (6 - len(carried))))
        known = [each.value for each in cells if each.value is not None]
        report = report._replace(rows={**report.rows, "table3.carried_out": (*cells, Figure(sum(known)))}, unsure=unsure)
        waits = importing.upload(organ=town, paper=Upload("上年.docx", render(report, ".docx")), by=by, moment=NOW)
        return importing.confirm(organ=town, pk=waits.file.pk, year=LAST, by=by, moment=NOW)

    return brought


def differences(organ, year=THIS):
    return [each.difference for each in reconcile(organ, year).columns]


def test_what_was_carried_out_and_what_is_carried_in_agree(town, came, reported):
    case = came()
    reported(1)
    found = reconcile(town, THIS)
    assert (found.agrees, found.wrong) == (True, ())
    assert [(each.label, each.reported, each.counted) for each in found.columns if each.counted] == [("自然人", 1, 1), ("总计", 1, 1)]
    assert [each.stream for each in found.columns[0].cases] == [case]


def test_an_application_that_the_register_lacks_is_one_too_few(town, reported):
    reported(1)
    found = reconcile(town, THIS)
    assert found.agrees is False
    assert [(each.label, each.difference, each.fewer) for each in found.wrong] == [("自然人", -1, 1), ("总计", -1, 1)]


def test_an_application_that_last_year_s_report_forgot_is_one_too_many_and_is_named(town, came, reported):
    known, forgotten = came(), came(date(2025, 12, 29))
    reported(1)
    wrong = reconcile(town, THIS).wrong
    assert [each.difference for each in wrong] == [1, 1]
    assert {each.stream for each in wrong[0].cases} == {known, forgotten}


def test_the_same_number_in_another_column_differs_although_the_sum_agrees(town, came, reported):
    came(column=Column.BUSINESS)
    reported(1)
    assert differences(town) == [-1, 1, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(("ended", "carried"), [(date(2025, 12, 31), 0), (date(2026, 1, 1), 1)])
def test_what_ended_on_the_last_day_is_not_carried_and_on_the_first_it_is(town, came, reported, ended, carried):
    came(ended=ended)
    reported(carried)
    assert reconcile(town, THIS).columns[0].counted == carried
    assert reconcile(town, THIS).agrees


@pytest.mark.parametrize(("on", "carried"), [(date(2025, 12, 31), 1), (date(2026, 1, 1), 0)])
def test_what_came_on_the_last_day_is_carried_and_on_the_first_it_is_new(town, came, on, carried):
    came(on)
    assert reconcile(town, THIS).columns[-1].counted == carried


def test_without_last_year_s_report_nothing_is_said_to_agree(town, came):
    came()
    found = reconcile(town, THIS)
    assert (found.before, found.agrees) == (None, None)
    assert found.columns[0].counted == 1
    assert {each.reported for each in found.columns} == {None}


def test_an_unsure_figure_is_unknown_and_never_zero(town, reported):
    reported(0, unsure=())
    assert reconcile(town, THIS).agrees is True
    reported(Figure(None, "/"))
    found = reconcile(town, THIS)
    assert (found.columns[0].reported, found.columns[0].printed) == (None, "/")
    assert found.agrees is None


def test_a_doubted_row_is_unknown_but_a_certain_difference_still_shows(town, came, reported):
    came(column=Column.BUSINESS)
    past = reported(0)
    past.document["unsure"] = [Unsure("table3.carried_out[0]", "0", "印得不清")._asdict()]
    past.save()
    found = reconcile(town, THIS)
    assert found.columns[0].difference is None
    assert (found.columns[1].difference, found.agrees) == (1, False)


def test_an_edition_of_the_system_stands_before_a_file_of_the_same_year(town, district, reported):
    reported(4)
    people = reports.team(town, district)
    reports.published(reports.finished(town, people), people)
    found = reconcile(town, THIS)
    assert found.before.edition.number == 1
    assert found.columns[-1].reported == 0
