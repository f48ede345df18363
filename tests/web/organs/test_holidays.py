"""A notice of rest days imported after the release: counted with at once, and what moved is kept and shown."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from gongkai.cli.main import main
from gongkai.web.applications.models import DueChanged
from gongkai.web.applications.services.recompute import recompute_open
from gongkai.web.organs.holidays import imported
from gongkai.web.organs.selectors import calendar_of
from support import web

RECEIVED, FRIDAY, REST = date(2027, 1, 18), date(2027, 1, 29), date(2027, 2, 9)
# Invented for this test: three working days of rest more than the festivals alone give, made up for on one Saturday in February.
NOTICE = """year = 2027
title = "国务院办公厅关于2027年部分节假日安排的通知"
number = "国办发明电〔2026〕7号"
rest = [
  { from = 2027-01-01, to = 2027-01-03, name = "元旦" },
  { from = 2027-02-05, to = 2027-02-11, name = "春节" },
  { from = 2027-04-03, to = 2027-04-05, name = "清明节" },
  { from = 2027-05-01, to = 2027-05-05, name = "劳动节" },
  { from = 2027-06-09, to = 2027-06-09, name = "端午节" },
  { from = 2027-09-15, to = 2027-09-15, name = "中秋节" },
  { from = 2027-10-01, to = 2027-10-07, name = "国庆节" },
]
work = [2027-02-20, 2027-05-08, 2027-09-26, 2027-10-09]
"""


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "ENVIRONMENT", settings.ENVIRONMENT._replace(data=str(tmp_path)))
    return tmp_path


def take_in(data, notice=NOTICE):
    file = data / "通知.toml"
    file.write_text(notice, "utf-8")
    assert main(["calendar-import", str(file), "--data", str(data)]) == 0


def test_the_web_counts_with_what_the_command_imported(data, town):
    before = calendar_of(town)
    assert before.of(REST).provisional
    assert before.is_working(REST)
    take_in(data)
    assert not calendar_of(town).is_working(REST)
    assert not calendar_of(town).of(REST).provisional


def test_a_running_case_moves_and_the_move_is_kept_and_listed(data, town, officer):
    case = web.application(town, on=RECEIVED)
    assert case.provisional
    old = case.due_on
    take_in(data)
    assert recompute_open(moment=web.at(FRIDAY)) == 1
    case.refresh_from_db()
    moved = DueChanged.objects.get(field="due_on")
    assert (moved.old, moved.new, moved.application) == (old, case.due_on, case)
    assert old < case.due_on
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    words = client.get("/desk/upkeep/").content.decode()
    assert case.register_number in words
    assert f"{case.due_on.year}年{case.due_on.month}月{case.due_on.day}日" in words


def test_a_changed_notice_is_seen_without_a_restart(data, town):
    take_in(data)
    take_in(data, NOTICE.replace("2027-02-11", "2027-02-12").replace("2027-02-20", "2027-02-20, 2027-02-21"))
    assert not calendar_of(town).is_working(date(2027, 2, 12))
    assert calendar_of(town).is_working(date(2027, 2, 21))


def test_a_spoilt_file_is_left_out_and_said_in_the_log(data, town, caplog):
    take_in(data)
    (data / "calendar" / "2027.toml").write_text("year = ", "utf-8")
    assert imported() == ()
    assert "2027.toml" in caplog.text
    assert calendar_of(town).of(REST).provisional
