"""``gongkai calendar`` and ``gongkai calendar-import``, asked as an office would."""

import json
from argparse import Namespace
from datetime import date
from importlib.resources import files

import pytest

from gongkai.cli import law_calendar, main
from gongkai.cli.law_calendar import calendar_for

GOOD = """
year = 2027
title = "国务院办公厅关于2027年部分节假日安排的通知"
number = "国办发明电〔2026〕1号"
rest = [
  { from = 2027-01-01, to = 2027-01-03, name = "元旦" },
  { from = 2027-02-05, to = 2027-02-12, name = "春节" },
  { from = 2027-04-03, to = 2027-04-05, name = "清明节" },
  { from = 2027-05-01, to = 2027-05-05, name = "劳动节" },
  { from = 2027-06-09, to = 2027-06-09, name = "端午节" },
  { from = 2027-09-15, to = 2027-09-15, name = "中秋节" },
  { from = 2027-10-01, to = 2027-10-07, name = "国庆节" },
]
work = [2027-02-13, 2027-02-20, 2027-05-08, 2027-09-26, 2027-10-09]
"""
# The last year that can be computed, five years after the last notice.
LAST = """
year = 2031
title = "国务院办公厅关于2031年部分节假日安排的通知"
rest = [
  { from = 2031-01-01, to = 2031-01-01, name = "元旦" },
  { from = 2031-01-22, to = 2031-01-29, name = "春节" },
  { from = 2031-04-05, to = 2031-04-07, name = "清明节" },
  { from = 2031-05-01, to = 2031-05-05, name = "劳动节" },
  { from = 2031-06-24, to = 2031-06-24, name = "端午节" },
  { from = 2031-10-01, to = 2031-10-08, name = "国庆节、中秋节" },
]
work = [2031-01-18, 2031-02-01, 2031-04-26, 2031-09-27, 2031-10-11]
"""


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GONGKAI_DATA", raising=False)
    monkeypatch.setenv("COLUMNS", "100")

    def call(*argv):
        code = main.main(list(argv))
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "2027年.toml"
    path.write_text(GOOD, "utf-8")
    return path


def test_the_year_as_json_has_every_day_with_its_reason(run):
    code, out, err = run("calendar", "2026", "--json")
    told = json.loads(out)
    assert (code, err, told["year"], told["provisional"], told["working_days"]) == (0, "", 2026, False, 248)
    assert told["notice"] == "《国务院办公厅关于2026年部分节假日安排的通知》（国办发明电〔2025〕7号）"
    assert len(told["days"]) == 365
    assert told["days"][44] == {"date": "2026-02-14", "working": True, "kind": "makeup", "why": "周六，调休补班"}


def test_a_leap_year_has_its_day(run):
    told = json.loads(run("calendar", "2024", "--json")[1])
    assert len(told["days"]) == 366
    assert told["days"][59]["date"] == "2024-02-29"


def test_a_year_without_a_notice_is_provisional_in_both_outputs(run):
    told = json.loads(run("calendar", "2027", "--json")[1])
    assert (told["provisional"], told["notice"]) == (True, None)
    page = run("calendar", "2027")[1]
    assert page.startswith("2027年（暂定）")
    assert "2027年放假通知尚未收录" in page
    assert "calendar-import" in page
    assert "补班：无" in page


def test_the_page_has_twelve_months_counts_rests_and_make_up_days(run):
    code, page, _ = run("calendar", "2026")
    assert code == 0
    assert page.startswith("2026年　工作日 248 天，休息日 117 天\n")
    assert all(f"{month}月  " in page or f"{month}月\n" in page for month in range(1, 13))
    assert "14补班" in page
    assert "15休" in page
    assert "元旦 1月1日至1月3日共3天" in page
    assert "2月14日（周六）" in page
    assert "暂定" not in page


