"""When a report is owed: by law, by the setting of the office; what is due, what is late."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.report import codec
from gongkai.report.sample import clean
from gongkai.web.organs.models import Level
from gongkai.web.organs.services import establish
from gongkai.web.reporting.models import PastReport, Scope
from gongkai.web.reporting.selectors.due import due_of, lines, owed, rows_of
from gongkai.web.vault import files
from support import reports, web
from support.reports import TODAY, finished, opened, published, signed
from support.web import at

pytestmark = pytest.mark.django_db


def sentence(organ, year=2025):
    return due_of(organ, year).reason.sentence


def test_a_bureau_owes_it_by_the_end_of_january(bureau):
    assert due_of(bureau, 2025).publish_by == date(2026, 1, 31)
    assert sentence(bureau) == "县级以上人民政府部门2026年1月31日以前公布（条例第四十九条第一款）"


def test_a_government_of_a_county_owes_it_by_the_end_of_march(district):
    assert due_of(district, 2025).publish_by == date(2026, 3, 31)
    assert "条例第四十九条第二款" in sentence(district)
    assert due_of(district, 2025).hand_by is None, "nobody above it is here"


@pytest.mark.parametrize("level", [Level.TOWN, Level.STREET])
def test_for_towns_and_streets_the_law_names_no_day_and_the_page_says_so(town, level):
    town.level = level
    assert due_of(town, 2025).publish_by == date(2026, 1, 31)
    assert "条例没有规定乡镇、街道公布的日子，由上级规定" in sentence(town)
    assert due_of(town, 2025).hand_by == date(2026, 1, 21)


@pytest.mark.parametrize("text", ["01-20", "1-20", "1月20日", "1月20", " 1 / 20 ", "１.２０"])
def test_the_office_may_set_an_earlier_day_however_it_is_written(bureau, text):
    bureau.choices = {"report_due": text, "report_submit_days": 5}
    due = due_of(bureau, 2025)
    assert (due.publish_by, due.hand_by) == (date(2026, 1, 20), date(2026, 1, 15))
    assert sentence(bureau) == "本机关设置2026年1月20日以前公布"


def test_a_later_day_than_the_law_allows_is_not_taken(bureau, district, town):
    for organ in (bureau, district, town):
        organ.choices = {"report_due": "4-15"}
    assert due_of(bureau, 2025).publish_by == date(2026, 1, 31)
    assert "2026年4月15日晚于条例" in sentence(bureau)
    assert due_of(district, 2025).publish_by == date(2026, 3, 31)
    assert due_of(town, 2025).publish_by == date(2026, 4, 15), "for a town the superior decides"


@pytest.mark.parametrize("text", ["月底", "13-45", "2-30", "2026-01-20"])
def test_a_setting_that_is_no_day_is_named_and_the_law_stands(bureau, text):
    bureau.choices = {"report_due": text}
    assert due_of(bureau, 2025).publish_by == date(2026, 1, 31)
    assert f"“{text}”不是一个日期" in sentence(bureau)


def test_where_nobody_reads_before_nothing_is_handed_up(town):
    town.choices = {"report_read_first": False}
    assert due_of(town, 2025).hand_by is None


# --- what is due ----------------------------------------------------------------------------


@pytest.fixture
def people(town, district):
    return reports.team(town, district)


def told(organs, day):
    return [(line.organ.short_name, line.due.year, line.what, line.by, line.words) for line in lines(organs, day)]


def test_from_the_first_of_december_the_report_of_the_year_is_due(town):
    brought_in(town, 2025)
    assert told([town], date(2026, 11, 30)) == []
    assert told([town], date(2026, 12, 1)) == [("示例镇", 2026, "开始编制", date(2027, 1, 21), "还有 51 天")]


def test_each_step_has_its_day(town, district, people):
    assert told([town], date(2026, 1, 2)) == [("示例镇", 2025, "开始编制", date(2026, 1, 21), "还有 19 天")]
    annual = finished(town, people)
    assert told([town], TODAY) == [("示例镇", 2025, "报送上级审读", date(2026, 1, 21), "还有 9 天")]
    digest = signed(annual, people)
    reports.send_up(annual=annual, digest=digest, to=district, by=people.officer, moment=at(TODAY), on=TODAY)
    assert told([town], TODAY) == [("示例镇", 2025, "等上级审读，读过以后公布", date(2026, 1, 31), "还有 19 天")]


def test_what_was_read_is_to_be_published_and_then_nothing_is_due(town, people):
    annual = finished(town, people)
    digest = signed(annual, people)
    reports.read_by_district(annual, people, digest)
    (line,) = lines([town], date(2026, 2, 3))
    assert (line.what, line.left, line.late, line.words) == ("公布", -3, True, "已过 3 天")
    reports.publish(annual=reports.fresh(annual), digest=digest, by=people.head, moment=at(TODAY), on=TODAY)
    assert lines([town], date(2026, 2, 3)) == []


def test_past_the_day_of_handing_up_it_is_not_yet_late(town):
    (line,) = lines([town], date(2026, 1, 25))
    assert (line.left, line.late) == (-4, False)


def test_a_report_that_was_brought_in_is_owed_no_more(town):
    brought_in(town, 2025)
    assert lines([town], date(2026, 2, 3)) == []
    (row,) = rows_of([town], 2025, date(2026, 2, 3))
    assert (row.words, row.late) == ("已导入历史报告", 0)


def test_a_government_with_organs_below_owes_the_report_of_its_region(district):
    (row,) = rows_of([district], 2025, date(2026, 4, 2))
    assert (row.annual, row.words, row.late) == (None, "没有开始编制", 2)


def test_an_inner_department_and_an_organ_founded_later_owe_nothing(town):
    establish(slug="shi", name="示例镇党政综合办公室", short_name="办公室", level=Level.DEPARTMENT, valid_from=web.FOUNDED, parent=town)
    establish(
        slug="xin", name="示例区示例街道办事处", short_name="示例街道", level=Level.STREET, valid_from=date(2026, 1, 1), parent=town.parent
    )
    organs = list(type(town).objects.all())
    assert {line.organ.short_name for line in lines(organs, date(2026, 2, 3))} == {"示例区", "示例镇"}


def test_a_published_report_that_is_being_corrected_says_both(town, people):
    annual = finished(town, people)
    published(annual, people, on=date(2026, 2, 2))
    reports.declared(town, people, "table2.licences[0]", "3", reason="漏报", on=date(2026, 2, 3))
    (row,) = rows_of([town], 2025, date(2026, 2, 3))
    assert (row.words, row.late) == ("已公布第1版", 2)
    signed(reports.fresh(annual), people, on=date(2026, 2, 3))
    (row,) = rows_of([town], 2025, date(2026, 3, 3))
    assert (row.words, row.late) == ("已公布第1版，更正：已经签发", 2)


def test_the_first_page_asks_once_for_all_that_is_owed(town, bureau, district, people, django_assert_num_queries):
    opened(town, people)
    brought_in(bureau, 2025)
    with django_assert_num_queries(1):
        found = owed(type(town).objects.all(), date(2026, 1, 25))
    assert [(each.organ.short_name, each.what, each.by, each.words) for each in found] == [
        ("示例镇", "公布，先报上级审读（最迟2026年1月21日）", date(2026, 1, 31), "还有 6 天"), ("示例区", "开始编制", date(2026, 3, 31), "还有 65 天"),
    ]  # fmt: skip
    with django_assert_num_queries(1):
        assert {each.due.year for each in owed(type(town).objects.all(), date(2026, 12, 1))} == {2025, 2026}


def test_it_is_three_queries_however_many_organs(town, bureau, people, django_assert_num_queries):
    opened(town, people)
    opened(bureau, people)
    with django_assert_num_queries(3):
        assert len(rows_of([town, bureau], 2025, TODAY)) == 2


def test_the_report_on_the_region_is_another_one(district, people):
    reports.open_report(organ=district, year=2025, by=people.officer, moment=at(TODAY), on=TODAY, scope=Scope.OWN)
    assert [row.annual and row.annual.scope for row in rows_of([district], 2025, TODAY)] == ["own", None]


def brought_in(organ, year):
    """The report of a year from a file."""
    stored = files.store(name="年报.pdf", data=b"%PDF-1.4\n%%EOF\n", purpose="past", stream=None, organ=organ.pk, by="1", moment=at(TODAY))
    document = codec.to_dict(clean()._replace(organ=organ.name, year=year))
    PastReport.objects.create(organ=organ, year=year, document=document, file=stored, created_at=at(TODAY), created_by="1")
