"""``gongkai check-ledger``: the columns of every case are those that the ledger makes."""

from __future__ import annotations

import pytest
from django.db import connection

from gongkai.web.applications.models import Application
from gongkai.web.config import ledger_check
from gongkai.web.events import store


def test_a_ledger_as_written_is_whole(application):
    found = ledger_check.run()
    assert (found.problem, found.verified.entries, found.verified.streams, found.compared) == ("", 1, 1, 1)


@pytest.mark.parametrize(("column", "value"), [("due_on", "2026-04-30"), ("phase", "closed"), ("step", 9)])
def test_a_column_edited_past_the_ledger_is_named(application, column, value):
    Application.objects.update(**{column: value})
    assert f"{application.register_number} 的 {column} 是“{value}”" in ledger_check.run().problem


def test_missing_triggers_are_a_problem(application):
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {store.TRIGGERS[0]}" + (" ON events_record" if connection.vendor == "postgresql" else ""))
    assert "触发器" in ledger_check.run().problem


def test_a_case_without_a_stream_is_named(application):
    Application(
        organ=application.organ, register_number="示政公开申〔2026〕99号", channel="online", created_at=application.created_at
    ).save()
    assert ledger_check.run().problem == "示政公开申〔2026〕99号 在账本里没有卷"


def test_progress_is_told_now_and_then(application):
    told: list[int] = []
    ledger_check.run(progress=told.append)
    assert told == []
