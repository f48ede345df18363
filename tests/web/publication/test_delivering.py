"""Deliveries: tried again, counted only when received, taken down where they stand; no two workers do the same."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongkai.ledger.reasons import NotAllowed
from gongkai.ledger.vocabulary.codes import Outlet
from gongkai.web.channels.base import Outcome, Receipt
from gongkai.web.channels.services import configure
from gongkai.web.publication.models import Delivery, Reach
from gongkai.web.publication.services import delivering, releasing
from support import items, web

pytestmark = pytest.mark.django_db


class Scripted:
    """A channel that answers what it was told to, and remembers what it was asked."""

    key, label, outlet, fields = "board", "公告栏", Outlet.BOARD, ()

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), []

    def _next(self, what, moment):
        self.asked.append(what)
        outcome, more = self.answers.pop(0)
        return Receipt(outcome, moment, f"{what}：{outcome.value}", **more)

    def deliver(self, envelope, settings, moment):
        return self._next("deliver", moment)

    def ask(self, receipt, envelope, settings, moment):
        return self._next("ask", moment)

    def withdraw(self, receipt, envelope, settings, moment):
        return self._next("withdraw", moment)


@pytest.fixture
def people(officer, reviewer, legal, head, leader):
    return items.Team(officer, reviewer, legal, head, leader)


@pytest.fixture
def account(town, officer):
    return configure(organ=town, channel="board", name="镇政府公告栏", settings={}, by=officer.actor, moment=web.at(web.MONDAY))


@pytest.fixture
def scripted(monkeypatch):
    def use(*answers):
        channel = Scripted(*answers)
        monkeypatch.setattr(delivering, "by_key", lambda key: channel)
        return channel

    return use


@pytest.fixture
def item(town, people, account):
    return items.published(town, people, accounts=[account])


def the_delivery(item):
    return item.deliveries.get(account__isnull=False)


NOW = web.at(items.RELEASED, 11)
RECEIVED, FAILED, WAITING, REFUSED = ((outcome, {}) for outcome in (Outcome.RECEIVED, Outcome.FAILED, Outcome.WAITING, Outcome.REFUSED))


def test_what_is_received_is_counted_and_nothing_else_is(item, scripted):
    scripted(FAILED, RECEIVED)
    assert delivering.run_due(moment=NOW) == 1
    assert not Reach.objects.filter(item=item, outlet="board").exists()
    assert delivering.run_due(moment=NOW + timedelta(minutes=5)) == 1
    assert Reach.objects.get(item=item, outlet="board").on == items.RELEASED
    assert the_delivery(item).attempts.count() == 2


def test_a_failed_one_is_tried_again_later_each_time_and_at_last_asks_for_a_person(item, scripted):
    channel = scripted(*[FAILED] * delivering.MOST_TRIES)
    waits, moment = [], NOW
    for _ in range(delivering.MOST_TRIES):
        assert delivering.run_due(moment=moment) == 1
        row = the_delivery(item)
        if row.next_try_at:
            waits.append(row.next_try_at - moment)
            moment = row.next_try_at
    assert waits == sorted(waits)
    assert the_delivery(item).state == Delivery.State.REFUSED
    assert delivering.run_due(moment=moment + timedelta(days=9)) == 0
    delivering.retry(delivery=the_delivery(item), moment=moment)
    channel.answers = [RECEIVED]
    assert delivering.run_due(moment=moment) == 1
    assert the_delivery(item).state == Delivery.State.RECEIVED


def test_the_other_side_says_how_long_to_wait(item, scripted):
    scripted((Outcome.FAILED, {"evidence": {"retry_after": 7200}}))
    delivering.run_due(moment=NOW)
    assert the_delivery(item).next_try_at == NOW + timedelta(hours=2)


def test_two_workers_never_try_the_same_at_once(item, scripted):
    class Meanwhile(Scripted):
        def deliver(self, envelope, settings, moment):
            assert delivering.run_due(moment=moment) == 0, "the other worker finds nothing"
            return super().deliver(envelope, settings, moment)

    channel = Meanwhile(RECEIVED)
    scripted().deliver = channel.deliver
    assert delivering.run_due(moment=NOW) == 1
    assert channel.asked == ["deliver"]


def test_what_waits_for_the_other_side_is_asked_and_not_sent_again(item, scripted):
    channel = scripted((Outcome.WAITING, {"reference": "任务7"}), WAITING, RECEIVED)
    for minutes in (0, 6, 12):
        delivering.run_due(moment=NOW + timedelta(minutes=minutes))
    assert channel.asked == ["deliver", "ask", "ask"]


def test_what_waits_for_a_person_is_not_asked_by_itself(item, scripted):
    channel = scripted(WAITING)
    delivering.run_due(moment=NOW)
    assert delivering.run_due(moment=NOW + timedelta(days=3)) == 0
    assert channel.asked == ["deliver"]


def test_a_look_that_failed_gives_nothing_twice(item, scripted):
    channel = scripted((Outcome.FAILED, {"address": "https://www.shiliqu.example/a.html"}), RECEIVED)
    delivering.run_due(moment=NOW)
    delivering.run_due(moment=NOW + timedelta(minutes=9))
    assert channel.asked == ["deliver", "ask"]


def test_taking_down_goes_the_way_of_each_channel(item, scripted, officer):
    channel = scripted(RECEIVED, WAITING, RECEIVED)
    delivering.run_due(moment=NOW)
    later = NOW + timedelta(days=1)
    releasing.take_down(item=items.again(item), reason="金额有误，更正后重新公开。", by=officer, moment=later)
    states = dict(item.deliveries.values_list("channel", "state"))
    assert states == {"column": Delivery.State.WITHDRAWN, "board": Delivery.State.WITHDRAWING}
    delivering.run_due(moment=later)
    assert the_delivery(item).state == Delivery.State.WITHDRAWING
    delivering.run_due(moment=later + timedelta(days=1, minutes=1))
    assert the_delivery(item).state == Delivery.State.WITHDRAWN
    assert channel.asked == ["deliver", "withdraw", "ask"]


def test_a_person_says_that_it_is_taken_down(item, scripted, officer):
    scripted(RECEIVED, WAITING)
    delivering.run_due(moment=NOW)
    with pytest.raises(NotAllowed, match="不用撤下"):
        delivering.confirm_gone(delivery=the_delivery(item), words="取下了", by=officer, moment=NOW)
    releasing.take_down(item=items.again(item), reason="金额有误。", by=officer, moment=NOW)
    delivering.run_due(moment=NOW)
    with pytest.raises(NotAllowed, match="没有写谁在哪里撤下的"):
        delivering.confirm_gone(delivery=the_delivery(item), words=" ", by=officer, moment=NOW)
    delivering.confirm_gone(delivery=the_delivery(item), words="经办人甲已从公告栏取下", by=officer, moment=NOW)
    assert the_delivery(item).state == Delivery.State.WITHDRAWN


def test_what_is_no_longer_to_be_sent_needs_a_reason(item, scripted, officer):
    with pytest.raises(NotAllowed, match="没有写为什么"):
        delivering.give_up(delivery=the_delivery(item), reason=" ", by=officer, moment=NOW)
    delivering.give_up(delivery=the_delivery(item), reason="公告栏正在维修", by=officer, moment=NOW)
    assert delivering.run_due(moment=NOW) == 0
    with pytest.raises(NotAllowed, match="不再送"):
        delivering.give_up(delivery=the_delivery(item), reason="再来一次", by=officer, moment=NOW)


def test_what_is_taken_off_the_website_alone_has_no_page_and_still_counts_where_it_hangs(item, scripted, officer):
    scripted(RECEIVED)
    delivering.run_due(moment=NOW)
    releasing.take_down(item=items.again(item), reason="网页有误，公告栏照旧。", by=officer, moment=NOW, outlets=[Outlet.WEBSITE])
    left = items.again(item)
    assert (left.phase, left.shown, left.withdrawn_on) == ("published", None, None)
    assert releasing.why_not_release(left) == ()
