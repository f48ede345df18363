"""The demonstration: every kind of decision, every act, the same again on a second run, and nothing of anybody real."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.db.models import Count

from gongkai.law.grounds import KINDS
from gongkai.lib.errors import UnusableInput
from gongkai.web.accounts.models import Role
from gongkai.web.applications.acts import ACTS
from gongkai.web.applications.demo import cases, office
from gongkai.web.applications.demo.desk import all_plans
from gongkai.web.applications.models import Application, Letter, Rectification, Remedy
from gongkai.web.config.demonstration import fill
from gongkai.web.events import store
from gongkai.web.organs.models import Organ
from gongkai.web.publication.models import Delivery, Interpretation, Item
from gongkai.web.publication.selectors import figures
from gongkai.web.reporting.models import AnnualReport, Edition, FigureRequest, PastReport
from gongkai.web.reporting.selectors import merging
from gongkai.web.reporting.selectors.content import content_of
from gongkai.web.reporting.selectors.figures import compiled
from gongkai.web.reporting.selectors.findings import findings_of
from gongkai.web.reporting.selectors.subordinates import Kind
from gongkai.web.search.models import PublicItem
from gongkai.web.search.selectors import find

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
STEPS = [step for plan in all_plans(cases.GROUPS) for step in plan.steps]


def nobody(done, total):
    """Progress that nobody looks at."""


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """The demonstration of one day, kept for all tests of this file; undone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield fill(nobody, NOON)
        transaction.set_rollback(True)


def test_every_kind_of_decision_was_made(made):
    decided = {step.act for step in STEPS if step.how == "decide"}
    closed = {"D21", "D22"}  # 不再处理 behind a correction and behind a fee
    assert decided | closed == {kind.code for kind in KINDS}
    rows = set(Application.objects.values_list("row", flat=True))
    assert {kind.row_2021 for kind in KINDS} <= rows


def test_every_act_was_done(made):
    done = {step.act for step in STEPS if step.how in ("act", "letter")} | {"decide_item", "withdraw", "receive_correction", "serve"}
    by_others = {step.answers["by"] for step in STEPS if step.how == "mend"}
    ordered_by_review = {"order_reanswer"}
    companions = {"tell_consulting"}
    left = set(ACTS) - done - by_others - ordered_by_review - companions
    assert left == set()


def test_the_desk_has_all_that_a_morning_has(made):
    phases = dict(Application.objects.values_list("phase").annotate(n=Count("pk")))
    assert {"open", "answered", "closed", "withdrawn", "handed_over", "unregistered"} <= set(phases)
    town = Application.objects.filter(organ__slug=office.TOWN, phase="open")
    today = date(2026, 11, 23)
    assert town.filter(due_on__lt=today).exists()
    assert town.filter(due_on=today).exists()
    assert {"补正", "缴费", "提出意见"} <= set(town.values_list("waiting_what", flat=True))
    states = set(Letter.objects.values_list("state", flat=True))
    assert {"draft", "in_approval", "approved", "issued", "served"} <= states
    assert Application.objects.filter(imported=True).count() == 40


def test_reviews_lawsuits_and_rectifications_are_there(made):
    assert set(Remedy.objects.values_list("sort", flat=True)) == {"review", "litigation_direct", "litigation_after_review"}
    assert Remedy.objects.filter(next_due__isnull=False).exists()
    assert Rectification.objects.count() == 3


def test_sixty_things_are_public_and_can_be_found(made):
    assert PublicItem.objects.count() >= 60
    assert find("防汛应急预案", on=date(2026, 11, 23))
    assert PublicItem.objects.filter(source=PublicItem.Source.ANSWER).exists()


def test_every_role_has_a_login(made):
    assert {login.role for login in office.LOGINS} == set(Role)
    assert len(made.logins) == len(office.LOGINS)


def test_a_second_run_adds_nothing(made):
    before = store.position()
    again = fill(nobody, NOON)
    assert (again.made, again.cases, store.position()) == (False, made.cases, before)


def test_numbers_run_with_the_days(made):
    numbers = Application.objects.filter(organ__slug=office.TOWN, imported=False).order_by("created_at", "register_number")
    years: dict[str, list[int]] = {}
    for number in numbers.values_list("register_number", flat=True):
        series, _, serial = number.partition("〕")
        years.setdefault(series, []).append(int(serial.removesuffix("号")))
    assert all(sorted(serials) == list(range(1, len(serials) + 1)) for serials in years.values())


def test_where_real_people_work_nothing_is_made(made):
    Organ.objects.filter(slug=office.TOWN).update(slug="other")
    with pytest.raises(UnusableInput):
        fill(nobody, NOON)
    Organ.objects.filter(slug="other").update(slug=office.TOWN)


