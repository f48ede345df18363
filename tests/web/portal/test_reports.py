"""The annual reports that an organ has published: what their pages say, that nothing sealed changes, where each is found."""

from __future__ import annotations

import hashlib
import re
from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from lxml import etree
from lxml import html as lxml_html

from gongkai.report import codec, layout
from gongkai.web import clock
from gongkai.web.portal.public import lists, report_pages, reports
from gongkai.web.publication.models import Genre
from gongkai.web.reporting.models import Edition, Scope
from gongkai.web.reporting.selectors.published import SUFFIXES
from gongkai.web.reporting.services import indexing, publishing
from gongkai.web.reporting.services.drafting import open_report, save
from gongkai.web.vault import files
from support import items, sealed, web
from support import reports as living
from web.portal.markup import faults

TODAY = date(2026, 3, 10)
TOWN, DISTRICT = "/o/shilizhen/", "/o/shiliqu/"
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf", "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "json": "application/json; charset=utf-8",
}  # fmt: skip


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Once for the module; gone again after its last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


def build():
    """A town with reports on 2023 (brought in), 2024, and 2025 with a correction; a district with its own and its region's."""
    district = web.district()
    town = web.town(district)
    sealed.past(town, sealed.report(town, 2023, new=(3, 0, 0, 0, 0, 0, 3)), on=date(2025, 12, 1))
    sealed.seal(town, sealed.report(town, 2024), on=date(2025, 1, 14))
    first = sealed.report(town, 2025, new=(9, 1, 0, 0, 2, 0, 12), review=(1, 1, 0, 0, 2))
    sealed.seal(town, first, on=date(2026, 1, 12))
    again = first._replace(
        rows={**first.rows, "table2.licences": (first.rows["table2.licences"][0]._replace(value=33),)},
        sections={**first.sections, "other": "本年度未收取信息处理费。建议提案均已办结。"},
    )
    sealed.seal(town, again, on=date(2026, 2, 4), note="行政许可漏报两件。")
    sealed.seal(district, sealed.report(district, 2024), on=date(2025, 1, 20))
    sealed.seal(district, sealed.report(district, 2025), on=date(2026, 1, 20))
    region = sealed.report(district, 2025, new=(90, 10, 0, 0, 0, 0, 100))
    sealed.seal(district, region, on=date(2026, 3, 2), scope=Scope.REGION)
    return {"district": district, "town": town}


@pytest.fixture
def reader(world, db, monkeypatch):
    """Somebody who reads on 10 March 2026."""
    monkeypatch.setattr(clock, "now", lambda: web.at(TODAY))
    return Client()


def text(reader, path):
    answer = reader.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def words(page):
    return " ".join(lxml_html.fromstring(page).xpath("//main")[0].text_content().split())


# --- the page ------------------------------------------------------------------------------------------------


def test_the_page_says_whose_report_it_is_of_which_year_since_when_and_in_which_edition(reader):
    page = text(reader, f"{TOWN}reports/2025/")
    assert "<h1><span>示例镇人民政府2025年</span><span>政府信息公开工作年度报告</span></h1>" in page
    facts = dict(re.findall(r"<dt>(\w+)</dt><dd>([^<]*)", page[: page.index("更正说明")]))
    assert facts["编制机关"] == "示例镇人民政府"
    assert facts["统计范围"].strip() == "本机关"
    assert facts["首次公布"] == "2026年1月12日"
    assert facts["版本"] == "第 2 版，2026年2月4日公布"
    assert facts["格式"] == "国办公开办函〔2021〕30号"


