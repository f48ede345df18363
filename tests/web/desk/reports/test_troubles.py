"""The pages of the register of problems, all of it without script."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.web.reporting.models import Trouble
from gongkai.web.reporting.services.troubles import Entry, add, done, edit
from support import reports
from support.reports import TODAY, YEAR
from support.web import at

pytestmark = pytest.mark.django_db
ENTRY = Entry("政策解读以文字为主，图解偏少", "每件政策文件配一张图解", "党政办 经办人甲", date(2026, 6, 30))
OTHER = Entry("栏目更新不及时", "每季度核对一次栏目", "", date(2026, 1, 9))
TYPED = {"problem": ENTRY.problem, "measure": ENTRY.measure, "owner": ENTRY.owner, "due_on": "2026-06-30"}


@pytest.fixture
def desk(enter, officer):
    return enter(officer, at(TODAY))


@pytest.fixture
def team(officer, reviewer, head, leader, supervisor):
    return reports.Team(officer, reviewer, head, leader, supervisor)


@pytest.fixture
def found(town, officer):
    """Enter a problem: ``found(entry)``."""
    return lambda entry=ENTRY, year=YEAR: add(organ=town, year=year, entry=entry, by=officer, moment=at(date(2026, 1, 5)))


@pytest.fixture
def register(town):
    """The address of the register of a year."""
    return lambda year=YEAR: reverse("desk:reports_troubles", args=[town.slug, year])


def of(name, trouble):
    return reverse(f"desk:reports_trouble{name}", args=[trouble.pk])


# --- the register -------------------------------------------------------------------------------------------


def test_an_empty_register_says_what_will_stand_there_and_marks_what_is_open(desk, register, text):
    answer = desk.get(register())
    shown = text(answer)
    assert "这一年还没有登记问题" in shown
    assert "{本年第一项问题} （还没有填）" in shown
    assert answer.content.decode().count('<mark class="gk-found--error">') == 7  # six fields, and the words that explain the mark


def test_this_years_problems_stand_below_what_became_of_last_years(desk, register, found, officer, text):
    old = found(ENTRY._replace(due_on=date(2025, 6, 30)), 2024)
    done(trouble=old, on=date(2025, 5, 6), words="制作图解12件", by=officer, moment=at(TODAY))
    found(OTHER)
    shown = text(desk.get(register()))
    assert (
        shown.index("上年所列问题改得怎样（1）")
        < shown.index("制作图解12件")
        < shown.index("2025年的问题（1）")
        < shown.index(OTHER.problem)
    )
    assert "已经完成 制作图解12件 没有凭据" in shown
    assert "上年报告所列问题的改进情况：政策解读以文字为主，图解偏少。改进措施是每件政策文件配一张图解，已经完成，制作图解12件。" in shown


def test_what_is_overdue_and_what_has_no_day_is_marked(desk, register, found, text):
    found(OTHER)
    found(ENTRY._replace(due_on=None))
    shown = text(desk.get(register()))
    assert "已超期 3 天" in shown
    assert "没有期限" in shown
    assert "{本年第二项完成月份}" in shown


def test_what_is_copied_from_last_years_report_is_flagged(desk, register, town, team, found, text):
    words = "解读形式单一，政策解读的形式比较单一，以文字解读为主，图解和视频较少"
    last = f"本年度存在的主要问题和改进措施：{words}。改进措施是多做图解，2026年6月底前完成。"
    reports.published(reports.finished(town, team, problems=last), team)
    found(Entry(words, "继续努力", "", date(2026, 12, 31)), 2026)
    answer = desk.get(register(2026))
    shown = text(answer)
    assert "和上年报告相同" in shown
    assert '<mark class="gk-found--warning">' in answer.content.decode()
    assert "上年报告第五部分的原文" in shown


def test_the_order_is_changed_with_buttons(desk, register, found, text):
    first, second = found(), found(OTHER)
    desk.post(of("_move", second), {"to": "up"})
    assert [each.pk for each in Trouble.objects.all()] == [second.pk, first.pk]
    desk.post(of("_move", second), {"to": "up"})
    assert [each.pk for each in Trouble.objects.all()] == [second.pk, first.pk]
    desk.post(of("_move", second), {"to": "down"})
    assert [each.pk for each in Trouble.objects.all()] == [first.pk, second.pk]
    shown = text(desk.get(register()))
    assert shown.index("一是政策解读") < shown.index("二是栏目更新")


def test_register_and_declared_figures_lead_to_each_other(desk, register, town, found, text):
    declared = reverse("desk:reports_declared")
    found(OTHER)
    assert "1 项措施已超期或者 30 天内到期" in text(desk.get(declared))
    assert f"{declared}?organ={town.slug}&amp;year={YEAR}" in desk.get(register()).content.decode()
    assert register() in desk.get(declared, {"organ": town.slug, "year": YEAR}).content.decode()


@pytest.mark.parametrize("year", [0, 2007, 2101, 10**12])
def test_a_year_that_cannot_be_has_no_register(desk, register, year):
    assert desk.get(register(year)).status_code == 404


# --- entries ------------------------------------------------------------------------------------------------


def test_a_problem_is_entered_and_a_refused_one_keeps_what_was_typed(desk, town, text):
    where = reverse("desk:reports_trouble_new", args=[town.slug, YEAR])
    assert "已登记问题" in text(desk.post(where, TYPED, follow=True))
    answer = desk.post(where, {**TYPED, "measure": "别的措施"})
    assert answer.status_code == 422
    assert "已经登记过" in text(answer)
    assert "别的措施" in answer.content.decode()
    assert desk.post(where, {**TYPED, "problem": "", "due_on": "2024-02-30"}).status_code == 422
    assert Trouble.objects.count() == 1


def test_progress_is_written_with_evidence_that_can_be_opened(desk, found, text):
    trouble = found()
    paper = SimpleUploadedFile("图解.pdf", b"%PDF-1.4\n%%EOF\n")
    answer = desk.post(of("_step", trouble), {"on": "2026-01-12", "state": "done", "words": "制作图解12件", "file": paper}, follow=True)
    shown = text(answer)
    assert "已经完成：制作图解12件" in shown
    assert "图解.pdf" in shown
    assert desk.get(answer.content.decode().split('<a class="gk-break" href="')[1].split('"')[0]).content.startswith(b"%PDF")


def test_progress_of_tomorrow_is_refused_and_what_was_typed_stays(desk, found, text):
    answer = desk.post(of("_step", found()), {"on": "2026-01-13", "state": "going", "words": "印发模板"})
    assert answer.status_code == 422
    assert "不能晚于2026年1月12日" in text(answer)
    assert "印发模板" in answer.content.decode()


def test_a_changed_entry_shows_what_it_said(desk, found, text):
    trouble = found()
    shown = text(desk.post(of("_edit", trouble), {**TYPED, "owner": "党政办 经办人乙", "seen": "0"}, follow=True))
    assert "改写过 1 次" in shown
    assert "责任人原为“党政办 经办人甲”" in shown


def test_of_two_who_change_an_entry_the_second_is_told_and_keeps_the_words(desk, found, head, text):
    trouble = found()
    edit(trouble=trouble, entry=ENTRY._replace(owner="甲"), by=head, moment=at(TODAY))
    answer = desk.post(of("_edit", trouble), {**TYPED, "owner": "乙", "seen": "0"})
    assert answer.status_code == 422
    assert "刚刚被别人办过一步" in text(answer)
    assert 'value="乙"' in answer.content.decode()


def test_an_entry_is_dropped_with_a_reason_and_stays_to_be_read(desk, found, register, text):
    trouble = found()
    assert desk.post(of("_drop", trouble), {"reason": ""}).status_code == 422
    assert "已从登记簿里去掉" in text(desk.post(of("_drop", trouble), {"reason": "重复登记"}, follow=True))
    assert ENTRY.problem not in text(desk.get(register()))
    shown = text(desk.get(of("", trouble)))
    assert "从登记簿里去掉：重复登记" in shown
    assert "登记进展" not in shown


# --- who may ------------------------------------------------------------------------------------------------


def test_who_only_reads_sees_the_register_and_changes_nothing(enter, leader, found, register, town, text):
    trouble = found()
    client = enter(leader, at(TODAY))
    assert "登记问题" not in text(client.get(register()))
    assert "登记进展" not in text(client.get(of("", trouble)))
    assert client.get(reverse("desk:reports_trouble_new", args=[town.slug, YEAR])).status_code == 403
    for name in ("_edit", "_step", "_drop", "_move"):
        assert client.post(of(name, trouble), TYPED).status_code == 403


def test_nobody_of_another_organ_sees_that_there_is_anything(enter, outsider, found, register):
    trouble = found()
    client = enter(outsider, at(TODAY))
    assert client.get(register()).status_code == 404
    assert client.get(of("", trouble)).status_code == 404
    for name in ("_edit", "_step", "_drop", "_move"):
        assert client.post(of(name, trouble), TYPED).status_code == 404
