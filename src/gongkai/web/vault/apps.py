from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """What is kept sealed: personal fields and files, with keys outside the database."""

    name = "gongkai.web.vault"
    label = "vault"
    verbose_name = "保密柜"
