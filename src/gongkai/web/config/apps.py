from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Config(AppConfig):
    """How the rooms are put together; ``checks`` says what an installation still lacks."""

    name = "gongkai.web.config"
    label = "config"
    verbose_name = "安装"

    def ready(self) -> None:
        """Load the checks: they need the models, which are there from now on."""
        autodiscover_modules("checks")
