"""The town of the demonstration, made through the services as its office would: the report counts what the pages of the other rooms show."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction

from gongkai.web.applications.demo import office
from gongkai.web.applications.models import Application
from gongkai.web.config.demonstration import fill
from gongkai.web.organs.models import Organ
from gongkai.web.publication.models import Item
from gongkai.web.publication.selectors import figures as published
from gongkai.web.reporting.models import ApplicationFact, ItemDay
from gongkai.web.reporting.selectors import figures, telling
from gongkai.web.reporting.services.projecting import catch_up

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker):
    """The demonstration of one day, undone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        fill(lambda done, total: None, NOON)
        assert catch_up().broken == ()
        yield Organ.objects.get(slug=office.TOWN)
        transaction.set_rollback(True)


@pytest.mark.parametrize("year", [2025, 2026])
def test_what_was_published_is_what_the_pages_show(town, year):
    page = published.year_of(town, year)
    told = telling.year_of(town, figures.compiled(town.pk, town.name, year).report, year)
    assert told.published == page.total.value > 0
    assert told.outlets == {each.key: each.value for each in page.outlets}
    assert {name: getattr(told, name) for name in ("new_media", "elsewhere", "sent_up", "taken_up")} == {
        name: getattr(page, name).value for name in ("new_media", "elsewhere", "sent_up", "taken_up")
    }


def test_every_item_that_ever_stood_in_public_is_there(town):
    shown = set(Item.objects.filter(first_published_on__isnull=False).values_list("pk", flat=True))
    assert set(ItemDay.objects.filter(what="public").values_list("stream", flat=True)) == shown


def test_every_answer_is_judged_as_the_desk_judges_it(town):
    desk = dict(Application.objects.filter(on_time__isnull=False).values_list("pk", "on_time"))
    judged = dict(ApplicationFact.objects.filter(ended_on__isnull=False).values_list("stream", "late"))
    assert {pk: judged[pk] for pk in desk} == {pk: not on_time for pk, on_time in desk.items()}
    assert set(desk.values()) == {True, False}
