"""What is due is told by mail, once a day, without content."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import mail

from gongkai.web.publication.models import Reminder
from gongkai.web.publication.services import reminding
from support import items, web

pytestmark = pytest.mark.django_db
DUE = date(2026, 3, 26)  # 20 working days behind 2026-02-27, Saturday the 28th being one of them
LATE = date(2026, 3, 30)


@pytest.fixture
def addressed(officer, head):
    for user in (officer, head):
        user.email = f"{user.username}@shilizhen.example"
        user.save()


def test_the_drafter_and_the_head_hear_of_what_is_nearly_due_and_late(town, team, addressed):
    item = items.drafted(town, team)
    assert reminding.remind(day=date(2026, 3, 20), moment=web.at(DUE)) == 0, "four working days are not near"
    assert reminding.remind(day=date(2026, 3, 23), moment=web.at(DUE)) == 2
    assert reminding.remind(day=LATE, moment=web.at(LATE)) == 2
    told = mail.outbox[-1].body
    assert item.index_number in told
    assert "已超期 2 个工作日" in told
    assert items.TITLE not in told
    assert {message.to[0] for message in mail.outbox} == {"officer@shilizhen.example", "head@shilizhen.example"}


def test_a_second_call_the_same_day_sends_nothing(town, team, addressed):
    items.drafted(town, team)
    assert [reminding.remind(day=LATE, moment=web.at(LATE)) for _ in range(2)] == [2, 0]


def test_nobody_is_told_on_a_rest_day(town, team, addressed):
    items.drafted(town, team)
    assert reminding.remind(day=date(2026, 3, 29), moment=web.at(LATE)) == 0


def test_what_the_mail_server_refuses_is_kept_and_tried_again(town, team, addressed, monkeypatch):
    items.drafted(town, team)

    def refuse(*args, **kwargs):
        raise ConnectionRefusedError("no mail today")

    with monkeypatch.context() as broken:
        broken.setattr("gongkai.web.mailing.send_mail", refuse)
        assert reminding.remind(day=LATE, moment=web.at(LATE)) == 0
    assert set(Reminder.objects.values_list("problem", flat=True)) == {"ConnectionRefusedError: no mail today"}
    assert reminding.remind(day=LATE, moment=web.at(LATE)) == 2
