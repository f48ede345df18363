"""What must be published, by whom, by when, where."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.law import catalogue
from gongkai.law.catalogue import LEVELS, UnknownEntry, by_key, entries, entries_for
from gongkai.law.citation import printed

DAY = date(2026, 3, 2)


def labels(level, prefix):
    return [entry.label for entry in entries_for(level) if entry.key.startswith(prefix)]


@pytest.mark.parametrize("level", LEVELS)
def test_article_20_holds_for_every_organ_with_its_fifteen_items(level):
    found = [entry.cite for entry in entries_for(level) if entry.cite.startswith("条例:20(")]
    assert found == [f"条例:20({number})" for number in range(1, 16)]


def test_article_21_has_eight_things_for_a_town():
    assert labels("town", "town.") == [
        "贯彻落实农业农村政策", "农田水利工程建设运营", "农村土地承包经营权流转", "宅基地使用情况审核", "土地征收", "房屋征收", "筹资筹劳", "社会救助",
    ]  # fmt: skip
    assert labels("town", "county.") == []


@pytest.mark.parametrize("level", ["county", "department"])
def test_article_21_has_seven_things_for_a_county_and_its_departments(level):
    assert labels(level, "county.") == ["市政建设", "公共服务", "公益事业", "土地征收", "房屋征收", "治安管理", "社会救助"]
    assert labels(level, "town.") == []


def test_there_are_26_domains_of_which_a_town_usually_has_13():
    assert len([entry for entry in entries() if entry.is_domain]) == 26
    assert len([entry for entry in entries_for("county") if entry.is_domain]) == 26
    assert len([entry for entry in entries_for("town") if entry.is_domain]) == 13


def test_names_of_domains_that_no_list_at_hand_shows_are_marked():
    assert {entry.key for entry in entries() if entry.unconfirmed} == {
        "domain.spatial_planning", "domain.house_compensation", "domain.housing", "domain.municipal_services",
        "domain.urban_enforcement", "domain.food_and_drugs", "domain.taxation",
    }  # fmt: skip
    assert by_key("domain.poverty_relief").successor == "乡村振兴"


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.key)
def test_an_entry_has_clause_period_channel_and_audience(entry):
    assert printed(entry.cite)
    assert entry.levels
    for level in entry.levels:
        assert entry.period_for(level, DAY).words
    assert entry.channels[0] == "政府网站"
    assert set(entry.channels) <= set(catalogue.channels())
    assert entry.audience == "全社会"


def test_keys_are_unique():
    assert len({entry.key for entry in entries()}) == len(entries())


@pytest.mark.parametrize(
    ("key", "level", "words"),
    [
        ("documents", "town", "自政府信息形成或者变更之日起20个工作日内"),
        ("licences", "county", "自作出决定之日起7个工作日内"),
        ("penalties", "town", "自作出决定之日起7个工作日内"),
        ("budgets", "town", "自人民代表大会或者其常务委员会批准之日起20日内"),
        ("budgets", "department", "自财政部门批复之日起20日内"),
    ],
)
def test_the_period_is_that_of_the_special_law_where_there_is_one(key, level, words):
    assert by_key(key).period_for(level, DAY).words == words


def test_the_columns_are_those_of_the_standard_catalogue():
    assert catalogue.columns()[0] == "序号"
    assert {"公开依据", "公开时限", "公开主体", "公开渠道和载体", "公开对象", "公开方式", "公开层级"} <= set(catalogue.columns())


def test_what_is_not_there_is_refused():
    with pytest.raises(UnknownEntry, match=r"请补在 law/data/catalogue\.toml"):
        by_key("domain.space")
    with pytest.raises(UnknownEntry, match="没有“province”这一层级"):
        entries_for("province")
