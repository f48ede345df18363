from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The pages of the citizen."""

    name = "gongkai.web.portal"
    label = "portal"
    verbose_name = "公众端"
