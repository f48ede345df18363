"""The page from which a report is made: where it stands, what is next, every obstacle with the place where it is mended."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from gongkai.ledger.states.report import ReportPhase
from gongkai.ledger.vocabulary import Entry
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Channel, Column, Verdict
from gongkai.report.forms import FORMS
from gongkai.report.model import Figure
from gongkai.web.accounts.models import Role
from gongkai.web.reporting.models import AnnualReport, Scope
from gongkai.web.reporting.selectors.cells import Opened
from gongkai.web.reporting.selectors.content import content_of
from gongkai.web.reporting.selectors.counting import how_counted
from gongkai.web.reporting.selectors.findings import findings_of, why_not_hand_over
from gongkai.web.reporting.selectors.overview import (
    CASE,
    DECLARE,
    FIGURE,
    MERGE,
    TEXT,
    Obstacle,
    lines_of,
    next_duty,
    obstacles_of,
    openings,
    overview_of,
    reports_of,
)
from gongkai.web.reporting.selectors.sheet import COUNTED, DECLARED, UNDECIDED, UNKNOWN, sheet_of
from gongkai.web.reporting.services.drafting import open_report
from gongkai.web.reporting.services.reviewing import read, review, send_up, sign
from support import reports, web
from support.courses import Course
from support.reports import TODAY, declared, finished, fresh, opened, published
from support.web import at
from web.reporting.stored import put


@pytest.fixture
def district(db):
    return web.district()


@pytest.fixture
def town(district):
    return web.town(district)


@pytest.fixture
def people(town, district):
    return reports.team(town, district)


def test_every_reason_has_its_place_and_none_is_left_out(town, people):
    content = content_of(opened(town, people))
    found = findings_of(content)
    obstacles = obstacles_of(content, found)
    assert [each.sentence for each in obstacles] == [each.sentence for each in why_not_hand_over(content, found)]
    assert [(each.place, each.cell) for each in obstacles if each.place == DECLARE] == [(DECLARE, cell) for cell in reports.DECLARED]
    assert TEXT in {each.place for each in obstacles}


def test_an_error_in_a_table_leads_to_its_cell_and_one_in_the_text_to_the_text(town, people):
    content = content_of(finished(town, people, problems="无"))
    rows = content.report.rows
    wrong = content._replace(report=content.report._replace(rows={**rows, "table3.new": (*rows["table3.new"][:6], Figure(5))}))
    places = {each.place for each in obstacles_of(wrong, findings_of(wrong))}
    assert places == {TEXT, FIGURE}
    anchors = {mark.anchor for table in sheet_of(wrong, findings_of(wrong), None).tables for mark in table.marks}
    assert {each.anchor for each in obstacles_of(wrong, findings_of(wrong)) if each.place == FIGURE} <= anchors


def test_a_case_without_its_row_stands_in_the_way_and_in_its_cell(town, people):
    day, stream = date(2025, 5, 6), uuid.UUID(int=81)
    events = [
        a.Registered(register_number="示政公开申〔2025〕1号", channel=Channel.ONLINE, column=Column.PERSON),
        a.ResultImported(row="other"),
    ]
    entries = tuple(Entry(number=n, effective_on=day, recorded_at=at(day), event=event) for n, event in enumerate(events, 1))
    put(town.pk, [Course(stream, "application", entries)])
    annual = opened(town, people)
    view = overview_of(annual)
    assert [each.case for each in view.obstacles if each.place == CASE] == [str(stream)]
    origins = {cell.name: cell.origin for cell in sheet_of(view.content, view.found, None).figures()}
    assert {name for name, origin in origins.items() if origin == UNDECIDED} == {
        f"table3.other.{row}[{index}]" for row in ("no_correction", "fee_unpaid", "rest") for index in (0, 6)
    }
    found = Opened(annual, "table3.other.rest[0]")
    assert (found.known, [line.stream for line in found.undecided]) == (False, [stream])
    assert Opened(annual, "table3.other.rest[1]").known
    assert (Opened(annual, "table3.total[0]").shown, len(Opened(annual, "table3.total[0]").cases)) == ("1", 1)


def test_the_form_says_of_each_figure_where_it_is_from(town, people):
    annual = opened(town, people)
    declared(town, people, "table2.fees[0]", "3.5")
    content = content_of(annual)
    origins = {cell.name: (cell.origin, cell.text) for cell in sheet_of(content, [], None).figures()}
    assert origins["table2.fees[0]"] == (DECLARED, "3.5")
    assert origins["table2.licences[0]"] == (UNKNOWN, "")
    assert origins["table3.new[0]"] == (COUNTED, "0")


@pytest.mark.parametrize("row", FORMS["2021"].row_keys())
def test_of_every_cell_it_is_told_how_it_counts_with_its_clause(row):
    for index in range(FORMS["2021"].width(row)):
        how = how_counted(2025, f"{row}[{index}]")
        assert all(sentence.endswith("。") for sentence in how.sentences)
        assert how.cites
    with pytest.raises(KeyError):
        how_counted(2025, f"{row}[{FORMS['2021'].width(row)}]")


def test_the_next_duty_follows_the_report_from_the_draft_to_the_reader(town, people):
    annual = opened(town, people)
    assert overview_of(annual).duty.key == "ask"
    for cell in reports.DECLARED:
        declared(town, people, cell, "0")
    assert overview_of(annual).duty.key == "write"
    annual = reports.written(annual, people, **reports.TEXTS)
    view = overview_of(annual)
    assert (view.obstacles, view.duty.key, view.duty.act) == ((), "review", "report.review")
    digest = view.content.digest
    review(annual=annual, digest=digest, verdict=Verdict.PASSED, role="reviewer", by=people.reviewer, moment=at(TODAY), on=TODAY)
    assert overview_of(fresh(annual)).duty.key == "sign"
    sign(annual=annual, digest=digest, role="leader", by=people.leader, moment=at(TODAY), on=TODAY)
    view = overview_of(fresh(annual))
    assert (view.duty.key, view.by) == ("send_up", date(2026, 1, 21))
    send_up(annual=annual, digest=digest, to=town.parent, by=people.officer, moment=at(TODAY), on=TODAY)
    view = overview_of(fresh(annual))
    assert (view.phase, view.duty.key, view.by) == (ReportPhase.WITH_DISTRICT, "wait", date(2026, 1, 31))
    read(
        annual=annual, digest=digest, verdict=Verdict.PASSED, marked=[], by=people.supervisor, body=town.parent, moment=at(TODAY), on=TODAY
    )
    assert overview_of(fresh(annual)).duty.key == "publish"


def test_a_public_report_that_the_record_left_behind_asks_to_look_at_the_difference(town, people):
    annual = published(finished(town, people), people).report
    assert (overview_of(fresh(annual)).duty.key, overview_of(fresh(annual)).by) == ("done", None)
    declared(town, people, "table2.licences[0]", "3", reason="漏报三件", on=date(2026, 2, 2))
    view = overview_of(fresh(annual))
    assert (view.phase, view.duty.key, view.by) == (ReportPhase.CORRECTING, "differences", None)
    assert [each.phase for each in lines_of(list(reports_of([town])))] == [ReportPhase.CORRECTING]


@pytest.mark.parametrize(
    ("places", "key"),
    [
        ((), "review"), ((TEXT,), "write"), ((FIGURE, TEXT), "write"), ((TEXT, DECLARE), "ask"), ((CASE, TEXT), "case"), ((MERGE, TEXT), "merge"),
    ],
)  # fmt: skip
def test_what_others_must_supply_is_asked_first(places, key):
    assert next_duty(ReportPhase.DRAFT, [Obstacle("x", place) for place in places], reads_first=True).key == key


def test_where_nobody_reads_first_a_signed_report_is_published():
    assert next_duty(ReportPhase.SIGNED, [], reads_first=False).key == "publish"
    assert next_duty(ReportPhase.SIGNED, [], reads_first=True).key == "send_up"


def test_a_report_that_others_changed_after_the_review_is_a_draft_again_in_the_list_too(town, people):
    annual = finished(town, people)
    review(
        annual=annual, digest=content_of(annual).digest, verdict=Verdict.PASSED, role="reviewer", by=people.reviewer, moment=at(TODAY), on=TODAY
    )  # fmt: skip
    assert [each.phase for each in lines_of([fresh(annual)])] == [ReportPhase.REVIEWED]
    reports.written(annual, people, other="本年度未收取信息处理费。没有其他需要报告的事项。")
    assert [each.phase for each in lines_of([fresh(annual)])] == [ReportPhase.DRAFT]


def test_the_year_that_is_over_is_offered_and_from_december_on_the_running_one(town, people):
    assert [(each.year, each.scope) for each in openings([town], date(2026, 11, 30))] == [(2025, Scope.OWN)]
    assert [each.year for each in openings([town], date(2026, 12, 1))] == [2025, 2026]
    opened(town, people)
    assert openings([town], date(2026, 11, 30)) == []


def test_a_government_with_organs_below_also_owes_the_report_of_its_region(district, town):
    offered = openings([district, town], date(2026, 1, 5))
    assert [(each.organ, each.scope) for each in offered] == [(district, Scope.OWN), (district, Scope.REGION), (town, Scope.OWN)]
    assert offered[1].words == "示例区人民政府2025年度报告（本行政区域汇总）"
    head = web.account("head-of-district", "区负责人", district, Role.OFFICE_HEAD)
    open_report(organ=district, year=2025, by=head, moment=at(TODAY), on=TODAY, scope=Scope.REGION)
    assert [each.scope for each in openings([district], date(2026, 1, 5))] == [Scope.OWN]


def test_the_list_asks_once_for_the_events_of_all_reports(town, people, django_assert_max_num_queries):
    for year in (2021, 2022, 2023, 2024, 2025):
        open_report(organ=town, year=year, by=people.officer, moment=at(TODAY), on=TODAY)
    held = list(reports_of([town]))
    with django_assert_max_num_queries(1):
        assert [each.annual.year for each in lines_of(held)] == [2025, 2024, 2023, 2022, 2021]
    assert AnnualReport.objects.count() == 5
