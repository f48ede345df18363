"""Everybody of the office, logged in; and a page read as text."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client


@pytest.fixture
def enter(monkeypatch):
    """Log somebody in and stop the clock of the requests on a moment: ``enter(user, moment)``."""

    def entered(user, moment=None):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        if moment is not None:
            monkeypatch.setattr("gongkai.web.clock.now", lambda: moment)
        return client

    return entered


@pytest.fixture
def text():
    """The words of a page, without marks and runs of blanks."""
    return lambda response: re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode("utf-8"))))