def test_the_six_parts_stand_in_their_order(reader):
    page = text(reader, f"{TOWN}reports/2025/")
    headings = re.findall(r'<h2 id="(?:overview|table2|table3|table4|problems|other)">([^<]+)</h2>', page)
    assert headings == [
        "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]  # fmt: skip
    assert "<b>（一）主动公开。</b>2025年，主动公开政府信息46条" in page


def test_every_figure_of_the_sealed_report_stands_in_the_form_under_its_headers(reader, world):
    edition = Edition.objects.get(report__organ=world["town"], report__year=2025, number=2)
    tree = lxml_html.fromstring(text(reader, f"{TOWN}reports/2025/"))
    shown = [cell.text for cell in tree.xpath('//div[contains(@class,"gk-official")]//td[@headers]')]
    tables = [layout.table2, layout.table3, layout.table4]
    report = codec.from_dict(edition.document)
    figures = [cell.text for make in tables for row in make(report).rows for cell in row if cell.role == layout.FIGURE]
    assert shown == figures
    assert len(shown) == 10 + 25 * 7 + 15
    ids = {each.get("id") for each in tree.iter() if each.get("id")}
    assert {name for cell in tree.xpath("//td/@headers") for name in cell.split()} <= ids


def test_every_page_of_a_report_is_valid_without_a_style_or_script_of_its_own(reader, world):
    pages = [each.path for organ in world.values() for each in reports.addresses(organ) if each.path.endswith("/")]
    assert len(pages) == 12
    for path in pages:
        page = text(reader, path)
        assert not faults(page), path
        assert "<script>" not in page
        assert " style=" not in page


def test_the_tags_of_the_head_are_those_of_an_article(reader):
    found = dict(re.findall(r'<meta name="([A-Z][A-Za-z]+)" content="([^"]*)">', text(reader, f"{TOWN}reports/2025/")))
    assert found["ArticleTitle"] == "示例镇人民政府2025年政府信息公开工作年度报告"
    assert found["PubDate"] == "2026-02-04 00:00"
    assert found["ContentSource"] == "示例镇人民政府"
    assert found["ColumnType"] == "信息公开年报"
    assert found["Url"].endswith("/o/shilizhen/reports/2025/")


def test_a_chart_says_its_finding_and_has_its_table(reader):
    page = text(reader, f"{TOWN}reports/2025/")
    figures = re.findall(r'<figure class="gk-figure">(.*?)</figure>', page, re.DOTALL)
    titles = [re.search(r"<title[^>]*>([^<]+)</title>", each)[1] for each in figures]
    assert titles == [
        "办结的5件申请中，予以公开最多，3件", "新收的12件申请中，自然人提出的有9件，占75%", "2023年至2025年，新收申请由3件增加到12件",
        "被申请行政复议2件，结果纠正的有1件",
    ]  # fmt: skip
    assert all("看表格" in each and "<tbody>" in each for each in figures)


def test_how_it_is_counted_stands_below_with_the_clause(reader):
    page = words(text(reader, f"{TOWN}reports/2025/"))
    assert "统计期间是2025年1月1日至12月31日" in page
    assert "《中华人民共和国政府信息公开条例》第三十一条" in page
    assert "各自年度报告中同一个数之和" not in page
    assert "各自年度报告中同一个数之和" in words(text(reader, f"{DISTRICT}reports/2025/"))


def test_a_page_needs_few_queries(reader, django_assert_max_num_queries):
    for path in (
        f"{TOWN}reports/2025/",
        f"{TOWN}reports/2025/editions/2/",
        f"{DISTRICT}reports/2025/",
        f"{TOWN}reports/",
        TOWN,
        f"{TOWN}feed.atom",
    ):
        with django_assert_max_num_queries(12, info=path):
            reader.get(path)


# --- files -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["reports/2025/", "reports/2025/editions/1/", "reports/2024/"])
def test_every_file_comes_as_it_was_sealed_with_its_type_and_the_hash_that_the_page_tells(reader, place):
    page = text(reader, f"{TOWN}{place}")
    told = re.findall(r"<dd>([0-9a-f]{64})</dd>", page)
    links = re.findall(r'<a href="(report\.\w+)">', page)
    assert [each.partition(".")[2] for each in links] == [each.removeprefix(".") for each in SUFFIXES]
    for link, digest in zip(links, told, strict=True):
        answer = reader.get(f"{TOWN}{place}{link}")
        assert hashlib.sha256(answer.content).hexdigest() == digest
        assert answer["Content-Type"] == TYPES[link.partition(".")[2]]
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_page_among_the_files_is_kept_and_never_opened(reader):
    answer = reader.get(f"{TOWN}reports/2025/report.html")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_the_data_are_the_sealed_report_itself(reader, world):
    edition = Edition.objects.get(report__organ=world["town"], report__year=2025, number=2)
    data = reader.get(f"{TOWN}reports/2025/report.json")
    assert data.json()["schema"] == "gongkai.report/1"
    assert codec.to_dict(codec.loads(data.content.decode())) == edition.document
    assert '<link rel="alternate" type="application/json" title="数据" href="report.json">' in text(reader, f"{TOWN}reports/2025/")


def test_a_file_that_the_disk_lost_is_not_found_and_the_page_stays(reader, monkeypatch, world):
    stored = Edition.objects.get(report__organ=world["town"], report__year=2025, number=2).files.get(suffix=".pdf").file
    monkeypatch.setattr(files, "path_of", lambda identity: "/nowhere" if identity == stored.pk else "/nowhere else")
    assert reader.get(f"{TOWN}reports/2025/report.pdf").status_code == 404
    assert "PDF 文件" in text(reader, f"{TOWN}reports/2025/")


# --- editions ----------------------------------------------------------------------------------------------------


def test_a_correction_says_why_and_lists_every_figure_as_it_was_and_is(reader):
    page = text(reader, f"{TOWN}reports/2025/")
    part = page[page.index("更正说明") : page.index("一眼看懂")]
    assert "行政许可漏报两件。" in part
    rows = re.findall(r'<tr><th scope="row">([^<]+)</th><td class="gk-num">([^<]+)</td><td class="gk-num">([^<]+)</td></tr>', part)
    assert rows == [("表二“行政许可”的“本年处理决定数量”", "31", "33")]
    assert "<h3>其他需要报告的事项</h3>" in part
    assert "<ins>" in part
    assert "<del>" in part


def test_an_older_edition_stays_at_its_address_as_it_was_and_leads_to_the_newer_one(reader):
    page = text(reader, f"{TOWN}reports/2025/editions/1/")
    assert ">31<" in page
    assert ">33<" not in page
    assert "更正说明" not in page
    assert "这是第 1 版，已经有新版。" in page
    assert 'href="../../index.html">看现在的版本' in page
    assert "已经有新版" not in text(reader, f"{TOWN}reports/2025/editions/2/")


def test_the_newest_edition_says_the_same_at_the_address_of_the_year_and_at_its_own(reader):
    main = [lxml_html.fromstring(text(reader, path)).xpath('//div[contains(@class,"gk-official")]')[0] for path in (f"{TOWN}reports/2025/", f"{TOWN}reports/2025/editions/2/")]  # fmt: skip
    assert etree.tostring(main[0]) == etree.tostring(main[1])


def test_what_is_not_published_or_not_there_is_not_found(reader, world):
    people = items.team(world["town"])
    open_report(organ=world["town"], year=2026, by=people.officer, moment=web.at(TODAY), on=TODAY)
    for path in (
        "reports/2026/", "reports/2026/report.json", "reports/2023/", "reports/1999/", "reports/2025/editions/0/", "reports/2025/editions/3/",
        "reports/2025/report.exe", "reports/2025/report.txt", "reports/2025/own/", "reports/99999999999999999999/",
        "reports/2025/editions/99999999999999999999/",
    ):  # fmt: skip
        assert reader.get(f"{TOWN}{path}").status_code == 404, path


def test_what_is_written_after_publication_is_on_no_page_until_it_is_published(reader, world):
    annual = Edition.objects.get(report__organ=world["town"], report__year=2025, number=1).report
    before = text(reader, f"{TOWN}reports/2025/")
    save(annual=annual, sections={"other": "还没有审核的一句。"}, based_on=1, by=items.team(world["town"]).officer, moment=web.at(TODAY))
    assert text(reader, f"{TOWN}reports/2025/") == before


# --- whose report ---------------------------------------------------------------------------------------------------


def test_the_report_of_a_region_stands_first_and_that_of_the_office_beside_it(reader):
    page = words(text(reader, f"{DISTRICT}reports/2025/"))
    assert "本行政区域（本机关和所属各机关）" in page
    assert "100" in page
    own = words(text(reader, f"{DISTRICT}reports/2025/own/"))
    assert "统计范围本机关" in own
    assert "本行政区域汇总的2025年度报告" in own
    assert reader.get(f"{DISTRICT}reports/2025/own/report.json").json()["table3"]["new"][6] == 5
    assert reader.get(f"{DISTRICT}reports/2025/report.json").json()["table3"]["new"][6] == 100


def test_where_only_the_office_reported_the_year_shows_it_and_leads_to_its_lasting_addresses(reader):
    page = text(reader, f"{DISTRICT}reports/2024/")
    assert "统计范围本机关" in words(page)
    assert 'href="own/report.docx"' in page
    assert reader.get(f"{DISTRICT}reports/2024/report.json").content == reader.get(f"{DISTRICT}reports/2024/own/report.json").content
    assert reader.get(f"{DISTRICT}reports/2024/editions/1/").status_code == 404
    assert reader.get(f"{DISTRICT}reports/2024/own/editions/1/").status_code == 200


def test_an_address_of_the_office_keeps_what_it_shows_when_the_region_s_report_comes(reader, world):
    lasting = ("reports/2024/own/editions/1/report.json", "reports/2024/own/report.json")
    before = [reader.get(f"{DISTRICT}{path}").content for path in lasting]
    sealed.seal(world["district"], sealed.report(world["district"], 2024, new=(7, 0, 0, 0, 0, 0, 7)), on=TODAY, scope=Scope.REGION)
    assert [reader.get(f"{DISTRICT}{path}").content for path in lasting] == before
    assert reader.get(f"{DISTRICT}reports/2024/report.json").json()["table3"]["new"][6] == 7


# --- where it is found -----------------------------------------------------------------------------------------------


def titles(reader, path):
    return [row["title"] for row in reader.get(path).json()["items"]]


def test_the_list_shows_reports_made_here_beside_those_published_as_items_newest_year_first_and_none_twice(reader, world):
    people = items.team(world["town"])
    for title in (
        "示例镇2022年政府信息公开工作年度报告",
        "示例镇2025年度政府信息公开工作年度报告",
        "关于更正2025年政府信息公开工作年度报告的说明",
    ):
        items.published(world["town"], people, title=title, number="", genre=Genre.REPORT.value, column="others")
    assert titles(reader, f"{TOWN}reports/list.json") == [
        "关于更正2025年政府信息公开工作年度报告的说明", "示例镇人民政府2025年政府信息公开工作年度报告", "示例镇人民政府2024年政府信息公开工作年度报告",
        "示例镇2022年政府信息公开工作年度报告",
    ]  # fmt: skip
    assert "示例镇2025年度政府信息公开工作年度报告" in titles(reader, f"{TOWN}items/list.json")
    assert reader.get(f"{TOWN}reports/").content.decode().count("2025年政府信息公开工作年度报告</a>") == 1


def test_the_list_of_the_district_tells_both_reports_of_a_year_apart(reader):
    rows = {row["title"]: row["url"] for row in reader.get(f"{DISTRICT}reports/list.json").json()["items"]}
    assert rows["示例区人民政府2025年政府信息公开工作年度报告"] == f"{DISTRICT}reports/2025/"
    assert rows["示例区人民政府2025年政府信息公开工作年度报告（本机关）"] == f"{DISTRICT}reports/2025/own/"


def test_a_report_that_was_brought_in_is_history_and_stands_in_no_list(reader):
    assert not [title for title in titles(reader, f"{TOWN}items/list.json") if "2023" in title]


def test_title_and_text_are_found(reader):
    for asked in ("示例镇人民政府2025年政府信息公开工作年度报告", "便民服务中心设公开查阅点"):
        hits = reader.get(f"{TOWN}search/results.json", {"q": asked}).json()["items"]
        assert f"{TOWN}reports/2025/" in [hit["url"] for hit in hits], asked
    assert reader.get(f"{TOWN}search/results.json", {"q": "建议提案均已办结"}).json()["total"] == 1


def test_feed_and_sitemap_have_it(reader):
    feed = etree.fromstring(reader.get(f"{TOWN}feed.atom").content)
    entries = {each.findtext("{*}title"): each for each in feed.iter("{*}entry")}
    entry = entries["示例镇人民政府2025年政府信息公开工作年度报告"]
    assert entry.find("{*}link").get("href").endswith(f"{TOWN}reports/2025/")
    assert entry.findtext("{*}updated").startswith("2026-02-04")
    places = reader.get(f"{TOWN}sitemap.xml").content.decode()
    for path in ("reports/2025/", "reports/2025/editions/1/", "reports/2024/"):
        assert f"{TOWN}{path}</loc><lastmod>" in places


def test_the_first_page_leads_to_the_newest_report_with_four_numbers(reader):
    page = text(reader, TOWN)
    part = page[page.index("2025年度报告") : page.index("公开栏目</h2>")]
    assert re.findall(r"<b>(\d+)</b>([^<]+)", part) == [
        ("12", "新收申请（件）"),
        ("5", "办结申请（件）"),
        ("2", "行政复议（件）"),
        ("0", "行政诉讼（件）"),
    ]
    assert reader.get(f"{TOWN}organ.json").json()["annual_report"]["year"] == 2025


def test_an_organ_without_a_report_says_nothing_of_one(reader, world):
    bureau = web.bureau(world["district"])
    assert "年度报告</h2>" not in text(reader, f"/o/{bureau.slug}/")
    assert reader.get(f"/o/{bureau.slug}/organ.json").json()["annual_report"] is None


def test_a_row_leads_here_wherever_the_column_is_mounted():
    held = {"source": "report", "address": "https://www.shiliqu.example/xxgk/o/shilizhen/reports/2025/own/", "origin": None}
    assert lists.address_of("/zwgk/o/shilizhen/items/", held) == "/zwgk/o/shilizhen/reports/2025/own/"


# --- what other rooms must agree with ------------------------------------------------------------------------------------


def test_the_words_of_other_rooms_are_the_same_here():
    assert Genre.REPORT.value == indexing.GENRE
    assert publishing.SUFFIXES == SUFFIXES
    assert set(report_pages._KINDS) == set(SUFFIXES)


def test_a_report_that_went_the_whole_way_is_read_at_once(reader, world):
    bureau = web.bureau(world["district"])
    people = living.team(bureau, world["district"])
    web.application(bureau, on=date(2025, 12, 22))
    edition = living.published(living.finished(bureau, people), people)
    page = text(reader, f"/o/{bureau.slug}/reports/2025/")
    assert not faults(page)
    assert edition.document["sections"]["problems"].split("\n")[0] in page
    assert titles(reader, f"/o/{bureau.slug}/reports/list.json") == [edition.document["title"]]
    for each in edition.files.select_related("file"):
        body = reader.get(f"/o/{bureau.slug}/reports/2025/report{each.suffix}").content
        assert f"{hashlib.sha256(body).hexdigest()}  {each.file.name}\n" in edition.manifest
