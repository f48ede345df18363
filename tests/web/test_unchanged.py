"""What is made from the database is made once while nothing is written, and never given when it is old."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from gongkai.web import unchanged
from gongkai.web.organs.models import Organ


@pytest.fixture
def names(transactional_db, settings, monkeypatch, town):
    """The names of all organs, asked through ``once``; and how often they were really asked for."""
    settings.KEPT_BYTES = 1 << 20
    monkeypatch.setattr(unchanged, "_own", SimpleNamespace())
    asked: list[int] = []

    def found() -> list[str]:
        def make() -> list[str]:
            asked.append(1)
            return sorted(Organ.objects.values_list("name", flat=True))

        return unchanged.once("names", make)

    found.asked = asked
    return found


def test_it_is_made_once_while_nothing_is_written(names):
    assert names() == names()
    assert len(names.asked) == 1


def test_after_anything_was_written_it_is_made_again(names, town):
    names()
    Organ.objects.filter(pk=town.pk).update(name="改名镇人民政府")
    assert "改名镇人民政府" in names()


def test_in_a_transaction_it_is_made_each_time_and_what_was_taken_back_is_never_given(names, town):
    @transaction.atomic
    def act():
        Organ.objects.filter(pk=town.pk).update(name="没有改成的名字")
        assert "没有改成的名字" in names()
        raise RuntimeError

    names()
    with pytest.raises(RuntimeError):
        act()
    assert "没有改成的名字" not in names()


def test_switched_off_nothing_is_kept(names, settings):
    settings.KEPT_BYTES = 0
    names()
    names()
    assert len(names.asked) == 2


def test_a_thread_keeps_only_so_many_things(names, monkeypatch):
    monkeypatch.setattr(unchanged, "_MOST", 3)
    made = [unchanged.once(number, lambda number=number: number) for number in range(10)]
    assert made == list(range(10))
    assert len(unchanged._own.held) <= 3


def test_what_another_connection_writes_changes_the_stamp_and_reading_does_not(tmp_path, monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL the snapshot itself is the stamp")
    path = tmp_path / "shared.sqlite3"
    with closing(sqlite3.connect(path)) as mine, closing(sqlite3.connect(path)) as other:
        mine.execute("CREATE TABLE held(a)")
        mine.commit()
        monkeypatch.setattr(
            unchanged,
            "connection",
            SimpleNamespace(connection=mine, vendor="sqlite", in_atomic_block=False, ensure_connection=lambda: None),
        )
        before = unchanged.stamp()
        other.execute("SELECT * FROM held").fetchall()
        assert unchanged.stamp() == before
        other.execute("INSERT INTO held VALUES (1)")
        assert unchanged.stamp() == before
        other.commit()
        assert unchanged.stamp() != before
