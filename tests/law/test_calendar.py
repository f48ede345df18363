"""The calendar against two libraries written apart from it, against the statute's number of days, and its arithmetic."""

from datetime import date, timedelta

import chinese_calendar
import holidays as holidays_library
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.law.calendar import HOLIDAY, MAKEUP, WEEKEND, WORKDAY, Calendar, OutsideCalendar, Year, doubt, plain
from gongkai.law.holidays import Notice, Span, UnknownRegion, festivals, flaws, merged, net_rest, region, shipped

CHINA = Calendar.standard()
FIRST, LAST = date(2007, 1, 1), date(2026, 12, 31)
DAY = timedelta(days=1)
# Statutory days by the 办法 in force: 1999 (10), 2007 revision (11, with Tomb-sweeping, Dragon Boat, Mid-Autumn), 2024 revision (13).
STATUTORY = {2007: 10, **dict.fromkeys(range(2008, 2025), 11), 2025: 13, 2026: 13}
# What a single notice gave on top: 3 September 2015; 31 January 2020, and 1 February 2020 no longer worked.
GIVEN = {2015: 1, 2020: 2}

inside = st.dates(FIRST, LAST)
counts = st.integers(1, 400)


def every_day(first=FIRST, last=LAST):
    return [first + step * DAY for step in range((last - first).days + 1)]


def test_every_day_from_2007_to_2026_is_as_chinesecalendar_has_it():
    differing = [day for day in every_day() if chinese_calendar.is_workday(day) != CHINA.is_working(day)]
    assert differing == []


def test_the_holidays_library_agrees_but_for_the_weekends_it_does_not_know_to_be_worked():
    # It lists rest days of the notices only; a day it lists must rest, and a weekday that rests must be listed.
    listed = holidays_library.China(years=range(2007, 2027))
    # 31 January 2020 was given by 国办发明电〔2020〕1号, which that library leaves out.
    known_gap = {date(2020, 1, 31)}
    working = [day for day in listed if FIRST <= day <= LAST and CHINA.is_working(day)]
    missing = {day for day in every_day() if day.weekday() < 5 and not CHINA.is_working(day) and day not in listed}
    assert working == []
    assert missing - known_gap == set()


@pytest.mark.parametrize("year", shipped(), ids=lambda year: str(year.year))
def test_a_year_rests_as_many_days_as_the_statute_gives(year):
    assert net_rest(year) == STATUTORY[year.year] + GIVEN.get(year.year, 0)


@pytest.mark.parametrize("year", shipped(), ids=lambda year: str(year.year))
def test_a_shipped_year_holds_together_and_names_its_notice(year):
    assert flaws(year) == ()
    assert f"{year.year}年" in year.title
    assert year.source == f"law/data/holidays/{year.year}.toml"


def test_the_years_are_without_a_gap():
    assert [year.year for year in shipped()] == list(range(2007, 2027))
    assert CHINA.known_through() == LAST


@pytest.mark.parametrize(
    ("day", "working", "kind", "why"),
    [
        (date(2026, 2, 13), True, WORKDAY, "工作日"),
        (date(2026, 2, 14), True, MAKEUP, "周六，调休补班"),
        (date(2026, 2, 15), False, HOLIDAY, "春节假期"),
        (date(2026, 2, 23), False, HOLIDAY, "春节假期"),
        (date(2026, 2, 24), True, WORKDAY, "工作日"),
        (date(2026, 3, 7), False, WEEKEND, "周六"),
        (date(2026, 3, 8), False, WEEKEND, "周日"),
    ],
)
def test_a_day_says_what_it_is_and_why(day, working, kind, why):
    told = CHINA.of(day)
    assert (told.day, told.working, told.kind, told.why, told.provisional) == (day, working, kind, why, False)


@pytest.mark.parametrize(
    ("day", "cite"),
    [
        (date(2026, 2, 15), "《国务院办公厅关于2026年部分节假日安排的通知》（国办发明电〔2025〕7号）"),
        (date(2019, 5, 2), "《国务院办公厅关于调整2019年劳动节假期安排的通知》（国办发明电〔2019〕3号）"),
        (date(2020, 2, 1), "《国务院办公厅关于延长2020年春节假期的通知》（国办发明电〔2020〕1号）"),
        (date(2008, 5, 1), "《国务院办公厅关于2008年部分节假日安排的通知》"),
        (date(2026, 3, 9), "《国务院关于职工工作时间的规定》第七条"),
    ],
)
def test_a_day_cites_the_notice_that_makes_it_so(day, cite):
    assert CHINA.of(day).cite == cite


def test_a_later_notice_takes_the_place_of_an_earlier_one_day_by_day():
    # 2019: the first notice gave 1 May alone. 2020: it had 1 February worked, the extension made it rest.
    assert [CHINA.is_working(date(2019, 5, day)) for day in (1, 2, 3, 5, 6)] == [False, False, False, True, True]
    assert [CHINA.is_working(day) for day in (date(2020, 1, 31), date(2020, 2, 1), date(2020, 2, 3))] == [False, False, True]
    assert len(CHINA.notices(2020)) == 2
    assert CHINA.notices(2027) == ()


