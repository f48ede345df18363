"""Addresses of the annual report on the desk: reports of earlier years, and the guided start."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.desk.views.reports import history, start

urlpatterns: list[URLPattern] = [
    path("history/", history.reports_history, name="reports_history"),
    path("history/<uuid:pk>/", history.report_past, name="report_past"),
    path("history/<uuid:pk>/file", history.report_past_file, name="report_past_file"),
    path("history/<slug:organ>/upload", history.report_past_upload, name="report_past_upload"),
    path("history/<slug:organ>/upload/<uuid:waiting>/", history.report_past_confirm, name="report_past_confirm"),
    path("history/<slug:organ>/upload/<uuid:waiting>/drop", history.report_past_drop, name="report_past_drop"),
    path("start/", start.reports_start, name="reports_start"),
    path("start/<slug:organ>/", start.reports_start_organ, name="reports_start_organ"),
    path("start/<slug:organ>/carried/<int:year>/", start.report_carried, name="report_carried"),
]
