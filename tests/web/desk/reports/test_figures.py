"""The tables on screen: every figure opens its cases and nothing else, says what it lacks, and cannot be typed."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from lxml import html

from gongkai.report import codec
from gongkai.report.readers import report_of
from gongkai.report.sample import clean
from gongkai.web.accounts.models import Role
from gongkai.web.desk import urls_reports_figures
from gongkai.web.reporting.models import AnnualReport, PastReport, Scope
from gongkai.web.reporting.selectors.content import content_of, tables_of
from gongkai.web.reporting.services.drafting import open_report
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.vault import files
from support import items, reports, web
from support.courses import Courses
from support.reports import declared, opened
from web.reporting.stored import put

NOW = web.at(date(2026, 1, 20))


@pytest.fixture
def people(town, district):
    return reports.team(town, district)


@pytest.fixture
def annual(town, people):
    """A report with cases of all sorts behind it, one figure declared, two not."""
    made = Courses(11)
    put(town.pk, [*made.applications(200), *made.remedies(40), *made.documents(40)])
    found = opened(town, people)
    for cell in ("table2.licences[0]", "table2.fees[0]"):
        declared(town, people, cell, "12")
    return found


@pytest.fixture
def client(people, enter, annual):
    return enter(people.officer, NOW)


def base(annual):
    return f"/desk/reports/{annual.pk}/"


def page_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.fromstring(answer.content.decode())


def figures_on(page):
    """The cells of the page: name to what stands in the link."""
    links = page.xpath("//td[contains(@class, 'gk-sheet__figure')]/a[not(contains(@class, 'gk-no'))]")
    return {
        re.search(r"figures/(.+)/$", link.get("href"))[1].replace("%5B", "[").replace("%5D", "]"): link.text_content() for link in links
    }


def test_the_tables_are_those_of_the_printed_form_with_every_figure_a_link(client, annual):
    page = page_of(client, f"{base(annual)}figures/")
    shown = figures_on(page)
    report = tables_of(annual).report
    assert list(shown) == [f"{row}[{index}]" for row, held in report.rows.items() for index in range(len(held))]
    assert {cell for cell, text in shown.items() if text == "请申报"} == {"table2.penalties[0]", "table2.coercion[0]"}
    # the same rows, labels and spans as the file that is published
    printed = report_of(client.get(f"{base(annual)}figures.xlsx").content)
    assert {row: [figure.value for figure in held] for row, held in printed.rows.items()} == {
        row: [figure.value for figure in held] for row, held in report.rows.items()
    }


@pytest.mark.slow
def test_every_figure_opens_exactly_its_number_of_cases(client, annual):
    for cell, text in figures_on(page_of(client, f"{base(annual)}figures/")).items():
        page = page_of(client, f"{base(annual)}figures/{cell}/")
        assert page.xpath("string(//p[@class='gk-large-number'])") == ("还没有数" if text == "请申报" else text)
        rows = page.xpath("//section[@aria-labelledby='cases']//tbody/tr")
        assert len(rows) == (int(text) if text.isdecimal() and "licences" not in cell and "fees" not in cell else 0), cell


def test_a_case_behind_a_figure_is_one_click_away_and_leads_back_to_it(town, people, enter):
    application = web.application(town, on=date(2025, 12, 22))
    annual = opened(town, people)
    client = enter(people.officer, NOW)
    cell = f"{base(annual)}figures/table3.carried_out[0]/"
    (link,) = page_of(client, cell).xpath("//tbody//a/@href")
    assert link == f"/desk/cases/{application.pk}/"
    back = page_of(client, link).xpath("//aside//ul[contains(@class, 'gk-counted')]//a/@href")
    leads = [client.get(each)["Location"].replace("%5B", "[").replace("%5D", "]") for each in back]
    assert leads[:3] == [base(annual), cell.replace("carried_out", "new"), cell]
    assert leads[3:] == ["/desk/reports/"] * 2  # of 2026, whose report nobody has begun
    assert "示例镇人民政府2026年度报告还没有开始编制" in client.get(back[3], follow=True).content.decode()


def test_a_document_behind_a_figure_leads_to_the_item_that_holds_it(town, people, enter):
    item = items.published(town, items.team(town), genre="normative_documents", number="示政发〔2026〕3号")
    item.refresh_from_db()
    catch_up()
    annual = open_report(organ=town, year=2026, by=people.officer, moment=NOW, on=NOW.date())
    client = enter(people.officer, NOW)
    assert item.document is not None
    (link,) = page_of(client, f"{base(annual)}figures/table2.normative_documents[0]/").xpath("//tbody//a/@href")
    assert link == f"/desk/items/{item.pk}/"


def test_a_declared_figure_shows_who_said_so_and_from_where(client, annual, text):
    words = text(client.get(f"{base(annual)}figures/table2.licences[0]/"))
    for said in ("谁报的", "行政审批平台统计表", "2026年1月12日", "公开的和依法不公开的都计"):
        assert said in words
    assert "申报" in text(client.get(f"{base(annual)}figures/"))


def test_a_figure_that_nobody_knows_says_what_to_do(client, annual, text):
    words = text(client.get(f"{base(annual)}figures/"))
    assert "有 2 格还没有数，没有记录可数，由作出决定的机构申报" in words
    assert "还没有数" in text(client.get(f"{base(annual)}figures/table2.coercion[0]/"))


def test_a_finding_stands_in_its_cell_with_its_sentence_and_below_with_its_clause(client, annual):
    page = page_of(client, f"{base(annual)}figures/")
    marks = page.xpath("//td/a[contains(@class, 'gk-no')]")
    assert marks
    for mark in marks:
        (note,) = page.xpath(f"//li[@id='{mark.get('href')[1:]}']")
        assert mark.xpath("string(span[@class='gk-form__say'])") in note.text_content()
        assert "规则 " in note.text_content()
        assert note.xpath(f".//a[@href='#{mark.get('id')}']")


def test_last_year_stands_beside_this_year_when_asked(town, annual, client):
    kept = files.store(name="r.pdf", data=b"%PDF-1.4\n%%EOF\n", purpose="x", stream=town.pk, organ=town.pk, by="x", moment=NOW)
    before = clean()._replace(organ=town.name, year=2024)
    assert "和上年并列" not in client.get(f"{base(annual)}figures/").content.decode()
    PastReport.objects.create(organ=town, year=2024, document=codec.to_dict(before), file=kept, created_at=NOW, created_by="x")
    page = page_of(client, f"{base(annual)}figures/?last=1")
    said = [each.text_content() for each in page.xpath("//span[contains(@class, 'gk-form__last')]")]
    assert said == [f"上年 {figure.shown}" for row in content_of(annual).report.rows for figure in before.rows[row]]
    assert not page_of(client, f"{base(annual)}figures/").xpath("//span[contains(@class, 'gk-form__last')]")


def test_the_lists_go_out_as_csv_and_excel(client, annual):
    answer = client.get(f"{base(annual)}figures.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + sum(len(held) for held in tables_of(annual).report.rows.values())
    assert "表2,第二十条第（五）项,行政许可,本年处理决定数量,12,,申报" in lines
    assert "表2,第二十条第（六）项,行政强制,本年处理决定数量,,,还没有数" in lines
    cell = f"{base(annual)}figures/table3.total[6]"
    count = tables_of(annual).report.value("table3.total", 6)
    assert len(client.get(f"{cell}.csv").content.decode("utf-8-sig").splitlines()) == 1 + count
    assert client.get(f"{cell}.xlsx").content[:2] == b"PK"
    assert client.get(f"{cell}.pdf").status_code == 404


@pytest.mark.parametrize("cell", ["table3.granted[7]", "table9.x[0]", "table2.fees[1]", "granted"])
def test_a_cell_that_the_form_does_not_have_is_not_found(client, annual, cell):
    assert client.get(f"{base(annual)}figures/{cell}/").status_code == 404
    assert client.get(f"{base(annual)}figures/{cell}.csv").status_code == 404


def test_nobody_of_another_office_and_no_administrator_sees_them(annual, enter, outsider, supervisor_of, town):
    assert enter(outsider, NOW).get("/desk/reports/of/shilizhen/2025/").status_code == 404
    for path in ("", "figures/", "figures.csv", "figures/table3.new[0]/", "figures/table3.new[0].csv", "differences/"):
        assert enter(outsider, NOW).get(base(annual) + path).status_code == 404, path
        assert enter(supervisor_of, NOW).get(base(annual) + path).status_code == 403, path


@pytest.fixture
def supervisor_of(town):
    return web.account("watcher", "监督员申", town, Role.SUPERVISOR)


def test_no_page_of_the_figures_takes_a_figure_in(client, annual):
    """Each address is posted every name that a cell could have; the tables are what they were, and no form offers a field for a figure."""
    before = tables_of(annual).report
    typed = {f"{row}[{index}]": "99" for row, held in before.rows.items() for index in range(len(held))} | {
        "value": "99",
        "cell": "table3.new[0]",
    }
    known = {each.name for each in urls_reports_figures.urlpatterns}
    assert known <= {key for key in get_resolver().namespace_dict["desk"][1].reverse_dict if isinstance(key, str)}
    for path in ("figures/", "figures.csv", "figures/table3.new[0]/", "figures/table3.new[0].csv", "differences/", ""):
        assert client.post(base(annual) + path, typed).status_code == 405, path
        page = client.get(base(annual) + path).content.decode()
        fields = (
            html.fromstring(page).xpath("//main//input[not(@type='hidden')] | //main//textarea | //main//select")
            if page.startswith("<!")
            else []
        )
        assert not fields, path
    client.post("/desk/reports/", typed)
    assert tables_of(annual).report == before


def test_a_region_s_figure_says_what_each_organ_adds(district, people, enter, annual):
    head = web.account("district-head", "区负责人", district, Role.OFFICE_HEAD)
    region = open_report(organ=district, year=2025, by=head, moment=NOW, on=NOW.date(), scope=Scope.REGION)
    client = enter(head, NOW)
    assert client.get(f"{base(region)}figures/").status_code == 200
    assert "merge" in client.get(f"{base(region)}figures/table3.new[0]/")["Location"]
    assert client.get(f"{base(region)}figures/table3.new[0]/", follow=True).status_code == 200
    assert client.get(f"{base(region)}figures/table3.new[9]/").status_code == 404
    assert client.get(f"{base(region)}figures/table3.new[0].csv").content.decode("utf-8-sig").splitlines()[0] == "各机关的数"
    assert "还没有数" in client.get(f"{base(region)}figures.csv").content.decode("utf-8-sig")


@pytest.mark.slow
def test_the_pages_ask_as_often_for_ten_cases_as_for_two_thousand(town, people, enter):
    """And a figure of many cases opens page by page, within a fifth of a second of computing."""
    supply = Courses(3, first=date(2025, 1, 1))
    put(town.pk, list(supply.applications(10)))
    annual = opened(town, people)
    client = enter(people.officer, NOW)
    paths = ["figures/", "", "figures/table3.total[6]/", "figures/table3.new[6]/", "figures.csv", "differences/"]
    assert client.get(base(annual)).status_code == 200  # the first look reads the ledger
    few = [_queries(client, base(annual) + path) for path in paths]
    put(town.pk, list(supply.applications(1990)))
    assert client.get(base(annual)).status_code == 200
    assert [_queries(client, base(annual) + path) for path in paths] == few
    assert max(few) <= 40
    page = page_of(client, f"{base(annual)}figures/table3.total[6]/")
    count = tables_of(annual).report.value("table3.total", 6)
    assert len(page.xpath("//section[@aria-labelledby='cases']//tbody/tr")) == 100
    assert f"是哪些（{count}）" in page.text_content()
    assert min(_seconds(client, f"{base(annual)}figures/table3.total[6]/") for _ in range(5)) < 0.2


def _queries(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200, address
    return len(asked)


def _seconds(client, address):
    begin = time.process_time()
    client.get(address)
    return time.process_time() - begin


def test_one_reports_the_year_that_is_over_and_begins_it_with_one_button(town, people, enter, text):
    client = enter(people.officer, NOW)
    page = page_of(client, "/desk/reports/")
    assert page.xpath("string(//main//button)") == "开始编制2025年度报告"
    (offered,) = page.xpath("//main//input[@name='report']/@value")
    answer = client.post("/desk/reports/", {"report": offered})
    annual = AnnualReport.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, base(annual))
    assert (annual.organ, annual.year, annual.scope) == (town, 2025, Scope.OWN)
    words = text(client.get("/desk/reports/"))
    assert "2025年度报告" in words
    assert "起草" in words
    assert "还有 1 天" in words  # to the day on which it goes to the district
    assert client.post("/desk/reports/", {"report": offered}).status_code == 422
    assert AnnualReport.objects.count() == 1


def test_who_may_only_look_begins_nothing(town, people, enter):
    client = enter(people.leader, NOW)
    assert not page_of(client, "/desk/reports/").xpath("//main//button")
    assert client.post("/desk/reports/", {"report": f"{town.slug}:2025:own"}).status_code == 403
    assert not AnnualReport.objects.exists()


def test_the_overview_says_what_is_next_and_where_each_reason_is_mended(client, annual, text):
    answer = client.get(base(annual))
    page = html.fromstring(answer.content.decode())
    assert "请有关机构报数" in page.xpath("string(//section[@class='gk-next'])")
    reasons = page.xpath("//ul[contains(@class, 'gk-in-the-way')]/li")
    assert len(reasons) == 3
    penalties = next(each for each in reasons if "行政处罚" in each.text_content() and "没有记录可数" in each.text_content())
    assert penalties.xpath("a/@href") == ["/desk/reports/declared/shilizhen/2025/table2.penalties%5B0%5D/"]
    assert "报送审读" in text(answer)


def test_who_may_not_do_what_is_next_is_told_so_and_has_no_button(annual, people, enter, text):
    answer = enter(people.leader, NOW).get(base(annual))
    assert "下一步：请有关机构报数" in text(answer)
    assert not html.fromstring(answer.content.decode()).xpath("//section[@class='gk-next']//a")


def test_the_desk_leads_to_the_reports_from_every_page(client, annual):
    assert page_of(client, "/desk/help/").xpath("//nav[@aria-label='我的工作']//a[@href='/desk/reports/']")