def test_on_a_narrow_terminal_the_months_stand_one_below_the_other(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    assert "\n12月\n" in run("calendar", "2026")[1]


def test_a_region_has_its_own_days_and_says_when_they_are_not_known(run):
    told = json.loads(run("calendar", "2017", "--region", "450000", "--json")[1])
    assert told["region"] == "450000"
    assert [day["working"] for day in told["days"] if day["date"] in ("2017-04-01", "2017-04-08")] == [False, True]
    page = run("calendar", "2026", "--region", "450000")[1]
    assert "广西壮族自治区" in page
    assert "law/data/regions/450000.toml" in page.replace("\n", "").replace("      ", "")


@pytest.mark.parametrize(
    ("argv", "word"), [(("2040",), "2027.toml"), (("0000",), "2006.toml"), (("26",), "四位"), (("2026", "--region", "1"), "regions/1.toml")]
)
def test_what_cannot_be_told_is_one_sentence_and_exit_two(run, argv, word):
    code, out, err = run("calendar", *argv)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert word in err


def test_an_imported_year_is_kept_told_and_used(run, file, tmp_path):
    code, out, err = run("calendar-import", str(file))
    assert (code, err) == (0, "")
    assert "2027-02-09 至 2027-02-12：工作日 → 春节假期" in out
    assert "2027-02-20：周六 → 周六，调休补班" in out
    assert "2027-02-05" not in out, "a day that was counted right before is no change"
    assert "请核对" not in out
    assert (tmp_path / "var" / "calendar" / "2027.toml").read_text("utf-8") == GOOD
    assert [path.name for path in (tmp_path / "var" / "calendar").iterdir()] == ["2027.toml"]
    told = json.loads(run("calendar", "2027", "--json")[1])
    assert (told["provisional"], told["notice"]) == (False, "《国务院办公厅关于2027年部分节假日安排的通知》（国办发明电〔2026〕1号）")
    assert calendar_for(Namespace()).known_through() == date(2027, 12, 31)


def test_importing_twice_changes_nothing_more(run, file):
    run("calendar-import", str(file))
    assert "和原有的安排相比，没有一天变动。" in run("calendar-import", str(file))[1]


def test_the_folder_is_the_option_before_the_variable_before_var(run, file, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_DATA", "of-the-office")
    run("calendar-import", str(file))
    run("calendar-import", str(file), "--data", "mine")
    assert (tmp_path / "of-the-office" / "calendar" / "2027.toml").exists()
    assert (tmp_path / "mine" / "calendar" / "2027.toml").exists()
    assert not (tmp_path / "var").exists()


def test_a_file_without_number_or_with_an_odd_count_is_taken_and_named(run, file):
    file.write_text(GOOD.replace("国办发明电〔2026〕1号", "").replace("2027-02-20, ", ""), "utf-8")
    code, out, _ = run("calendar-import", str(file))
    assert code == 0
    assert "没有写文号" in out
    assert "14 天，法定节假日是 13 天" in out


def test_a_shipped_year_can_be_imported_again(run, tmp_path):
    shipped = tmp_path / "2020.toml"
    shipped.write_bytes(files("gongkai.law").joinpath("data", "holidays", "2020.toml").read_bytes())
    assert "没有一天变动" in run("calendar-import", str(shipped))[1]


def test_the_last_year_that_can_be_imported_is_compared_within_the_calendar(run, file):
    file.write_text(LAST, "utf-8")
    assert run("calendar-import", str(file))[0] == 0


BAD = {
    "a date that does not exist": (GOOD.replace("to = 2027-02-12", 'to = "2027-02-30"'), "2027-02-30"),
    "a date that TOML refuses": (GOOD.replace("to = 2027-02-12", "to = 2027-02-30"), "TOML"),
    "a date with a time": (GOOD.replace("to = 2027-02-12", "to = 2027-02-12T08:00:00"), "2027-02-12"),
    "a day both rest and worked": (GOOD.replace("[2027-02-13", "[2027-02-06, 2027-02-13"), "既写了放假又写了补班"),
    "a day twice": (GOOD.replace("[2027-02-13", "[2027-02-13, 2027-02-13"), "写了两次"),
    "a weekday as make-up day": (GOOD.replace("2027-02-20", "2027-02-22"), "本来就上班"),
    "a day of another year": (GOOD.replace("2027-02-20", "2028-02-19"), "2028-02-19 不在 2027 年"),
    "too few days of rest": (GOOD.replace('{ from = 2027-10-01, to = 2027-10-07, name = "国庆节" },', ""), "法定节假日不会是这个数"),
    "a span that runs backwards": (GOOD.replace("from = 2027-02-05", "from = 2027-02-15"), "不是一段假期"),
    "a span of two months": (GOOD.replace("to = 2027-02-12", "to = 2027-04-01"), "不是一段假期"),
    "no name": (GOOD.replace(', name = "元旦"', ""), "节日名称"),
    "a span that is a word": (GOOD.replace("rest = [", 'rest = [ "元旦",'), "节日名称"),
    "no title": (GOOD.replace("title = ", "titel = "), "title"),
    "a number that is no text": (GOOD.replace('"国办发明电〔2026〕1号"', "1"), "number"),
    "no year": (GOOD.replace("year = 2027", ""), "year"),
    "a year that is no number": (GOOD.replace("year = 2027", 'year = "2027"'), "year"),
    "a year that is true": (GOOD.replace("year = 2027", "year = true"), "year"),
    "a year too far ahead": (GOOD.replace("2027", "2038"), "2007 至 2031 年"),
    "a year before the first": (GOOD.replace("2027", "1999"), "2007 至 2031 年"),
    "rest that is no list": (GOOD.replace("rest = [", "rest = 1\nrests = ["), "rest"),
    "work that is no list": (GOOD.replace("work = [", 'work = "无"\nworks = ['), "work"),
    "amendments that are no list": (GOOD + "\namendments = 1\n", "amendments"),
    "amendments that are no tables": (GOOD + "\namendments = [1]\n", "amendments"),
    "no TOML": ("<html>", "TOML"),
    "nested without end": ("a = " + "[" * 100_000, "TOML"),
    "nothing": ("", "year"),
}


@pytest.mark.parametrize(("text", "word"), BAD.values(), ids=BAD)
def test_a_file_that_cannot_be_true_is_refused_with_its_name_and_nothing_is_kept(run, file, tmp_path, text, word):
    file.write_text(text, "utf-8")
    code, out, err = run("calendar-import", str(file))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert word in err
    assert file.name in err
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize(
    ("data", "word"), [("year = 2027 # 年份".encode("gbk"), "UTF-8"), (b"#" * 1_000_001, "太大")], ids=["other encoding", "huge"]
)
def test_a_file_of_other_bytes_is_refused(run, file, data, word):
    file.write_bytes(data)
    code, _, err = run("calendar-import", str(file))
    assert code == 2
    assert word in err


def test_a_mark_at_the_beginning_of_the_file_does_no_harm(run, file):
    file.write_text(GOOD, "utf-8-sig")
    assert run("calendar-import", str(file))[0] == 0


def test_a_file_that_is_not_there_is_one_sentence(run):
    code, _, err = run("calendar-import", "nothing.toml")
    assert (code, err.count("\n")) == (2, 1)


def test_an_imported_file_that_was_spoilt_since_is_named(run, file, tmp_path):
    run("calendar-import", str(file))
    (tmp_path / "var" / "calendar" / "2027.toml").write_text("year =", "utf-8")
    code, _, err = run("calendar", "2026")
    assert code == 2
    assert "2027.toml" in err


def test_what_was_there_stays_when_writing_fails(run, file, tmp_path, monkeypatch):
    run("calendar-import", str(file))
    kept = tmp_path / "var" / "calendar"

    def refuse(*_):
        raise PermissionError(13, "no")

    monkeypatch.setattr(law_calendar.os, "replace", refuse)
    file.write_text(GOOD + "# 新的\n", "utf-8")
    assert run("calendar-import", str(file))[0] == 2
    assert [path.name for path in kept.iterdir()] == ["2027.toml"]
    assert (kept / "2027.toml").read_text("utf-8") == GOOD


def test_the_deadline_counts_with_what_was_imported(run, file):
    before = json.loads(run("deadline", "--received", "2027-02-01", "--json")[1])
    run("calendar-import", str(file))
    after = json.loads(run("deadline", "--received", "2027-02-01", "--json")[1])
    assert (before["provisional"], after["provisional"]) == (True, False)
    assert before["due"] < after["due"]
