from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """Which organs there are, who stands above whom, and since when."""

    name = "gongkai.web.organs"
    label = "organs"
    verbose_name = "机关"
