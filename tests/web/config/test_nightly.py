"""The backup of every night: where it goes, how many stay, and that a missing disk is said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings

from gongkai.lib.errors import UnusableInput
from gongkai.web.config import jobs, nightly
from gongkai.web.events import heartbeats
from support import web


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "ENVIRONMENT", settings.ENVIRONMENT._replace(backup=str(tmp_path / "b"), backup_keep=3))
    (tmp_path / "b").mkdir()
    return tmp_path / "b"


def test_the_last_ones_stay_and_nothing_else_is_touched(folder, monkeypatch):
    def backup(path, moment):
        open(path, "x").close()

    monkeypatch.setattr(nightly, "backup", backup)
    (folder / "notes.zip").touch()
    (folder / ".gongkai-20260301.zip.part").mkdir()
    for day in range(5):
        nightly.nightly(web.MONDAY + timedelta(days=day))
    assert sorted(each.name for each in folder.iterdir()) == [
        "gongkai-20260304.zip",
        "gongkai-20260305.zip",
        "gongkai-20260306.zip",
        "notes.zip",
    ]


def test_a_folder_that_is_not_there_is_said_and_not_made(folder):
    folder.rmdir()
    with pytest.raises(UnusableInput, match="不在"):
        nightly.nightly(web.MONDAY)
    assert not folder.exists()


def test_a_night_without_its_folder_is_noticed(db, folder, monkeypatch):
    folder.rmdir()
    monkeypatch.setattr(jobs, "JOBS", tuple(job for job in jobs.JOBS if job.name == "backup"))
    assert jobs.run_due(web.at(web.MONDAY, 12)) == ["backup"]
    beat = next(each for each in heartbeats.beats(web.at(web.MONDAY, 12)) if each.job.name == "backup")
    assert (beat.silent, "不在" in beat.why) == (True, True)
