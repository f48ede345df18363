"""The way in for commands: Django is set up here, once, before any model is loaded."""

from __future__ import annotations

import os

import django
from django.conf import settings


def boot(data: str | None = None) -> None:
    """Set Django up for the data folder ``data`` (``GONGKAI_DATA`` or ``./var`` when None)."""
    if data is not None:
        os.environ["GONGKAI_DATA"] = os.path.abspath(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.web.config.settings")
    if not settings.configured:
        django.setup()
