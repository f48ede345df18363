"""The demonstration's open days and activities: made by the services, so that every number is counted."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.web.oversight.demo.days import fill
from gongkai.web.oversight.models import OpenDay
from gongkai.web.oversight.selectors import days as selectors
from gongkai.web.oversight.selectors import days_year
from gongkai.web.reporting.selectors.activities import activities
from support import web


@pytest.mark.parametrize(("today", "registered"), [(date(2026, 11, 30), 3), (date(2026, 1, 9), 0)])
def test_the_town_has_a_day_behind_it_one_before_it_and_people_who_answer(town, district, officer, today, registered):
    fill(district=district, towns=[town], people={"jingban": officer}, today=today, moment=web.at(today))
    held = activities(town.pk, today.year)
    assert len(held) == registered
    coming = OpenDay.objects.get(theme="惠农补贴怎么算")
    assert (coming.state, selectors.taken(coming)) == (OpenDay.State.ANNOUNCED, 6)
    assert all(rows for _, rows in days_year.standing(town))
    if registered:
        assert {each.sort.key: each.said for each in held}["open-day"] == "38人次，发放资料289份，现场解答咨询2件"
