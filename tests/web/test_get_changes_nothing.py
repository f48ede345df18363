"""Looking changes nothing: every page opened by everybody, and the database is as it was before (ASVS 3.5)."""

from __future__ import annotations

import hashlib

import pytest
from django.apps import apps
from django.db import connection

from gongkai.web.accounts.models import Role
from support import web
from support.addresses import TODAY, address_of, addresses, clients, office

# What a look may write: the session, counts of tries, and what axes notes of logins.
NOTED = ("sessions", "axes")
FACTS = "gongkai.web.reporting.models.facts"  # beside the ledger, brought up to it before anybody counts; made anew at will
ROLES = (Role.OFFICER, Role.OFFICE_HEAD, Role.SUPERVISOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR)


def _everything():
    """A hash of each table."""
    return {
        model._meta.label: hashlib.sha256(repr(list(model._base_manager.order_by("pk").values_list())).encode()).hexdigest()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in NOTED and model._meta.label != "accounts.Count" and model.__module__ != FACTS
    }


def _written() -> int | None:
    """How many rows this connection has written so far, as SQLite counts them; elsewhere nobody tells, and every table is looked at."""
    return connection.connection.total_changes if connection.vendor == "sqlite" else None


@pytest.fixture
def world(monkeypatch, town, officer):
    monkeypatch.setattr("gongkai.web.clock.now", lambda: web.at(TODAY, 10))
    return clients(town), office(town, officer)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_no_page_changes_anything_by_being_looked_at(world):
    browsers, own = world
    before, written = _everything(), _written()
    changed = []
    for address in addresses():
        for role in ROLES:
            answer = browsers[role.value].get(address_of(address, own))
            if answer.streaming:
                b"".join(answer.streaming_content)
        if written is not None and _written() == written:
            continue
        after, written = _everything(), _written()
        changed += [f"{address.name}: {table}" for table in before if before[table] != after[table]]
        before = after
    assert not changed
