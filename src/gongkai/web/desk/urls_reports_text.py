"""Addresses of the annual report on the desk: its text, words kept aside, revisions."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.desk.views.reports import text, text_aside, text_field, text_revisions

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/text/", text.report_text, name="report_text"),
    path("<uuid:pk>/text/check", text.report_text_check, name="report_text_check"),
    path("<uuid:pk>/text/fields/<str:name>/", text_field.report_text_field, name="report_text_field"),
    path("<uuid:pk>/text/aside/<int:number>/", text_aside.report_text_aside, name="report_text_aside"),
    path("<uuid:pk>/revisions/", text_revisions.report_revisions, name="report_revisions"),
    path("<uuid:pk>/revisions/<int:number>/restore", text_revisions.report_revision_restore, name="report_revision_restore"),
]
