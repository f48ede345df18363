"""年报备案: states of each report, looking at its public page, reports that share their text."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from django.urls import reverse

from gongkai.lib.errors import UnusableInput
from gongkai.lib.network.safe_http import Answer
from gongkai.report import codec
from gongkai.report.sample import clean
from gongkai.report.writers import render
from gongkai.web.organs.models import Level
from gongkai.web.organs.services import establish
from gongkai.web.oversight.models import FilingLook, Likeness
from gongkai.web.oversight.selectors import filing as selectors
from gongkai.web.oversight.selectors.likeness import matrix, pairs_of, papers, side_by_side
from gongkai.web.oversight.services import filing, likeness
from gongkai.web.reporting.models import AnnualReport, Edition, PastReport
from gongkai.web.vault.models import StoredFile
from support import reports, web
from support.web import browser
from web.portal.markup import faults

TODAY, YEAR = date(2026, 2, 3), 2025
ADDRESS = "http://www.shilizhen.example/report.html"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("gongkai.web.clock.now", lambda: web.at(TODAY, 10))


def past(organ, year=YEAR, **sections) -> PastReport:
    """A report that was brought in, with these sections."""
    report = clean("2021", year, organ.name)
    document = codec.to_dict(report._replace(sections={**report.sections, **sections}))
    file = StoredFile.objects.create(
        purpose="past_report", name="年报.docx", kind="docx", size=1, sha256="0" * 64, stored_at=web.at(TODAY), stored_by="x"
    )
    return PastReport.objects.create(
        organ=organ, year=year, document=document, file=file, findings=0, created_at=web.at(TODAY), created_by="x"
    )


def edition(organ, report) -> Edition:
    annual = AnnualReport.objects.create(
        organ=organ, year=YEAR, form="2021", created_at=web.at(TODAY), edition=1, published_on=date(2026, 1, 20)
    )
    return Edition.objects.create(
        report=annual, number=1, published_on=date(2026, 1, 20), position=1, ledger_head="", content="", digest="", manifest="",
        document=codec.to_dict(report), created_at=web.at(TODAY), created_by="x",
    )  # fmt: skip


def looked(monkeypatch, organ, supervisor, body, status=200):
    """What a look at a page with this body says."""
    monkeypatch.setattr(filing, "fetch", lambda address, **_: Answer(status, address, {"content-type": "text/html"}, body))
    row = filing.ask(organ=organ, year=YEAR, address=ADDRESS, by=supervisor, moment=web.at(TODAY))
    filing.look(row=row, moment=web.at(TODAY))
    return row


def test_a_page_with_the_report_that_was_published_is_right(town, supervisor, monkeypatch):
    report = clean("2021", YEAR, town.name)
    edition(town, report)
    row = looked(monkeypatch, town, supervisor, render(report, ".html"))
    assert (row.found, row.words) == (True, "网页上的2025年度报告和本系统公布的第1版数字一致。")


def test_a_page_with_another_figure_is_wrong_and_says_how_many(town, supervisor, monkeypatch):
    report = clean("2021", YEAR, town.name)
    edition(town, report)
    first = report.rows["table2.licences"][0]
    other = report._replace(rows={**report.rows, "table2.licences": (first._replace(value=(first.value or 0) + 7, printed=None),)})
    row = looked(monkeypatch, town, supervisor, render(other, ".html"))
    assert row.found is False
    assert "有 1 个数和本系统公布的第1版不一致" in row.words


@pytest.mark.parametrize(
    ("organ", "year", "words"), [("示例区教育局", YEAR, "网页上是“示例区教育局”的报告"), ("示例镇人民政府", 2024, "网页上是2024年度的报告")]
)
def test_a_page_with_another_report_is_wrong(town, supervisor, monkeypatch, organ, year, words):
    row = looked(monkeypatch, town, supervisor, render(clean("2021", year, organ), ".html"))
    assert row.found is False
    assert words in row.words


def test_a_page_that_is_not_there_or_is_no_report_is_wrong(town, supervisor, monkeypatch):
    assert "网页不存在（404）" in looked(monkeypatch, town, supervisor, b"", 404).words
    assert looked(monkeypatch, town, supervisor, "<p>欢迎来到示例镇</p>".encode()).found is False


def test_an_inner_address_is_never_asked(town, supervisor):
    row = filing.ask(organ=town, year=YEAR, address="http://127.0.0.1/report", by=supervisor, moment=web.at(TODAY))
    filing.look(row=row, moment=web.at(TODAY))
    assert row.found is False
    assert "内部或者保留的地址" in row.words
    with pytest.raises(UnusableInput):
        filing.ask(organ=town, year=YEAR, address="file:///etc/passwd", by=supervisor, moment=web.at(TODAY))


def test_without_an_address_our_own_page_is_looked_at(town, supervisor):
    row = filing.ask(organ=town, year=YEAR, address="", by=supervisor, moment=web.at(TODAY))
    filing.look(row=row, moment=web.at(TODAY))
    assert "本系统里没有公布这份年度报告" in row.words


@pytest.mark.slow
def test_our_own_page_of_a_published_report_is_right(town, district):
    people = reports.team(town, district)
    reports.published(reports.finished(town, people), people)
    row = filing.ask(organ=town, year=YEAR, address="", by=people.supervisor, moment=web.at(TODAY))
    filing.look(row=row, moment=web.at(TODAY))
    assert row.found, row.words
    [line] = selectors.filing_of([town], YEAR, TODAY)
    assert line.states == ("published", "seen")


@pytest.mark.parametrize(("day", "states"), [(date(2026, 1, 31), ("not_sent",)), (date(2026, 2, 1), ("not_sent", "overdue"))])
def test_a_report_is_overdue_the_day_behind_its_day(town, day, states):
    [line] = selectors.filing_of([town], YEAR, day)
    assert line.states == states


def test_the_filing_board_costs_the_same_for_many(town, supervisor, django_assert_max_num_queries):
    for number in range(20):
        establish(slug=f"zhen-{number}", name=f"示例{number}镇人民政府", level=Level.TOWN, valid_from=web.FOUNDED, parent=town.parent)
    client = browser(supervisor)
    client.get(reverse("desk:filing"))
    with django_assert_max_num_queries(12):
        text = client.get(reverse("desk:filing")).content.decode()
    assert faults(text) == []
    assert "示例19镇" in text


def test_a_look_is_asked_for_in_the_browser(town, supervisor):
    text = browser(supervisor).post(reverse("desk:filing_look", args=[town.slug, YEAR]), {"address": ADDRESS}, follow=True).content.decode()
    assert "正在核对" in text
    assert [row.address for row in FilingLook.objects.all()] == [ADDRESS]
    refused = browser(supervisor).post(reverse("desk:filing_look", args=[town.slug, YEAR]), {"address": "不是网址"}, follow=True)
    assert "网址" in refused.content.decode()
    assert FilingLook.objects.count() == 1


COPIED = "".join(
    f"我镇第{each}项工作坚持以人民为中心推进政务公开，{each}月召开专题会议研究部署信息发布审核把关和栏目内容保障事项，"
    for each in "一二三四五六七八九十"
)


def test_reports_that_share_their_text_are_a_pair_and_those_of_their_own_words_are_none(town, bureau, district):
    other = establish(slug="xiang", name="示例乡人民政府", short_name="示例乡", level=Level.TOWN, valid_from=web.FOUNDED, parent=district)
    past(town, overview=f"示例镇人民政府。{COPIED}", problems="", other="")
    past(other, overview=f"示例乡人民政府。{COPIED}", problems="", other="")
    past(
        bureau,
        overview="".join(f"教育系统公开招生入学政策第{n}号文本并逐校核对学位数量与片区范围。" for n in "甲乙丙丁戊己庚辛壬癸子丑寅卯"),
        problems="",
        other="",
    )
    row = likeness.ask(district=district, year=YEAR, moment=web.at(TODAY))
    likeness.make(row=row, moment=web.at(TODAY))
    [pair] = pairs_of(row, [town, other, bureau])
    assert ({pair.one, pair.other}, pair.part, pair.alike, pair.most) == ({town, other}, "overview", True, 100)
    columns, rows = matrix([pair])
    assert [organ.slug for organ in columns] == ["shilizhen", "xiang"]
    assert [[bool(cell.pair) for cell in cells] for _, cells in rows] == [[False, True], [True, False]]
    one, two = papers([town, other], YEAR)
    first, second = side_by_side(one, two, "overview")
    assert [piece.shared for piece in first if "第十项" in piece.text] == [True]
    assert "".join(piece.text for piece in second) == two.texts["overview"]


def test_what_was_compared_is_kept_while_the_reports_are_the_same(town, district):
    past(town)
    row = likeness.ask(district=district, year=YEAR, moment=web.at(TODAY))
    likeness.make(row=row, moment=web.at(TODAY))
    assert likeness.ask(district=district, year=YEAR, moment=web.at(TODAY)) is None
    past(establish(slug="xiang", name="示例乡人民政府", level=Level.TOWN, valid_from=web.FOUNDED, parent=district))
    assert likeness.ask(district=district, year=YEAR, moment=web.at(TODAY + timedelta(days=1))) == row
    assert Likeness.objects.count() == 1


def test_the_matrix_leads_to_the_passages(town, district, supervisor):
    other = establish(slug="xiang", name="示例乡人民政府", short_name="示例乡", level=Level.TOWN, valid_from=web.FOUNDED, parent=district)
    past(town, overview=COPIED)
    past(other, overview=COPIED)
    client = browser(supervisor)
    asked = client.post(reverse("desk:filing_likeness_make", args=[YEAR]), follow=True).content.decode()
    assert "比对" in asked
    likeness.make(row=Likeness.objects.get(), moment=web.at(TODAY))
    text = client.get(reverse("desk:filing_likeness", args=[YEAR])).content.decode()
    assert faults(text) == []
    address = reverse("desk:filing_pair", args=[YEAR, "shilizhen", "xiang", "overview"])
    assert address in text
    side = client.get(address).content.decode()
    assert faults(side) == []
    assert "<mark>" in side


@pytest.mark.slow
def test_two_hundred_reports_are_compared_in_seconds(district):
    for number in range(200):
        organ = establish(slug=f"zhen-{number}", name=f"示例{number}镇人民政府", level=Level.TOWN, valid_from=web.FOUNDED, parent=district)
        past(organ, overview=COPIED * 3)
    row = likeness.ask(district=district, year=YEAR, moment=web.at(TODAY))
    begin = time.perf_counter()
    likeness.make(row=row, moment=web.at(TODAY))
    assert time.perf_counter() - begin < 20
    assert row.result["organs"] == 200
