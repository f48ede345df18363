"""Problems over the years: open ones first, the longest at the top; what comes back word for word; the district's open ones, overdue to an order."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.web.oversight.selectors import problems
from gongkai.web.reporting.services import troubles
from support import web
from web.portal.markup import faults

BACKEND = "django.contrib.auth.backends.ModelBackend"
DAY = date(2026, 4, 20)
SAME = troubles.Entry("有的栏目更新不及时，半年没有发布新的内容", "指定专人每月核对栏目，由办公室按季度通报", "办公室", date(2025, 6, 30))


@pytest.fixture(autouse=True)
def _on_that_day(monkeypatch):
    monkeypatch.setattr("gongkai.web.clock.now", lambda: web.at(DAY, 10))


@pytest.fixture
def told(town, head):
    """Told in 2024 and never done, told again in 2025 in other figures; another one of 2024 that was done."""
    moment = web.at(date(2026, 1, 5))
    first = troubles.add(organ=town, year=2024, entry=SAME, by=head, moment=moment)
    done = troubles.add(organ=town, year=2024, entry=troubles.Entry("公开前审查记录不全", "没有记录的不发布"), by=head, moment=moment)
    troubles.done(trouble=done, on=date(2025, 5, 6), words="抽查四十条，都有记录", by=head, moment=moment)
    again = troubles.add(organ=town, year=2025, entry=SAME._replace(due_on=date(2026, 6, 30)), by=head, moment=moment)
    return first, done, again


def client_of(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def test_the_longest_open_stands_first_and_what_is_done_last(told, town):
    first, done, again = told
    entries = problems.over_years(town, DAY)
    assert [each.trouble.pk for each in entries] == [first.pk, again.pk, done.pk]
    assert entries[0].days == (DAY - date(2024, 12, 31)).days
    assert (entries[0].overdue, entries[1].overdue) == ((DAY - date(2025, 6, 30)).days, 0)
    assert not entries[2].open


def test_what_comes_back_is_told_with_the_years_before(told, town):
    entries = {each.trouble.pk: each for each in problems.over_years(town, DAY)}
    first, done, again = told
    assert entries[again.pk].before == (2024,)
    assert entries[first.pk].before == entries[done.pk].before == ()
    assert problems.years_of(entries.values()) == [(2025, 1, 0, 1), (2024, 2, 1, 0)]


def test_a_dropped_one_is_told_nowhere(told, town):
    troubles.drop(trouble=told[2], reason="登记错了", moment=web.at(DAY))
    assert len(problems.over_years(town, DAY)) == 2


def test_an_organ_costs_two_queries(told, town, django_assert_num_queries):
    with django_assert_num_queries(2):
        problems.over_years(town, DAY)


def test_the_town_reads_all_its_years(told, officer):
    text = client_of(officer).get(reverse("desk:mechanism_problems")).content.decode()
    assert faults(text) == []
    assert "2024 年写过同样的话" in text
    assert "抽查四十条，都有记录" in text
    assert reverse("desk:reports_trouble", args=[told[0].pk]) in text


def test_the_district_reads_the_open_ones_by_age_and_orders_what_is_overdue(told, town, supervisor, django_assert_max_num_queries):
    client = client_of(supervisor)
    with django_assert_max_num_queries(12):
        text = client.get(reverse("desk:mechanism_problems")).content.decode()
    assert faults(text) == []
    assert town.short_name in text
    assert "公开前审查记录不全" not in text
    assert f"{reverse('desk:order_new')}?organ={town.slug}" in text
    late = client.get(f"{reverse('desk:mechanism_problems_open')}?late=1").content.decode()
    assert "共 1" in late


def test_the_list_of_the_district_is_not_for_a_town(told, officer):
    assert client_of(officer).get(reverse("desk:mechanism_problems_open")).status_code == 403
