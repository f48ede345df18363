"""Reports of earlier years on the desk: the shelf, a file read and confirmed, the guided start."""

from __future__ import annotations

import re
import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gongkai.report import codec
from gongkai.report.model import Figure, Unsure
from gongkai.report.sample import clean, flawed
from gongkai.report.writers import render
from gongkai.web.accounts.models import Role
from gongkai.web.desk.starting import to_start, year_to_report
from gongkai.web.organs.models import Organ
from gongkai.web.reporting.models import PastReport
from gongkai.web.reporting.services import importing
from gongkai.web.reporting.services.drafting import open_report
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.vault.files import Upload
from gongkai.web.vault.models import StoredFile
from support import hostile, reports, web

TODAY = date(2026, 7, 1)
NOW = web.at(TODAY, 10)
OWN = "示例区示例镇人民政府"


def written(year=2025, organ=OWN, suffix=".docx"):
    return render(clean(year=year, organ=organ), suffix)


def sent(data, name="2025年报.docx"):
    return {"file": SimpleUploadedFile(name, data)}


@pytest.fixture
def client(officer, enter):
    return enter(officer, NOW)


@pytest.fixture
def waits(town, officer):
    return importing.upload(organ=town, paper=Upload("2025年报.docx", written()), by=officer, moment=NOW)


@pytest.fixture
def past(town, officer, waits):
    return importing.confirm(organ=town, pk=waits.file.pk, year=2025, by=officer, moment=NOW)


def upload_page(town):
    return reverse("desk:report_past_upload", args=[town.slug])


def confirm_page(town, waits):
    return reverse("desk:report_past_confirm", args=[town.slug, waits.file.pk])


# --- from the file to the shelf --------------------------------------------------------------------------


def test_a_file_is_read_shown_confirmed_and_stands_on_the_shelf(client, town, text):
    answer = client.post(upload_page(town), sent(written()), follow=True)
    shown = text(answer)
    assert "与本机关一致" in shown
    assert "2025" in shown
    assert "没有发现问题" in shown
    assert not PastReport.objects.exists()
    answer = client.post(answer.redirect_chain[-1][0], {"year": "2025"}, follow=True)
    assert "2025年度报告已经导入" in text(answer)
    past = PastReport.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("desk:report_past", args=[past.pk])
    shelf = text(client.get(reverse("desk:reports_history")))
    assert re.search(r"2025年度 文件导入，2026年7月1日 5 1 5 1 0", shelf)


def test_the_official_form_is_shown_with_its_findings_in_their_cells(client, town, officer, text):
    bad = flawed()._replace(organ=OWN)
    waits = importing.upload(organ=town, paper=Upload("年报.docx", render(bad, ".docx")), by=officer, moment=NOW)
    made = importing.confirm(organ=town, pk=waits.file.pk, year=2023, by=officer, moment=NOW)
    answer = client.get(reverse("desk:report_past", args=[made.pk]))
    page = answer.content.decode()
    assert "商业企业" in page
    assert 'class="gk-sheet__figure gk-found--error"' in page
    assert answer.context["sheet"]["counts"][0]["number"] == made.findings
    assert f">{made.findings}</a>" in client.get(reverse("desk:reports_history")).content.decode()


def test_an_unsure_figure_is_listed_with_its_reason_and_unknown_on_the_shelf(client, town, officer, text):
    report = clean(year=2025, organ=OWN)
    rows = {**report.rows, "table3.new": (*report.rows["table3.new"][:6], Figure(None, "5？"))}
    doubted = report._replace(rows=rows, unsure=(Unsure("table3.new[6]", "5？", "印得不清"),))
    waits = importing.upload(organ=town, paper=Upload("年报.json", codec.dumps(doubted).encode()), by=officer, moment=NOW)
    shown = text(client.get(confirm_page(town, waits)))
    assert "“总计” 5？ 印得不清" in shown
    assert "不当作 0" in shown
    importing.confirm(organ=town, pk=waits.file.pk, year=2025, by=officer, moment=NOW)
    assert re.search(r"文件导入，2026年7月1日 未知 1 5 1", text(client.get(reverse("desk:reports_history"))))


