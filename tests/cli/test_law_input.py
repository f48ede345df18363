"""Bad input of the commands of the law: one Chinese sentence, with the clause where the law is the reason, and exit 2."""

import json
import re

import pytest

from gongkai.cli import main

RECEIVED = ("deadline", "--received", "2026-03-02")
REGULATION = "《中华人民共和国政府信息公开条例》"


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_DATA", str(tmp_path / "var"))
    monkeypatch.chdir(tmp_path)


def run(capsys, *argv):
    code = main.main(list(argv))
    out, err = capsys.readouterr()
    return code, out, err


def with_events(*events, received="2026-03-02"):
    return ["deadline", "--received", received, *(word for event in events for word in ("--event", event))]


def refused_in_one_sentence(capsys, argv, *says):
    for form in (argv, [*argv, "--json"]) if argv[0] in ("deadline", "fee", "grounds", "calendar") else (argv,):
        code, out, err = run(capsys, *form)
        assert (code, out) == (2, "")
        assert err.startswith("gongkai: ")
        assert err.endswith("\n")
        assert err.count("\n") == 1
        assert "没有预料到" not in err
        assert "Error" not in err
        assert "Traceback" not in err
        assert len(re.findall("[一-鿿]", err)) >= 6
        assert "invalid" not in err
        for words in says:
            assert words in err


