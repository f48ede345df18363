"""The day of receipt, channel by channel (条例 Art. 31)."""

from datetime import date

import pytest

from gongkai.law.calendar import Calendar
from gongkai.law.deadlines import Refused
from gongkai.law.receipt import CHANNELS, CONFIRM_TODAY, PENDING, Came, ReceiptSettings, receipt

CALENDAR = Calendar.standard()
FRIDAY, MONDAY, TUESDAY = date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 10)
OFFICE_CONFIRMS = ReceiptSettings(own_form_confirms=False)


def got(channel, *, settings=None, **days):
    return receipt(channel, Came(**days), CALENDAR, settings=settings)


@pytest.mark.parametrize(
    ("channel", "days", "clause"),
    [
        ("in_person", {"submitted": FRIDAY}, "第三十一条第（一）项"),
        ("oral", {"submitted": FRIDAY}, "第二十九条第一款"),
        ("signed_post", {"submitted": date(2026, 3, 3), "arrived": FRIDAY}, "第三十一条第（二）项"),
        ("ordinary_post", {"arrived": FRIDAY, "confirmed": FRIDAY}, "第三十一条第（二）项"),
        ("online", {"submitted": FRIDAY}, "第三十一条第（三）项"),
        ("fax", {"arrived": FRIDAY, "confirmed": FRIDAY}, "第三十一条第（三）项"),
        ("email", {"arrived": FRIDAY, "confirmed": FRIDAY}, "第三十一条第（三）项"),
    ],
)
def test_each_channel_has_its_day_and_clause(channel, days, clause):
    found = got(channel, **days)
    assert (found.day, found.words, found.duty, found.irregular) == (FRIDAY, "2026年3月6日", "", "")
    assert found.cite.endswith(clause)


def test_every_channel_is_known():
    assert set(CHANNELS) == {"in_person", "oral", "signed_post", "ordinary_post", "online", "fax", "email"}


@pytest.mark.parametrize("channel", ["ordinary_post", "fax", "email"])
def test_without_confirmation_there_is_no_day_and_the_desk_must_confirm_today(channel):
    found = got(channel, arrived=FRIDAY)
    assert (found.day, found.words) == (None, PENDING)
    assert (found.duty, found.by) == (CONFIRM_TODAY, FRIDAY)


@pytest.mark.parametrize("channel", ["ordinary_post", "fax", "email"])
def test_a_late_confirmation_is_the_receipt_and_is_named(channel):
    found = got(channel, arrived=FRIDAY, confirmed=MONDAY)
    assert found.day == MONDAY
    assert "2026年3月9日才确认" in found.irregular
    assert "第三十一条" in found.irregular


def test_our_own_form_confirms_itself_unless_the_office_confirms():
    assert got("online", submitted=FRIDAY, confirmed=MONDAY).day == FRIDAY
    waiting = got("online", submitted=FRIDAY, settings=OFFICE_CONFIRMS)
    assert (waiting.day, waiting.duty, waiting.by) == (None, CONFIRM_TODAY, MONDAY)


def test_the_office_has_until_the_next_working_day():
    assert got("online", submitted=FRIDAY, confirmed=MONDAY, settings=OFFICE_CONFIRMS).irregular == ""
    late = got("online", submitted=FRIDAY, confirmed=TUESDAY, settings=OFFICE_CONFIRMS)
    assert (late.day, bool(late.irregular)) == (TUESDAY, True)


def test_an_unknown_channel_is_refused_with_those_that_there_are():
    with pytest.raises(Refused, match="in_person") as refused:
        got("courier", arrived=FRIDAY)
    assert "第三十一条" in str(refused.value)


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_day_that_the_channel_needs_must_be_there(channel):
    with pytest.raises(Refused, match="请补上（《"):
        got(channel)


def test_days_that_contradict_each_other_are_refused():
    with pytest.raises(Refused, match="先后不对"):
        got("fax", arrived=MONDAY, confirmed=FRIDAY)
