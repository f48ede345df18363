"""From a number of the text to what is behind it: every bound field is a link, the page lists as many as it says, each with its own page."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from gongkai.report.narrative.template import show
from gongkai.web.accounts.models import Role
from gongkai.web.reporting.models import ItemDay, Scope, Trouble
from gongkai.web.reporting.selectors.activities import BY_KEY
from gongkai.web.reporting.selectors.behind import opens
from gongkai.web.reporting.selectors.content import record_of
from gongkai.web.reporting.services.activities import Deed, register
from gongkai.web.reporting.services.drafting import open_report
from gongkai.web.reporting.services.projecting import catch_up
from support import items, reports, web
from support.courses import Courses
from support.reports import TODAY, YEAR, declared
from web.portal.markup import faults
from web.reporting.stored import put

NOW = web.at(TODAY)
KINDS = (
    "主动公开总数", "微信公开数", "新媒体公开数", "审查信息数", "解读总数", "解读率", "逾期答复数", "信息处理费", "更正请求数", "不予公开数", "行政诉讼总数",
    "培训次数", "本年问题数", "应解读文件数", "会议次数",
)  # fmt: skip


@pytest.fixture
def people(town, district):
    return reports.team(town, district)


@pytest.fixture
def annual(town, people):
    """A year in which much happened: two trainings, published things, cases, a register of problems, a declared count."""
    made = Courses(44, date(YEAR - 1, 6, 1), date(YEAR, 12, 31))
    published = list(made.publications(160))
    put(town.pk, [*published, *made.documents(40, published), *made.applications(60), *made.remedies(9), *made.rectifications(6)])
    for number in (20, 44):
        deed = Deed(BY_KEY["training"], date(YEAR, 6, number // 2), {"participants": number}, "条例和答复办法培训")
        register(organ=town, year=YEAR, deed=deed, by=people.officer, moment=NOW)
    Trouble.objects.create(
        organ=town, year=YEAR, problem="栏目更新责任没有落实到人", measure="按季通报", due_on=date(YEAR + 1, 6, 30), created_at=NOW, created_by="x"
    )  # fmt: skip
    declared(town, people, "narrative.accounts", "3")
    declared(town, people, "narrative.open_days", "0")
    return reports.opened(town, people)


@pytest.fixture
def client(people, enter, annual):
    return enter(people.officer, NOW)


def at(annual, name):
    return reverse("desk:report_text_field", args=[annual.pk, name])


def page_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert faults(answer.content.decode()) == [], address
    return html.fromstring(answer.content.decode())


def rows_of(page):
    return page.xpath("//section[@aria-labelledby='behind']//tbody/tr")


def test_every_number_of_the_text_and_of_the_list_of_fields_is_a_link_to_its_own_page(client, annual):
    page = page_of(client, reverse("desk:report_text", args=[annual.pk]))
    told = record_of(annual).told
    for link in page.xpath("//*[@id='seen-overview']//a[contains(@class, 'gk-draft__field')]"):
        name = link.get("title")
        assert link.get("href").startswith("/desk/reports/" if opens(told[name].key) else "#field-"), name
    listed = {row.xpath("string(.//code)").strip("{}"): row.xpath(".//a/@href") for row in page.xpath("//section[@id='fields']//tbody/tr")}
    assert set(listed) == set(told)
    for name, links in listed.items():
        assert len(links) == opens(told[name].key), name
        assert all(each.startswith("/desk/reports/") for each in links), name


def test_each_page_shows_the_number_of_the_text_and_as_many_rows(client, annual):
    """One of each kind; ``tests/web/reporting/test_behind.py`` goes through all numbers."""
    assert shown_in_full(client, annual, KINDS) >= 10


@pytest.mark.slow
def test_every_page_shows_the_number_of_the_text_and_as_many_rows(client, annual):
    assert shown_in_full(client, annual, record_of(annual).told) >= 15


def shown_in_full(client, annual, names):
    """How many of these fields have rows; each was looked at."""
    opened, told = 0, record_of(annual).told
    for name in names:
        fact = told[name]
        if not opens(fact.key) or (fact.key.startswith("table") and "+" not in fact.key):
            continue
        page = page_of(client, at(annual, name))
        known = fact.value not in (None, "")
        assert page.xpath("string(//p[@class='gk-large-number'])") == (f"{show(fact.value)}{fact.unit}" if known else "还没有数"), name
        if not known:
            assert fact.why_unknown in page.text_content()
        elif not page.xpath("//section[@aria-labelledby='said']"):
            total = int(page.xpath("string(//h2[@id='behind'])").strip("是哪些（）"))
            assert len(rows_of(page)) == min(total, 100), name
            counted = fact.unit in ("条", "篇", "件", "次", "个") and "+" not in fact.key
            assert not counted or total == fact.value, name
            opened += bool(total)
    return opened


def test_the_people_of_the_trainings_add_up_and_lead_to_the_register_of_the_year(client, annual, town, text):
    page = page_of(client, at(annual, "培训人次"))
    assert [row.xpath("string(td[@class='gk-num'])") for row in rows_of(page)] == ["20", "44"]
    assert page.xpath("string(//p[@class='gk-large-number'])") == "64人次"
    assert {link for row in rows_of(page) for link in row.xpath(".//a/@href")} == {
        f"{reverse('desk:reports_activities')}?organ={town.slug}&year={YEAR}"
    }
    assert "条例和答复办法培训" in page.text_content()


def test_what_was_declared_leads_to_the_declaration(client, annual, text):
    words = text(client.get(at(annual, "新媒体账号数")))
    for said in ("3个", "谁报的", "2026年1月12日", "行政审批平台统计表", "看历次申报"):
        assert said in words
    assert "谁报的" in text(client.get(at(annual, "开放日次数")))  # declared that there was none


def test_a_problem_of_the_register_is_one_click_away(client, annual):
    (row,) = rows_of(page_of(client, at(annual, "本年问题数")))
    assert row.xpath(".//a/@href") == [reverse("desk:reports_trouble", args=[Trouble.objects.get().pk])]
    assert "栏目更新责任没有落实到人" in row.text_content()


def test_an_item_behind_a_number_has_its_title_and_its_page(town, people, enter):
    item = items.published(town, items.team(town))
    catch_up()
    annual = open_report(organ=town, year=2026, by=people.officer, moment=NOW, on=TODAY)
    (row,) = rows_of(page_of(enter(people.officer, NOW), at(annual, "主动公开总数")))
    assert row.xpath(".//a/@href") == [reverse("desk:item", args=[item.pk])]
    assert items.TITLE in row.text_content()
    assert "2026年3月6日" in row.text_content()


def test_a_sum_of_cells_leads_to_each_cell(client, annual):
    rows = rows_of(page_of(client, at(annual, "行政诉讼总数")))
    cells = ("table4.litigation_direct[4]", "table4.litigation_after_review[4]")
    assert [row.xpath(".//a/@href") for row in rows] == [[reverse("desk:report_cell", args=[annual.pk, cell])] for cell in cells]
    assert client.get(at(annual, "新收申请数"))["Location"] == reverse("desk:report_cell", args=[annual.pk, "table3.new[6]"])


@pytest.mark.parametrize("name", ["机关名称", "年份", "没有这个字段", "published"])
def test_what_counts_nothing_has_no_page(client, annual, name):
    assert client.get(at(annual, name)).status_code == 404


def test_nobody_of_another_office_sees_it_and_nothing_can_be_posted(client, annual, enter, outsider):
    assert client.post(at(annual, "主动公开总数")).status_code == 405
    assert enter(outsider, NOW).get(at(annual, "主动公开总数")).status_code == 404


def test_the_report_of_a_region_says_why_it_does_not_know_and_leads_to_the_merged_cells(district, people, enter, annual, text):
    head = web.account("district-head", "区负责人", district, Role.OFFICE_HEAD)
    region = open_report(organ=district, year=YEAR, by=head, moment=NOW, on=TODAY, scope=Scope.REGION)
    client = enter(head, NOW)
    assert "汇总报告里这个数要把各机关的加起来" in text(client.get(at(region, "主动公开总数")))
    assert client.get(at(region, "行政诉讼总数")).status_code == 200


def test_a_page_asks_as_often_for_many_things_as_for_few_and_turns_them_over(client, annual, town):
    def asked(name):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(at(annual, name)).status_code == 200
        return len(queries)

    client.get(at(annual, "主动公开总数"))  # the first page asks for the site, too
    names = ("主动公开总数", "网站公开数", "解读总数", "逾期答复数", "应解读文件数")
    few = [asked(name) for name in names]
    more = Courses(45, date(YEAR, 1, 1), date(YEAR, 11, 30))
    put(town.pk, [*more.publications(300), *more.applications(100)])
    catch_up()
    assert [asked(name) for name in names] == few
    assert max(few) <= 45
    first, second = (page_of(client, f"{at(annual, '主动公开总数')}?page={number}") for number in (1, 2))
    days = ItemDay.objects.filter(organ=town.pk, what="public", on__year=YEAR).count()
    assert days > 200
    assert (len(rows_of(first)), len(rows_of(second))) == (100, 100)
    assert rows_of(first)[0].text_content() != rows_of(second)[0].text_content()
