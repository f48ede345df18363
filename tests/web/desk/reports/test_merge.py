"""The pages of the merge: who is missing, files and decisions, a figure explained, the table for the superior; and who may open them."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from urllib.parse import unquote

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.report import codec, sample
from gongkai.report.model import Figure
from gongkai.report.writers import render
from gongkai.web.accounts.models import Role
from gongkai.web.reporting.models import AnnualReport, Edition, Note, Scope
from gongkai.web.reporting.selectors.merging import compiled
from gongkai.web.reporting.services.drafting import open_report
from gongkai.web.reporting.services.projecting import catch_up
from support import web
from support.reports import YEAR
from support.web import at

NOW = at(date(2026, 3, 20))
DAY = date(2026, 3, 20)


@pytest.fixture
def clerk(district):
    return web.account("clerk", "汇总人甲", district, Role.OFFICER)


@pytest.fixture
def annual(district, town, bureau, clerk):
    """The report of 示例区: its own is published, 示例镇 and 示例区教育局 are missing."""
    edition(district, {"table3.new": (1, 0, 0, 0, 0, 0, 1)})
    catch_up()
    return open_report(organ=district, year=YEAR, by=clerk, moment=NOW, on=DAY, scope=Scope.REGION)


@pytest.fixture
def browser(enter, clerk):
    return enter(clerk, NOW)


def edition(organ, rows=None, *, on=date(2026, 1, 20)):
    annual, _ = AnnualReport.objects.get_or_create(
        organ=organ, year=YEAR, scope=Scope.OWN, defaults={"form": "2021", "created_at": NOW, "edition": 1, "published_on": on}
    )
    return Edition.objects.create(
        report=annual, number=1, published_on=on, position=0, ledger_head="", content="", digest="", manifest="",
        document=codec.to_dict(report_of(organ.name, rows)), created_at=NOW, created_by="",
    )  # fmt: skip


def report_of(name, rows=None):
    report = sample.clean("2021", YEAR, name)
    cells = {key: tuple(each if isinstance(each, Figure) else Figure(each) for each in row) for key, row in (rows or {}).items()}
    return report._replace(rows={**report.rows, **cells})


def paper(report, suffix=".docx"):
    return SimpleUploadedFile(f"年报{suffix}", render(report, suffix))


def to(name, annual, *more):
    return reverse(f"desk:{name}", args=[annual.pk, *more])


def decide(browser, annual, organ, deed, reason=""):
    return browser.post(to("report_merge_decide", annual, organ.slug), {"deed": deed, "reason": reason}, follow=True)


# --- who is in it ------------------------------------------------------------------------------------------


def test_the_page_lists_every_organ_with_what_there_is_of_it(browser, annual, town, bureau, text):
    edition(bureau, on=date(2026, 2, 3))
    shown = text(browser.get(to("report_merge", annual)))
    assert "3 个机关，还缺 1 个的报告，其中 1 个已过公布期限" in shown
    assert "缺示例镇人民政府的报告：还没有开始编制" in shown
    assert "第1版，2026年2月3日公布 2026年1月31日 晚 3 天" in shown
    assert "已过 48 天" in shown


def test_an_organ_is_not_late_before_its_day(enter, clerk, annual, text):
    shown = text(enter(clerk, at(date(2026, 1, 31))).get(to("report_merge", annual)))
    assert "还缺 2 个的报告。" in shown
    assert "已过" not in shown


def test_the_list_and_the_parts_of_every_figure_are_to_keep(browser, annual, town, bureau):
    edition(town, {"table3.new": (4, 0, 0, 0, 0, 0, 4)})
    answer = browser.get(to("report_merge_export", annual, "csv"))
    assert unquote(answer.headers["Content-Disposition"]).endswith("汇总进度.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("示例区人民政府（本级）,已公布,第1版,2026-03-31,0,")
    assert lines[2].startswith("示例区教育局,缺,还没有开始编制,2026-01-31,48,0")
    sums = browser.get(to("report_merge_export", annual, "csv"), {"what": "sums"}).content.decode("utf-8-sig").splitlines()
    assert sums[0] == "表,行,列,合计,示例区人民政府（本级）,示例镇人民政府"
    assert any(line.startswith("表3") and line.endswith(",5,1,4") for line in sums)
    book = openpyxl.load_workbook(io.BytesIO(browser.get(to("report_merge_export", annual, "xlsx"), {"what": "sums"}).content))
    assert [cell.value for cell in book.active[1]][3:] == ["合计", "示例区人民政府（本级）", "示例镇人民政府"]
    assert browser.get(to("report_merge_export", annual, "pdf")).status_code == 404


# --- files --------------------------------------------------------------------------------------------------


def test_a_file_is_uploaded_matched_and_counted(browser, annual, town, text):
    answer = browser.post(to("report_merge_file", annual), {"file": paper(report_of(town.name)), "organ": ""}, follow=True)
    shown = text(answer)
    assert answer.redirect_chain[-1][0] == to("report_merge_part", annual, town.slug)
    assert "已收到示例镇人民政府的报告，计入汇总。" in shown
    assert "年报.docx" in shown
    given = annual.submissions.get()
    kept = browser.get(to("report_merge_given", annual, given.pk))
    assert kept.content[:2] == b"PK"
    assert kept.headers["Content-Disposition"].startswith("attachment")


def test_a_file_that_is_not_taken_says_all_reasons_beside_the_field(browser, annual, text):
    wrong = report_of("外区某镇人民政府")._replace(year=YEAR - 1)
    answer = browser.post(to("report_merge_file", annual), {"file": paper(wrong, ".json"), "organ": ""})
    shown = text(answer)
    assert answer.status_code == 422
    assert "“年报.json”：本行政区域里没有“外区某镇人民政府”" in shown
    assert f"文件是{YEAR - 1}年的报告" in shown
    answer = browser.post(to("report_merge_file", annual), {"file": SimpleUploadedFile("x.txt", "会议通知".encode()), "organ": ""})
    assert "没有认出年度报告" in text(answer)
    assert browser.post(to("report_merge_file", annual), {"organ": ""}).status_code == 422
    assert not annual.submissions.exists()


def test_a_file_may_be_taken_back(browser, annual, town, text):
    browser.post(to("report_merge_file", annual), {"file": paper(report_of(town.name), ".json"), "organ": town.slug})
    shown = text(decide(browser, annual, town, "take_back"))
    assert "示例镇人民政府的文件不再计入，原件留着。" in shown
    assert "年报.json" in shown
    assert not annual.submissions.filter(replaced_at=None).exists()


def test_errors_of_a_file_are_counted_and_shown_on_its_sheet(browser, annual, town, text):
    wrong = report_of(town.name, {"table3.new": (1, 0, 0, 0, 0, 0, 2)})
    browser.post(to("report_merge_file", annual), {"file": paper(wrong, ".json"), "organ": ""})
    listed = browser.get(to("report_merge", annual))
    assert f"{to('report_merge_part', annual, town.slug)}#found" in listed.content.decode()
    shown = text(browser.get(to("report_merge_part", annual, town.slug)))
    assert "检查它的报告" in shown
    assert "怎样改" in shown
    assert "写明理由，照样汇总" in shown


# --- decisions ------------------------------------------------------------------------------------------------


def test_an_organ_is_left_out_with_a_reason_and_asked_again(browser, annual, town, text):
    answer = decide(browser, annual, town, "leave_out", " ")
    assert answer.status_code == 422
    assert "请填写理由" in text(answer)
    shown = text(decide(browser, annual, town, "leave_out", "受灾，准其二月补报"))
    assert "已记下：不等示例镇人民政府的报告" in shown
    assert "受灾，准其二月补报" in shown
    assert "汇总人甲" in shown
    assert "缺示例镇人民政府的报告" not in shown
    shown = text(decide(browser, annual, town, "ask_again"))
    assert "缺示例镇人民政府的报告" in shown
    assert "没有要撤回的决定" in text(decide(browser, annual, town, "ask_again"))


def test_what_cannot_be_decided_is_refused_and_the_words_stay(browser, annual, town, text):
    edition(town)
    answer = decide(browser, annual, town, "leave_out", "受灾，准其二月补报")
    assert answer.status_code == 422
    assert "照常计入" in text(answer)
    assert "受灾，准其二月补报" in text(answer)
    assert not Note.objects.filter(key="left_out").exists()
    answer = decide(browser, annual, town, "nothing", "受灾，准其二月补报")
    assert answer.status_code == 422
    assert "请点页面上的按钮" in text(answer)


def test_a_report_with_errors_is_taken_as_it_is_with_a_reason(browser, annual, town, bureau, text):
    edition(bureau)
    wrong = report_of(town.name, {"table3.new": (1, 0, 0, 0, 0, 0, 2)})
    browser.post(to("report_merge_file", annual), {"file": paper(wrong, ".json"), "organ": ""})
    assert any("处错误" in each.words or "有错误" in each.words for each in compiled(annual).problems)
    shown = text(decide(browser, annual, town, "take_as_is", "原件如此，已电话核实"))
    assert "照样汇总" in shown
    assert compiled(annual).problems == ()
    assert "汇总没有要解决的" in shown


# --- a figure ---------------------------------------------------------------------------------------------------


def test_a_figure_is_explained_by_its_parts(browser, annual, town, bureau, text):
    edition(town, {"table3.new": (4, 0, 0, 0, 0, 0, 4)})
    shown = text(browser.get(to("report_merge_cell", annual, "table3.new[0]")))
    assert "示例区人民政府 （本级） 1 第1版 示例镇人民政府 4 第1版 合计 5" in shown
    assert "没有计入的： 示例区教育局 （还没有开始编制）" in shown
    assert browser.get(to("report_merge_cell", annual, "table3.nothing[0]")).status_code == 404


def test_a_figure_that_one_organ_leaves_open_is_not_known(browser, annual, town, text):
    edition(town, {"table2.fees": (Figure(None, "无"),)})
    shown = text(browser.get(to("report_merge_cell", annual, "table2.fees[0]")))
    assert "所以合计也不知道，不当作 0" in shown
    assert "报告里写的是“无”" in shown
    assert "合计 不知道" in shown


def test_a_figure_of_nobody_says_what_will_be_there(browser, annual, text):
    Edition.objects.filter(report__scope=Scope.OWN)
    AnnualReport.objects.filter(scope=Scope.OWN).update(edition=0)
    assert "还没有可以相加的报告" in text(browser.get(to("report_merge_cell", annual, "table3.new[0]")))
    assert browser.get(to("report_merge_cell", annual, "table9.new[0]")).status_code == 404


# --- the same text at two organs ----------------------------------------------------------------------------------


def test_applications_of_one_text_at_two_organs_are_shown_and_both_count(browser, annual, town, bureau, text):
    one, two = (web.application(organ, on=date(YEAR, 12, 22)) for organ in (town, bureau))
    web.application(town, on=date(YEAR, 12, 23))
    web.application(town, on=date(2026, 1, 5))
    answer = browser.get(to("report_merge_alike", annual))
    shown = text(answer)
    assert "共 1 组" in shown
    assert "账本不记申请人是谁" in shown
    for case in (one, two):
        case.refresh_from_db()
        assert case.register_number in shown
    assert shown.count("第 1 组") == 3  # the third asked the same organ for the same
    assert "申请人甲" not in shown
    assert "危房" not in shown


def test_a_text_that_one_organ_received_twice_is_no_group(browser, annual, town, text):
    web.application(town, on=date(YEAR, 12, 22))
    web.application(town, on=date(YEAR, 12, 23))
    assert "没有内容相同的申请" in text(browser.get(to("report_merge_alike", annual)))


# --- the table for the superior -------------------------------------------------------------------------------------


def blank():
    report = report_of("示例区人民政府")
    return render(report._replace(rows={key: (Figure(None, ""),) * len(row) for key, row in report.rows.items()}), ".xlsx")


def test_the_table_for_the_superior_has_every_cell_of_both_scopes(browser, annual, district):
    for chosen in (annual, AnnualReport.objects.get(organ=district, scope=Scope.OWN)):
        answer = browser.get(to("report_comparison_export", chosen, "csv"))
        lines = answer.content.decode("utf-8-sig").splitlines()
        assert lines[0] == "表,项目,行,列,本年,上年"
        assert len(lines) > 180
    book = openpyxl.load_workbook(io.BytesIO(browser.get(to("report_comparison_export", annual, "xlsx")).content))
    assert ("表3", "自然人", 1) in {(row[0], row[3], row[4]) for row in book.active.iter_rows(values_only=True)}
    assert browser.get(to("report_comparison_export", annual, "pdf")).status_code == 404


def test_a_template_of_the_superior_is_filled_and_says_what_was_not(browser, annual, text):
    book = openpyxl.load_workbook(io.BytesIO(blank()))
    sheet = book.worksheets[0]
    file = io.BytesIO()
    book.save(file)
    given = SimpleUploadedFile("填报表.xlsx", file.getvalue())
    answer = browser.post(to("report_comparison", annual), {"file": given}, follow=True)
    shown = text(answer)
    held = Note.objects.get(key="template")
    assert answer.redirect_chain[-1][0] == to("report_filled", annual, held.pk)
    assert f"填了 {len(held.data['filled'])} 格" in shown
    assert len(held.data["filled"]) > 150
    kept = browser.get(to("report_filled_file", annual, held.pk))
    assert unquote(kept.headers["Content-Disposition"]).endswith("填报表（已填）.xlsx")
    assert zipfile.is_zipfile(io.BytesIO(kept.content))
    _, name, place = next(each for each in held.data["filled"] if each[0] == "table3.new[0]")
    assert openpyxl.load_workbook(io.BytesIO(kept.content))[name][place].value == 1
    assert "表三" in shown
    assert sheet.title
    ordered = browser.get(to("report_comparison_export", annual, "csv"), {"order": str(held.pk)}).content.decode("utf-8-sig").splitlines()
    assert len(ordered) == len(held.data["order"]) + 1
    assert "填报表（已填）.xlsx" in text(browser.get(to("report_comparison", annual)))
    assert "又变了" not in text(browser.get(to("report_filled", annual, held.pk)))
    edition_of_town(annual)
    assert "又变了" in text(browser.get(to("report_filled", annual, held.pk)))


def edition_of_town(annual):
    edition(annual.organ.children.get(slug="shilizhen"), {"table3.new": (4, 0, 0, 0, 0, 0, 4)})


def test_what_is_no_template_is_refused_in_a_sentence(browser, annual, text):
    answer = browser.post(to("report_comparison", annual), {"file": SimpleUploadedFile("填报表.xlsx", b"no workbook")})
    assert answer.status_code == 422
    assert "“填报表.xlsx”：模板不是 .xlsx 表格" in text(answer)
    assert browser.get(to("report_comparison_export", annual, "csv"), {"order": "7"}).status_code == 404
    assert browser.get(to("report_filled", annual, annual.pk)).status_code == 404


# --- who may ----------------------------------------------------------------------------------------------------------


def test_who_only_reads_changes_nothing(enter, district, annual, town):
    reader = enter(web.account("reader", "审核人甲", district, Role.REVIEWER), NOW)
    assert reader.get(to("report_merge", annual)).status_code == 200
    assert "上传并核对" not in reader.get(to("report_merge", annual)).content.decode()
    assert "写明理由" not in reader.get(to("report_merge_part", annual, town.slug)).content.decode().partition("gk-summary")[2]
    assert reader.post(to("report_merge_file", annual), {"file": paper(report_of(town.name), ".json")}).status_code == 403
    assert reader.post(to("report_merge_decide", annual, town.slug), {"deed": "leave_out", "reason": "不等了"}).status_code == 403
    assert reader.post(to("report_comparison", annual), {"file": SimpleUploadedFile("填报表.xlsx", blank())}).status_code == 403


def test_others_are_not_told_that_it_exists(enter, annual, outsider, officer, town):
    for stranger in (outsider, officer):
        for name, more in (
            ("report_merge", ()),
            ("report_merge_part", (town.slug,)),
            ("report_merge_cell", ("table3.new[0]",)),
            ("report_comparison", ()),
        ):
            assert enter(stranger, NOW).get(to(name, annual, *more)).status_code == 404


def test_the_report_of_one_organ_has_no_merge(browser, district, annual):
    own = AnnualReport.objects.get(organ=district, scope=Scope.OWN)
    assert browser.get(to("report_merge", own)).status_code == 404
    assert browser.get(to("report_comparison", own)).status_code == 200


def test_an_organ_of_another_region_is_not_part_of_it(browser, annual):
    assert browser.get(to("report_merge_part", annual, "waiqu")).status_code == 404
    assert browser.get(to("report_merge_given", annual, annual.pk)).status_code == 404