def test_a_report_of_another_organ_is_warned_of_and_ticked(client, town, officer, text):
    waits = importing.upload(organ=town, paper=Upload("年报.docx", written(organ="示例区示例乡人民政府")), by=officer, moment=NOW)
    where = confirm_page(town, waits)
    assert "文件写的机关是“示例区示例乡人民政府”，不是“示例镇人民政府”" in text(client.get(where))
    refused = client.post(where, {"year": "2025"})
    assert refused.status_code == 422
    assert "请勾选确认" in text(refused)
    assert not PastReport.objects.exists()
    assert client.post(where, {"year": "2025", "other_organ": "on"}).status_code == 302
    assert PastReport.objects.get().organ == town


def test_a_report_of_another_year_than_asked_for_is_warned_of_and_ticked(client, town, text):
    answer = client.post(f"{upload_page(town)}?year=2024", sent(written()), follow=True)
    where = answer.redirect_chain[-1][0]
    assert "文件写的是2025年度，现在要导入为2024年度" in text(answer)
    refused = client.post(where, {"year": "2024"})
    assert refused.status_code == 422
    assert "要导入为2024年度" in text(refused)
    assert "确实要导入为上面填写的年度" in text(refused)
    assert client.post(where, {"year": "2025"}).status_code == 302
    assert PastReport.objects.get().year == 2025


def test_a_file_that_names_its_year_and_organ_asks_for_no_tick(client, town, waits):
    form = client.get(confirm_page(town, waits)).context["form"]
    assert list(form.fields) == ["year"]
    assert form["year"].value() == 2025


@pytest.mark.parametrize("year", ["", "x", "1999", "2026", "99999"])
def test_a_year_that_cannot_be_is_asked_again_and_the_file_still_waits(client, town, waits, year, text):
    answer = client.post(confirm_page(town, waits), {"year": year})
    assert answer.status_code == 422
    assert "年度" in text(answer)
    assert importing.waiting(town, waits.file.pk)


@pytest.mark.parametrize(
    ("data", "words"), [(b"", "空文件"), ("防汛工作总结".encode(), "没有认出年度报告"), (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "图片")]
)
def test_what_is_no_report_is_said_so_beside_the_field(client, town, data, words, text):
    answer = client.post(upload_page(town), sent(data, "选错的.docx"))
    assert answer.status_code == 422
    assert words in text(answer)
    assert not StoredFile.objects.exists()


def test_a_hostile_file_ends_in_one_sentence(client, town, text):
    answer = client.post(upload_page(town), sent(hostile.pdf(), "年报.pdf"))
    assert answer.status_code == 422
    assert "“年报.pdf”" in text(answer)


def test_what_is_given_up_is_gone_and_a_late_click_says_so(client, town, waits, text):
    answer = client.post(reverse("desk:report_past_drop", args=[town.slug, waits.file.pk]), follow=True)
    assert "已放弃" in text(answer)
    answer = client.get(confirm_page(town, waits), follow=True)
    assert "已经导入或者放弃" in text(answer)


def test_a_second_file_of_the_year_says_what_it_replaces_and_the_older_one_stays(client, town, officer, past, text):
    waits = importing.upload(organ=town, paper=Upload("更正后.docx", written()), by=officer, moment=NOW)
    where = confirm_page(town, waits)
    assert "已经有一份（“2025年报.docx”" in text(client.get(where))
    shown = text(client.post(where, {"year": "2025"}, follow=True))
    assert "2025年报.docx 2026年7月1日 10:30 经办人甲（已替换）" in shown
    assert "被后来导入的替换" in text(client.get(reverse("desk:report_past", args=[past.pk])))


def test_the_original_is_given_back_byte_by_byte_and_never_run(client, past):
    answer = client.get(reverse("desk:report_past_file", args=[past.pk]))
    assert answer.content == written()
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_page_that_somebody_handed_in_is_given_back_as_plain_text(client, town, officer):
    waits = importing.upload(organ=town, paper=Upload("年报.html", written(suffix=".html")), by=officer, moment=NOW)
    made = importing.confirm(organ=town, pk=waits.file.pk, year=2025, by=officer, moment=NOW)
    assert client.get(reverse("desk:report_past_file", args=[made.pk]))["Content-Type"].startswith("text/plain")


