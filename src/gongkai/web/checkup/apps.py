from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The check-up of annual reports."""

    name = "gongkai.web.checkup"
    label = "checkup"
    verbose_name = "年报体检"