def test_an_amendment_may_also_make_a_rest_day_worked():
    year = Year(2027, "通知", "", (Span(date(2027, 1, 1), date(2027, 1, 3), "元旦"),), (), "", (Notice("改", "", (), (date(2027, 1, 2),)),))
    assert merged(year) == ({date(2027, 1, 1), date(2027, 1, 3)}, {date(2027, 1, 2)})


def test_a_notice_reaches_into_the_year_before():
    assert CHINA.is_working(date(2018, 12, 29))
    assert not CHINA.is_working(date(2018, 12, 31))
    assert not CHINA.is_working(date(2007, 12, 31))


def test_twenty_working_days_over_the_spring_festival_of_2026():
    assert CHINA.add(date(2026, 2, 10), 20) == (date(2026, 3, 16), False)


@pytest.mark.parametrize(("count", "day"), [(1, date(2026, 2, 14)), (2, date(2026, 2, 24))])
def test_a_worked_saturday_is_counted_and_the_festival_is_not(count, day):
    assert CHINA.add(date(2026, 2, 13), count).day == day


@given(inside, counts)
def test_counting_forward_and_between_are_inverse(day, count):
    reached = CHINA.add(day, count).day
    assume(reached <= LAST)
    assert CHINA.is_working(reached)
    assert CHINA.between(day, reached) == count
    assert CHINA.between(reached, day) == -count


@given(inside, counts)
def test_counting_back_from_where_one_came_gives_the_working_day_on_or_before(day, count):
    on_or_before = day
    while not CHINA.is_working(on_or_before):
        assume(on_or_before > FIRST)
        on_or_before -= DAY
    assert CHINA.back(CHINA.add(day, count).day, count).day == on_or_before


@given(inside, inside, counts)
def test_who_starts_later_does_not_arrive_earlier(one, other, count):
    earlier, later = sorted((one, other))
    assert CHINA.add(earlier, count).day <= CHINA.add(later, count).day


@given(inside, counts)
def test_one_more_day_arrives_later(day, count):
    assert CHINA.add(day, count).day < CHINA.add(day, count + 1).day


@given(inside)
def test_the_next_working_day_is_the_day_itself_or_the_first_after_it(day):
    reached = CHINA.next_working(day).day
    assert reached == (day if CHINA.is_working(day) else CHINA.add(day, 1).day)


def test_no_days_is_the_day_itself():
    assert CHINA.add(date(2026, 2, 15), 0) == (date(2026, 2, 15), False)
    assert CHINA.add(date(2027, 2, 15), 0) == (date(2027, 2, 15), True)
    assert CHINA.between(date(2026, 2, 15), date(2026, 2, 15)) == 0


def test_a_number_below_zero_is_a_fault_of_the_caller():
    with pytest.raises(ValueError, match="not negative"):
        CHINA.add(FIRST, -1)


@pytest.mark.parametrize(
    "ask", [CHINA.of, CHINA.is_working, CHINA.next_working, lambda day: CHINA.between(day, LAST), lambda day: CHINA.add(day, 0)]
)
@pytest.mark.parametrize("day", [date(2006, 12, 31), date(2032, 1, 1), date.min, date.max])
def test_a_day_outside_the_calendar_is_refused_with_the_file_to_add(ask, day):
    with pytest.raises(OutsideCalendar) as refused:
        ask(day)
    assert ("2006.toml" if day.year < 2007 else "2027.toml") in refused.value.sentence()


def test_the_last_day_that_is_computed_is_five_years_after_the_last_notice():
    assert CHINA.of(date(2031, 12, 31)).provisional


@pytest.mark.parametrize("count", [10**5, 10**12])
def test_a_huge_count_ends_in_a_refusal(count):
    with pytest.raises(OutsideCalendar, match="2026"):
        CHINA.add(date(2026, 1, 1), count)
    with pytest.raises(OutsideCalendar, match="2007"):
        CHINA.back(date(2026, 1, 1), count)


def test_a_year_without_a_notice_is_provisional_and_says_so():
    fest, plain_day = CHINA.of(date(2027, 2, 6)), CHINA.of(date(2027, 3, 1))
    assert (fest.kind, fest.why) == (HOLIDAY, "春节假期（暂定：2027年放假通知尚未收录）")
    assert fest.cite == "《全国年节及纪念日放假办法》第二条"
    assert plain_day.why == "工作日（暂定：2027年放假通知尚未收录）"
    assert fest.provisional
    assert plain_day.provisional
    assert (plain(fest), doubt(fest)) == ("春节假期", "2027年放假通知尚未收录")
    assert doubt(CHINA.of(FIRST)) == ""


