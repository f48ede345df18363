"""Addresses of the annual report on the desk: reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from gongkai.web.desk.views.reports import reading

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    path("reading/", reading.reports_reading, name="reports_reading"),
    path("reading/<uuid:pk>/", reading.report_reading, name="report_reading"),
    path("reading/<uuid:pk>/file.<slug:kind>", reading.report_reading_file, name="report_reading_file"),
]
