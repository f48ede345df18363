"""Legal numbers by their days: the periods of an application, and what a data file may not say."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from gongkai.law import parameters
from gongkai.law.citation import printed
from gongkai.law.parameters import Dated, NoValueInForce, load, parameter

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "law" / "periods.toml").read_text("utf-8"))["case"]
NONE = "无"


def in_force(case):
    return parameter(case["given"]["parameter"]).at(case["given"]["on"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_period_on_a_day(case):
    if case["expect"] == NONE:
        with pytest.raises(NoValueInForce, match=r"law/data/periods\.toml"):
            in_force(case)
    else:
        value = in_force(case)
        assert (value.words, value.cite, value.setting) == (case["expect"], case["why"], case.get("setting", False))
    assert printed(case["why"])


def test_every_start_of_every_period_stands_in_a_pair():
    tried = {(case["given"]["parameter"], case["given"]["on"].toordinal()) for case in CASES}
    starts = {(name, value.since.toordinal()) for name, found in load("periods.toml").items() for value in found.values}
    assert starts <= tried
    assert {(name, day - 1) for name, day in starts} <= tried


def test_a_name_that_is_not_there_is_a_key_error():
    with pytest.raises(KeyError):
        parameter("no_such_period")


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Parameters from a text instead of a shipped file."""

    def read(text):
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "data" / "made.toml").write_text(text, "utf-8")
        monkeypatch.setattr(parameters, "files", lambda package: tmp_path)
        return load.__wrapped__("made.toml")

    return read


def test_a_value_may_end_without_a_successor(file):
    made = file('[a]\nlabel = "甲"\nvalues = [{ from = 2020-01-01, to = 2021-01-01, value = 3, unit = "month", cite = "条例:33" }]')["a"]
    assert made.at(date(2020, 12, 31)) == Dated(3, "month", "条例:33", date(2020, 1, 1), date(2021, 1, 1))
    assert made.at(date(2020, 12, 31)).words == "3个月"
    with pytest.raises(NoValueInForce, match="最早从 2020-01-01 起"):
        made.at(date(2021, 1, 1))


def test_values_out_of_order_are_an_error_of_the_file(file):
    values = ", ".join(f'{{ from = {year}-01-01, value = 1, unit = "count", cite = "条例:33" }}' for year in (2021, 2020))
    with pytest.raises(ValueError, match="in order of its days"):
        file(f'[a]\nlabel = "甲"\nvalues = [{values}]')


@pytest.mark.parametrize("text", ['[a]\nlabel = "甲"\nvalues = 3', "[a]\nlabel = 3\nvalues = []"])
def test_values_must_be_a_list_and_the_label_a_text(file, text):
    with pytest.raises(TypeError, match="needs label and values"):
        file(text)
