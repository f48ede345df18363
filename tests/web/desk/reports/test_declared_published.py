"""Beside a declared figure stands what was published of such decisions: for a check, with its list, never in the way."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.urls import reverse
from lxml import html

from gongkai.ledger.vocabulary import Entry
from gongkai.ledger.vocabulary import publication as p
from gongkai.ledger.vocabulary.codes import Attribute, Outlet, Role
from gongkai.web.reporting.models import ItemFact
from gongkai.web.reporting.selectors.content import content_of
from gongkai.web.reporting.selectors.findings import findings_of, why_not_hand_over
from support import items, reports, web
from support.courses import Course
from support.reports import TODAY, YEAR, declared, opened
from web.portal.markup import faults
from web.reporting.stored import put

NOW = web.at(TODAY)
LICENCES, PENALTIES, COERCION, FEES = reports.DECLARED
MORE = "公开的比申报的多"


@pytest.fixture
def people(town, district):
    return reports.team(town, district)


@pytest.fixture
def client(people, enter):
    return enter(people.officer, NOW)


@pytest.fixture
def published(town):
    """Three things of 行政许可 and four of 行政处罚、行政强制 that became public in the year, and one of the year before."""
    put(
        town.pk,
        [thing("licences", date(YEAR, 3, day)) for day in (1, 2, 3)] + [thing("penalties", date(YEAR, 5, day)) for day in (1, 2, 3, 4)],
    )
    put(town.pk, [thing("licences", date(YEAR - 1, 12, 31))])


def thing(catalogue, on):
    events = (
        p.Drafted(content="c", catalogue=catalogue, formed_on=on), p.Classified(attribute=Attribute.ACTIVE, role=Role.OFFICER), p.Approved(role=Role.LEADER),
        p.Published(outlet=Outlet.WEBSITE, receipt="r"),
    )  # fmt: skip
    log = (Entry(number=number, effective_on=on, recorded_at=web.at(on), event=event) for number, event in enumerate(events, 1))
    return Course(uuid.uuid4(), "publication", tuple(log))


def shelf(client, town):
    return client.get(reverse("desk:reports_declared"), {"organ": town.slug, "year": YEAR})


def beside(town, cell=LICENCES, year=YEAR):
    return reverse("desk:reports_declared_published", args=[town.slug, year, cell])


def test_beside_each_figure_stands_how_many_were_published_with_a_link_to_them(client, town, published, text):
    page = shelf(client, town)
    assert text(page).count("另：全年公开了") == 4
    assert MORE not in text(page)  # nothing is declared yet: unknown is not zero
    links = html.fromstring(page.content.decode()).xpath("//a[contains(@href, '/published/')]")
    assert [link.text_content() for link in links] == ["3 条，行政许可", "4 条，行政处罚", "4 条，行政强制", "0 条，行政事业性收费"]
    for link in links:
        shown = client.get(link.get("href")).content.decode()
        rows = html.fromstring(shown).xpath("//section[@aria-labelledby='behind']//tbody/tr")
        assert (faults(shown), f"{len(rows)} 条") == ([], link.text_content().partition("，")[0])


def test_more_published_than_declared_is_a_remark_on_every_page_and_stops_nothing(client, town, people, published, text):
    for cell, value in zip(reports.DECLARED, ("2", "3", "0", "0.5"), strict=True):
        declared(town, people, cell, value)
    annual = opened(town, people)
    assert text(shelf(client, town)).count(MORE) == 3  # 许可, and 处罚 with 强制; money is not compared
    for address in (
        reverse("desk:reports_declare", args=[town.slug, YEAR, LICENCES]),
        reverse("desk:report_cell", args=[annual.pk, LICENCES]),
    ):
        words = text(client.get(address))
        assert MORE in words
        assert "另：全年公开了 3 条 这类信息" in words
        assert "申报的一共 2 件" in words
    assert MORE in text(client.get(beside(town)))
    with_them = handed_over(annual)
    ItemFact.objects.all().delete()
    assert handed_over(annual) == with_them


def handed_over(annual):
    """What stands in the way, and all findings."""
    content = content_of(annual)
    found = findings_of(content)
    return why_not_hand_over(content, found), [(each.finding.code, each.finding.message) for each in found]


def test_as_many_published_as_declared_is_no_remark(client, town, people, published, text):
    declared(town, people, LICENCES, "3")
    assert MORE not in text(shelf(client, town))
    assert "申报的一共：3 件" in text(client.get(beside(town)))


def test_an_item_in_the_list_has_its_title_and_its_page(client, town, text):
    item = items.published(town, items.team(town), column="licences")
    page = client.get(beside(town, year=2026)).content.decode()
    assert html.fromstring(page).xpath("//tbody//a/@href") == [reverse("desk:item", args=[item.pk])]
    assert items.TITLE in page
    assert "申报的一共：不能比" in text(client.get(beside(town, year=2026)))


@pytest.mark.parametrize(
    ("cell", "year"), [("table2.rules[0]", YEAR), ("narrative.columns", YEAR), ("x", YEAR), (LICENCES, 2018), ("table2.fees[0]", 2020)]
)
def test_a_figure_beside_which_nothing_is_counted_has_no_list(client, town, cell, year):
    assert client.get(beside(town, cell, year)).status_code == 404
