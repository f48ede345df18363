"""The pages of declared figures: what is owed, declaring, asking, the sheet. All of it without script."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.web.reporting.models import FigureRequest
from gongkai.web.reporting.selectors.declared import declarations
from support.reports import TODAY, YEAR
from support.web import at

pytestmark = pytest.mark.django_db
LICENCES, FEES = "table2.licences[0]", "table2.fees[0]"
GIVEN = {"value": "12", "source": "行政审批平台统计表", "person": "审批办 经办人甲", "seen": "0"}


@pytest.fixture
def desk(enter, officer):
    return enter(officer, at(TODAY))


@pytest.fixture
def one(town):
    """The address of one figure."""
    return lambda cell=LICENCES, year=YEAR: reverse("desk:reports_declare", args=[town.slug, year, cell])


@pytest.fixture
def asking(desk, town):
    """Ask through the page."""

    def made(*cells, office="审批办", due_on="2026-01-16", **more):
        where = reverse("desk:reports_ask", args=[town.slug, YEAR])
        return desk.post(where, {"cells": cells, "office": office, "due_on": due_on, **more})

    return made


def listed(client, **query):
    return client.get(reverse("desk:reports_declared"), query)


# --- the list -----------------------------------------------------------------------------------------------


def test_what_is_owed_is_said_first_and_no_figure_is_taken_for_zero(desk, text):
    shown = text(listed(desk))
    assert "2025年度报告" in shown
    assert "4 个数没有申报：行政许可、行政处罚、行政强制、行政事业性收费。没有申报不当作 0" in shown
    assert shown.count("未知") >= 4


def test_in_december_the_year_itself_is_prepared(enter, officer, text):
    assert "2026年度报告" in text(listed(enter(officer, at(date(2026, 12, 1)))))
    assert "2025年度报告" in text(listed(enter(officer, at(date(2026, 11, 30)))))


def test_a_declared_figure_is_shown_with_source_person_day_and_file(desk, one, text):
    paper = SimpleUploadedFile("统计表.pdf", b"%PDF-1.4\n%%EOF\n")
    answer = desk.post(one(), {**GIVEN, "file": paper}, follow=True)
    shown = text(answer)
    assert "已申报“行政许可：本年处理决定数量”。" in shown
    assert "12 件" in shown
    for each in ("行政审批平台统计表", "审批办 经办人甲，2026年1月12日，经办人甲登记", "统计表.pdf"):
        assert each in shown
    assert desk.get(answer.content.decode().split('<a class="gk-break" href="')[1].split('"')[0]).content.startswith(b"%PDF")


def test_earlier_values_stay_with_the_reason(desk, one, text):
    desk.post(one(), GIVEN)
    shown = text(desk.post(one(), {**GIVEN, "value": "15", "reason": "漏报三件", "seen": "2"}, follow=True))
    assert "15 件" in shown
    assert "原因：漏报三件" in shown
    assert "以前报的（1） 12 件" in shown


# --- declaring ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "typed", "kept"),
    [
        (LICENCES, "1,234 件", "1234"), (LICENCES, "１２", "12"), (LICENCES, "012", "12"), (FEES, "25.10", "25.1"), (FEES, "3.5万元", "3.5"),
        (FEES, "0.00", "0"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(desk, town, one, cell, typed, kept):
    assert desk.post(one(cell), {**GIVEN, "value": typed}).status_code == 302
    assert [each.value for each in declarations(town.pk, YEAR)] == [kept]


@pytest.mark.parametrize(
    ("cell", "typed", "words"),
    [
        (FEES, "251000元", "251000元请写成 25.1。"), (LICENCES, "十二", "“十二”不是一个数"), (LICENCES, "1.5", "应当是不小于零的整数"),
        (LICENCES, "-1", "应当是不小于零的整数"), (FEES, "-1", "不小于零"), (LICENCES, "3元", "单位是件，不是元"), (LICENCES, "", "没有的填 0"),
    ],
)  # fmt: skip
def test_what_is_no_figure_of_that_cell_is_refused_and_what_was_typed_stays(desk, town, one, text, cell, typed, words):
    answer = desk.post(one(cell), {**GIVEN, "value": typed})
    assert answer.status_code == 422
    assert words in text(answer)
    assert f'value="{GIVEN["source"]}"' in answer.content.decode()
    assert declarations(town.pk, YEAR) == []


def test_another_figure_asks_for_the_reason(desk, one, town, text):
    assert "为什么改" not in text(desk.get(one()))
    desk.post(one(), GIVEN)
    assert "为什么改（现在是12）" in text(desk.get(one()))
    answer = desk.post(one(), {**GIVEN, "value": "15", "seen": "2"})
    assert "没有写把12改成15的原因" in text(answer)
    assert [each.value for each in declarations(town.pk, YEAR)] == ["12"]


def test_who_looks_at_an_old_page_is_told_that_somebody_declared_meanwhile(desk, one, town, text):
    desk.post(one(), GIVEN)
    answer = desk.post(one(), {**GIVEN, "value": "15", "reason": "别处的数"})
    assert "刚刚被别人办过一步" in text(answer)
    assert [each.value for each in declarations(town.pk, YEAR)] == ["12"]


@pytest.mark.parametrize("cell", ["table3.new[0]", "table2.procurement[0]", "narrative.published", "x"])
def test_a_figure_that_nobody_declares_has_no_page(desk, one, cell):
    assert desk.get(one(cell)).status_code == 404
    assert desk.post(one(cell), GIVEN).status_code == 404


@pytest.mark.parametrize("year", [2018, 2101, 10**12])
def test_a_year_without_an_official_form_has_no_page(desk, one, year):
    assert desk.get(one(year=year)).status_code == 404


# --- asking -------------------------------------------------------------------------------------------------


def test_many_figures_are_asked_of_an_office_at_once_and_shown_with_the_days_left(desk, asking, text):
    asking(LICENCES, FEES, note="只报本镇作出的")
    shown = text(listed(desk))
    assert "正在等的 审批办" in shown
    assert shown.count("剩 4 个工作日（2026年1月16日前）") == 2  # by office
    assert shown.count("已要， 剩 4 个工作日") == 2  # beside the figure
    assert "只报本镇作出的" in shown


def test_what_is_owed_and_not_asked_yet_is_proposed(desk, asking, town):
    asking(LICENCES)
    page = desk.get(reverse("desk:reports_ask", args=[town.slug, YEAR])).content.decode()
    assert "应当在2026年1月31日前公布" in page
    ticked = {part.split('"')[0] for part in page.split('name="cells" value="')[1:] if "checked" in part.split(">")[0]}
    assert ticked == {"table2.penalties[0]", "table2.coercion[0]", FEES}
    assert '<option value="审批办">' in page


def test_a_request_in_the_past_or_for_nothing_is_refused_and_what_was_typed_stays(asking, text):
    answer = asking(office="执法队", due_on="2026-01-09")
    assert answer.status_code == 422
    assert "请选择要哪几个数" in text(answer)
    assert "不能早于2026年1月12日" in text(answer)
    assert 'value="执法队"' in answer.content.decode()
    assert not FigureRequest.objects.exists()


def test_the_declaration_answers_the_request(desk, asking, one, text):
    asking(LICENCES)
    assert "已向审批办要过" in text(desk.get(one()))
    desk.post(one(), GIVEN)
    assert "正在等的" not in text(listed(desk))


def test_a_request_is_dropped_with_one_button(desk, asking, text):
    asking(LICENCES)
    pk = FigureRequest.objects.get().pk
    assert "已不再要这个数" in text(desk.post(reverse("desk:reports_ask_drop", args=[pk]), follow=True))
    assert "已经不再向这个机构要这个数了" in text(desk.post(reverse("desk:reports_ask_drop", args=[pk]), follow=True))


@pytest.mark.parametrize(("kind", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_sheet_of_an_office_is_printed(desk, asking, kind, begins):
    asking(LICENCES, FEES)
    answer = desk.get(reverse("desk:reports_ask_slip", args=[FigureRequest.objects.first().pk, kind]))
    assert answer.content.startswith(begins)
    assert "attachment" in answer["Content-Disposition"]


def test_there_is_no_sheet_for_an_office_that_owes_nothing(desk, asking, one, text):
    asking(LICENCES)
    pk = FigureRequest.objects.get().pk
    desk.post(one(), GIVEN)
    assert "没有要报的数了" in text(desk.get(reverse("desk:reports_ask_slip", args=[pk, "pdf"]), follow=True))
    assert desk.get(reverse("desk:reports_ask_slip", args=[pk, "exe"])).status_code == 404


# --- who may ------------------------------------------------------------------------------------------------


def test_who_only_reads_sees_everything_and_changes_nothing(enter, leader, one, town, text):
    client = enter(leader, at(TODAY))
    shown = listed(client)
    assert shown.status_code == 200
    assert "向机构要数" not in text(shown)
    assert one() not in shown.content.decode()
    for where in (one(), reverse("desk:reports_ask", args=[town.slug, YEAR])):
        assert client.get(where).status_code == 403
        assert client.post(where, GIVEN).status_code == 403


def test_nobody_of_another_organ_sees_that_there_is_anything(enter, outsider, asking, one, town):
    asking(LICENCES)
    pk = FigureRequest.objects.get().pk
    client = enter(outsider, at(TODAY))
    assert listed(client, organ=town.slug).status_code == 404
    for where in (one(), reverse("desk:reports_ask", args=[town.slug, YEAR]), reverse("desk:reports_ask_slip", args=[pk, "pdf"])):
        assert client.get(where).status_code == 404
    assert client.post(reverse("desk:reports_ask_drop", args=[pk])).status_code == 404
