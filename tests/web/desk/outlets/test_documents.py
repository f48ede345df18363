"""规范性文件: what holds, what is to be looked at, and table two (一) by counting."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from gongkai.ledger.states.document import DocumentState
from gongkai.ledger.vocabulary import document as d
from gongkai.ledger.vocabulary.codes import DocumentSort
from gongkai.web.publication.models import Item
from gongkai.web.publication.selectors.documents import counted, counts
from gongkai.web.publication.services import lifecycle
from support import web
from web.desk.outlets.conftest import TODAY
from web.publication.register.lists import bring, row

DAYS = st.dates(date(2018, 1, 1), date(2023, 12, 31))


def document(sort, issued, ended, repealed):
    issue = d.Issued(sort=sort, number="1", content="c")
    return DocumentState(issue=issue, issued_on=issued, content="c", ended_on=ended, repealed=repealed)


@given(st.lists(st.tuples(st.sampled_from(DocumentSort), DAYS, st.none() | DAYS, st.booleans())), st.integers(2018, 2023))
def test_last_years_stock_plus_issued_less_ended_is_this_years_stock(drawn, year):
    """What holds at the end of a year follows from the year before, as the rules of the annual report ask (上年有效 + 制发 − 废止)."""
    states = [document(sort, issued, max(issued, ended) if ended else None, repealed) for sort, issued, ended, repealed in drawn]
    before, now = (counted(states, each, date(each, 12, 31)) for each in (year - 1, year))
    for then, here in zip(before, now, strict=True):
        assert then.in_force + here.issued - here.ended == here.in_force


@given(st.lists(st.tuples(st.sampled_from(DocumentSort), DAYS, st.none() | DAYS, st.booleans())), st.integers(2018, 2023), DAYS)
def test_the_counts_are_those_of_a_recount_one_by_one(drawn, year, last):
    states = [document(sort, issued, ended, repealed) for sort, issued, ended, repealed in drawn if ended is None or ended >= issued]
    for found in counted(states, year, last):
        issued = ended = expired = holding = 0
        for state in states:
            if state.issue.sort is not found.sort or state.issued_on > last:
                continue
            issued += state.issued_on.year == year
            if state.ended_on is not None and state.ended_on.year == year and state.ended_on <= last:
                ended += 1
                expired += not state.repealed
            holding += state.ended_on is None or state.ended_on > last
        assert (found.issued, found.ended, found.expired, found.in_force) == (issued, ended, expired, holding)


@pytest.fixture
def papers(town, officer):
    """Five documents: two hold, one has expired, one is repealed, one ends this week."""
    bring(
        row(title="甲办法", genre="规范性文件", number="示政发〔2021〕1号"),
        row(title="乙办法", genre="规范性文件", number="示政发〔2021〕2号", expires="2023-04-01"),
        row(title="丙规定", genre="规范性文件", number="示政发〔2021〕3号"),
        row(title="丁办法", genre="规范性文件", number="示政发〔2021〕4号", expires="2026-03-11"),
        row(title="戊办法", genre="规范性文件", number="示政发〔2025〕1号", formed="2025-03-03", published="2025-03-05"),
    )
    lifecycle.repeal(
        item=Item.objects.get(title="丙规定"), number="示政发〔2026〕1号", on=date(2026, 2, 1), by=officer, moment=web.at(web.MONDAY)
    )


def test_table_two_of_each_year_is_counted_from_the_ledger(papers, town):
    def normative(year, today=TODAY):
        found = next(each for each in counts(town, year, today) if each.sort is DocumentSort.NORMATIVE)
        return (found.issued, found.ended, found.expired, found.in_force)

    assert [normative(year) for year in (2020, 2021, 2022, 2023, 2025, 2026)] == [
        (0, 0, 0, 0), (4, 0, 0, 4), (0, 0, 0, 4), (0, 1, 1, 3), (1, 0, 0, 4), (0, 1, 0, 3),
    ]  # fmt: skip


def test_the_page_shows_what_is_due_and_what_holds(papers, enter, officer, text):
    shown = text(enter(officer).get(reverse("desk:documents"), {"year": "2026"}))
    assert "要清理的（2）" in shown
    assert "快到写明的失效日" in shown
    assert "成文已满 5 年，没有写明失效日" in shown
    assert "全部 5 有效 3 已修改 0 尚未生效 0 失效 1 废止 1" in shown
    assert "行政规范性文件 0 1 3" in shown


def test_the_list_is_narrowed_by_validity_and_had_as_csv(papers, enter, officer):
    client = enter(officer)
    shown = client.get(reverse("desk:documents"), {"validity": "repealed"}).content.decode()
    assert "丙规定" in shown.split('id="all"')[1]
    assert "甲办法" not in shown.split('id="all"')[1]
    lines = client.get(reverse("desk:documents_export", args=["csv"]), {"validity": "expired"}).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "乙办法,示政发〔2021〕2号,行政规范性文件" in lines[1]


def test_the_page_asks_as_often_for_many_as_for_few(enter, officer, town, django_assert_max_num_queries):
    client, where = enter(officer), reverse("desk:documents")
    bring(*(row(title=f"办法{number}", genre="规范性文件") for number in range(3)))
    client.get(where)
    with django_assert_max_num_queries(25) as few:
        client.get(where)
    bring(*(row(title=f"又一办法{number}", genre="规范性文件") for number in range(30)))
    with django_assert_max_num_queries(25) as many:
        client.get(where)
    assert len(many) == len(few)


@pytest.mark.parametrize(("who", "status"), [("leader", 200), ("outsider", 404), ("supervisor", 403)])
def test_documents_are_for_the_office(request, enter, town, who, status):
    assert enter(request.getfixturevalue(who)).get(reverse("desk:documents"), {"organ": town.slug}).status_code == status
