"""The list of deliveries: what waits, what failed, every receipt; trying again and giving up."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gongkai.web.channels.base import Outcome, Receipt
from gongkai.web.publication.models import Delivery
from gongkai.web.publication.services import delivering, releasing
from support import items, web
from web.desk.outlets.conftest import TODAY
from web.publication.register.lists import bring, row

pytestmark = pytest.mark.django_db
State = Delivery.State


def refuse(delivery, words="对方说标题太长"):
    delivering.keep(delivery=delivery, receipt=Receipt(Outcome.REFUSED, web.at(TODAY), words), by="system", moment=web.at(TODAY))


def test_what_waits_for_a_person_stands_first_with_its_way(enter, officer, account, delivered, text):
    made = delivered(account("website", name="区门户网站"), account("board", name="公告栏"))
    response = enter(officer).get(reverse("desk:deliveries"))
    shown = text(response)
    assert "要人办的 2" in shown
    assert "已送达 1" in shown
    assert "区门户网站" in shown
    assert reverse("desk:manual", args=[made["website"].pk]) in response.content.decode()


def test_an_item_shows_every_channel_with_every_try(enter, officer, account, delivered, text):
    website = delivered(account("website", name="区门户网站"))["website"]
    refuse(website)
    shown = text(enter(officer).get(reverse("desk:item_deliveries", args=[website.item_id])))
    assert "本机关公开栏目" in shown
    assert "被退回，要人处理" in shown
    assert "对方说标题太长" in shown
    assert "每一次的结果（2）" in shown


def test_what_was_refused_is_put_in_the_queue_again(enter, officer, account, delivered):
    website = delivered(account("website"))["website"]
    refuse(website)
    client = enter(officer)
    client.post(reverse("desk:delivery_retry", args=[website.pk]))
    assert Delivery.objects.get(pk=website.pk).state == State.QUEUED
    client.post(reverse("desk:delivery_run", args=[website.pk]))
    assert Delivery.objects.get(pk=website.pk).state == State.WAITING


def test_giving_up_needs_a_reason_and_keeps_it(enter, officer, account, delivered):
    website = delivered(account("website"))["website"]
    client = enter(officer)
    where = reverse("desk:delivery_give_up", args=[website.pk])
    assert client.get(where).status_code == 200
    assert client.post(where, {"reason": " "}).status_code == 422
    client.post(where, {"reason": "网站正在改版，已改在公告栏公开"})
    found = Delivery.objects.get(pk=website.pk)
    assert (found.state, found.words) == (State.CANCELLED, "网站正在改版，已改在公告栏公开")
    assert client.post(reverse("desk:delivery_run", args=[website.pk])).status_code == 404


def test_imported_receipts_are_listed_by_the_list_they_came_with(enter, officer, town, text):
    bring(row(channels="政府网站；报送"))
    shown = text(enter(officer).get(reverse("desk:deliveries"), {"state": "all"}))
    assert "导入的清单" in shown
    assert "报送，不计入公开" in shown


def test_another_state_than_those_of_the_list_is_the_usual_list(enter, officer, delivered):
    delivered()
    assert enter(officer).get(reverse("desk:deliveries"), {"state": "';--"}).status_code == 200


def test_the_list_is_had_as_csv_and_excel(enter, officer, delivered):
    delivered()
    client = enter(officer)
    assert items.TITLE in client.get(reverse("desk:deliveries_export", args=["csv"])).content.decode("utf-8-sig")
    assert client.get(reverse("desk:deliveries_export", args=["xlsx"])).content[:2] == b"PK"
    assert client.get(reverse("desk:deliveries_export", args=["exe"])).status_code == 404


def test_the_list_asks_as_often_for_many_as_for_few(enter, officer, town, django_assert_max_num_queries):
    client = enter(officer)
    bring(*(row(title=f"第{number}条", channels="政府网站；微信") for number in range(3)))
    where = reverse("desk:deliveries") + "?state=all"
    client.get(where)
    with django_assert_max_num_queries(20) as few:
        client.get(where)
    bring(*(row(title=f"又一条{number}", channels="政府网站；微信") for number in range(30)))
    with django_assert_max_num_queries(20) as many:
        client.get(where)
    assert len(few) == len(many)


@pytest.mark.parametrize(("who", "status"), [("leader", 200), ("reviewer", 200), ("outsider", 404), ("supervisor", 403)])
def test_who_sees_items_sees_where_they_went(request, enter, delivered, who, status):
    own = delivered()["column"]
    client = enter(request.getfixturevalue(who))
    assert client.get(reverse("desk:item_deliveries", args=[own.item_id])).status_code == status


def test_an_organ_out_of_reach_is_not_told(enter, officer, bureau):
    assert enter(officer).get(reverse("desk:deliveries"), {"organ": bureau.slug}).status_code == 404


def test_what_is_taken_down_is_owed_on_each_channel_until_somebody_says_so(enter, officer, account, delivered, text):
    board = delivered(account("board", name="公告栏"))["board"]
    said = Receipt(Outcome.RECEIVED, web.at(TODAY), "已张贴")
    delivering.keep(delivery=board, receipt=said, by=officer, moment=web.at(TODAY))
    releasing.take_down(item=items.again(board.item), reason="内容有误", by=officer, moment=web.at(TODAY))
    client = enter(officer)
    shown = client.get(reverse("desk:deliveries"))
    where = reverse("desk:delivery_gone", args=[board.pk])
    assert "等待撤下" in text(shown)
    assert where in shown.content.decode()
    assert client.get(reverse("desk:manual", args=[board.pk])).status_code == 200
    assert client.post(where, {"words": ""}).status_code == 422
    client.post(where, {"words": "经办人甲从公告栏上取下"})
    found = Delivery.objects.get(pk=board.pk)
    assert (found.state, found.withdrawn_on) == (State.WITHDRAWN, TODAY)
    again = client.post(where, {"words": "又一次"})
    assert "不用撤下" in text(client.get(again.url))