@pytest.mark.parametrize(
    ("events", "says", "article"),
    [
        (["asked_again@2026-03-05"], "asked_again", "第三十三条"),
        (["answered@2026-03-01"], "早于收到", "第三十一条"),
        (["extended@2026-03-05=21"], "21", "第三十三条第二款"),
        (["extended@2026-03-05=0"], "0", "第三十三条第二款"),
        (["extended@2026-03-05=5", "extended@2026-03-10=5"], "一次", "第三十三条第二款"),
        (["extended@2026-03-05"], "延长几个工作日", "第三十三条第二款"),
        (["extended@2026-03-05=十"], "整数", "第三十三条第二款"),
        (["extended@2026-03-05=-3"], "整数", "第三十三条第二款"),
        (["extended@2026-03-05=2.5"], "整数", "第三十三条第二款"),
        (["correction_requested@2026-03-04", "correction_requested@2026-03-06"], "一次性", "第三十条"),
        (["correction_requested@2026-03-04", "correction_received@2026-03-10", "correction_requested@2026-03-11"], "一次性", "第三十条"),
        (["correction_received@2026-03-04"], "补正", "第三十条"),
        (["consultation_answered@2026-03-04"], "征求", "第三十三条第三款"),
        (["consultation_sent@2026-03-04=甲", "consultation_answered@2026-03-06=乙"], "乙", "第三十三条第三款"),
        (["deferred@2026-03-10"], "日期", "第三十五条"),
        (["deferred@2026-03-10=2026-02-30"], "没有 2026-02-30 这一天", "第三十五条"),
        (["deferred@2026-03-10=2026-03-12"], "更晚", "第三十五条"),
        (["answered@2026-03-10", "extended@2026-03-11=5"], "已于2026年3月10日答复", "第三十三条"),
        (["answered@2026-02-30"], "没有 2026-02-30 这一天", "条"),
        (["answered@2026-3-5"], "2026-3-5", "条"),
        (["answered@"], "日期", "条"),
        (["answered"], "没有写日期", "条"),
        (["answered@2026-03-05=3"], "3", "条"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_an_event_that_the_law_does_not_know_is_refused_with_its_clause(capsys, events, says, article):
    refused_in_one_sentence(capsys, with_events(*events), says, REGULATION, article)


def test_a_payment_without_a_notice_of_fee_is_refused_by_the_rules_on_fees(capsys):
    refused_in_one_sentence(capsys, with_events("fee_paid@2026-03-10"), "收费通知", "《政府信息公开信息处理费管理办法》")


def test_an_extension_of_sixteen_days_is_refused_under_the_regulation_of_2007_and_allowed_under_that_of_2019(capsys):
    refused_in_one_sentence(capsys, with_events("extended@2018-03-20=16", received="2018-03-12"), "16", "第二十四条")
    assert run(capsys, *with_events("extended@2026-03-05=16"))[0] == 0


@pytest.mark.parametrize(("day", "article"), [("2019-05-14", "第二十四条"), ("2019-05-15", "第三十三条第三款")])
def test_a_refusal_names_the_regulation_in_force_on_the_day_of_receipt(capsys, day, article):
    refused_in_one_sentence(capsys, with_events(f"consultation_answered@{day}", received=day), article)


def test_reasons_can_be_asked_from_the_first_day_of_the_regulation_of_2019_and_not_the_day_before(capsys):
    refused_in_one_sentence(capsys, with_events("reasons_requested@2019-05-14", received="2019-05-14"), "第三十五条", "2019年5月15日")
    assert run(capsys, *with_events("reasons_requested@2019-05-15", received="2019-05-15"))[0] == 0


@pytest.mark.parametrize(
    ("received", "says"),
    [
        ("2024-02-30", "没有 2024-02-30 这一天"),
        ("2023-02-29", "没有 2023-02-29 这一天"),
        ("2024-13-01", "没有 2024-13-01 这一天"),
        ("2024/02/01", "2024/02/01"),
        ("20240201", "20240201"),
        ("2024年2月1日", "2024年2月1日"),
        ("２０２４-02-01", "写得不对"),
        ("昨天", "昨天"),
        ("", "--received"),
        ("2008-04-30", "2008-05-01"),
        ("1999-01-04", "1999-01-04"),
        ("2099-01-05", "2099"),
        ("9999-12-31", "核对日期"),
    ],
)
def test_a_day_of_receipt_that_cannot_be_used_is_named(capsys, received, says):
    refused_in_one_sentence(capsys, ["deadline", "--received", received], says)


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["deadline"], "--received"),
        (["deadline", "--received"], "--received 后面还要写一个值"),
        ([*RECEIVED, "--event"], "--event 后面还要写一个值"),
        ([*RECEIVED, "--event", ""], "没有写日期"),
        ([*RECEIVED, "--region", "999999"], "999999"),
        ([*RECEIVED, "--region", "../450000"], "../450000"),
        ([*RECEIVED, "2026-03-06"], "2026-03-06"),
        (["fee"], "--items"),
        (["fee", "--items"], "--items 后面还要写一个值"),
        (["fee", "--items", "十一"], "--items"),
        (["fee", "--items", "11.5"], "--items"),
        (["fee", "--items=-1"], "--items"),
        (["fee", "--item-no", "0"], "--item-no"),
        (["fee", "--pages", "abc"], "--pages"),
        (["fee", "--pages", "1e3"], "--pages"),
        (["fee", "--pages", "²"], "--pages"),
        (["fee", "--items", "9" * 18], "9" * 18),
        (["fee", "--items", "9" * 5000], "--items"),
        (["fee", "--items", "11", "--pages", "31"], "--pages"),
        (["fee", "--items", "11", "--date", "2024-02-30"], "2024-02-30"),
        (["fee", "--items", "11", "--date", "2020-12-31"], "2021-01-01"),
        (["grounds", "D04"], "D04"),
        (["grounds", "--kind"], "--kind"),
        (["calendar"], "YEAR"),
        (["calendar", "二〇二六"], "四位数字"),
        (["calendar", "26"], "四位数字"),
        (["calendar", "²⁰²⁶"], "四位数字"),
        (["calendar", "1999"], "1999"),
        (["calendar", "9999"], "9999"),
        (["calendar", "0000"], "核对"),
        (["calendar", "2026", "--region", "xx"], "xx"),
        (["calendar", "2026", "2027"], "2027"),
        (["calendar-import"], "FILE"),
        (["calendar-import", "没有的文件.toml"], "没有的文件.toml"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else None,
)
def test_a_command_that_cannot_be_understood_is_answered_in_one_sentence(capsys, argv, says):
    refused_in_one_sentence(capsys, argv, says)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe\x01",
        "不是 TOML".encode(),
        b"year = 2024-02-30",
        b"year = 2027\nyear = 2027",
        b"x = 1",
        b"year = 99",
        b"year = 'a'",
        b"[[[[",
    ],
    ids=["empty", "bytes", "prose", "no such day", "twice", "other keys", "small year", "word", "brackets"],
)
def test_a_calendar_file_that_is_none_is_refused_and_nothing_is_kept(capsys, tmp_path, content):
    (tmp_path / "放假.toml").write_bytes(content)
    refused_in_one_sentence(capsys, ["calendar-import", "放假.toml"], "放假.toml")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["放假.toml"]


FACTS = {
    "organ": "示例市示例区示例镇人民政府",
    "organ_kind": "town",
    "reviewer": "示例市示例区人民政府",
    "court": "示例市示例区人民法院",
    "date": "2026-03-06",
    "number": "示例公复〔2026〕3号",
    "addressee": "申请人",
    "received_on": "2026-02-06",
    "received_by": "网络",
    "content": "2025年度道路养护合同",
    "contact_office": "党政办公室",
    "phone": "0000-00000000",
    "search_record": "2026年3月2日由档案员以“道路养护”检索档案室目录和办公系统，没有结果",
}


