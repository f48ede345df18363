"""The floor stands: an application comes in, is registered and projected, and nobody edits the ledger."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.web.applications.codes import code_of, matches
from gongkai.web.applications.models import Application
from gongkai.web.events import store
from support import web


def test_an_online_application_is_received_on_the_day_of_submission(application):
    assert (application.received_on, application.due_on, application.phase) == (web.MONDAY, date(2026, 3, 30), "open")
    assert application.register_number == "示政公开申〔2026〕1号"


def test_the_same_key_gives_the_same_application(town):
    first = web.application(town, key="k")
    assert web.application(town, key="k").pk == first.pk
    assert Application.objects.count() == 1


@pytest.mark.parametrize("statement", ["UPDATE events_record SET actor = 'x'", "DELETE FROM events_record"])
def test_no_statement_changes_a_record(application, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert store.protected()


def test_personal_data_are_sealed_in_the_database(application):
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, identity, phone, address FROM applications_person")
        row = cursor.fetchone()
    assert not any(secret in value for value in row for secret in ("申请人甲", "110101", "1380000", "138*", "示例"))
    person = application.people.get()
    assert (str(person.name), str(person.phone), person.phone.reveal()) == ("申***", "138******0001", "13800000001")


def test_only_its_own_code_opens_an_application(application):
    assert matches(application.pk, code_of(application.pk).lower().replace("-", " "))
    assert not matches(application.pk, "0000-0000-0000")
    assert not matches(None, code_of(application.pk))


@pytest.mark.parametrize("address", ["/", "/healthz"])
def test_public_pages_open(client, db, address):
    assert client.get(address).status_code == 200
