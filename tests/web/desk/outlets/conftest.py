"""The town's people at their desks, its channels, and a district site on this machine that a test fills with pages."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client

from gongkai.web.channels.services import configure
from gongkai.web.publication.services import delivering
from support import items, web
from web.channels.conftest import Site

TODAY = date(2026, 3, 9)  # Monday behind the release of ``support.items``
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def team(officer, reviewer, legal, head, leader):
    return items.Team(officer, reviewer, legal, head, leader)


@pytest.fixture
def enter(monkeypatch):
    """Log somebody in; requests arrive on ``TODAY`` unless said otherwise."""

    def entered(user, on=TODAY):
        monkeypatch.setattr("gongkai.web.clock.now", lambda: web.at(on))
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    return entered


@pytest.fixture
def text():
    """The words of a page, without marks and runs of blanks."""
    return lambda response: re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode("utf-8"))))


@pytest.fixture
def site():
    made = Site()
    yield made
    made.close()


@pytest.fixture
def account(town):
    """Configure a channel: ``account("website", **settings)``."""

    def made(channel, name="", **settings):
        return configure(organ=town, channel=channel, name=name or channel, settings=settings, by="1", moment=web.at(web.MONDAY))

    return made


@pytest.fixture
def delivered(town, team):
    """An item released on these channels, each tried once, so that what is by hand waits for a person: the deliveries by channel."""

    def made(*accounts, **changes):
        item = items.published(town, team, accounts=accounts, **changes)
        delivering.run_due(moment=web.at(items.RELEASED, 10))
        return {each.channel: each for each in item.deliveries.select_related("item", "version", "account")}

    return made
