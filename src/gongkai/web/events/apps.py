from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The ledger in the database: append only, one order, hash-chained."""

    name = "gongkai.web.events"
    label = "events"
    verbose_name = "账本"