def test_missing_years_are_named_with_a_link_each(client, town, officer, text):
    for year in (2022, 2024):
        waits = importing.upload(organ=town, paper=Upload("年报.docx", written(year)), by=officer, moment=NOW)
        importing.confirm(organ=town, pk=waits.file.pk, year=year, by=officer, moment=NOW)
    answer = client.get(reverse("desk:reports_history"))
    assert "缺 2025 、 2023 年度的报告" in text(answer)
    assert f"{upload_page(town)}?year=2023" in answer.content.decode()


def test_an_empty_shelf_says_what_will_stand_there(client, text):
    assert "导入上一年的年度报告以后" in text(client.get(reverse("desk:reports_history")))


def test_the_shelf_costs_the_same_for_many_years(client, town, officer, past, django_assert_max_num_queries):
    where = reverse("desk:reports_history")
    client.get(where)
    for year in range(2015, 2025):
        PastReport.objects.create(
            organ=town, year=year, document=past.document, file=past.file, created_at=NOW, created_by=officer.actor
        )  # fmt: skip
    with django_assert_max_num_queries(16):
        client.get(where)


# --- who may --------------------------------------------------------------------------------------------


def test_everybody_of_the_office_sees_and_only_who_edits_imports(town, waits, officer, head, reviewer, legal, leader, enter):
    where = confirm_page(town, waits)
    assert {enter(each, NOW).get(where).status_code for each in (officer, head)} == {200}
    assert {enter(each, NOW).get(where).status_code for each in (reviewer, legal, leader)} == {403}
    assert {enter(each, NOW).post(where, {"year": "2025"}).status_code for each in (reviewer, legal, leader)} == {403}
    made = importing.confirm(organ=town, pk=waits.file.pk, year=2025, by=officer, moment=NOW)
    for name in ("report_past", "report_past_file"):
        answers = {enter(each, NOW).get(reverse(f"desk:{name}", args=[made.pk])).status_code for each in (officer, reviewer, legal, leader)}
        assert answers == {200}


@pytest.mark.parametrize("name", ["report_past", "report_past_file"])
def test_another_organ_is_not_told_that_it_exists(past, outsider, enter, name):
    assert enter(outsider, NOW).get(reverse(f"desk:{name}", args=[past.pk])).status_code == 404


def test_another_organ_neither_looks_at_nor_confirms_a_waiting_file(town, bureau, waits, outsider, enter):
    client = enter(outsider, NOW)
    assert client.get(confirm_page(town, waits)).status_code == 404
    assert client.post(confirm_page(bureau, waits), {"year": "2025"}).status_code == 302  # no such file of theirs
    assert not PastReport.objects.exists()
    assert client.get(upload_page(town)).status_code == 404


def test_strangers_are_led_to_the_login(town, past):
    for where in (
        reverse("desk:reports_history"), upload_page(town), reverse("desk:report_past", args=[past.pk]),
        reverse("desk:reports_start_organ", args=[town.slug]), reverse("desk:report_carried", args=[town.slug, 2026]),
    ):  # fmt: skip
        assert "/accounts/login/" in Client().get(where)["Location"]


def test_what_does_not_exist_is_not_found(client, town):
    assert client.get(reverse("desk:report_past", args=[uuid.uuid4()])).status_code == 404
    assert client.get(reverse("desk:report_past_upload", args=["nowhere"])).status_code == 404
    assert client.get(reverse("desk:report_carried", args=[town.slug, 2018])).status_code == 404


# --- the guided start ------------------------------------------------------------------------------------


def start(client, town, year=2026):
    return client.get(reverse("desk:reports_start_organ", args=[town.slug]), {"year": year})


def states(answer):
    return [step.state for step in answer.context["guide"].steps]


def test_a_town_that_begins_in_july_sees_what_is_to_do_first(client, town, text):
    answer = start(client, town)
    assert states(answer) == ["done", "nothing", "nothing", "to_do", "to_do", "to_do", "to_do"]
    assert "下一步：导入申请台账" in text(answer)
    assert "确实没有的，接着做“导入上年年度报告”" in text(answer)
    assert f"{upload_page(town)}?year=2025" in answer.content.decode()


def test_who_cannot_do_the_next_step_is_told_what_to_do_meanwhile(client, town, text):
    Organ.objects.filter(pk=town.pk).update(phone="")
    answer = start(client, town)
    assert "还缺联系电话" in text(answer)
    assert "在这以前可以先做“导入申请台账”" in text(answer)


