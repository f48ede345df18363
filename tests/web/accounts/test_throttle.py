"""Tries are counted: no more than so many in any period, and whoever waits gets through."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import RequestFactory

from gongkai.web.accounts.address import UNKNOWN, client_address, neighbourhood
from gongkai.web.accounts.models import Count
from gongkai.web.accounts.throttle import Throttle, forget, forgive, why_not
from support import web

pytestmark = pytest.mark.django_db
THREE = Throttle("test", 3, 60)
NOW = web.at(web.MONDAY)


def tries(number, moment=NOW, key="示政公开申〔2026〕1号"):
    return [why_not((THREE, key), moment=moment) for _ in range(number)]


def test_the_fourth_try_waits():
    *first, fourth = tries(4)
    assert first == [0, 0, 0]
    assert 60 <= fourth <= 65


def test_who_waits_as_long_as_said_gets_through():
    wait = tries(4)[-1]
    assert why_not((THREE, "示政公开申〔2026〕1号"), moment=NOW + timedelta(seconds=wait)) == 0


def test_a_refused_try_does_not_make_the_wait_longer():
    tries(4)
    assert tries(20, NOW + timedelta(seconds=30))[-1] <= 35


def test_never_more_than_the_limit_in_any_period_of_the_window():
    let_through = [second for second in range(300) if why_not((THREE, "k"), moment=NOW + timedelta(seconds=second)) == 0]
    assert all(sum(start <= each < start + 60 for each in let_through) <= 3 for start in range(300))
    assert len(let_through) >= 12


def test_another_key_is_counted_by_itself():
    tries(3)
    assert tries(1, key="示政公开申〔2026〕2号") == [0]


def test_a_try_that_one_limit_refuses_is_counted_under_none():
    wide = Throttle("wide", 3, 60)
    tries(3)
    for _ in range(5):
        assert why_not((THREE, "示政公开申〔2026〕1号"), (wide, "net"), moment=NOW)
    assert [why_not((wide, "net"), moment=NOW) for _ in range(3)] == [0, 0, 0]


def test_a_right_answer_is_not_held_against_anybody():
    for _ in range(10):
        assert why_not((THREE, "k"), moment=NOW) == 0
        forgive((THREE, "k"), moment=NOW)


def test_neither_number_nor_address_stands_in_the_table():
    why_not((THREE, "203.0.113.7"), moment=NOW)
    assert "203.0.113" not in str(Count.objects.values().get())


def test_old_counts_are_deleted():
    tries(1)
    assert forget(NOW) == 0
    assert forget(NOW + timedelta(minutes=5)) == 1


class TestAddress:
    def address(self, settings, proxies, forwarded="", remote="10.0.0.1"):
        settings.ENVIRONMENT = settings.ENVIRONMENT._replace(proxies=proxies)
        extra = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
        return client_address(RequestFactory().get("/", REMOTE_ADDR=remote, **extra))

    @pytest.mark.parametrize(
        ("proxies", "forwarded", "expected"),
        [
            (0, "198.51.100.1", "10.0.0.1"),
            (1, "198.51.100.1", "198.51.100.1"),
            (1, "1.2.3.4, 198.51.100.1", "198.51.100.1"),  # what the client wrote himself stands on the left
            (2, "1.2.3.4, 198.51.100.1, 10.0.0.9", "198.51.100.1"),
            (2, "198.51.100.1", "10.0.0.1"),  # one entry too few: did not come through our proxies
            (1, "nonsense", "10.0.0.1"),
            (1, "::ffff:198.51.100.1", "198.51.100.1"),
        ],
    )
    def test_only_what_our_own_proxies_wrote_is_believed(self, settings, proxies, forwarded, expected):
        assert self.address(settings, proxies, forwarded) == expected

    def test_without_any_address_there_is_one_name_for_it(self, settings):
        assert self.address(settings, 0, remote="") == UNKNOWN

    @pytest.mark.parametrize(("address", "expected"), [("198.51.100.77", "198.51.100.0/24"), ("2001:db8:1:2::3", "2001:db8:1::/48")])
    def test_neighbours_share_a_limit(self, address, expected):
        assert neighbourhood(address) == expected
