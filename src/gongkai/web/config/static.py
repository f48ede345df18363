"""Addresses of static files that change with their content, without a step of collecting them."""

from __future__ import annotations

import hashlib
from functools import cache

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage

_DIGITS = 12


class Versioned(StaticFilesStorage):
    """``gongkai.css?v=<hash>``: browsers may keep it for a day and still fetch what changed at once."""

    def url(self, name: str | None) -> str:
        """The address of a file of the package, with the hash of its content."""
        address = super().url(name)
        version = "" if settings.DEBUG else _version(name or "")
        return f"{address}?v={version}" if version else address


@cache
def _version(name: str) -> str:
    path = finders.find(name)
    if not isinstance(path, str):
        return ""
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()[:_DIGITS]
