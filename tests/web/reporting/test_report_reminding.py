"""Reports that are due are told by mail: from 1 December, at the beginning of a week, on the last days, on the day behind."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import mail

from gongkai.web.reporting.models import ReportReminder
from gongkai.web.reporting.services import reminding
from support import reports
from support.reports import finished, published
from support.web import at

pytestmark = pytest.mark.django_db
HAND_BY = date(2026, 1, 21)  # Wednesday; to be published by Saturday, 31 January


@pytest.fixture
def people(town, district):
    found = reports.team(town, district)
    for user in found:
        user.email = f"{user.username}@shilizhen.example"
        user.save()
    return found


def remind(day):
    return reminding.remind(day=day, moment=at(day))


def test_the_officer_and_the_head_hear_of_it_and_nobody_else(people):
    assert remind(date(2025, 12, 1)) == 2
    assert {message.to[0] for message in mail.outbox} == {"officer@shilizhen.example", "head@shilizhen.example"}
    assert "示例镇人民政府2025年度报告：开始编制，最迟2026年1月21日（还有 51 天）" in mail.outbox[0].body


def test_nobody_hears_of_it_in_november_once_last_year_s_is_public(town, people):
    published(finished(town, people), people)
    assert remind(date(2026, 11, 30)) == 0
    assert remind(date(2026, 12, 1)) == 0, "a Tuesday"
    assert remind(date(2026, 12, 7)) == 2


@pytest.mark.parametrize(
    ("day", "sent", "why"),
    [
        (date(2026, 1, 5), 2, "Monday after the holidays"), (date(2026, 1, 6), 0, "Tuesday, two weeks before"), (date(2026, 1, 14), 2, "a week before"),
        (date(2026, 1, 17), 0, "Saturday"), (HAND_BY, 2, "the day itself"), (date(2026, 1, 22), 2, "the day behind"), (date(2026, 1, 23), 0, "then no more"),
        (date(2026, 1, 26), 2, "but on Mondays"), (date(2026, 3, 3), 0, "never every day"),
    ],
)  # fmt: skip
def test_the_mail_goes_on_some_days_only(people, day, sent, why):
    assert remind(day) == sent, why


def test_a_second_call_the_same_day_sends_nothing(people):
    assert [remind(HAND_BY) for _ in range(2)] == [2, 0]


def test_who_has_no_address_gets_none(people):
    people.head.email = ""
    people.head.save()
    assert remind(HAND_BY) == 1


def test_what_the_mail_server_refuses_is_kept_and_tried_again(people, monkeypatch):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError("no mail today")

    with monkeypatch.context() as broken:
        broken.setattr("gongkai.web.mailing.send_mail", refuse)
        assert remind(HAND_BY) == 0
    assert set(ReportReminder.objects.values_list("problem", flat=True)) == {"ConnectionRefusedError: no mail today"}
    assert remind(HAND_BY) == 2
    assert set(ReportReminder.objects.values_list("problem", flat=True)) == {""}


def test_it_is_given_up_after_some_tries(people, monkeypatch):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError("no mail today")

    monkeypatch.setattr("gongkai.web.mailing.send_mail", refuse)
    assert [remind(HAND_BY) for _ in range(7)] == [0] * 7
    assert set(ReportReminder.objects.values_list("attempts", flat=True)) == {reminding.MOST_ATTEMPTS}