def test_a_town_without_applications_goes_on_once_last_year_is_in(client, town, past):
    guide = start(client, town).context["guide"]
    assert (guide.next.title, guide.otherwise) == ("上年结转与台账核对", None)


def test_a_step_is_done_when_the_record_says_so(client, town, officer, past):
    web.application(town, on=date(2025, 12, 22))
    answer = start(client, town)
    assert states(answer) == ["done", "done", "nothing", "done", "done", "to_do", "to_do"]


def test_contacts_that_the_report_prints_are_asked_of_who_can_write_them(client, town, text):
    Organ.objects.filter(pk=town.pk).update(phone="", office=" ")
    answer = start(client, town)
    assert states(answer)[0] == "to_do"
    assert "还缺政府信息公开工作机构、联系电话" in text(answer)
    assert "请系统管理员" in text(answer)


def test_who_may_write_them_gets_a_button(town, enter):
    Organ.objects.filter(pk=town.pk).update(phone="")
    both = web.account("both", "兼任人辛", town, Role.OFFICER, Role.SYSTEM_ADMIN)
    step = start(enter(both, NOW), town).context["guide"].steps[0]
    assert step.address == reverse("accounts:organ", args=[town.slug])


def test_a_difference_of_what_was_carried_is_told_and_opened(client, town, past, text):
    answer = start(client, town)
    assert states(answer)[4] == "to_do"
    assert "自然人上年报告 1 件、记录 0 件" in text(answer)
    shown = text(client.get(reverse("desk:report_carried", args=[town.slug, 2026])))
    assert "自然人 1 0 不一致 少 1" in shown


def test_the_cases_behind_are_named_and_lead_to_their_pages(client, town, past):
    case = web.application(town, on=date(2025, 12, 22))
    page = client.get(reverse("desk:report_carried", args=[town.slug, 2026])).content.decode()
    assert "各列都一致" in page
    assert f'href="{reverse("desk:case", args=[case.pk])}">{case.register_number}</a>' in page


def test_declared_figures_and_the_opened_report_complete_it(client, town, officer, district, past, text):
    web.application(town, on=date(2025, 12, 22))
    people = reports.Team(officer, officer, officer, officer, officer)
    for cell in reports.DECLARED:
        reports.declared(town, people, cell, "0", year=2026, on=TODAY)
    catch_up()
    annual = open_report(organ=town, year=2026, by=officer, moment=NOW, on=TODAY)
    answer = start(client, town)
    assert states(answer) == ["done", "done", "nothing", "done", "done", "done", "done"]
    assert "都做完了" in text(answer)
    assert answer.context["guide"].steps[6].address == reverse("desk:report", args=[annual.pk])


def test_an_organ_established_this_year_has_no_report_of_last_year_to_bring_in(client, town):
    Organ.objects.filter(pk=town.pk).update(valid_from=date(2026, 6, 1))
    assert states(start(client, town))[3:5] == ["nothing", "nothing"]


@pytest.mark.parametrize(("day", "year"), [(date(2026, 3, 31), 2025), (date(2026, 4, 1), 2026), (date(2026, 7, 1), 2026)])
def test_until_the_end_of_march_the_report_of_last_year_is_made(day, year):
    assert year_to_report(day) == year


def test_the_start_leads_to_the_user_s_organ(client, town):
    assert client.get(reverse("desk:reports_start"))["Location"] == reverse("desk:reports_start_organ", args=[town.slug])


def test_who_only_reads_is_not_asked_to_start(town, leader, enter):
    assert enter(leader, NOW).get(reverse("desk:reports_start_organ", args=[town.slug])).status_code == 403


def test_the_first_page_offers_the_start_until_last_year_is_in_and_this_year_is_open(client, town, officer, past, text):
    organs = Organ.objects.filter(pk=town.pk)
    assert to_start(organs, TODAY) == [town]
    assert "十分钟补齐" in text(client.get(reverse("desk:home")))
    catch_up()
    open_report(organ=town, year=2026, by=officer, moment=NOW, on=TODAY)
    assert to_start(organs, TODAY) == []
    assert "十分钟补齐" not in text(client.get(reverse("desk:home")))
    past.delete()
    assert to_start(organs, TODAY) == [town]
