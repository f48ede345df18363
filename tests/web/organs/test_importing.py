"""The organ that a table names: found by any of its names, made once, its kind read off its name."""

from __future__ import annotations

import pytest

from gongkai.web.organs.importing import keep_serials, level_named, make_organ, organ_named, take_serials
from gongkai.web.organs.models import Level
from gongkai.web.organs.services import next_serial

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("示例镇人民政府", Level.TOWN), ("示例乡", Level.TOWN), ("示例街道办事处", Level.STREET), ("示例区教育局", Level.BUREAU), ("示例区人民政府", Level.COUNTY),
        ("示例市人民政府", Level.CITY), ("示例省人民政府", Level.PROVINCE), ("示例大学", Level.INSTITUTION),
    ],
)  # fmt: skip
def test_the_kind_of_an_organ_is_read_off_its_name(name, level):
    assert level_named(name) is level


def test_an_organ_is_found_by_name_and_short_name_whatever_the_blanks(town):
    assert organ_named(" 示例镇 人民政府") == organ_named("示例镇") == town
    assert organ_named("别处镇") is None


def test_an_organ_is_made_once(district):
    assert organ_named("示例乙镇人民政府") is None
    made = make_organ("示例乙镇人民政府")
    assert organ_named("示例乙镇人民政府") == made


def test_serials_go_on_behind_the_imported_ones_and_never_back(town):
    keep_serials(organ=town, series="索引号", last={2021: 7})
    keep_serials(organ=town, series="索引号", last={2021: 3})
    assert list(take_serials(organ=town, series="索引号", year=2021, count=3)) == [8, 9, 10]
    assert next_serial(organ=town, series="索引号", year=2021) == 11
    assert next_serial(organ=town, series="索引号", year=2022) == 1
