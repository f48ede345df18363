"""The report of a region: own + Σ children through the database, who is missing, what came as a file, what the office decided."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from gongkai.ledger.reasons import NotAllowed
from gongkai.ledger.vocabulary.codes import Verdict
from gongkai.lib.errors import UnusableInput
from gongkai.report import codec, sample
from gongkai.report.forms import FORMS
from gongkai.report.merged.parts import cells_of, unit_of
from gongkai.report.model import Figure
from gongkai.report.writers import render
from gongkai.web.accounts.models import Role
from gongkai.web.organs.models import Level
from gongkai.web.organs.services import establish
from gongkai.web.reporting.models import AnnualReport, Answer, Edition, PastReport, Scope
from gongkai.web.reporting.selectors import merging
from gongkai.web.reporting.selectors.content import content_of
from gongkai.web.reporting.selectors.findings import findings_of, why_not_hand_over
from gongkai.web.reporting.selectors.merging import cell_of, compiled, errors_of, region, sources
from gongkai.web.reporting.selectors.subordinates import Kind
from gongkai.web.reporting.services.drafting import answer, open_report
from gongkai.web.reporting.services.reviewing import read, send_up
from gongkai.web.reporting.services.submitting import ask_again, leave_out, submit, take_as_is, take_back
from gongkai.web.vault import files
from gongkai.web.vault.files import Upload
from support import reports, web
from support.reports import TODAY, YEAR, declared, finished, fresh, published, signed
from support.web import at

FORM = FORMS["2021"]
CELLS = [(cell, row, index) for cell, row, index in cells_of(FORM)]


@pytest.fixture
def county(db):
    return web.district()


@pytest.fixture
def clerk(county):
    return web.account("clerk", "汇总人甲", county, Role.OFFICER, Role.OFFICE_HEAD)


def annual_of(organ, *, scope=Scope.OWN):
    return AnnualReport.objects.create(organ=organ, year=YEAR, scope=scope, form="2021", created_at=at(TODAY))


def opened(organ, clerk):
    return open_report(organ=organ, year=YEAR, by=clerk, moment=at(TODAY), on=TODAY, scope=Scope.REGION)


def edition(organ, rows=None, *, number=1, scope=Scope.OWN):
    """A published edition with these figures, the rest those of the clean sample."""
    annual = AnnualReport.objects.filter(organ=organ, year=YEAR, scope=scope).first() or annual_of(organ, scope=scope)
    AnnualReport.objects.filter(pk=annual.pk).update(edition=number, published_on=TODAY)
    return Edition.objects.create(
        report=annual, number=number, published_on=TODAY, position=0, ledger_head="", content="", digest="", manifest="",
        document=codec.to_dict(report_of(organ.name, rows)), created_at=at(TODAY), created_by="",
    )  # fmt: skip


def report_of(name, rows=None, year=YEAR):
    report = sample.clean("2021", year, name)
    cells = {key: tuple(each if isinstance(each, Figure) else Figure(each) for each in row) for key, row in (rows or {}).items()}
    return report._replace(rows={**report.rows, **cells})


def file_of(report, suffix=".docx"):
    return Upload(f"年报{suffix}", render(report, suffix))


def random_rows(chance):
    """Any counts, and amounts of up to four decimals; one figure in forty is not known."""

    def figure(unit):
        if chance.random() < 1 / 40:
            return Figure(None, chance.choice(("", "/", "待填")))
        if unit is None:
            return Figure(chance.randrange(10_000))
        parts = chance.randrange(10**8)
        return Figure(parts / 10**4 if parts % 10**4 else parts // 10**4)

    return {row: tuple(figure(unit_of(FORM, row, index)) for index in range(FORM.width(row))) for row in FORM.row_keys()}


def towns(county, count):
    return [
        establish(slug=f"zhen-{number}", name=f"示例区第{number}镇人民政府", short_name=f"第{number}镇", level=Level.TOWN, valid_from=web.FOUNDED, parent=county)
        for number in range(1, count + 1)
    ]  # fmt: skip


def words(annual):
    return " ".join(each.words for each in compiled(annual).problems)


# --- the sum ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(8))
def test_the_parent_is_own_and_all_children_exactly(county, seed):
    chance = Random(seed)
    rows_of = {each: random_rows(chance) for each in (county, *towns(county, chance.randrange(1, 6)))}
    for organ, rows in rows_of.items():
        edition(organ, rows)
    found = region(annual_of(county, scope=Scope.REGION))
    for cell, row, index in CELLS:
        figures = [rows[row][index] for rows in rows_of.values()]
        # Neither a town nor a county can make 规章: their stroke in that row is nothing to add (practice 18).
        unknown = any(each.value is None and not (row == "table2.rules" and each.printed == "/") for each in figures)
        total = found.merged.report.rows[row][index].value
        added = sum(Decimal(str(each.value)) for each in figures if each.value is not None)
        assert total is None if unknown else Decimal(str(total)) == added, cell
        assert [unit.organ for unit, _ in cell_of(found, cell)] == list(rows_of)


def test_a_cell_says_what_each_organ_adds_and_from_where(county):
    one, two = towns(county, 2)
    new = (5, 0, 0, 0, 0, 0, 5)
    edition(county, {"table3.new": (2, 0, 0, 0, 0, 0, 2)})
    edition(one, {"table3.new": new}, number=2)
    edition(two, {"table3.new": (0,) * 7})
    annual = annual_of(county, scope=Scope.REGION)
    assert sources(annual)["table3.new[0]"] == ["示例区 2（第1版）", "第1镇 5（第2版）"]
    assert compiled(annual).sources["table3.new[0]"] == ("示例区 2（第1版）", "第1镇 5（第2版）")
    assert "table3.new[1]" not in sources(annual)
    with pytest.raises(KeyError):
        cell_of(region(annual), "table3.nothing[0]")


def test_the_newest_edition_counts(county):
    (one,) = towns(county, 1)
    edition(county, {"table3.new": (0,) * 7})
    edition(one, {"table3.new": (1,) * 7}, number=1)
    edition(one, {"table3.new": (4,) * 7}, number=2)
    assert compiled(annual_of(county, scope=Scope.REGION)).report.value("table3.new", 0) == 4


def test_an_unknown_figure_stays_unknown_and_says_whose_it_is(county):
    (one,) = towns(county, 1)
    edition(county)
    edition(one, {"table2.fees": (Figure(None, ""),)})
    annual = annual_of(county, scope=Scope.REGION)
    assert compiled(annual).report.value("table2.fees", 0) is None
    assert "示例区第1镇人民政府（第1版）" in words(annual)
    assert "行政事业性收费" in words(annual)


# --- who belongs to it ---------------------------------------------------------------------------------------


def test_inner_departments_and_organs_of_other_years_make_no_report(county):
    (one,) = towns(county, 1)
    establish(slug="ke", name="综合科", level=Level.DEPARTMENT, valid_from=web.FOUNDED, parent=one)
    establish(slug="xin", name="示例区新设局", level=Level.BUREAU, valid_from=date(YEAR + 1, 1, 1), parent=county)
    establish(slug="jiu", name="示例区旧局", level=Level.BUREAU, valid_from=web.FOUNDED, valid_to=date(YEAR - 1, 12, 31), parent=county)
    gone = establish(slug="che", name="示例区撤销局", level=Level.BUREAU, valid_from=web.FOUNDED, valid_to=date(YEAR, 6, 30), parent=county)
    found = region(annual_of(county, scope=Scope.REGION))
    assert [each.organ for each in found.units] == [county, gone, one]


def test_a_government_below_that_reports_for_its_region_stands_for_all_below_itself(db):
    city = establish(slug="shi", name="示例市人民政府", level=Level.CITY, valid_from=web.FOUNDED)
    county = establish(slug="qu", name="示例市示例区人民政府", level=Level.COUNTY, valid_from=web.FOUNDED, parent=city)
    (one,) = towns(county, 1)
    edition(one, {"table3.new": (1,) * 7})
    edition(county, {"table3.new": (2,) * 7})
    edition(city, {"table3.new": (4,) * 7})
    annual = annual_of(city, scope=Scope.REGION)
    assert compiled(annual).report.value("table3.new", 0) == 7
    edition(county, {"table3.new": (30,) * 7}, scope=Scope.REGION)
    found = region(annual)
    assert [each.organ for each in found.units] == [city, county]
    assert found.merged.report.value("table3.new", 0) == 34


# --- what is missing ------------------------------------------------------------------------------------------


def test_a_missing_report_blocks_until_the_office_writes_why_it_goes_on_without(county, clerk):
    one, two = towns(county, 2)
    edition(county)
    edition(one)
    annual = opened(county, clerk)
    assert "缺示例区第2镇人民政府的报告：还没有开始编制" in words(annual)
    content = content_of(annual)
    assert any("第2镇" in each.text for each in why_not_hand_over(content, findings_of(content)))
    with pytest.raises(NotAllowed, match="没有写理由"):
        leave_out(annual=annual, organ=two, reason=" ", by=clerk, moment=at(TODAY))
    with pytest.raises(NotAllowed, match="照常计入"):
        leave_out(annual=annual, organ=one, reason="不等了", by=clerk, moment=at(TODAY))
    said = leave_out(annual=annual, organ=two, reason="受灾，准其二月补报", by=clerk, moment=at(TODAY))
    assert (said.key, said.text, said.data["organ"]) == ("left_out", "受灾，准其二月补报", str(two.pk))
    assert "第2镇" not in words(annual)
    ask_again(annual=annual, organ=two, by=clerk, moment=at(TODAY, 10))
    assert "第2镇" in words(annual)
    with pytest.raises(NotAllowed, match="没有要撤回的决定"):
        ask_again(annual=annual, organ=two, by=clerk, moment=at(TODAY, 11))


def test_who_was_left_out_counts_again_as_soon_as_there_is_a_report(county, clerk):
    (one,) = towns(county, 1)
    edition(county, {"table3.new": (0,) * 7})
    annual = opened(county, clerk)
    leave_out(annual=annual, organ=one, reason="不等了", by=clerk, moment=at(TODAY))
    edition(one, {"table3.new": (3,) * 7})
    assert compiled(annual).report.value("table3.new", 0) == 3
    assert not region(annual).units[1].left_out


def test_nobody_has_a_report_yet(county):
    (one,) = towns(county, 1)
    annual = annual_of(county, scope=Scope.REGION)
    made = compiled(annual)
    assert {figure.value for row in made.report.rows.values() for figure in row} == {None}
    assert len(made.problems) == 2
    assert sources(annual) == {}
    assert cell_of(region(annual), "table3.new[0]") == []
    with pytest.raises(KeyError):
        cell_of(region(annual), "table9.new[0]")
    assert one.name in words(annual)


def test_two_organs_of_one_name_are_not_added_up_by_chance(county):
    for slug in ("jia", "yi"):
        edition(establish(slug=slug, name="示例镇人民政府", level=Level.TOWN, valid_from=web.FOUNDED, parent=county))
    edition(county)
    annual = annual_of(county, scope=Scope.REGION)
    assert "不能汇总" in words(annual)
    assert compiled(annual).report.value("table3.new", 0) is None


# --- signed, not public yet --------------------------------------------------------------------------------------


def test_what_was_signed_counts_until_another_content_is_signed(county):
    town = web.town(county)
    people = reports.team(town, county)
    annual = finished(town, people)
    above = annual_of(county, scope=Scope.REGION)
    assert "还没有签发（起草）" in words(above)
    digest = signed(annual, people)
    unit = region(above).units[1]
    assert (unit.found.kind, unit.found.what) == (Kind.SIGNED, "已签发，还没有公布")
    assert unit.found.content == digest == content_of(fresh(annual)).digest
    declared(town, people, "table2.licences[0]", "3", reason="漏报三件")
    assert cell_of(region(above), "table2.licences[0]")[0][1].value == 0


def test_what_the_superior_returned_does_not_count(county):
    town = web.town(county)
    people = reports.team(town, county)
    annual = finished(town, people)
    above = annual_of(county, scope=Scope.REGION)
    digest = signed(annual, people)
    send_up(annual=annual, digest=digest, to=county, by=people.officer, moment=at(TODAY), on=TODAY)
    assert region(above).units[1].found.what == "上级审读中，还没有公布"
    read(
        annual=annual, digest=digest, verdict=Verdict.RETURNED, marked=[], opinion="请核对第三部分", by=people.supervisor, body=county,
        moment=at(TODAY), on=TODAY,
    )  # fmt: skip
    assert "还没有签发（上级退回修改）" in words(above)


def test_the_whole_way_of_a_town_is_in_the_sum(county):
    town = web.town(county)
    people = reports.team(town, county)
    web.application(town, on=date(YEAR, 12, 22))
    annual = finished(town, people)
    published(annual, people)
    unit = region(annual_of(county, scope=Scope.REGION)).units[1]
    assert (unit.found.kind, unit.found.what, unit.found.report.value("table3.new", 6)) == (Kind.EDITION, "第1版", 1)


def test_an_error_that_its_own_office_answered_is_not_counted_again(county, clerk):
    (one,) = towns(county, 1)
    edition(one, {"table3.new": (1, 0, 0, 0, 0, 0, 2)})
    annual = annual_of(county, scope=Scope.REGION)
    unit = region(annual).units[1]
    errors = errors_of(unit)
    assert errors
    for each in errors:
        Answer.objects.create(
            report=unit.annual, mark="", code=each.code, message=each.message, reason="原件如此", created_at=at(TODAY), created_by=""
        )
    assert errors_of(region(annual).units[1]) == []


def test_many_organs_cost_no_more_queries_than_few(county, django_assert_max_num_queries):
    for each in (county, *towns(county, 30)):
        edition(each)
    annual = annual_of(county, scope=Scope.REGION)
    with django_assert_max_num_queries(9):
        found = region(annual)
        assert sum(len(errors_of(each)) for each in found.units) == 0
        assert [*merging.problems(found)] == []


# --- files -------------------------------------------------------------------------------------------------------


def handed_in(annual, clerk, report, *, minute=0, suffix=".docx", **more):
    return submit(annual=annual, upload=file_of(report, suffix), by=clerk, moment=at(TODAY, 10, minute), **more)


def test_a_file_is_read_and_counts_under_the_name_that_it_says(county, clerk):
    (one,) = towns(county, 1)
    edition(county)
    annual = opened(county, clerk)
    row = handed_in(annual, clerk, report_of("示例区第1镇人民政府"))
    assert (row.organ, row.organ_name, files.read(row.file)[:2]) == (one, one.name, b"PK")
    unit = region(annual).units[1]
    assert (unit.found.kind, unit.found.what) == (Kind.FILE, "文件“年报.docx”")
    assert "第1镇" not in words(annual)


def test_a_later_file_replaces_the_earlier_one_which_is_kept(county, clerk):
    (one,) = towns(county, 1)
    annual = opened(county, clerk)
    first = handed_in(annual, clerk, report_of(one.name), suffix=".json")
    second = handed_in(annual, clerk, report_of(one.name, {"table3.new": (9,) * 7}), suffix=".json", minute=5)
    first.refresh_from_db()
    assert first.replaced_at is not None
    assert [each.pk for each in annual.submissions.filter(replaced_at=None)] == [second.pk]
    assert compiled(annual).report.value("table3.new", 0) == 9
    take_back(annual=annual, organ=one, moment=at(TODAY, 11))
    assert "缺示例区第1镇人民政府" in words(annual)
    with pytest.raises(NotAllowed, match="没有示例区第1镇人民政府交来的文件"):
        take_back(annual=annual, organ=one, moment=at(TODAY, 12))


def test_all_reasons_why_a_file_is_not_taken_are_said_at_once(county, clerk):
    towns(county, 1)
    annual = opened(county, clerk)
    with pytest.raises(NotAllowed) as refused:
        handed_in(annual, clerk, report_of("外区某镇人民政府", year=YEAR - 1), suffix=".json")
    said = " ".join(each.text for each in refused.value.reasons)
    assert "本行政区域里没有“外区某镇人民政府”" in said
    assert f"文件是{YEAR - 1}年的报告" in said
    with pytest.raises(UnusableInput):
        submit(annual=annual, upload=Upload("别的.txt", "会议通知".encode()), by=clerk, moment=at(TODAY))


def test_the_wrong_form_and_the_wrong_organ_are_refused(county, clerk):
    one, two = towns(county, 2)
    annual = opened(county, clerk)
    old = sample.clean("2019", 2020, one.name)._replace(year=YEAR)
    with pytest.raises(NotAllowed, match="2019年"):
        handed_in(annual, clerk, old, suffix=".json")
    with pytest.raises(NotAllowed, match="选的却是"):
        handed_in(annual, clerk, report_of(one.name), suffix=".json", organ=two)
    outside = establish(slug="wai", name="外区人民政府", level=Level.COUNTY, valid_from=web.FOUNDED)
    with pytest.raises(NotAllowed, match="不在本行政区域里"):
        handed_in(annual, clerk, report_of("示例乡", {}), suffix=".json", organ=outside)
    with pytest.raises(NotAllowed, match="没有认出是哪个机关"):
        handed_in(annual, clerk, report_of(one.name)._replace(organ=None, title=None), suffix=".json")


def test_a_file_under_an_older_name_is_taken_when_somebody_says_whose_it_is(county, clerk):
    (one,) = towns(county, 1)
    annual = opened(county, clerk)
    row = handed_in(annual, clerk, report_of("示例区原某乡人民政府"), suffix=".json", organ=one)
    assert (row.organ, row.document["organ"]) == (one, "示例区原某乡人民政府")
    assert region(annual).units[1].given.organ == one.name


def test_who_has_a_report_in_the_system_hands_in_no_file(county, clerk):
    (one,) = towns(county, 1)
    edition(one)
    annual = opened(county, clerk)
    with pytest.raises(NotAllowed, match="本系统里有（第1版）"):
        handed_in(annual, clerk, report_of(one.name), suffix=".json")


def test_the_edition_of_the_system_goes_before_the_file(county, clerk):
    (one,) = towns(county, 1)
    annual = opened(county, clerk)
    handed_in(annual, clerk, report_of(one.name, {"table3.new": (9,) * 7}), suffix=".json")
    edition(one, {"table3.new": (4,) * 7})
    assert compiled(annual).report.value("table3.new", 0) == 4
    assert region(annual).units[1].submission is not None


def test_a_file_with_errors_blocks_until_a_reason_is_written_for_exactly_this_file(county, clerk):
    (one,) = towns(county, 1)
    edition(county)
    annual = opened(county, clerk)
    wrong = report_of(one.name, {"table3.new": (1, 0, 0, 0, 0, 0, 2)})
    handed_in(annual, clerk, wrong, suffix=".json")
    assert "示例区第1镇人民政府的报告（文件“年报.json”）有" in words(annual)
    with pytest.raises(NotAllowed, match="没有写理由"):
        take_as_is(annual=annual, organ=one, reason="", by=clerk, moment=at(TODAY))
    take_as_is(annual=annual, organ=one, reason="原件如此，已电话核实", by=clerk, moment=at(TODAY))
    assert "年报.json" not in words(annual)
    handed_in(annual, clerk, wrong, suffix=".json", minute=20)
    assert "年报.json" in words(annual)


def test_a_government_below_may_hand_in_the_report_of_its_whole_region(db):
    city = establish(slug="shi", name="示例市人民政府", level=Level.CITY, valid_from=web.FOUNDED)
    county = establish(slug="qu", name="示例市示例区人民政府", level=Level.COUNTY, valid_from=web.FOUNDED, parent=city)
    (one,) = towns(county, 1)
    clerk = web.account("clerk", "汇总人甲", city, Role.OFFICER)
    edition(one, {"table3.new": (1,) * 7})
    edition(city, {"table3.new": (4,) * 7})
    annual = opened(city, clerk)
    with pytest.raises(NotAllowed, match="不能是汇总的"):
        handed_in(annual, clerk, report_of(city.name), suffix=".json", whole=True)
    handed_in(annual, clerk, report_of(county.name, {"table3.new": (30,) * 7}), suffix=".json", whole=True)
    assert compiled(annual).report.value("table3.new", 0) == 34
    with pytest.raises(NotAllowed, match="已经在它上级政府的汇总报告里"):
        handed_in(annual, clerk, report_of(one.name), suffix=".json")


def test_history_that_an_organ_brought_in_counts_where_there_is_nothing_else(county, clerk):
    (one,) = towns(county, 1)
    kept = files.keep(name="旧年报.docx", data=b"x", kind="text", purpose="", stream=None, organ=one.pk, by="", moment=at(TODAY))
    document = codec.to_dict(report_of(one.name, {"table3.new": (7,) * 7}))
    PastReport.objects.create(organ=one, year=YEAR, document=document, file=kept, created_at=at(TODAY), created_by="")
    annual = opened(county, clerk)
    assert region(annual).units[1].found.kind == Kind.HISTORY
    assert compiled(annual).report.value("table3.new", 0) == 7


def test_a_decision_about_an_organ_outside_is_refused(county, clerk):
    annual = opened(county, clerk)
    outside = establish(slug="wai", name="外区人民政府", level=Level.COUNTY, valid_from=web.FOUNDED)
    with pytest.raises(NotAllowed, match="不在这份汇总里"):
        leave_out(annual=annual, organ=outside, reason="不等了", by=clerk, moment=at(TODAY))


# --- the report of the region ------------------------------------------------------------------------------------


def test_the_text_of_the_region_follows_the_sum(county, clerk):
    (one,) = towns(county, 1)
    edition(county, {"table3.new": (0,) * 7})
    edition(one, {"table3.new": (3, 0, 0, 0, 0, 0, 3)})
    annual = opened(county, clerk)
    assert "3件" in content_of(annual).report.sections["overview"].replace(" ", "")
    edition(one, {"table3.new": (8, 0, 0, 0, 0, 0, 8)}, number=2)
    assert "8件" in content_of(fresh(annual)).report.sections["overview"].replace(" ", "")
    assert merging.compiled(annual).report.organ == county.name


def test_the_report_of_the_region_is_published_with_what_each_organ_added(county):
    (one,) = towns(county, 1)
    edition(county)
    edition(one)
    people = reports.team(county, county)
    annual = open_report(organ=county, year=YEAR, by=people.officer, moment=at(TODAY), on=TODAY, scope=Scope.REGION)
    annual = reports.written(annual, people, **reports.TEXTS)
    content = content_of(annual)
    for each in findings_of(content):  # what the record of a county says beside the tables is not the matter here
        if each.blocks:
            answer(annual=annual, found=each, reason="见各机关报告", by=people.officer, moment=at(TODAY))
    made = published(fresh(annual), people)
    new = made.document["table3"]["new"][0]
    parts = [report_of(each.name).value("table3.new", 0) for each in (county, one)]
    assert new == sum(parts)
    assert made.sources["table3.new[0]"] == [f"示例区 {parts[0]}（第1版）", f"第1镇 {parts[1]}（第1版）"]
