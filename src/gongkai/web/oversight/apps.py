from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """监督保障: changes of organs, and what the district sees."""

    name = "gongkai.web.oversight"
    label = "oversight"
    verbose_name = "监督保障"
