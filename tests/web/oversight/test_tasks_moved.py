"""机构改革 and the in-tray: what is not answered and what goes on is passed on, what is over stays."""

from __future__ import annotations

from datetime import date

from gongkai.web.oversight.models import OrganChange, Platform, Task
from gongkai.web.oversight.services import platforms, tasks
from support import web
from web.oversight.changing import done

MAY = date(2026, 5, 6)


def test_tasks_in_work_and_platforms_go_to_who_takes_over_and_what_is_over_stays(district, town, heir, officer, admin, supervisor):
    asked = tasks.Asked("区办", "报送", MAY)
    over, going = (tasks.receive(organ=town, asked=asked, by=officer, moment=web.at(MAY)) for _ in range(2))
    tasks.answer(task=over, words="办了", on=MAY, by=officer, moment=web.at(MAY))
    tasks.issue(organ=district, asked=asked, organs=[town, heir], by=supervisor, moment=web.at(MAY))
    for kind, own in (("column", True), ("board", False)):
        platforms.register(organ=town, entry=platforms.Entry(kind, kind, own=own), by=officer, moment=web.at(MAY))
    change = done(OrganChange.Kind.MERGE, [town], [heir], admin, supervisor)
    assert (change.moved["task"], change.moved["platform"]) == (2, 2)
    assert dict(Task.objects.filter(pk__in=(over.pk, going.pk)).values_list("pk", "organ")) == {over.pk: town.pk, going.pk: heir.pk}
    assert dict(Task.objects.filter(issue__isnull=False).values_list("organ", "state")) == {town.pk: "dropped", heir.pk: "open"}
    assert dict(Platform.objects.values_list("kind", "organ")) == {"column": town.pk, "board": heir.pk}
    assert Platform.objects.get(kind="column").closed_on == date(2026, 6, 30)
