from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """What an organ publishes on its own duty: items, reviews, deliveries, interpretations; services that write, selectors that read."""

    name = "gongkai.web.publication"
    label = "publication"
    verbose_name = "主动公开"
