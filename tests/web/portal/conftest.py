"""A citizen at the screen: short hands that fill in the pages as a browser without script does."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from django.test import Client

from gongkai.web import clock
from gongkai.web.applications.codes import code_of
from support import web
from web.applications.desk import Desk
from web.portal import published

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (8).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
PERSON = {"name": "申请人甲", "identity_kind": "citizen", "identity": "830000 19000101 002x", "proof_later": "on"}
ITEMS = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-content": "示例镇2025年危房改造补助名单", "form-0-index_number": ""}
CONTACT = {"phone": "138 0000-0001", "email": "", "address": "", "postcode": ""}


class Citizen:
    """Somebody with a browser."""

    def __init__(self) -> None:
        self.browser = Client()

    def get(self, path: str, **more):
        return self.browser.get(path, **more)

    def post(self, path: str, **fields):
        return self.browser.post(path, fields)

    def begin(self, slug: str = "shilizhen"):
        return self.post(f"/o/{slug}/apply/")

    def fill(self, slug: str = "shilizhen", **person):
        """All pages up to the check; the answer of the last."""
        self.begin(slug)
        self.post("/apply/what/", what="危房改造补助")
        self.browser.post("/apply/items/", ITEMS)
        self.post("/apply/kind/", kind="person")
        self.post("/apply/person/", **{**PERSON, **person})
        self.post("/apply/behalf/", behalf="self")
        self.post("/apply/contact/", **CONTACT)
        return self.post("/apply/way/", wanted_form="电子文件", wanted_way="网上查阅")

    def apply(self, **person):
        """The whole way; the receipt page."""
        self.fill(**person)
        return self.browser.post("/apply/check/", follow=True)

    def follow(self, application):
        """Number and code of a case."""
        return self.post("/track/", number=application.register_number, code=code_of(application.pk))


@pytest.fixture
def citizen(town):
    return Citizen()


@pytest.fixture
def neighbour(town):
    """Another browser."""
    return Citizen()


@pytest.fixture
def today(monkeypatch):
    """Set the clock: ``today(day)``. It stands on Monday 2026-03-02 from the start."""

    def set_to(day):
        monkeypatch.setattr(clock, "now", lambda: web.at(day))

    set_to(web.MONDAY)
    return set_to


@pytest.fixture
def desk(application, officer, head, legal):
    return Desk(application, officer, head, legal)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """What ``published.build`` makes, once for the module; gone again after its last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield published.build()
        transaction.set_rollback(True)


@pytest.fixture
def reader(world, db, monkeypatch):
    """Somebody who reads what the world published, on 10 March 2026. What a test changes is undone behind it."""
    monkeypatch.setattr(clock, "now", lambda: web.at(date(2026, 3, 10)))
    return Client()
