"""The demonstration of surveys and complaints: it can be made on any day, and its figures are those of the record."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.web.oversight.demo import grievances, surveys
from gongkai.web.oversight.models import Accountability, Grievance, Order, Survey
from gongkai.web.oversight.selectors.surveys import result_of, stage
from gongkai.web.reporting.selectors.activities import activities
from support import web


def filled(district, town, officer, head, supervisor, today):
    people = {"jingban": officer, "fuze": head, "jiandu": supervisor}
    for each in (surveys, grievances):
        each.fill(district=district, towns=[town], people=people, today=today, moment=web.at(today, 15))


@pytest.mark.parametrize(("today", "over"), [(date(2026, 11, 30), 1), (date(2026, 1, 5), 0)])
def test_it_is_made_on_any_day(district, town, officer, head, supervisor, today, over):
    filled(district, town, officer, head, supervisor, today)
    assert sorted(each.state for each in Survey.objects.all()) == ["closed"] * over + ["issued"]
    assert stage(Survey.objects.get(state="issued"), today).open
    assert sorted(each.state for each in Grievance.objects.all()) == ["answered", "asked", "received"]
    assert (Order.objects.get().organ, Accountability.objects.count()) == (town, over)
    told = [each.sort.key for each in activities(town.pk, today.year)]
    assert told == ["review"] * over, "a talk with nobody held accountable is no figure"


def test_what_is_public_is_what_was_counted(district, town, officer, head, supervisor):
    filled(district, town, officer, head, supervisor, date(2026, 11, 30))
    survey = Survey.objects.get(state="closed")
    found = result_of(survey)
    assert (found.online, found.paper) == (12, 86)
    assert survey.result == f"收回答卷98份，满意率{found.satisfied}"
