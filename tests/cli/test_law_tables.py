"""``gongkai fee`` and ``gongkai grounds`` as the contract has them."""

from __future__ import annotations

import json

import pytest

from gongkai.cli import console, main
from gongkai.law.grounds import KINDS


def run(capsys, *words):
    code = main.main(list(words))
    out, err = capsys.readouterr()
    return code, out, err


def answer(capsys, *words):
    code, out, err = run(capsys, *words, "--json")
    assert (code, err) == (console.FINE, "")
    return json.loads(out)


def test_the_fee_of_a_month_as_json(capsys):
    assert answer(capsys, "fee", "--items", "35") == {
        "amount": "3000.00",
        "unit": "元",
        "lines": [
            {"from": 1, "to": 10, "quantity": 10, "rate": "0.00", "amount": "0.00"},
            {"from": 11, "to": 30, "quantity": 20, "rate": "100.00", "amount": "2000.00"},
            {"from": 31, "to": 35, "quantity": 5, "rate": "200.00", "amount": "1000.00"},
        ],
        "cite": "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）（按件计收）",
    }


def test_the_fee_of_one_application_and_by_page_as_json(capsys):
    assert answer(capsys, "fee", "--item-no", "11")["amount"] == "100.00"
    assert answer(capsys, "fee", "--pages", "250")["amount"] == "4700.00"


def test_the_tariff_is_that_of_the_day(capsys):
    assert answer(capsys, "fee", "--items", "11", "--date", "2021-01-01")["amount"] == "100.00"
    code, out, err = run(capsys, "fee", "--items", "11", "--date", "2020-12-31")
    assert (code, out) == (console.UNUSABLE, "")
    assert "2020-12-31 还没有信息处理费的收费标准" in err
    assert err.count("\n") == 1


def test_the_fee_as_text_shows_the_slices_the_clause_and_the_reading(capsys):
    code, out, _ = run(capsys, "fee", "--items", "31")
    assert code == console.FINE
    assert "第 11 至 30 件" in out
    assert "合计 2200.00 元" in out
    assert "国办函〔2020〕109号" in out
    assert "口径：第31件起首档200元" in out


def test_where_the_law_is_clear_no_reading_is_printed(capsys):
    _, out, _ = run(capsys, "fee", "--item-no", "11")
    assert "第 11 件" in out
    assert "口径" not in out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "要写其中一个：--items --item-no --pages"),
        (["--items", "0"], "不小于 1 的整数"),
        (["--items", "-3"], "不小于 1 的整数"),
        (["--items", "三件"], "不小于 1 的整数"),
        (["--pages", "2.5"], "不小于 1 的整数"),
        (["--items", "10001"], "不能按 10001 件计算"),
        (["--items", "3", "--pages", "2"], "不能和"),
        (["--items", "3", "--date", "2021-02-29"], "“2021-02-29”不是日期"),
    ],
)
def test_what_cannot_be_charged_is_refused_on_one_line(capsys, words, says):
    code, out, err = run(capsys, "fee", *words)
    assert (code, out) == (console.UNUSABLE, "")
    assert says in err
    assert err.count("\n") == 1


def test_the_table_of_kinds_as_json(capsys):
    kinds = answer(capsys, "grounds")["kinds"]
    assert [kind["code"] for kind in kinds] == [kind.code for kind in KINDS]
    secret = kinds[3]
    assert secret["articles"][0] == "《中华人民共和国政府信息公开条例》第十四条"
    assert secret["rows"] == {"2019": "denied.state_secret", "2021": "denied.state_secret"}
    assert secret["row_labels"]["2021"] == "1.属于国家秘密"
    assert secret["facts"][-1] == {"key": "secrecy_basis", "label": "定密依据（不写涉密内容本身）", "choices": []}
    assert (secret["notice"], secret["remedy"], secret["remedy_label"]) == ("D04", "review_first", "先申请复议")
    assert (secret["since"], secret["until"], secret["setting"]) == ("2019-05-15", None, False)


def test_the_table_of_kinds_as_text(capsys):
    code, out, _ = run(capsys, "grounds")
    assert code == console.FINE
    assert out.endswith("共 23 种。\n")
    for kind in KINDS:
        assert f"{kind.code}  {kind.label}\n" in out
    unbroken = "".join(out.split())
    assert "负责公开的行政机关名称、联系方式（知道的话）" in unbroken
    assert "（可以在设置中改）" in unbroken
    assert unbroken.count("2019年格式：") == 3
