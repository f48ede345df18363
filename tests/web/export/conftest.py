"""A town that published, corrected, took down and kept inside, and its exported site."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from django.test import Client

from gongkai.web import clock
from gongkai.web.export.site import export
from support import web
from web.export import place

DAY = date(2026, 3, 10)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """What ``place.build`` makes, once for a module; gone again after its last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield place.build()
        transaction.set_rollback(True)


@pytest.fixture
def today(db, world, monkeypatch):
    """It is the day on which the site is exported; what a test changes is undone behind it."""
    monkeypatch.setattr(clock, "now", lambda: web.at(DAY))
    return web.at(DAY)


@pytest.fixture
def reader(today):
    """Somebody who reads the live site."""
    return Client()


@pytest.fixture(scope="module")
def exported(world, tmp_path_factory, django_db_blocker):
    """The folder after its first export. Tests that change something export into a folder of their own."""
    folder = tmp_path_factory.mktemp("exported") / "site"
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: web.at(DAY))
        export(str(folder), moment=web.at(DAY), jobs=1)
    return folder
