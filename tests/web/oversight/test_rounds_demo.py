"""The demonstration shows assessment filled: one round with its result and an objection, one that waits for self-assessment."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.web.accounts.models import Role
from gongkai.web.oversight.demo import rounds
from gongkai.web.oversight.models import Objection, Round
from gongkai.web.reporting.models import ActivityFact
from support import web


@pytest.mark.parametrize("today", [date(2026, 1, 2), date(2026, 11, 30)])
def test_a_round_is_told_and_one_is_open(district, town, bureau, supervisor, today):
    web.application(town, on=date(2025, 6, 2))  # nobody ever answers: something to object to
    people = {
        "jiandu": supervisor,
        "jingban": web.account("jingban", "经办人甲", town, Role.OFFICER),
        "fuze": web.account("fuze", "负责人丙", town, Role.OFFICE_HEAD),
    }
    rounds.fill(district=district, towns=[town, bureau], people=people, today=today, moment=web.at(today))
    assert sorted(Round.objects.values_list("state", flat=True)) == ["self", "told"]
    told = Round.objects.get(state="told")
    assert all(each.total is not None for each in told.assessed.all())
    assert told.assessed.get(organ=town).handed_at is not None
    assert Objection.objects.get().accepted is None
    assert not ActivityFact.objects.filter(sort="assessment_received").exists(), "what is not final is told by no report"
