"""Platforms that are inspected: weekly, one site after the other, caught up once; what was found is compared with the time before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django_tasks_db.models import DBTaskResult

from gongkai.ledger.reasons import NotAllowed
from gongkai.web.config import jobs
from gongkai.web.events import heartbeats
from gongkai.web.oversight import inspecting
from gongkai.web.oversight.models import Platform, Visit
from gongkai.web.oversight.services import platforms, visiting
from support import web
from support.faulty_site import HOME, TODAY, Faulty, Served
from support.wires import Wires

MOMENT = web.at(TODAY)
NIGHT = web.at(web.MONDAY, 12)


@pytest.fixture(autouse=True)
def _fast(monkeypatch):
    monkeypatch.setattr(visiting, "BOUNDS", visiting.BOUNDS._replace(rate=1000.0, seconds=20.0))


def site(organ, by, address=HOME, **more):
    entry = platforms.Entry("site", "区门户网站", address=address, inspected=True)._replace(**more)
    return platforms.register(organ=organ, entry=entry, by=by, moment=MOMENT)


def visited(platform, by, *faults, moment=MOMENT):
    row = visiting.ask(platform=platform, by=by, moment=moment)
    with Served(Faulty(*faults).pages) as served:
        done = visiting.visit(pk=row.pk, moment=moment, network=served.network)
    platform.refresh_from_db()
    return done


def test_a_visit_keeps_what_was_found_by_rule_and_what_fails_the_site(town, officer):
    platform = site(town, officer)
    row = visited(platform, officer, "home_stale", "four_blank_columns")
    assert (row.state, row.passed, row.counts) == ("done", False, {"W101": 1, "W104": 4})
    assert row.result["schema"] == "gongkai.inspection/1"
    assert (platform.visited_on, platform.vetoes) == (TODAY, ["W101"])


def test_a_site_without_a_fault_has_none(town, officer):
    platform = site(town, officer)
    row = visited(platform, officer)
    assert (row.passed, row.counts, platform.vetoes) == (True, {}, [])


def test_what_is_new_and_what_is_gone_is_counted_and_what_only_grew_older_is_neither(town, officer):
    platform = site(town, officer)
    visited(platform, officer, "home_stale", "dead_link")
    row = visited(platform, officer, "home_stale", "dead_file", moment=MOMENT + timedelta(days=1))
    assert (row.fresh, row.gone) == (1, 1)


def test_a_private_address_is_refused_and_nothing_is_asked(town, officer):
    wires = Wires({"nei.site.example": [["10.1.2.3"]]})
    platform = site(town, officer, "http://nei.site.example/")
    row = visiting.ask(platform=platform, by=officer, moment=MOMENT)
    done = visiting.visit(pk=row.pk, moment=MOMENT, network=wires)
    assert (done.state, "指向内部或者保留的地址，没有连接" in done.problem) == ("failed", True)
    assert Platform.objects.get().visited_on is None


@pytest.mark.parametrize("address", ["", "ftp://www.site.example/", f"http://{'user'}:x@www.site.example/", "示例区府前路1号"])
def test_what_no_browser_opens_is_not_entered_to_be_inspected(town, officer, address):
    with pytest.raises(NotAllowed):
        site(town, officer, address)


def test_one_visit_at_a_time(town, officer):
    platform = site(town, officer)
    visiting.ask(platform=platform, by=officer, moment=MOMENT)
    with pytest.raises(NotAllowed, match="正在检查"):
        visiting.ask(platform=platform, by=officer, moment=MOMENT)


def test_a_visit_that_is_over_is_left_alone_and_one_whose_worker_died_is_begun_again(town, officer):
    platform = site(town, officer)
    row = visited(platform, officer)
    assert visiting.visit(pk=row.pk, moment=MOMENT) is None
    Visit.objects.filter(pk=row.pk).update(state="running")
    with Served(Faulty().pages) as served:
        assert visiting.visit(pk=row.pk, moment=MOMENT, network=served.network).state == "done"


def test_each_is_visited_once_a_week_the_longest_waiting_first(town, officer):
    first, second = site(town, officer), site(town, officer, name="另一个网站")
    Platform.objects.filter(pk=first.pk).update(next_visit_on=TODAY - timedelta(days=1))
    order = []
    while (row := visiting.next_due(moment=MOMENT)) is not None:
        order.append(row.platform)
        Visit.objects.filter(pk=row.pk).update(state="done")
    assert order == [first, second]
    assert not visiting.is_due(TODAY + timedelta(days=6))
    assert visiting.is_due(TODAY + timedelta(days=7))


def test_what_was_begun_and_not_ended_comes_before_the_next(town, officer):
    site(town, officer)
    begun = visiting.next_due(moment=MOMENT)
    assert visiting.next_due(moment=MOMENT) == begun
    assert visiting.is_due(TODAY)


def test_a_platform_that_was_closed_or_is_no_longer_wanted_is_not_visited(town, officer):
    closed, dropped = site(town, officer), site(town, officer, name="另一个网站")
    platforms.close(platform=closed, on=TODAY, why="合并到区门户", moment=MOMENT)
    entry = platforms.Entry("site", "另一个网站", address=HOME)
    platforms.change(platform=dropped, entry=entry, moment=MOMENT)
    assert visiting.next_due(moment=MOMENT) is None


def test_each_task_visits_one_site_and_queues_the_next_until_the_night_is_over(town, officer, monkeypatch):
    for name in ("甲", "乙", "丙"):
        site(town, officer, name=name)
    moments = [MOMENT]
    monkeypatch.setattr(inspecting, "now", lambda: moments[0])
    monkeypatch.setattr(visiting, "visit", lambda pk, moment: Visit.objects.filter(pk=pk).update(state="done"))
    assert inspecting.nightly(TODAY)
    assert DBTaskResult.objects.count() == 1
    assert inspecting.visit_next.call(MOMENT.isoformat())
    assert DBTaskResult.objects.count() == 2
    moments[0] = MOMENT + inspecting.BUDGET
    assert inspecting.visit_next.call(MOMENT.isoformat())
    assert DBTaskResult.objects.count() == 2, "what is left is visited the next night"
    assert Visit.objects.count() == 2


def test_after_25_hours_of_silence_the_visits_are_missed_and_caught_up_once(town, officer, monkeypatch):
    monkeypatch.setattr(jobs, "JOBS", tuple(job for job in jobs.JOBS if job.name == "inspection"))
    Platform.objects.filter(pk=site(town, officer).pk).update(next_visit_on=web.MONDAY)
    heartbeats.went_well(name="inspection", day=web.MONDAY, moment=NIGHT)
    later = NIGHT + timedelta(hours=26)
    assert "inspection" in [beat.job.name for beat in heartbeats.beats(later) if beat.silent]
    assert jobs.run_due(later) == ["inspection"]
    assert jobs.run_due(later + timedelta(minutes=1)) == []
    assert DBTaskResult.objects.count() == 1


def test_it_can_be_switched_off(db, monkeypatch):
    monkeypatch.setattr(settings, "ENVIRONMENT", settings.ENVIRONMENT._replace(inspect=False))
    assert "inspection" in [each.name for each in heartbeats.switched_off()]
    assert "inspection" not in jobs.run_due(NIGHT)


@pytest.mark.django_db(transaction=True)
def test_the_network_is_asked_outside_a_transaction(monkeypatch):
    organ = web.town(web.district())
    by = web.account("officer", "经办人甲")
    row = visiting.ask(platform=site(organ, by), by=by, moment=MOMENT)
    real, inside = visiting.inspect, []
    monkeypatch.setattr(visiting, "inspect", lambda *given, **more: (inside.append(connection.in_atomic_block), real(*given, **more))[1])
    with Served(Faulty().pages) as served:
        visiting.visit(pk=row.pk, moment=MOMENT, network=served.network)
    assert inside == [False]


def test_updates_are_noted_by_hand_and_the_last_one_counts(town, officer):
    entry = platforms.Entry("wechat", "示例发布", limit="account_stale", opened_on=date(2026, 1, 5))
    platform = platforms.register(organ=town, entry=entry, by=officer, moment=MOMENT)
    for on in (date(2026, 3, 20), date(2026, 3, 10)):
        platforms.note_update(platform=platform, on=on, words="发布两篇", by=officer, moment=MOMENT)
    platform.refresh_from_db()
    assert platform.noted_on == date(2026, 3, 20)
    with pytest.raises(NotAllowed) as refused:
        platforms.note_update(platform=platform, on=date(2026, 1, 1), words=" ", by=officer, moment=MOMENT)
    assert len(refused.value.reasons) == 2


def test_a_channel_belongs_to_one_platform_and_the_own_column_stands_once(town, officer):
    own = platforms.Entry("column", "公开栏目", own=True)
    platforms.register(organ=town, entry=own, by=officer, moment=MOMENT)
    with pytest.raises(NotAllowed, match="已经登记过一个"):
        platforms.register(organ=town, entry=own, by=officer, moment=MOMENT)
