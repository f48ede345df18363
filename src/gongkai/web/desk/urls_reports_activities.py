"""Addresses of the annual report on the desk: what the office did in the year."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.desk.views.reports import activities

urlpatterns: list[URLPattern] = [
    path("activities/", activities.activities, name="reports_activities"),
    path("activities/<slug:organ>/<int:year>/new/<slug:key>", activities.activity_new, name="reports_activity_new"),
    path("activities/<slug:organ>/<int:year>/<int:number>/void", activities.activity_void, name="reports_activity_void"),
]
