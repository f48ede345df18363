"""Addresses of 投诉举报 and 责任追究."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.desk.views.oversight import accountability, grievances, grievances_asked

urlpatterns: list[URLPattern] = [
    path("", grievances.grievances, name="grievances"),
    path("new/", grievances.new, name="grievances_new"),
    path("<uuid:pk>/", grievances.grievance, name="grievance"),
    path("<uuid:pk>/do/<slug:act>", grievances.act, name="grievance_act"),
    path("<uuid:pk>/reveal", grievances.reveal, name="grievance_reveal"),
    path("asked/", grievances_asked.asked, name="grievances_asked"),
    path("asked/<uuid:pk>/", grievances_asked.one, name="grievance_asked"),
    path("accountability/", accountability.decisions, name="accountabilities"),
    path("accountability/<slug:organ>/new/", accountability.new, name="accountabilities_new"),
    path("accountability/<uuid:pk>/void/", accountability.void, name="accountability_void"),
]
