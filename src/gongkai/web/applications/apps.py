from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """Applications for information: content rows, services that write, selectors that read."""

    name = "gongkai.web.applications"
    label = "applications"
    verbose_name = "依申请公开"