def refused_letter(capsys, tmp_path, content, *says, kind="D12", out="答复.docx"):
    """The letter is refused in one sentence and no file is left."""
    (tmp_path / "facts.json").write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    refused_in_one_sentence(capsys, ["notice", kind, "--data", "facts.json", "-o", out], *says)
    assert [path.name for path in tmp_path.iterdir()] == ["facts.json"]


@pytest.mark.parametrize("kind", ["D99", "d 12", "", "../D12", "D24", "P01P02"])
def test_a_letter_of_a_kind_that_does_not_exist_is_refused(capsys, tmp_path, kind):
    refused_letter(capsys, tmp_path, FACTS, f"“{kind}”", kind=kind)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"12", "事实".encode(), b"\xff\xfe\x00", b'{"organ": NaN}', b"[" * 100_000, b"{}", b'{"nonsense": 1}'],
    ids=["empty", "half", "list", "null", "number", "prose", "bytes", "nan", "deep", "no facts", "unknown fact"],
)
def test_what_holds_no_facts_makes_no_letter(capsys, tmp_path, content):
    refused_letter(capsys, tmp_path, content, "facts.json")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"date": "2026-02-30"}, "成文日期"),
        ({"date": "2026年3月"}, "成文日期"),
        ({"date": 20260306}, "成文日期"),
        ({"received_on": "2026-03-07"}, "收到申请的日期"),
        ({"received_by": "口信"}, "收到申请的方式"),
        ({"organ": True}, "机关名称"),
        ({"organ": ""}, "organ"),
        ({"organ": ["示例镇"]}, "机关名称"),
        ({"number": "第3号"}, "文号"),
        ({"organ_kind": "company"}, "机关类型"),
        ({"search_record": "  "}, "search_record"),
        ({"nonsense": "1"}, "nonsense"),
        ({"steps": "延期"}, "办理经过"),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else None,
)
def test_a_fact_that_cannot_be_true_is_named(capsys, tmp_path, change, says):
    refused_letter(capsys, tmp_path, {**FACTS, **change}, says, "facts.json")


@pytest.mark.parametrize("missing", ["organ", "date", "number", "addressee", "received_on", "content", "search_record"])
def test_a_missing_fact_is_named(capsys, tmp_path, missing):
    refused_letter(capsys, tmp_path, {key: value for key, value in FACTS.items() if key != missing}, missing, "缺少")


@pytest.mark.parametrize("out", ["答复.xyz", "答复", "没有的文件夹/答复.docx", "facts.json"])
def test_a_letter_cannot_be_written_everywhere(capsys, tmp_path, out):
    refused_letter(capsys, tmp_path, FACTS, out, out=out)


def test_the_facts_of_these_tests_do_make_a_letter(capsys, tmp_path):
    (tmp_path / "facts.json").write_text(json.dumps(FACTS), "utf-8")
    assert run(capsys, "notice", "D12", "--data", "facts.json", "-o", "答复.txt")[0] == 0
    assert "道路养护合同" in (tmp_path / "答复.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["notice"], "种类"),
        (["notice", "D12"], "--data"),
        (["notice", "D12", "--data"], "--data 后面还要写一个值"),
        (["notice", "D12", "--data", "没有.json", "-o", "答复.docx"], "没有.json"),
        (["notice", "D12", "--data", "facts.json"], "-o"),
        (["notice", "D12", "--data", "facts.json", "-o", "a.txt", "--check", "b.docx"], "-o"),
        (["notice", "D12", "--data", "facts.json", "--check", "没有.docx"], "没有.docx"),
        (["notice", "D12", "--data", "facts.json", "--check", "facts.json"], "facts.json"),
        (["notice", "D12", "--data", "facts.json", "-o", "a.txt", "--settings", "没有.toml"], "没有.toml"),
        (["notice", "D12", "D13", "--data", "facts.json", "-o", "a.txt"], "D13"),
        (["notice", "D99", "--fields"], "D99"),
    ],
    ids=lambda value: " ".join(value)[:60] if isinstance(value, list) else None,
)
def test_a_notice_needs_its_facts_and_a_place_to_go(capsys, tmp_path, argv, says):
    (tmp_path / "facts.json").write_text(json.dumps(FACTS), "utf-8")
    refused_in_one_sentence(capsys, argv, says)
