"""Values as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator
from django.template import engines

from gongkai.law.calendar import Calendar
from gongkai.law.deadlines import ClockEvent, explain
from gongkai.web.ui import day_ledger
from gongkai.web.ui.templatetags import gk


def shown(source: str, request=None, **values) -> str:
    return engines["django"].from_string(source).render(values, request)


EVENING = datetime(2026, 3, 5, 18, 30, tzinfo=UTC)  # the next morning in China


@pytest.mark.parametrize(
    ("source", "value", "text"),
    [
        ("{{ x|day }}", date(2026, 3, 6), "2026年3月6日"),
        ("{{ x|day }}", EVENING, "2026年3月6日"),
        ("{{ x|day }}", None, ""),
        ("{{ x|weekday }}", date(2026, 3, 6), "星期五"),
        ("{{ x|moment }}", EVENING, "2026年3月6日 02:30"),
        ("{{ x|moment }}", None, ""),
        ("{{ x|cite }}", "条例:33.2", "《中华人民共和国政府信息公开条例》第三十三条第二款"),
        ("{{ x|cite }}", "单位内部制度", "单位内部制度"),
        ("{{ x|size }}", 500, "500 字节"),
        ("{{ x|size }}", 364_544, "356 KB"),
        ("{{ x|size }}", 1_300_000, "1.2 MB"),
        ("{{ x|yuan }}", 123_456, "1,234.56元"),
        ("{{ x|yuan }}", None, ""),
        ("{{ x|initial }}", "经办人甲", "经"),
    ],
)
def test_a_value_is_written_for_people(source, value, text):
    assert shown(source, x=value) == text


def test_a_query_keeps_what_it_does_not_change(rf):
    request = rf.get("/", {"state": "open", "page": "3", "q": "补助"})
    assert shown("{% query page=4 q=None %}", request) == "?state=open&amp;page=4"
    assert shown('{% query page="" as here %}{{ here }}', request) == "?state=open&amp;q=%E8%A1%A5%E5%8A%A9"


def test_a_query_can_be_begun_without_a_request():
    assert shown("{% query page=2 %}") == "?page=2"


def test_an_address_that_is_not_there_is_empty():
    assert shown('{% address "desk:home" %}|{% address "nobody:nothing" 1 %}') == "/desk/|"


@pytest.mark.parametrize(
    ("left", "kind"),
    [(None, "waiting"), ("", "waiting"), (-1, "over"), (0, "today"), (1, "soon"), (3, "soon"), (4, "later"), (20, "later")],
)
def test_days_left_have_a_kind(left, kind):
    assert gk.due_kind(left) == kind


def test_a_badge_says_it_in_words():
    assert shown('{% due_badge -2 "已超期 2 个工作日" %}').strip() == '<span class="gk-due gk-due--over">已超期 2 个工作日</span>'


def test_words_of_others_are_escaped():
    assert "<b>" not in shown("{% due_badge 1 x %}", x="<b>")


@pytest.mark.parametrize(
    ("pages", "at", "numbers"),
    [
        (3, 2, [1, 2, 3]),
        (7, 1, [1, 2, 3, 4, 5, 6, 7]),
        (20, 1, [1, 2, None, 20]),
        (20, 10, [1, None, 9, 10, 11, None, 20]),
        (20, 20, [1, None, 19, 20]),
    ],
)
def test_a_pager_leaves_out_what_is_far(pages, at, numbers):
    assert gk.page_numbers(Paginator(range(pages), 1).page(at)) == numbers


class TestDayLedger:
    calendar = Calendar.standard()

    def cells(self, clock, today=None):
        months = day_ledger.page(clock, self.calendar, today)["months"]
        return {cell.day: cell for month in months for week in month.weeks for cell in week if cell.day}

    def test_every_day_of_the_ledger_has_a_word(self):
        clock = explain(date(2026, 3, 2), [], self.calendar)
        cells = self.cells(clock)
        assert all(cells[each.day].words for each in clock.days)
        assert cells[date(2026, 3, 30)].words == ("第20日", "到期")
        assert cells[date(2026, 3, 31)].words == ()

    def test_weekends_rest_and_days_of_waiting_are_taken_out(self):
        events = [ClockEvent("consultation_sent", date(2026, 3, 6), "甲"), ClockEvent("consultation_answered", date(2026, 3, 10), "甲")]
        cells = self.cells(explain(date(2026, 3, 2), events, self.calendar))
        assert [cells[date(2026, 3, number)].words for number in (7, 9, 11)] == [("休",), ("扣除",), ("第5日",)]

    def test_today_is_marked(self):
        assert self.cells(explain(date(2026, 3, 2), [], self.calendar), date(2026, 3, 4))[date(2026, 3, 4)].words == ("第2日", "今天")

    def test_months_have_the_whole_weeks_that_matter_from_monday(self):
        months = day_ledger.page(explain(date(2026, 3, 2), [], self.calendar), self.calendar, None)["months"]
        assert [month.title for month in months] == ["2026年3月"]
        assert {len(week) for week in months[0].weeks} == {7}
        assert (months[0].weeks[0][0].day, months[0].weeks[-1][1].day) == (date(2026, 3, 2), date(2026, 3, 31))
        assert months[0].weeks[-1][2] == day_ledger.Cell()

    @pytest.mark.parametrize(
        ("events", "head"),
        [
            ([], "最迟2026年3月30日前答复"),
            ([ClockEvent("answered", date(2026, 3, 20))], "最迟2026年3月30日前答复；已经答复，按期"),
            (
                [ClockEvent("correction_requested", date(2026, 3, 5), until=date(2026, 3, 19))],
                "现在没有答复期限：等申请人补正，2026年3月19日止",
            ),
        ],
    )
    def test_the_answer_stands_first(self, events, head):
        assert day_ledger.head(explain(date(2026, 3, 2), events, self.calendar)).startswith(head)
