"""One of two who act at once wins, what fails leaves nothing, and no act is without its entry."""

from __future__ import annotations

import threading
import uuid

import pytest
from django.db import connection, connections, transaction

from gongkai.ledger.state import start
from gongkai.web.applications.models import Application
from gongkai.web.applications.services import acting
from gongkai.web.events import store
from gongkai.web.events.models import Record, Stream
from support import web
from web.events.conftest import DAY, MOMENT, events, write


def test_of_two_who_saw_the_same_state_one_is_overtaken(db):
    stream, state = store.open_stream(kind="application", organ=uuid.UUID(int=1)), start("application")
    write(stream, state, events(1)[0])
    with pytest.raises(store.Overtaken):
        write(stream, state, events(2)[0])
    assert Record.objects.filter(stream=stream).count() == 1


def test_an_entry_that_leaves_a_gap_is_refused(db):
    stream, state = store.open_stream(kind="application", organ=uuid.UUID(int=1)), start("application")
    entry = store.entry(state, events(1)[0], DAY, store.stamp("7", uuid.UUID(int=1), MOMENT), ahead=1)
    with pytest.raises(store.Overtaken), transaction.atomic():
        store.append(stream=stream, entries=[entry])
    assert not Record.objects.exists()


def test_appending_outside_a_transaction_is_refused(db):
    stream, state = store.open_stream(kind="application", organ=uuid.UUID(int=1)), start("application")
    entry = store.entry(state, events(1)[0], DAY, store.stamp("7", uuid.UUID(int=1), MOMENT))
    connection.in_atomic_block = False  # the test itself stands in one
    try:
        with pytest.raises(transaction.TransactionManagementError):
            store.append(stream=stream, entries=[entry])
    finally:
        connection.in_atomic_block = True
    assert not Record.objects.exists()


def test_an_act_whose_entry_cannot_be_written_is_not_done(town, monkeypatch):
    def broken(**given):
        raise OSError("disk full")

    monkeypatch.setattr(acting.store, "append", broken)
    with pytest.raises(OSError, match="disk full"), transaction.atomic():
        web.application(town)
    assert (Application.objects.count(), Stream.objects.count(), Record.objects.count()) == (0, 0, 0)


def test_an_act_that_fails_after_its_entry_leaves_no_entry(town, monkeypatch):
    def broken(application, state):
        raise RuntimeError("projection")

    monkeypatch.setattr(acting, "save_projection", broken)
    with pytest.raises(RuntimeError, match="projection"), transaction.atomic():
        web.application(town)
    assert (Application.objects.count(), Stream.objects.count(), Record.objects.count()) == (0, 0, 0)


def test_every_application_with_a_step_has_so_many_entries(application):
    assert application.step == Record.objects.filter(stream=application.pk).count() == 1


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """What the test writes is committed, for other connections to see, and taken out again past the triggers."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite in memory has one connection; tests/faults has the files")
    with django_db_blocker.unblock():
        yield
        with connection.cursor() as cursor:
            for statement in (
                "ALTER TABLE events_record DISABLE TRIGGER USER", "DELETE FROM events_record", "DELETE FROM events_stream",
                "ALTER TABLE events_record ENABLE TRIGGER USER",
            ):  # fmt: skip
                cursor.execute(statement)
        connection.close()


def test_of_eight_threads_on_one_stream_exactly_one_writes(committed):
    stream, state = store.open_stream(kind="application", organ=uuid.UUID(int=1)), start("application")
    won, lost = [], []

    def one(number: int) -> None:
        try:
            write(stream, state, events(number)[0])
            won.append(number)
        except store.Overtaken:
            lost.append(number)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(lost), Record.objects.count()) == (1, 7, 1)
