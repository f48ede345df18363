from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """How pages look: the stylesheet, components, template tags. Knows no case."""

    name = "gongkai.web.ui"
    label = "ui"
    verbose_name = "界面"