@pytest.mark.parametrize("year", range(2027, 2032))
def test_a_year_without_a_notice_has_the_thirteen_statutory_days_and_no_swaps(year):
    days = CHINA.days(year)
    off = {day.day for day in days if day.kind == HOLIDAY}
    assert off == set(festivals().of(year))
    assert not [day for day in days if day.kind == MAKEUP]
    # 1 October 2031 is both National Day and Mid-Autumn; 3 October 2028 too.
    assert len(off) == (12 if year in (2028, 2031) else 13)


@pytest.mark.parametrize("year", range(2027, 2032))
def test_the_almanac_of_coming_years_is_as_the_holidays_library_has_it(year):
    listed = holidays_library.China(years=year, language="zh_CN")
    assert {day for day, name in listed.items() if "补假" not in name} == set(festivals().of(year))


def test_a_count_over_new_year_into_a_year_without_a_notice_is_provisional():
    assert CHINA.add(date(2026, 12, 30), 1) == (date(2026, 12, 31), False)
    assert CHINA.add(date(2026, 12, 30), 2).provisional
    assert CHINA.back(date(2027, 1, 1), 1) == (date(2026, 12, 31), False)
    assert CHINA.next_working(date(2027, 1, 4)) == (date(2027, 1, 4), True)


def year_of(number, *rest, work=()):
    return Year(number, f"{number}年通知", "", tuple(Span(first, last, "春节") for first, last in rest), tuple(work), "测试")


def test_a_year_that_an_office_imported_takes_the_place_of_the_computation():
    mine = Calendar.standard(extra=[year_of(2027, (date(2027, 2, 9), date(2027, 2, 11)), work=[date(2027, 2, 20)])])
    assert mine.of(date(2027, 2, 9)).why == "春节假期"
    assert mine.is_working(date(2027, 2, 20))
    assert not mine.of(date(2027, 2, 6)).provisional
    assert mine.known_through() == date(2027, 12, 31)
    assert CHINA.is_working(date(2027, 2, 9)), "the standard calendar is another value"


def test_an_imported_year_takes_the_place_of_a_shipped_one():
    mine = Calendar.standard(extra=[year_of(2026, (date(2026, 3, 2), date(2026, 3, 2)))])
    assert not mine.is_working(date(2026, 3, 2))
    assert mine.is_working(date(2026, 2, 16))


def test_a_year_behind_a_gap_is_certain_and_the_gap_is_not():
    mine = Calendar.standard(extra=[year_of(2028, (date(2027, 12, 31), date(2028, 1, 1)))])
    assert mine.known_through() == LAST
    assert mine.of(date(2027, 3, 1)).provisional
    assert not mine.of(date(2027, 12, 31)).provisional
    assert not mine.of(date(2028, 3, 1)).provisional


def test_an_earlier_year_may_be_added_in_front():
    assert Calendar.standard(extra=[year_of(2006)]).is_working(date(2006, 6, 1))


def test_a_year_of_which_the_almanac_is_not_known_says_that_it_was_left_out():
    mine = Calendar.standard(extra=[year_of(2027)])
    assert "农历节日没有计入" in mine.of(date(2032, 3, 1)).why


def test_an_autonomous_region_adds_and_reverses_days():
    # 广西 2017: 30 and 31 March off, the national make-up day 1 April off, 8 April worked instead.
    there = Calendar.standard(region="450000")
    days = [date(2017, 3, 30), date(2017, 3, 31), date(2017, 4, 1), date(2017, 4, 8)]
    assert [CHINA.is_working(day) for day in days] == [True, True, True, False]
    assert [there.is_working(day) for day in days] == [False, False, False, True]
    assert "壮族三月三" in there.of(days[2]).cite
    assert len(there.notices(2017)) == 2
    assert there.add(date(2017, 3, 29), 4).day == date(2017, 4, 8)


def test_a_region_whose_notice_of_the_year_is_not_known_is_provisional_from_its_first_own_year():
    there = Calendar.standard(region="450000")
    assert not there.of(date(2013, 4, 1)).provisional
    assert not there.of(date(2017, 6, 1)).provisional
    assert there.of(date(2026, 4, 1)).why == "工作日（暂定：广西壮族自治区2026年的放假安排尚未收录）"
    assert doubt(there.of(date(2027, 4, 1))) == "2027年放假通知尚未收录；广西壮族自治区2027年的放假安排尚未收录"


def test_the_days_of_a_region_make_sense():
    for year in region("450000").years:
        resting, working = merged(year)
        assert not resting & working
        assert all(day.weekday() >= 5 for day in working)


def test_an_unknown_region_is_refused_with_those_that_are_known():
    with pytest.raises(UnknownRegion) as refused:
        Calendar.standard(region="../450000")
    assert "450000" in refused.value.sentence()
    assert "law/data/regions/" in refused.value.sentence()


def test_a_calendar_cannot_be_changed():
    with pytest.raises(AttributeError):
        CHINA.known = 2030  # type: ignore[misc]
