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
from gongkai.web.applications.demo.fill import fill
from gongkai.web.applications.models import Application, Letter, Rectification, Remedy
from gongkai.web.events import store
from gongkai.web.organs.models import Organ
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
