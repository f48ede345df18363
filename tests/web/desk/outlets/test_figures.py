"""The year's sentence: every number leads to a list of as many items, the rest is explained, 报送 stands apart."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from gongkai.web.publication.models import Item, Reach
from gongkai.web.publication.selectors.figures import year_of
from web.publication.register.lists import bring, row
from web.publication.register.test_writing import YEAR

pytestmark = pytest.mark.django_db


def year():
    return [*(row(title=f"第{number}条", **each) for number, each in enumerate(YEAR, 1)), row(title="一条报送", channels="报送被采用")]


def test_every_number_of_the_sentence_opens_its_list(enter, officer, town, text):
    bring(*year())
    client = enter(officer)
    response = client.get(reverse("desk:item_figures"), {"year": "2021"})
    assert year_of(town, 2021).sentence in text(response).replace(" ", "")
    sentence = re.search(r'<section class="gk-sentence".*?</section>', response.content.decode(), re.DOTALL)[0]
    links = re.findall(r'<a href="([^"]+)">(\d+)</a>', sentence)
    assert [number for _, number in links] == ["164", "45", "6", "17", "100", "119", "2", "17", "100", "1", "1"]
    for where, number in links:
        assert f"共 {number} 条" in text(client.get(where.replace("&amp;", "&")))


def test_the_rest_is_explained_to_the_last_item(enter, officer, town, text):
    bring(*year())
    shown = text(enter(officer).get(reverse("desk:item_figures"), {"year": "2021"}))
    assert "其中在政府网站公开的 45" in shown
    assert "没有在政府网站公开的 119" in shown
    assert "说不清去向的 0 没有，每一条都有送达的凭证。" in shown
    assert "报送上级不是公开，不在表里" in shown


def test_a_cell_of_the_table_opens_its_items(enter, officer, town, text):
    bring(row(title="三月的", column="budgets"), row(title="四月的", column="budgets", published="2021-04-06"), row(title="三月别的"))
    client = enter(officer)
    shown = client.get(reverse("desk:item_figures"), {"year": "2021"}).content.decode()
    cell = reverse("desk:item_figures_list", args=[2021, "website"]) + f"?organ={town.slug}&amp;column=budgets&amp;month=3"
    assert f'<a href="{cell}">1</a>' in shown
    listed = text(client.get(cell.replace("&amp;", "&")))
    assert "三月的" in listed
    assert "四月的" not in listed
    assert "三月别的" not in listed


def test_what_came_to_the_website_later_is_told_and_not_counted_twice(enter, officer, town, text):
    bring(row(title="先上公告栏的", formed="2020-03-02", published="2020-03-05", channels="公告栏"), row(title="今年的"))
    Reach.objects.create(item=Item.objects.get(title="先上公告栏的"), outlet="website", on=date(2021, 2, 1))
    shown = text(enter(officer).get(reverse("desk:item_figures"), {"year": "2021"}))
    assert "政府网站一共 2 条，另外 1 条以前年度已在别的渠道公开" in shown
    assert "主动公开 1" in shown


@pytest.mark.parametrize("key", ["nothing", "only.nothing", "total'", "website?x"])
def test_a_number_that_there_is_not_is_not_found(enter, officer, key):
    assert enter(officer).get(reverse("desk:item_figures_list", args=[2021, key])).status_code == 404


@pytest.mark.parametrize("year", [0, 99999, 10**12])
def test_a_year_that_there_is_not_is_not_found(enter, officer, year):
    assert enter(officer).get(reverse("desk:item_figures_list", args=[year, "total"])).status_code == 404


def test_only_a_channel_is_narrowed_to_a_month(enter, officer):
    where = reverse("desk:item_figures_list", args=[2021, "total"])
    assert enter(officer).get(where, {"month": "3"}).status_code == 404
    assert enter(officer).get(where, {"month": "13"}).status_code == 200


def test_table_and_lists_are_had_as_csv_and_excel(enter, officer, town):
    bring(*year()[:50])
    client = enter(officer)
    table = client.get(reverse("desk:item_figures_export", args=["csv"]), {"year": "2021"}).content.decode("utf-8-sig")
    assert "政府网站,小计,0,0,45" in table
    assert "主动公开,全年" in table
    listed = client.get(reverse("desk:item_figures_list", args=[2021, "wechat"]), {"as": "csv"}).content.decode("utf-8-sig")
    assert len(listed.strip().splitlines()) == 1 + 6
    assert client.get(reverse("desk:item_figures_list", args=[2021, "wechat"]), {"as": "xlsx"}).content[:2] == b"PK"


def test_pages_ask_as_often_for_many_as_for_few(enter, officer, town, django_assert_max_num_queries):
    client = enter(officer)
    bring(*year()[:44])
    wheres = [reverse("desk:item_figures") + "?year=2021", reverse("desk:item_figures_list", args=[2021, "total"])]
    few = []
    for where in wheres:
        client.get(where)
        with django_assert_max_num_queries(30) as asked:
            client.get(where)
        few.append(len(asked))
    bring(*year()[44:])
    for where, before in zip(wheres, few, strict=True):
        with django_assert_max_num_queries(30) as asked:
            client.get(where)
        assert len(asked) <= before


def test_an_empty_year_says_what_will_be_there(enter, officer, text):
    assert "这一年还没有公开的信息" in text(enter(officer).get(reverse("desk:item_figures")))


@pytest.mark.parametrize(("who", "status"), [("leader", 200), ("outsider", 404), ("supervisor", 403)])
def test_figures_of_an_organ_are_for_its_office(request, enter, town, who, status):
    client = enter(request.getfixturevalue(who))
    assert client.get(reverse("desk:item_figures"), {"organ": town.slug}).status_code == status
