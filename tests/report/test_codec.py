"""The JSON of the contract, out and in, and what is refused in plain words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gongkai.lib.errors import UnusableInput
from gongkai.report import codec, sample
from gongkai.report.model import Figure, Unsure
from gongkai.report.readers import jsonfile


def small(**changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = {
        "schema": "gongkai.report/1",
        "title": "示例镇2021年政府信息公开工作年度报告",
        "organ": "示例镇人民政府",
        "year": 2021,
        "form": "2021",
        "cited_form": None,
        "table2_forms": {"rules": "2021", "fees": "2021"},
        "sections": {"overview": "全年公开信息46条。"},
        "table2": {"rules": [None, 0, 0], "fees": [0.85]},
        "table3": {"new": [4, 1, 0, 0, 0, 0, 5]},
        "table4": {},
        "printed": {"table2.rules[0]": "/"},
        "unsure": [{"where": "table2.fees", "printed": "0.85", "why": "单位不清"}],
    }
    return {**data, **changes}


def refusal(data: object) -> str:
    with pytest.raises(UnusableInput) as caught:
        codec.from_dict(data)
    return caught.value.sentence()


def test_the_keys_stand_in_the_order_of_the_contract() -> None:
    assert list(codec.to_dict(sample.clean())) == [
        "schema", "title", "organ", "year", "form", "cited_form", "table2_forms",
        "sections", "table2", "table3", "table4", "printed", "unsure",
    ]  # fmt: skip


def test_the_example_comes_back_as_it_was() -> None:
    assert codec.to_dict(codec.from_dict(small())) == small()


def test_what_was_printed_stays_with_its_cell_and_a_plain_null_stays_plain() -> None:
    report = codec.from_dict(small(table2={"rules": [None, None, 0]}, table2_forms={"rules": "2021"}, unsure=[]))
    assert report.rows["table2.rules"] == (Figure(None, "/"), Figure(None), Figure(0))


def test_unsure_cells_are_kept() -> None:
    assert codec.from_dict(small()).unsure == (Unsure("table2.fees", "0.85", "单位不清"),)


def test_an_amount_keeps_its_unit_as_text() -> None:
    data = small(table2={"procurement": [2, "251000元"]}, table2_forms={"procurement": "2019"}, printed={}, unsure=[])
    assert codec.from_dict(data).rows["table2.procurement"][1].value == "251000元"


@pytest.mark.parametrize(
    ("table2", "form", "derived"),
    [
        ({"licences": [1]}, "2021", {"licences": "2021"}),
        ({"licences": [1, 0, 1]}, "2021", {"licences": "2019"}),
        ({"rules": [1, 0, 1]}, "2019", {"rules": "2019"}),
        ({"rules": [1, 0, 1]}, None, {"rules": "2021"}),
        ({"other_services": [1, 2, 3], "fees": [1]}, None, {"licences": "2019", "fees": "2021"}),
    ],
)
def test_missing_forms_of_blocks_follow_from_the_form_and_the_widths(
    table2: dict[str, Any], form: str | None, derived: dict[str, str]
) -> None:
    data = small(table2=table2, form=form, printed={}, unsure=[])
    del data["table2_forms"]
    assert codec.from_dict(data).table2_forms == derived


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"schema": "gongkai.report/9"}, "schema"),
        ({"table9": {}}, "table9 不是年度报告里的键"),
        ({"year": "2021"}, "year 写的是“2021”"),
        ({"year": True}, "year 写的是“True”"),
        ({"form": "2020"}, "form 写的是“2020”"),
        ({"organ": 7}, "organ 写的是“7”，不是文字"),
        ({"title": "\ud800"}, "title 含有不成字的编码"),
        ({"sections": {"summary": "…"}}, "sections.summary 不是报告里的部分"),
        ({"sections": {"other": None}}, "sections.other"),
        ({"table3": {"granted": [1, 2]}}, "table3.granted 有 2 个数，该行应有 7 个"),
        ({"table3": {"grantd": [0] * 7}}, "table3.grantd 不是任何一年格式里的行"),
        ({"table3": {"new": [True, 0, 0, 0, 0, 0, 0]}}, "table3.new[0] 写的是 true"),
        ({"table3": {"new": [float("nan"), 0, 0, 0, 0, 0, 0]}}, "table3.new[0] 不是有限的数"),
        ({"table3": {"new": ["4", 0, 0, 0, 0, 0, 0]}}, "table3.new[0] 把数写成了文字“4”"),
        ({"table3": {"new": ["/", 0, 0, 0, 0, 0, 0]}}, "请写 null"),
        ({"table3": {"new": [[], 0, 0, 0, 0, 0, 0]}}, "table3.new[0]"),
        ({"table3": {"new": 5}}, "table3.new 写的是“5”"),
        ({"table4": []}, "table4 写的是"),
        ({"table2": {"rules": [None, 0]}}, "table2.rules 有 2 个数，该行应有 3 个"),
        ({"table2_forms": {"rules": None}}, "table2_forms.rules"),
        ({"table2_forms": {"coercion": "2021"}}, "table2_forms.coercion 不是表二里的一块"),
        ({"printed": {"table3.total[0]": "/"}}, "table3.total[0] 在表中没有对应的数"),
        ({"printed": {"table2.rules[0]": 0}}, "不是文字"),
        ({"unsure": {}}, "unsure"),
        ({"unsure": [{"where": "table2.fees"}]}, "unsure 第 1 条 键不齐"),
        ({"unsure": [{"where": "table2.fees[7]", "printed": "", "why": ""}]}, "unsure 第 1 条"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(change: dict[str, Any], says: str) -> None:
    assert says in refusal(small(**change))


@pytest.mark.parametrize("data", [[], None, "report", {}])
def test_anything_but_such_an_object_is_refused(data: object) -> None:
    assert "gongkai.report/1" in refusal(data)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"schema": "gongkai.report/1",', "第 1 行"),
        ('{"schema": "gongkai.report/1", "schema": "gongkai.report/1"}', "写了两次"),
        ('{"schema": "gongkai.report/1", "table2": {"fees": [NaN]}}', "NaN"),
        ('{"schema": "gongkai.report/1", "table2": {"fees": [1e999]}}', "不是有限的数"),
        ('{"schema": "gongkai.report/1", "year": ' + "9" * 5000 + "}", "位数过多"),
        ("[" * 100_000, "嵌套"),
    ],
)
def test_broken_json_is_one_sentence(text: str, says: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        jsonfile.read(text.encode())
    assert says in caught.value.sentence()
    assert len(caught.value.sentence()) < 200


def test_a_json_file_may_be_in_gb18030_or_carry_a_mark() -> None:
    text = json.dumps(small(), ensure_ascii=False)
    assert jsonfile.read(text.encode("gb18030")) == jsonfile.read(b"\xef\xbb\xbf" + text.encode())


def test_a_row_stands_on_one_line() -> None:
    assert '    "new": [4, 1, 0, 0, 0, 0, 5],' in codec.dumps(sample.clean()).splitlines()
