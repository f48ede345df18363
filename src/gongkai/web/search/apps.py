from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """What is public, found in an instant."""

    name = "gongkai.web.search"
    label = "search"
    verbose_name = "检索"
