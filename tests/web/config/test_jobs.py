"""What runs by itself runs once a day, is caught up once, and is missed when it does not run."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from gongkai.web import clock
from gongkai.web.config import checks, jobs
from gongkai.web.config.alone import alone
from gongkai.web.events import heartbeats
from gongkai.web.events.models import Head
from support import web

NIGHT = web.at(web.MONDAY, 12)
EVERYTHING = ["daily", "documents", "items", "reports", "ledger", "tidy", "inspection"]


@pytest.fixture
def ran(monkeypatch):
    """Jobs that only note that they ran."""
    done: list[tuple[str, object]] = []
    made = tuple(job._replace(run=lambda day, name=job.name: done.append((name, day))) for job in jobs.JOBS)
    monkeypatch.setattr(jobs, "JOBS", made)
    return done


def test_a_job_runs_once_a_day(db, ran):
    assert jobs.run_due(NIGHT) == EVERYTHING
    assert jobs.run_due(NIGHT + timedelta(hours=1)) == []
    assert len(ran) == len(EVERYTHING)


def test_after_a_pause_of_days_it_is_caught_up_once(db, ran):
    jobs.run_due(NIGHT)
    later = NIGHT + timedelta(days=5)
    assert jobs.run_due(later) == EVERYTHING
    assert jobs.run_due(later) == []


def test_a_job_waits_for_its_hour(db, ran):
    jobs.run_due(NIGHT)
    early = web.at(web.MONDAY, 24, 30)  # 00:30 of the next day in China
    assert jobs.run_due(early) == ["documents"], "what ends or begins with a day does so with its first minute"
    assert jobs.run_due(early + timedelta(hours=1)) == ["ledger"]


def test_a_job_that_stops_is_named_and_tried_again_an_hour_later(db, ran, monkeypatch, caplog):
    def broken(day):
        raise OSError("disk")

    monkeypatch.setattr(jobs, "JOBS", (jobs.JOBS[0]._replace(run=broken), *jobs.JOBS[1:]))
    assert jobs.run_due(NIGHT) == EVERYTHING
    assert jobs.run_due(NIGHT + timedelta(minutes=5)) == []
    assert jobs.run_due(NIGHT + timedelta(hours=1)) == ["daily"]
    assert [beat.problem for beat in heartbeats.beats(NIGHT) if beat.job.name == "daily"] == ["OSError"]
    assert "没有办成" in caplog.text


def test_25_hours_without_a_worker_are_seen_and_caught_up_once(db, ran, monkeypatch):
    moment = NIGHT
    for module in (clock, checks):
        monkeypatch.setattr(module, "now", lambda: moment)
    jobs.run_due(moment)
    heartbeats.went_well(name="minutely", day=web.MONDAY, moment=moment)
    moment = NIGHT + timedelta(hours=24)
    assert checks.jobs_run() == []
    moment = NIGHT + timedelta(hours=26)
    assert [beat.job.name for beat in heartbeats.beats(moment) if beat.silent] == [*EVERYTHING, "minutely"]
    assert len(checks.jobs_run()) == len(EVERYTHING) + 1
    moment = NIGHT + timedelta(days=4)
    ran.clear()
    assert jobs.run_due(moment) == EVERYTHING
    assert jobs.run_due(moment + timedelta(minutes=1)) == []
    assert {day for _, day in ran} == {clock.day_of(moment)}, "one night is caught up, not each that was missed"
    assert [beat.job.name for beat in heartbeats.beats(moment) if beat.silent] == ["minutely"]


def test_every_job_that_runs_is_watched():
    assert {job.name for job in jobs.JOBS} | {"minutely", "export"} == {each.name for each in heartbeats.WATCHED}


def test_a_job_is_watched_only_where_it_is_wanted(db, monkeypatch):
    assert {each.name for each in heartbeats.switched_off()} == {"backup", "export"}
    monkeypatch.setattr(settings, "ENVIRONMENT", settings.ENVIRONMENT._replace(backup="/somewhere"))
    assert "backup" in {beat.job.name for beat in heartbeats.beats(NIGHT)}
    assert checks.backups_are_made() == []


def test_without_a_folder_for_backups_the_check_says_so(db):
    assert [each.id for each in checks.backups_are_made()] == ["gongkai.W009"]


def test_while_another_worker_does_what_is_due_nothing_is_done_twice(db, ran):
    with alone("jobs") as mine:
        assert mine
        assert jobs.run_due(NIGHT) == []
    assert jobs.run_due(NIGHT) == EVERYTHING


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_time_do_each_job_once(ran, monkeypatch):
    slow = tuple(job._replace(run=lambda day, job=job: (time.sleep(0.02), job.run(day))) for job in jobs.JOBS)
    monkeypatch.setattr(jobs, "JOBS", slow)
    start = threading.Barrier(4)

    def work() -> list[str]:
        start.wait()
        found = []
        for _ in range(5):
            found += jobs.run_due(NIGHT)
            time.sleep(0.01)
        connection.close()
        return found

    with ThreadPoolExecutor(4) as workers:
        found = [name for each in [workers.submit(work) for _ in range(4)] for name in each.result()]
    assert sorted(found) == sorted(EVERYTHING) == sorted(name for name, _ in ran)


def test_what_is_done_each_minute_says_so_once_an_hour(db, monkeypatch):
    jobs.minutely(NIGHT)
    jobs.minutely(NIGHT + timedelta(minutes=1))
    assert heartbeats.last("minutely") == NIGHT
    jobs.minutely(NIGHT + timedelta(hours=1))
    assert heartbeats.last("minutely") == NIGHT + timedelta(hours=1)


def test_what_is_done_each_minute_and_stops_goes_on_the_next(db, monkeypatch, caplog):
    def broken():
        raise ValueError("once")

    monkeypatch.setattr(jobs.publication, "minutely", broken)
    jobs.minutely(NIGHT)
    assert [beat.problem for beat in heartbeats.beats(NIGHT) if beat.job.name == "minutely"] == ["ValueError"]
    monkeypatch.undo()
    jobs.minutely(NIGHT + timedelta(minutes=1))
    assert [beat.problem for beat in heartbeats.beats(NIGHT) if beat.job.name == "minutely"] == [""]
    assert "没有办成" in caplog.text


def test_the_night_verifies_the_ledger_and_notes_its_head(application):
    jobs.verify(web.MONDAY)
    assert Head.objects.get().position == 1