TOWN_YEAR = (
    "2025年，主动公开政府信息164条，其中通过政府网站45条，政务微信公众号6条，报刊、广播、电视6条，信息公告栏、电子信息屏96条，档案馆、图书馆、政务服务场所19条"
    "（同一条信息可以在几个渠道公开）。没有在政府网站公开的119条，是只在政务微信公众号公开的4条，报刊、广播、电视6条，信息公告栏、电子信息屏92条，"
    "档案馆、图书馆、政务服务场所17条。另向上级报送12条，被采用0条，报送不计入公开。"
)


def test_the_year_of_the_town_is_a_sentence_that_counts_itself(made):
    year = figures.year_of(Organ.objects.get(slug=office.TOWN), 2025)
    assert year.sentence == TOWN_YEAR
    assert year.total.value == year.elsewhere.value + 45
    assert sum(each.value for each in year.only) == year.elsewhere.value


def test_every_number_of_the_sentence_opens_a_list_of_so_many(made):
    town = Organ.objects.get(slug=office.TOWN)
    for each_year in (2025, 2026):
        year = figures.year_of(town, each_year)
        numbers = [piece for piece in year.pieces() if not isinstance(piece, str)]
        assert numbers
        for figure in (*numbers, year.new_media):
            assert figures.listed(town, each_year, figure.key).count() == figure.value, figure


def test_the_figures_are_those_of_the_ledger(made):
    town = Organ.objects.get(slug=office.TOWN)
    states = [state for _, state in store.streams("publication", town.pk)]
    for each_year in (2025, 2026):
        year = figures.year_of(town, each_year)
        assert year.total.value == sum(state.first_on is not None and state.first_on.year == each_year for state in states)
        for figure in year.outlets:
            assert figure.value == sum(
                reached.outlet.value == figure.key and reached.on.year == each_year for state in states for reached in state.reached
            )


def test_items_stand_on_every_step_of_their_way(made):
    town = Item.objects.filter(organ__slug=office.TOWN)
    assert set(town.values_list("phase", flat=True)) >= {"draft", "review", "approved", "published", "withdrawn", "withheld"}
    assert set(town.values_list("validity", flat=True)) >= {"valid", "amended", "repealed"}
    assert {each.form for each in Interpretation.objects.filter(recorded=True)} >= {"picture", "leader", "questions"}
    assert Delivery.objects.filter(state="queued").exists(), "something waits for somebody to bring it there"


def test_last_year_s_report_is_public_with_the_figures_of_its_record_and_this_year_s_is_begun(made):
    town = Organ.objects.get(slug=office.TOWN)
    (edition,) = Edition.objects.filter(report__organ=town)
    counted = compiled(town.pk, town.name, 2025).report
    assert edition.report.year == 2025
    assert {key: values[-1] for key, values in edition.document["table3"].items()} == {
        row.removeprefix("table3."): figures_of[-1].value for row, figures_of in counted.rows.items() if row.startswith("table3.")
    }
    assert [each.suffix for each in edition.files.all()] == [".docx", ".html", ".json", ".pdf", ".xlsx"]
    assert AnnualReport.objects.get(organ=town, year=2026).edition == 0
    assert FigureRequest.objects.filter(organ=town, year=2026, answered_at=None).count() == 4
    assert PastReport.objects.get(organ=town).year == 2024


def test_the_district_has_a_sum_in_which_one_is_missing_one_fails_and_one_is_left_out(made):
    town, region = Organ.objects.get(slug=office.TOWN), AnnualReport.objects.get(organ__slug=office.DISTRICT, year=2025)
    found = merging.region(region)
    told = {each.organ.slug: (each.found.kind, each.missing, bool(merging.errors_of(each))) for each in found.units}
    assert told == {
        office.DISTRICT: (Kind.FILE, False, False), office.BUREAU: (Kind.FILE, False, True), office.STREET: (Kind.NONE, True, False),
        office.OLD_TOWN: (Kind.NONE, False, False), office.TOWN: (Kind.EDITION, False, False),
    }  # fmt: skip
    assert found.merged is not None
    parts = {unit.organ.slug: part.value for unit, part in merging.cell_of(found, "table3.total[6]")}
    assert parts[office.TOWN] == compiled(town.pk, town.name, 2025).report.rows["table3.total"][6].value
    assert sum(parts.values()) == found.merged.report.rows["table3.total"][6].value


def test_the_published_report_has_no_fault_and_leaves_nothing_open(made):
    annual = AnnualReport.objects.get(organ__slug=office.TOWN, year=2025)
    content = content_of(annual)
    assert content.missing == ()
    assert [each.finding.message for each in findings_of(content) if each.finding.level == "error"] == []
