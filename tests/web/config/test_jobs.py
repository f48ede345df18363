"""What runs by itself runs once a day, is caught up once, and is missed when it does not run."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongkai.web.config import checks, jobs
from gongkai.web.events import heartbeats
from gongkai.web.events.models import Head
from support import web

NIGHT = web.at(web.MONDAY, 12)
EVERYTHING = ["daily", "documents", "items", "reports", "ledger", "tidy"]


@pytest.fixture
def ran(monkeypatch):
    """Jobs that only note that they ran."""
    done: list[tuple[str, object]] = []
    made = tuple(job._replace(run=lambda day, name=job.name: done.append((name, day))) for job in jobs.JOBS)
    monkeypatch.setattr(jobs, "JOBS", made)
    monkeypatch.setattr(checks, "JOBS", made)
    return done


def test_a_job_runs_once_a_day(db, ran):
    assert jobs.run_due(NIGHT, {}) == EVERYTHING
    assert jobs.run_due(NIGHT + timedelta(hours=1), {}) == []
    assert len(ran) == len(EVERYTHING)


def test_after_a_pause_of_days_it_is_caught_up_once(db, ran):
    jobs.run_due(NIGHT, {})
    later = NIGHT + timedelta(days=5)
    assert jobs.run_due(later, {}) == EVERYTHING
    assert jobs.run_due(later, {}) == []


def test_a_job_waits_for_its_hour(db, ran):
    jobs.run_due(NIGHT, {})
    early = web.at(web.MONDAY, 24, 30)  # 00:30 of the next day in China
    assert jobs.run_due(early, {}) == ["documents"], "what ends or begins with a day does so with its first minute"
    assert jobs.run_due(early + timedelta(hours=1), {}) == ["ledger"]


def test_a_job_that_stops_is_named_and_tried_again_an_hour_later(db, ran, monkeypatch, caplog):
    def broken(day):
        raise OSError("disk")

    monkeypatch.setattr(jobs, "JOBS", (jobs.JOBS[0]._replace(run=broken), *jobs.JOBS[1:]))
    tried: dict = {}
    assert jobs.run_due(NIGHT, tried) == EVERYTHING
    assert jobs.run_due(NIGHT + timedelta(minutes=5), tried) == []
    assert jobs.run_due(NIGHT + timedelta(hours=1), tried) == ["daily"]
    assert heartbeats.silent(["daily"], NIGHT)[0].problem == "OSError"
    assert "没有办成" in caplog.text


def test_25_hours_of_silence_are_noticed(db, ran):
    jobs.run_due(NIGHT, {})
    heartbeats.Heartbeat.objects.update(at=NIGHT)
    assert heartbeats.silent(["daily"], NIGHT + timedelta(hours=24)) == ()
    assert [each.name for each in heartbeats.silent(["daily"], NIGHT + timedelta(hours=26))] == ["daily"]


def test_the_night_verifies_the_ledger_and_notes_its_head(application):
    jobs.verify(web.MONDAY)
    assert Head.objects.get().position == 1
