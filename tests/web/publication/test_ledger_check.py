"""The nightly check sees when a column of an item says something else than the ledger."""

from __future__ import annotations

import pytest

from gongkai.web.config import ledger_check
from gongkai.web.publication.models import Item, Reach
from support import items

pytestmark = pytest.mark.django_db


def test_an_item_that_went_its_way_is_as_the_ledger_says(town, team):
    items.published(town, team)
    found = ledger_check.run()
    assert (found.compared, found.problem) == (1, "")


@pytest.mark.parametrize(
    ("name", "value"),
    [("phase", "draft"), ("due_on", "2027-01-01"), ("owed_by", "2027-01-01"), ("attribute", "withheld"), ("explained", 3)],
)
def test_a_column_that_was_changed_by_hand_is_named(town, team, name, value):
    item = items.published(town, team)
    Item.objects.filter(pk=item.pk).update(**{name: value})
    assert ledger_check.run().problem.startswith(f"{item.index_number} 的 {name} 是")


def test_a_channel_that_nobody_delivered_to_is_named(town, team):
    item = items.published(town, team)
    Reach.objects.create(item=item, outlet="wechat", on=items.RELEASED)
    assert ledger_check.run().problem == f"{item.index_number} 公开过的渠道和账本不符"


def test_an_item_without_a_stream_is_named(town, team):
    item = items.published(town, team)
    item.pk = None
    item.index_number, item.document = "假的", None
    Item.objects.bulk_create([item])
    assert ledger_check.run().problem == "假的 在账本里没有卷"
