"""Keys of citations and what people read; every key in the data can be printed."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from gongkai.law.citation import UnknownCitation, chinese_number, printed

DATA = Path(__file__).parents[2] / "src/gongkai/law/data"


def keys_in(value):
    """All citation keys in a data file: what stands behind cite, unit_cite and cites."""
    if isinstance(value, list):
        for entry in value:
            yield from keys_in(entry)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name in ("cite", "unit_cite"):
                yield inner
            elif name == "cites":
                yield from inner
            else:
                yield from keys_in(inner)


KEYS = {file.name: set(keys_in(tomllib.loads(file.read_text("utf-8")))) for file in DATA.glob("*.toml")}


def test_the_legal_numbers_are_cited():
    assert all(KEYS[f"{name}.toml"] for name in ("periods", "fees", "remedies", "remedy_clauses", "publication", "catalogue"))


@pytest.mark.parametrize("key", sorted(set().union(*KEYS.values())))
def test_every_citation_in_the_data_is_printed(key):
    assert printed(key)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("条例:14", "《中华人民共和国政府信息公开条例》第十四条"),
        ("条例:33.2", "《中华人民共和国政府信息公开条例》第三十三条第二款"),
        ("条例:36(4)", "《中华人民共和国政府信息公开条例》第三十六条第（四）项"),
        ("复议法:23.1(4)", "《中华人民共和国行政复议法》第二十三条第一款第（四）项"),
        ("收费办法", "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）"),
        ("格式2021#二", "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）二"),
        ("惯例", "年度报告编制惯例"),
    ],
)
def test_a_key_is_printed_in_full(key, text):
    assert printed(key) == text


@pytest.mark.parametrize("key", ["无此法:1", "条例:一", ""])
def test_a_key_without_instrument_is_refused(key):
    with pytest.raises(UnknownCitation, match=r"law/instruments\.py"):
        printed(key)


@pytest.mark.parametrize(("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "一百"),
                                              (101, "一百零一"), (110, "一百一十"), (115, "一百一十五"), (120, "一百二十")])  # fmt: skip
def test_articles_are_numbered_in_chinese(number, text):
    assert chinese_number(number) == text
