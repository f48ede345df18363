from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The pages of the office."""

    name = "gongkai.web.desk"
    label = "desk"
    verbose_name = "工作台"
