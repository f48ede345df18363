"""The list of items: what is due first, narrowed, searched, downloaded; ten thousand cost no more queries than ten."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.web.accounts.models import Role
from gongkai.web.publication.models import Item, Phase, Version
from support import items, web


def shown(response):
    return [line.item.title for line in response.context["lines"]]


@pytest.fixture
def client(team, enter):
    return enter(team.officer, web.at(items.DRAFTED))


@pytest.fixture
def page(client):
    return lambda **wanted: client.get(reverse("desk:items"), wanted)


def test_what_is_due_first_stands_first(town, team, page, text):
    items.drafted(town, team, title="晚一些的", formed_on=items.FORMED)
    items.drafted(town, team, title="早到期的", formed_on=items.FORMED - timedelta(days=20))
    response = page()
    assert shown(response) == ["早到期的", "晚一些的"]
    assert "剩 18 个工作日 2026年3月26日前" in text(response)


def test_an_item_that_is_late_says_by_how_much(town, team, enter, text):
    items.drafted(town, team)
    response = enter(team.officer, web.at(items.FORMED + timedelta(days=28))).get(reverse("desk:items"), {"list": "overdue"})
    assert "已超期 1 个工作日 2026年3月26日前" in text(response)


def test_lists_are_counted_and_opened(town, team, page):
    items.drafted(town, team, title="草稿一件")
    items.submitted(items.drafted(town, team, title="送审一件"), team, on=items.DRAFTED)
    counts = {tab.bucket.key: tab.number for tab in page().context["tabs"]}
    assert (counts["all"], counts["drafts"], counts["review"]) == (2, 1, 1)
    assert shown(page(list="review")) == ["送审一件"]
    assert shown(page(list="drafts")) == ["草稿一件"]


@pytest.mark.parametrize("words", ["危房改造", "示政发〔2026〕3号", "2026-00001", "危房 补助"])
def test_it_is_found_by_title_number_and_index_number(town, team, page, words):
    items.drafted(town, team)
    items.drafted(town, team, title="关于防汛值班的通知", number="示政办〔2026〕1号")
    assert shown(page(q=words)) == [items.TITLE]


@pytest.mark.parametrize("wanted", [{"column": "budgets"}, {"genre": "data"}, {"attribute": "withheld"}, {"phase": "published"}])
def test_the_list_is_narrowed_and_says_so_when_nothing_is_left(town, team, page, text, wanted):
    items.drafted(town, team)
    assert "没有找到符合条件的信息" in text(page(**wanted))
    assert shown(page(column="livelihood", genre="notice", attribute="active", phase="draft")) == [items.TITLE]


def test_nonsense_in_the_address_asks_for_nothing(town, team, page):
    items.drafted(town, team)
    assert shown(page(column="不存在", sort="x", page="999", list="nothing")) == [items.TITLE]


def test_an_empty_list_says_what_will_appear(town, page, text):
    assert "点“起草”开始" in text(page())


def test_a_fragment_is_the_rows_alone(town, team, client):
    items.drafted(town, team)
    response = client.get(reverse("desk:items"), headers={"HX-Request": "true"})
    assert response.content.decode().lstrip().startswith('<div id="lines">')


def test_what_is_shown_can_be_downloaded_without_formulas(town, team, client):
    items.drafted(town, team, title="=1+1")
    items.drafted(town, team, title="别的")
    csv = client.get(reverse("desk:items_export", args=["csv"]), {"q": "=1"}).content.decode("utf-8-sig")
    assert "'=1+1" in csv
    assert "别的" not in csv
    assert client.get(reverse("desk:items_export", args=["xlsx"])).content.startswith(b"PK")
    assert client.get(reverse("desk:items_export", args=["exe"])).status_code == 404


def test_who_works_for_several_organs_sees_which_item_is_whose(town, bureau, team, enter, text):
    both = web.account("both", "兼任人辛", town, Role.OFFICER)
    both.appointments.create(organ=bureau, role=Role.OFFICER, valid_from=web.FOUNDED)
    items.drafted(town, team)
    items.drafted(bureau, team._replace(officer=both), title="招生的通知")
    client = enter(both, web.at(items.DRAFTED))
    assert "区教育局" in text(client.get(reverse("desk:items")))
    assert shown(client.get(reverse("desk:items"), {"organ": str(bureau.pk)})) == ["招生的通知"]
    assert "为哪个机关起草" in text(client.get(reverse("desk:item_new")))
    assert client.get(reverse("desk:item_new"), {"organ": "jiaoyuju"}).context["organ"] == bureau
    assert client.get(reverse("desk:item_new"), {"organ": "shiliqu"}).status_code == 404


def test_reviews_list_what_the_user_is_asked_and_nothing_else(town, team, enter, text):
    def asked(user):
        return text(enter(user, web.at(items.SUBMITTED)).get(reverse("desk:reviews")))

    item = items.submitted(items.drafted(town, team), team)
    assert items.TITLE in asked(team.reviewer)
    assert items.TITLE in asked(team.leader)
    items.reviewed(item, team)
    assert items.TITLE not in asked(team.reviewer)
    assert "待我签（1）" in asked(team.leader)
    assert enter(team.officer).get(reverse("desk:reviews")).status_code == 403


def many(organ, count):
    """Rows as they stand after drafting, without their streams."""
    made = [
        Item(
            organ=organ, column="livelihood", title=f"通知{number}", index_number=f"N-{organ.slug}-{uuid.uuid4()}", formed_on=items.FORMED, created_at=web.at(items.DRAFTED),
            changed_at=web.at(items.DRAFTED), due_on=items.FORMED + timedelta(days=number % 60), attribute="active", phase=Phase.DRAFT,
        )
        for number in range(count)
    ]  # fmt: skip
    Item.objects.bulk_create(made)


def queries(client, **wanted):
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(reverse("desk:items"), wanted).status_code == 200
    return len(caught)


def test_ten_thousand_items_cost_no_more_queries_than_ten(town, client):
    lists = ({}, {"q": "通知"}, {"list": "drafts", "column": "livelihood"})
    many(town, 10)
    few = [queries(client, **wanted) for wanted in lists]
    many(town, 9_990)
    assert [queries(client, **wanted) for wanted in lists] == few
    assert max(few) <= 12


def test_the_page_of_an_item_costs_the_same_whatever_happened_to_it(town, team, client, django_assert_max_num_queries):
    item = items.drafted(town, team)

    def cost(one):
        client.get(reverse("desk:item", args=[one.pk]))
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("desk:item", args=[one.pk]))
        return len(caught)

    at_first = cost(item)
    for number in range(3):
        item = items.reviewed(items.submitted(item, team, on=items.DRAFTED), team, on=items.DRAFTED, stages=1)
        item = items.edited(item, team, on=items.DRAFTED, html=f"<p>第{number}次修改。</p>")
    assert Version.objects.count() == 4
    assert cost(item) <= at_first <= 32
