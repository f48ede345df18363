"""Every period of publication with its unit, its start and the clause that defines the unit."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.citation import printed
from gongkai.law.parameters import NoValueInForce
from gongkai.law.publication_periods import names, publication_period

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("name", "words", "unit_cite"),
    [
        ("general", "自政府信息形成或者变更之日起20个工作日内", "条例:26"),
        ("licence", "自作出决定之日起7个工作日内", "三项制度"),
        ("penalty", "自作出决定之日起7个工作日内", "三项制度"),
        ("enforcement", "自作出决定之日起20个工作日内", "三项制度"),
        ("penalty_withdrawn", "自处罚决定被变更、撤销、确认违法或者确认无效之日起3个工作日内", "处罚法:85"),
        ("budget_government", "自人民代表大会或者其常务委员会批准之日起20日内", "预算法:14.1"),
        ("budget_department", "自财政部门批复之日起20日内", "预算法:14.2"),
        ("interpretation", "自文件公开之日起3个工作日内", "公开要点2016"),
    ],
)
def test_a_period_says_its_start_its_unit_and_its_clause(name, words, unit_cite):
    found = publication_period(name, DAY)
    assert found.words == words
    assert found.rule.unit_cite == unit_cite
    assert printed(found.rule.cite)
    assert printed(unit_cite)


def test_every_period_is_tested_above_and_the_general_one_is_first():
    assert len(names()) == 8
    assert names()[0] == "general"


@pytest.mark.parametrize(
    ("name", "before", "since"),
    [
        ("penalty_withdrawn", date(2021, 7, 14), date(2021, 7, 15)),
        ("penalty", date(2018, 12, 4), date(2018, 12, 5)),
        ("budget_government", date(2014, 12, 31), date(2015, 1, 1)),
    ],
)
def test_before_a_special_period_the_general_one_held(name, before, since):
    assert publication_period(name, before).name == "general"
    assert publication_period(name, since).name == name


def test_the_general_period_is_that_of_the_regulation_in_force():
    assert publication_period("general", date(2019, 5, 14)).rule.cite == "条例2007:18"
    assert publication_period("general", date(2019, 5, 15)).rule.cite == "条例:26"


def test_only_the_period_of_interpretation_is_a_setting():
    assert [name for name in names() if publication_period(name, DAY).rule.setting] == ["interpretation"]


def test_before_the_regulation_there_was_no_period():
    with pytest.raises(NoValueInForce):
        publication_period("penalty", date(2008, 4, 30))


def test_a_period_that_is_not_there_is_refused():
    with pytest.raises(KeyError):
        publication_period("unknown", DAY)
