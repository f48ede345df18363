from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The annual report: facts beside the ledger, the draft of a year, its editions."""

    name = "gongkai.web.reporting"
    label = "reporting"
    verbose_name = "年度报告"
