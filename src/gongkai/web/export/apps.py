from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The public side as static files."""

    name = "gongkai.web.export"
    label = "export"
    verbose_name = "静态导出"
