"""What the demonstration shows of tasks and platforms is made by the same services as everything else, and has something of everything."""

from __future__ import annotations

from datetime import date

from gongkai.web.organs.models import Organ
from gongkai.web.oversight.demo import platforms, tasks
from gongkai.web.oversight.models import Platform, Sending, Task, Visit
from gongkai.web.oversight.selectors.platforms_health import GREEN, RED, health
from gongkai.web.oversight.selectors.tasks import counts_of, tasks_of
from support import items, web

TODAY = date(2026, 3, 31)


def test_the_demonstration_has_tasks_of_every_standing_and_platforms_of_every_colour(district, town, officer, head, supervisor):
    items.published(town, items.team(town))
    given = {
        "district": district, "towns": [town], "people": {"jingban": officer, "fuze": head, "jiandu": supervisor}, "today": TODAY, "moment": web.at(TODAY, 15),
    }  # fmt: skip
    tasks.fill(**given)
    platforms.fill(**given)
    counts = counts_of(tasks_of(Organ.objects.filter(pk=town.pk)), web.at(TODAY, 15))
    assert counts == {"waiting": 4, "overdue": 1, "soon": 2, "returned": 1}
    assert Task.objects.filter(issue__isnull=False).count() == 1
    assert {each.outcome for each in Sending.objects.all()} == {"", "taken"}
    assert Platform.objects.count() == 5
    assert {RED, GREEN} <= {mark.colour for mark in health([town.pk], TODAY)[town.pk]}
    last = Visit.objects.order_by("-asked_at").first()
    assert (last.passed, last.fresh, last.gone) == (False, 1, 1)
