"""``/healthz`` answers 200 only when database, ledger triggers and queue are there."""

from __future__ import annotations

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from gongkai.web.events import store

ON_TABLE = " ON events_record" if connection.vendor == "postgresql" else ""


def test_all_well(client, db):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "ledger": True, "queue": True})


@pytest.mark.parametrize("trigger", store.TRIGGERS)
def test_a_dropped_trigger_is_503(client, db, trigger):
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {trigger}{ON_TABLE}")
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["ledger"]) == (503, False)


def test_a_missing_queue_is_503(client, db):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {DBTaskResult._meta.db_table} RENAME TO gone")
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"database": True, "ledger": True, "queue": False})


def test_it_takes_no_post(client, db):
    assert client.post("/healthz").status_code == 405
