from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """Where what is public goes: each channel takes an envelope and gives a receipt."""

    name = "gongkai.web.channels"
    label = "channels"
    verbose_name = "公开渠道"
