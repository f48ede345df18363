"""After publication the record goes on: what would be counted otherwise is shown with its cases, and the sealed figures stay."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.db import transaction

from gongkai.ledger.vocabulary import Corrected, Entry, Voided
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Channel, Column
from gongkai.report import codec
from gongkai.web.accounts.models import Role
from gongkai.web.events import store
from gongkai.web.reporting.models import Edition, Scope
from gongkai.web.reporting.selectors import merging
from gongkai.web.reporting.selectors.content import content_of
from gongkai.web.reporting.selectors.differences import differences
from gongkai.web.reporting.services.drafting import open_report
from gongkai.web.reporting.services.projecting import catch_up
from support import reports, web
from support.courses import Course
from support.reports import declared, finished, fresh, published
from web.reporting.stored import put

BEFORE, AFTER = date(2025, 12, 22), date(2026, 2, 3)
KEPT, GONE = uuid.UUID(int=71), uuid.UUID(int=72)


@pytest.fixture
def district(db):
    return web.district()


@pytest.fixture
def town(district):
    return web.town(district)


@pytest.fixture
def people(town, district):
    return reports.team(town, district)


def registered(number, on=date(2025, 5, 6), written=BEFORE):
    event = a.Registered(register_number=f"示政公开申〔2025〕{number}号", channel=Channel.ONLINE, column=Column.PERSON)
    return Entry(number=1, effective_on=on, recorded_at=web.at(written), event=event)


def then(number, event, on, written=AFTER):
    return Entry(number=number, effective_on=on, recorded_at=web.at(written), event=event)


def granted(number, on, written):
    return then(number, a.ResultImported(row="granted"), on, written)


@pytest.fixture
def edition(town, people):
    """Two applications of May 2025, both answered in June and counted."""
    put(
        town.pk,
        [Course(stream, "application", (registered(n), granted(2, date(2025, 6, 2), BEFORE))) for n, stream in enumerate((KEPT, GONE), 1)],
    )
    return published(finished(town, people), people)


def more(stream, *entries):
    """Write on in a case."""
    with transaction.atomic():
        store.append(stream=stream, entries=entries)
    catch_up()


def found(edition):
    catch_up()
    return differences(fresh(edition.report), Edition.objects.get(pk=edition.pk))


def by_cell(result):
    return {
        each.cell: (each.was, each.now, [case.number for case in each.came], [case.number for case in each.left]) for each in result.cells
    }


def test_right_after_publication_nothing_differs(edition):
    result = found(edition)
    assert result.nothing
    assert (result.cells, result.late, result.late_all) == ((), (), 0)


def test_an_application_registered_later_comes_as_a_difference_with_its_number(town, edition):
    put(town.pk, [Course(uuid.UUID(int=73), "application", (registered(9, written=AFTER), granted(2, date(2025, 6, 3), AFTER)))])
    cells = by_cell(found(edition))
    name = "示政公开申〔2025〕9号"
    assert cells == {
        cell: ("2", "3", [name], [])
        for cell in (
            "table3.new[0]", "table3.new[6]", "table3.granted[0]", "table3.granted[6]", "table3.total[0]", "table3.total[6]",
        )
    }  # fmt: skip
    assert Edition.objects.get(pk=edition.pk).document["table3"]["new"][0] == 2


def test_a_case_that_goes_and_one_that_comes_show_where_the_figure_stays(town, edition):
    more(GONE, then(3, Voided(number=1, reason="x"), AFTER))
    put(town.pk, [Course(uuid.UUID(int=74), "application", (registered(8, written=AFTER), granted(2, date(2025, 6, 3), AFTER)))])
    result = found(edition)
    cells = by_cell(result)
    assert cells["table3.granted[0]"] == ("2", "2", ["示政公开申〔2025〕8号"], [""])  # of the voided one the record has no number any more
    gone = next(each for each in result.cells if each.cell == "table3.granted[0]").left[0]
    assert (gone.stream, gone.kind) == (GONE, "application")


def test_a_corrected_day_moves_a_case_into_the_next_year(edition):
    more(KEPT, then(3, Corrected(number=2, effective_on=date(2026, 1, 8), event=a.ResultImported(row="granted")), AFTER))
    cells = by_cell(found(edition))
    assert cells["table3.granted[0]"] == ("2", "1", [], ["示政公开申〔2025〕1号"])
    assert cells["table3.carried_out[0]"] == ("0", "1", ["示政公开申〔2025〕1号"], [])


def test_what_was_written_later_and_changes_no_figure_is_listed_apart(edition):
    more(KEPT, then(3, Corrected(number=2, effective_on=date(2025, 6, 3), event=a.ResultImported(row="granted")), AFTER))
    result = found(edition)
    assert result.cells == ()
    (late,) = result.late
    assert (late.case.stream, late.case.number, late.title, late.effective_on) == (KEPT, "示政公开申〔2025〕1号", "更正记录", AFTER)
    assert result.nothing  # the edition still says what the record says


def test_what_happens_in_the_new_year_is_not_of_the_old_one(town, edition):
    stream = uuid.UUID(int=75)
    put(town.pk, [Course(stream, "application", (registered(7, on=date(2026, 1, 7), written=AFTER),))])
    more(
        stream,
        then(
            2,
            Corrected(
                number=1,
                effective_on=date(2026, 1, 8),
                event=a.Registered(register_number="示政公开申〔2025〕7号", channel=Channel.ONLINE, column=Column.PERSON),
            ),
            AFTER,
        ),
    )
    result = found(edition)
    assert (result.cells, result.late) == ((), ())


def test_a_figure_declared_anew_is_a_difference_without_cases(town, people, edition):
    declared(town, people, "table2.licences[0]", "3", reason="漏报三件", on=AFTER)
    (only,) = found(edition).cells
    assert (only.cell, only.was, only.now, only.came, only.left) == ("table2.licences[0]", "0", "3", (), ())
    assert only.words == "表二“行政许可”的“本年处理决定数量”"


def test_words_that_were_changed_are_told_too(people, edition):
    reports.written(fresh(edition.report), people, on=AFTER, other="本年度未收取信息处理费。没有其他需要报告的事项。")
    result = found(edition)
    assert result.words
    assert not result.nothing


def test_the_page_costs_the_same_however_much_was_written(town, edition, django_assert_max_num_queries):
    put(town.pk, [Course(uuid.UUID(int=1000 + n), "application", (registered(1000 + n, written=AFTER),)) for n in range(300)])
    catch_up()
    annual = fresh(edition.report)
    with django_assert_max_num_queries(28):
        result = differences(annual, edition)
    (new,) = [each for each in result.cells if each.cell == "table3.new[0]"]
    assert (new.was, new.now, new.came_all, len(new.came)) == ("2", "302", 300, 200)


def test_of_a_region_it_is_told_which_organ_s_part_changed(district, town, people, edition):
    """The town's edition is a part of the sum; sealed was another one."""
    head = web.account("district-head", "区负责人", district, Role.OFFICE_HEAD)
    region = open_report(organ=district, year=2025, by=head, moment=web.at(AFTER), on=AFTER, scope=Scope.REGION)
    document = codec.to_dict(content_of(fresh(region)).report)
    sealed = Edition.objects.create(
        report=region, number=1, published_on=AFTER, position=edition.position, ledger_head="", content="", digest="", manifest="",
        document=document, sources={"table3.new[0]": ["示例镇 12（第0版）"]}, created_at=web.at(AFTER), created_by="x",
    )  # fmt: skip
    now = merging.sources(fresh(region))
    cells = by_cell(differences(fresh(region), sealed))
    assert cells["table3.new[0]"][2:] == (now.get("table3.new[0]", []), ["示例镇 12（第0版）"])
    assert set(cells) == {"table3.new[0]", *now}
