"""长效机制: every number is the length of its list, month by month, for a town and for a district, in few queries; the paragraph tells no other."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.web.events import heartbeats
from gongkai.web.oversight.selectors import mechanism
from gongkai.web.oversight.selectors.mechanism_checks import checks
from gongkai.web.oversight.selectors.mechanism_words import paragraph
from gongkai.web.publication.services import complaints
from gongkai.web.reporting.services import troubles
from support import items, web
from web.portal.markup import faults

BACKEND = "django.contrib.auth.backends.ModelBackend"
DAY = date(2026, 4, 20)
LATE = {"formed_on": date(2026, 1, 5)}  # 20 working days later is 2026-02-02; released on 2026-03-06


@pytest.fixture(autouse=True)
def _on_that_day(monkeypatch):
    monkeypatch.setattr("gongkai.web.clock.now", lambda: web.at(DAY, 10))


@pytest.fixture
def filled(town, head):
    """The town published one thing late, answered one reader, and wrote two steps of a problem in two months."""
    people = items.team(town)
    item = items.published(town, people, **LATE)
    said = complaints.complain(
        organ=town, item=item, page="/", kind="错别字", text="“公开”写成了“工开”。", contact="", moment=web.at(date(2026, 3, 9))
    )
    complaints.answer(complaint=said, state="answered", text="已改正", by=head, moment=web.at(date(2026, 3, 10)))
    entry = troubles.Entry("栏目更新不及时", "每月核对一次", "办公室", date(2026, 6, 30))
    made = troubles.add(organ=town, year=2026, entry=entry, by=head, moment=web.at(date(2026, 3, 2)))
    for on in (date(2026, 3, 20), date(2026, 4, 10)):
        troubles.step(trouble=made, on=on, state="going", words="核对了一次", by=head, moment=web.at(DAY))
    return town


def client_of(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def numbers(organs, key):
    months = mechanism.months_of([each.pk for each in organs], DAY)
    (line,) = [each for each in months.lines if each.measure.key == key]
    return dict(zip(months.months, line.numbers, strict=True))


def test_the_months_are_the_last_twelve():
    months = mechanism.months_to(date(2026, 1, 31))
    assert (months[0], months[-1], len(months)) == (date(2025, 2, 1), date(2026, 1, 1), 12)
    assert mechanism.end_of(date(2024, 2, 1)) == date(2024, 2, 29)


def test_what_was_found_and_done_stands_in_its_month(filled):
    march, april = date(2026, 3, 1), date(2026, 4, 1)
    assert numbers([filled], "items_late")[march] == 1
    assert numbers([filled], "complaints")[march] == 1
    steps = numbers([filled], "troubles")
    assert (steps[march], steps[april], sum(steps.values())) == (1, 1, 2)


def test_another_organ_counts_nothing_of_it(filled, bureau):
    months = mechanism.months_of([bureau.pk], DAY)
    assert [each.total for each in months.lines] == [0] * len(mechanism.MEASURES)


def test_every_number_is_the_length_of_its_list(filled):
    months = mechanism.months_of([filled.pk], DAY)
    for line in months.lines:
        for month, number in zip(months.months, line.numbers, strict=True):
            rows = list(mechanism.rows_of(line.measure, [filled.pk], month))
            assert len(rows) == number
            assert all(mechanism.shown(line.measure, row).organ == filled.name for row in rows)


def test_all_measures_cost_one_query_however_many_organs(filled, bureau, district, django_assert_num_queries):
    with django_assert_num_queries(1):
        mechanism.months_of([filled.pk, bureau.pk, district.pk], DAY)


def test_a_job_that_does_not_run_is_seen_among_the_checks(filled):
    heartbeats.went_well(name="ledger", day=DAY, moment=web.at(DAY, 9))
    found = {each.words: each for each in checks([filled.pk], web.at(DAY, 10))}
    assert not found["账本有没有被改动"].silent
    assert found["账本有没有被改动"].last == "2026年4月20日"
    assert found["主动公开的期限、空白栏目、待解读的政策"].silent
    assert "2026年3月6日" in found["公开前的个人信息、敏感内容、用语、附件"].last


def test_the_paragraph_tells_the_figures_and_nothing_that_did_not_happen(filled, bureau):
    words = paragraph(mechanism.months_of([filled.pk], DAY), year=2026)
    assert "2026年1月至4月" in words
    assert "逾期公开1条" in words
    assert "答复网页纠错1件" in words
    assert "逾期答复" not in words
    assert "没有发现逾期公开" in paragraph(mechanism.months_of([bureau.pk], DAY), year=2026)


def test_the_page_of_a_town_opens_every_list(filled, officer):
    client = client_of(officer)
    answer = client.get(reverse("desk:mechanism"))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert faults(text) == []
    assert filled.name in text
    address = reverse("desk:mechanism_behind", args=["items_late", 2026, 3])
    assert address in text
    listed = client.get(f"{address}?organ={filled.slug}").content.decode()
    assert faults(listed) == []
    assert "应当在2026年2月2日以前公开" in listed
    assert client.get(reverse("desk:mechanism_behind", args=["items_late", 2020, 1])).status_code == 404
    assert client.get(reverse("desk:mechanism_behind", args=["nothing", 2026, 3])).status_code == 404
    assert client.get(reverse("desk:mechanism_behind", args=["items_late", 2026, 13])).status_code == 404


def test_the_district_sees_all_below_and_no_remark_of_a_draft(filled, supervisor, django_assert_max_num_queries):
    client = client_of(supervisor)
    with django_assert_max_num_queries(12):
        text = client.get(reverse("desk:mechanism")).content.decode()
    assert "全区各机关" in text
    listed = client.get(reverse("desk:mechanism_behind", args=["items_late", 2026, 3])).content.decode()
    assert filled.name in listed
    answered = client.get(reverse("desk:mechanism_behind", args=["answered", 2026, 3])).content.decode()
    assert "说明：" not in answered


def test_another_towns_page_is_not_there(filled, bureau, officer):
    assert client_of(officer).get(f"{reverse('desk:mechanism')}?organ={bureau.slug}").status_code == 404
