"""Nothing is kept: no row, no file, no byte on a disk, while a report is checked and after it."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.apps import apps

from gongkai.report.sample import clean
from gongkai.report.writers import render
from gongkai.web.checkup import examining
from support import hostile
from web.checkup import given
from web.checkup.given import MACHINE, MENDED, post, text_of

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
COUNTED = "accounts.Count"  # how often a network asked, under a blinded key: nothing of the file
opened: list[str] = []
listening = [False]


def _hear(event, given_):
    if listening[0] and event == "open" and not isinstance(given_[0], int) and given_[2] & WRITING:  # a number is a pipe
        opened.append(str(given_[0]))


sys.addaudithook(_hear)


@contextmanager
def written():
    """The paths that this process opens for writing meanwhile."""
    opened.clear()
    listening[0] = True
    try:
        yield opened
    finally:
        listening[0] = False


def rows():
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label != COUNTED
    }


def files(folder):
    return sorted(str(path) for path in Path(folder).rglob("*") if path.is_file())


def nowhere(paths, *but):
    return [path for path in paths if path != os.devnull and not path.startswith(but)]


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """The folder of temporary files, empty."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("accept", ["text/html", MACHINE])
def test_after_a_check_there_is_no_row_and_no_file_more_than_before(client, db, settings, temporary, accept):
    post(client, given.good())  # the empty files of the row are made once
    before = rows(), files(settings.ENVIRONMENT.data), files(temporary)
    assert all(os.path.getsize(path) == 0 for path in files(f"{settings.ENVIRONMENT.data}/checkup"))
    for data in (given.bad(), hostile.pdf(), hostile.PNG, given.bad() + bytes(3 * 1024 * 1024)):
        post(client, data, previous=given.good(), headers={"Accept": accept})
    assert (rows(), files(settings.ENVIRONMENT.data), files(temporary)) == before


def test_while_it_is_checked_the_server_writes_to_nothing_but_the_empty_files_of_the_row(client, db, settings, temporary):
    with written() as paths:
        text = text_of(post(client, given.bad() + bytes(3 * 1024 * 1024), previous=given.good()))
        client.post(MENDED, {"mended": given.carried(text_of(post(client, given.bad())))})
    assert "gk-found" in text
    assert nowhere(paths, f"{settings.ENVIRONMENT.data}/checkup/") == []


@pytest.mark.parametrize("suffix", [".docx", ".html", ".xlsx", ".json", ".txt"])
def test_the_process_of_the_check_writes_nothing(suffix):
    data = render(clean(), suffix)
    with written() as paths:
        answer = examining.answered(given.ordered(data), data, b"", folder=False)
    assert not answer.error
    assert nowhere(paths) == []


def test_a_pdf_goes_only_through_the_folder_that_the_process_was_given(temporary):
    with written() as paths:
        examining.answered(given.ordered(hostile.pdf()), hostile.pdf(), b"", folder=True)
    assert paths
    assert nowhere(paths, str(temporary)) == []
    assert files(temporary) == []


def test_nobody_is_given_a_session(client, db):
    post(client, given.good())
    assert "sessionid" not in client.cookies
    assert not [name for name in client.cookies if name != "csrftoken"]
