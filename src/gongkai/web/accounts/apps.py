from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """Who may do what, for which organ."""

    name = "gongkai.web.accounts"
    label = "accounts"
    verbose_name = "账号"
