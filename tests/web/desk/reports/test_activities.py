"""The pages on which meetings, training and results are registered."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from gongkai.web.reporting.selectors.activities import SORTS, activities
from support import reports
from support.reports import TODAY, YEAR, opened
from support.web import at

GIVEN = {"on": "2025-06-03", "participants": "30", "words": "条例和答复办法培训"}


@pytest.fixture
def people(town, district):
    return reports.team(town, district)


@pytest.fixture
def officer(people, enter):
    return enter(people.officer, at(TODAY))


def shelf(town):
    return f"{reverse('desk:reports_activities')}?organ={town.slug}&year={YEAR}"


def new(town, key="training"):
    return reverse("desk:reports_activity_new", args=[town.slug, YEAR, key])


def test_an_empty_year_says_of_what_there_is_none_and_where_each_sort_is_registered(town, officer, text):
    shown = officer.get(shelf(town))
    assert "没有登记过：政务公开工作会议、政府信息公开业务培训、政府开放日、工作考核结果、社会评议、责任追究。" in text(shown)
    assert all(new(town, sort.key) in shown.content.decode() for sort in SORTS)


def test_a_training_is_registered_and_listed_with_how_many_came(town, officer, text):
    answer = officer.post(new(town), GIVEN, follow=True)
    assert answer.redirect_chain == [(shelf(town), 302)]
    words = text(answer)
    assert "已登记政府信息公开业务培训。" in words
    assert "2025年6月3日 政府信息公开业务培训 条例和答复办法培训 30人次 经办人甲" in words


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("on", "2026-02-30", "没有这一天"),
        ("on", "2024-12-31", "2025年1月1日"),
        ("participants", "", "请填写参加人次"),
        ("words", "", "请填写培训内容"),
    ],
)
def test_what_cannot_be_is_said_in_words_and_what_was_typed_stays(town, officer, text, field, value, said):
    answer = officer.post(new(town), GIVEN | {field: value})
    assert answer.status_code == 422
    assert said in text(answer)
    kept = next(key for key in ("words", "participants") if key != field)
    assert GIVEN[kept] in answer.content.decode()


def test_what_was_not_counted_on_an_open_day_is_left_open(town, officer, text):
    officer.post(new(town, "open-day"), GIVEN | {"materials": "", "questions": "8"})
    words = text(officer.get(shelf(town)))
    assert "30人次，现场解答咨询8件" in words
    assert "发放资料" not in words


def test_one_is_voided_with_a_reason_on_a_page_that_shows_it(town, officer, text):
    officer.post(new(town), GIVEN)
    step = activities(town.pk, YEAR)[0].step
    page = reverse("desk:reports_activity_void", args=[town.slug, YEAR, step])
    assert "条例和答复办法培训" in text(officer.get(page))
    assert officer.post(page, {"reason": ""}).status_code == 422
    assert "已作废" in text(officer.post(page, {"reason": "登记了两次"}, follow=True))
    assert officer.get(page).status_code == 404
    assert not activities(town.pk, YEAR)


@pytest.mark.parametrize("address", ["reports_activity_new", "reports_activity_void"])
def test_what_there_is_not_is_not_found(town, officer, address):
    last = "dance" if address.endswith("new") else 99
    assert officer.get(reverse(f"desk:{address}", args=[town.slug, YEAR, last])).status_code == 404
    assert officer.get(reverse("desk:reports_activity_new", args=[town.slug, 2018, "training"])).status_code == 404


def test_the_pages_of_a_report_and_of_declared_figures_lead_there(town, people, officer):
    annual = opened(town, people)
    for page in (reverse("desk:report", args=[annual.pk]), f"{reverse('desk:reports_declared')}?organ={town.slug}&year={YEAR}"):
        assert reverse("desk:reports_activities") in officer.get(page).content.decode()


def test_who_only_reads_registers_nothing(town, people, enter):
    leader = enter(people.leader, at(TODAY))
    assert new(town) not in leader.get(shelf(town)).content.decode()
    assert leader.post(new(town), GIVEN).status_code == 403
    assert not activities(town.pk, date(YEAR, 1, 1).year)
