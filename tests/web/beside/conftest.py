"""Logging in at a moment, and the cases that the pages show."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.ledger.vocabulary.codes import Sort
from gongkai.web.applications.models import Remedy
from gongkai.web.applications.services import remedies
from gongkai.web.applications.services.remedies import Copy
from support import web

BACKEND = "django.contrib.auth.backends.ModelBackend"
TODAY = date(2026, 4, 15)


@pytest.fixture
def enter(client, monkeypatch):
    """Log somebody in; requests arrive on ``TODAY`` unless said otherwise."""

    def entered(user, on: date = TODAY):
        client.force_login(user, backend=BACKEND)
        monkeypatch.setattr("gongkai.web.clock.now", lambda: web.at(on))
        return client

    return entered


@pytest.fixture
def review(town, officer, application) -> Remedy:
    """A review of the application, its copy received on 2026-04-07, to be answered by 2026-04-21."""
    on = date(2026, 4, 7)
    copy = Copy(
        sort=Sort.REVIEW, body_name="示例区人民政府", received_on=on, application=application, claimant="申请人甲", claim="责令公开"
    )
    made = remedies.register(organ=town, copy=copy, by=officer, moment=web.at(on))
    return Remedy.objects.select_related("organ", "application").get(pk=made.pk)
