"""``gongkai deadline``: what a person and what a program are told."""

import json
from datetime import date

import pytest

from gongkai.cli import main
from gongkai.law.calendar import Calendar
from gongkai.law.deadlines import KINDS


@pytest.fixture
def ask(capsys, monkeypatch, tmp_path):
    """Run the command with an empty data folder: (code, standard output, standard error)."""
    monkeypatch.setenv("GONGKAI_DATA", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "100")

    def run(received, *events, more=()):
        code = main.main(["deadline", "--received", received, *(word for event in events for word in ("--event", event)), *more])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_the_help_names_every_kind_of_event(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    assert main.main(["deadline", "--help"]) == 0
    flat = "".join(capsys.readouterr().out.split())
    assert [kind for kind in KINDS if kind not in flat] == []


def complaint(asked):
    code, out, err = asked
    assert (code, out) == (2, "")
    assert err.startswith("gongkai: ")
    assert err.count("\n") == 1
    return err


def test_the_head_says_until_when(ask):
    code, out, err = ask("2026-02-06")
    assert (code, err) == (0, "")
    assert out.startswith("最迟 2026年3月12日 前答复\n\n2026-02-06  收到申请：自次日起计算20个工作日")


def test_every_step_has_its_clause_and_what_is_irregular_stands_above(ask):
    _, out, _ = ask("2026-03-02", "correction_requested@2026-03-12", "correction_received@2026-03-16")
    flat = "".join(line.strip() for line in out.split("\n"))
    assert flat.startswith("最迟 2026年4月14日 前答复不合规：2026年3月12日告知补正，超过收到申请之日起7个工作日")
    assert flat.count("第三十条") == 3


def test_the_months_are_drawn_with_what_each_day_is_for_the_clock(ask):
    _, out, _ = ask("2026-02-06", "consultation_sent@2026-02-10=甲", "consultation_answered@2026-02-13=甲")
    lines = out.split("\n")
    february = lines.index("2026年2月")
    assert lines[february + 1].split() == list("一二三四五六日")
    assert lines[february + 2].split() == ["1"]
    assert lines[february + 3].split() == ["2", "3", "4", "5", "6", "收到", "7", "8"]
    assert lines[february + 5].split() == ["9", "10", "11", "12", "13", "14", "补班", "15"]
    assert lines[february + 6].split() == ["第1日", "第2日", "扣除", "扣除", "扣除", "第3日", "休"]
    assert "17 到期" in out
    assert "2026年3月" in lines
    assert "2026年4月" not in lines
    assert not any(line.endswith(" ") for line in lines)


@pytest.mark.parametrize(
    ("event", "head"),
    [
        ("correction_requested@2026-03-04", "现在没有答复期限：等申请人补正"),
        ("fee_notified@2026-03-20", "现在没有答复期限：等申请人缴费，2026年4月20日止"),
        ("consultation_sent@2026-03-09=甲公司", "现在没有答复期限：等第三方（甲公司）提出意见，2026年3月30日止"),
        ("answered@2026-03-30", "最迟 2026年3月30日 前答复；已于2026年3月30日答复，按期"),
        ("answered@2026-03-31", "最迟 2026年3月30日 前答复；已于2026年3月31日答复，逾期"),
    ],
)
def test_the_head_says_who_is_awaited_or_that_it_is_answered(ask, event, head):
    assert ask("2026-03-02", event)[1].split("\n")[0] == head


def test_answered_while_something_is_open_nobody_is_waited_for(ask):
    _, out, _ = ask("2026-03-02", "fee_notified@2026-03-20", "answered@2026-03-25")
    assert out.split("\n")[0] == "最迟 2026年4月2日 前答复；已于2026年3月25日答复，按期"


def test_a_year_without_a_notice_is_tentative_and_named(ask):
    year = Calendar.standard().known_through().year
    head, reason = ask(f"{year}-12-25")[1].split("\n")[:2]
    assert head.endswith("（暂定）")
    assert reason.startswith(f"暂定：{year + 1}年放假通知尚未收录")
    head, reason = ask(f"{year}-12-01", f"fee_notified@{year}-12-21")[1].split("\n")[:2]
    assert head.endswith("止（暂定）")
    assert reason.startswith("暂定：")


def test_json_has_the_keys_of_the_contract_and_nothing_else(ask):
    code, out, err = ask(
        "2026-03-02", "correction_requested@2026-03-04", "correction_received@2026-03-10", "answered@2026-03-20", more=["--json"]
    )
    told = json.loads(out)
    assert (code, err) == (0, "")
    assert list(told) == ["received", "due", "waiting_for", "provisional", "on_time", "irregular", "steps", "days"]
    assert (told["received"], told["due"], told["waiting_for"], told["on_time"]) == ("2026-03-02", "2026-04-08", None, True)
    assert [step["event"] for step in told["steps"]] == ["received", "correction_requested", "correction_received", "answered"]
    assert all(list(step) == ["date", "event", "effect", "cite"] for step in told["steps"])
    assert told["days"][0] == {"date": "2026-03-02", "counts": False, "number": None, "why": "收到当日不计算"}
    assert told["days"][-1] == {"date": "2026-04-08", "counts": True, "number": 20, "why": "工作日 第 20 日"}


def test_json_says_who_is_awaited_and_until_when(ask):
    told = json.loads(ask("2026-03-02", "fee_notified@2026-03-20", more=["--json"])[1])
    assert (told["due"], told["on_time"]) == (None, None)
    assert told["waiting_for"] == {"who": "申请人", "what": "缴费", "until": "2026-04-20"}
    assert told["days"][-1]["date"] == "2026-03-20"
    told = json.loads(ask("2026-03-02", "correction_requested@2026-03-04", more=["--json"])[1])
    assert told["waiting_for"]["until"] is None


def test_a_deferral_and_an_extension_are_read(ask):
    told = json.loads(ask("2026-03-02", "extended@2026-03-20=10", "deferred@2026-03-25=2026-06-30", more=["--json"])[1])
    assert told["due"] == "2026-06-30"


def test_a_regional_overlay_is_taken(ask):
    national = json.loads(ask("2017-03-29", more=["--json"])[1])
    regional = json.loads(ask("2017-03-29", more=["--json", "--region", "450000"])[1])
    counted = [{day["date"]: day["counts"] for day in told["days"]} for told in (national, regional)]
    assert [each["2017-04-01"] for each in counted] == [True, False]
    assert [each["2017-04-08"] for each in counted] == [False, True]


@pytest.mark.parametrize(
    ("received", "event", "says"),
    [
        ("2026-02-30", None, "日历上没有 2026-02-30 这一天"),
        ("20260302", None, "日期“20260302”写得不对"),
        ("2007-03-01", None, "最早从 2008-05-01 起"),
        ("9999-12-31", None, "请核对日期"),
        ("2026-03-02", "answered", "没有写日期"),
        ("2026-03-02", "answered@2026-02-29", "日历上没有 2026-02-29"),
        ("2026-03-02", "withdrawn@2026-03-05", "没有这种事件"),
        ("2026-03-02", "fee_paid@2026-03-05=3", "不带“=3”"),
        ("2026-03-02", "extended@2026-03-05", "没有写延长几个工作日"),
        ("2026-03-02", "extended@2026-03-05=-1", "没有写延长几个工作日"),
        ("2026-03-02", "extended@2026-03-05=21", "1至20个工作日"),
        ("2026-03-02", "deferred@2026-03-05", "日期“”写得不对"),
        ("2026-03-02", "answered@2026-03-01", "早于收到申请之日"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(ask, received, event, says):
    assert says in complaint(ask(received, *([event] if event else [])))


def test_a_refusal_carries_its_clause(ask):
    assert "第三十三条第二款" in complaint(ask("2026-03-02", "extended@2026-03-05=5", "extended@2026-03-06=5"))
    assert "第三十条" in complaint(ask("2026-03-02", "correction_requested@2026-03-04", "correction_requested@2026-03-05"))


def test_29_february_is_a_day_in_a_leap_year(ask):
    told = json.loads(ask("2024-02-29", more=["--json"])[1])
    assert date.fromisoformat(told["due"]) == date(2024, 3, 28)
