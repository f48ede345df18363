"""An office to test with: a fictional district, its town and a bureau, and one account for each role."""

from __future__ import annotations

import os

import pytest
from django.conf import settings
from django.db import connection

from gongkai.web.accounts.models import Role
from gongkai.web.vault import keyring
from support import web


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """After a test that commits, Django truncates all tables, which the ledger refuses on PostgreSQL: here it may. See tests/postgres."""
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER ledger_record_no_truncate ON events_record")


@pytest.fixture(scope="session", autouse=True)
def _keys() -> None:
    """Keys and files of this run only: the folder was chosen in tests/settings.py."""
    os.makedirs(settings.ENVIRONMENT.files, exist_ok=True)
    keyring.make(settings.ENVIRONMENT.keys)


@pytest.fixture
def district(db):
    return web.district()


@pytest.fixture
def town(district):
    return web.town(district)


@pytest.fixture
def bureau(district):
    return web.bureau(district)


@pytest.fixture
def officer(town):
    return web.account("officer", "经办人甲", town, Role.OFFICER)


@pytest.fixture
def reviewer(town):
    return web.account("reviewer", "审核人乙", town, Role.REVIEWER)


@pytest.fixture
def head(town):
    return web.account("head", "负责人丙", town, Role.OFFICE_HEAD)


@pytest.fixture
def leader(town):
    return web.account("leader", "镇长丁", town, Role.LEADER)


@pytest.fixture
def legal(town):
    return web.account("legal", "法制员戊", town, Role.LEGAL)


@pytest.fixture
def supervisor(district):
    return web.account("supervisor", "监督员己", district, Role.SUPERVISOR, subtree=True)


@pytest.fixture
def outsider(bureau):
    return web.account("outsider", "局外人庚", bureau, Role.OFFICER, Role.OFFICE_HEAD)


@pytest.fixture
def application(town):
    """Came in online on Monday 2026-03-02 (``web.MONDAY``); due on 2026-03-30."""
    return web.application(town)
