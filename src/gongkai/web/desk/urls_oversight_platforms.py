"""Addresses of the register of platforms and their inspections."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.desk.views.oversight import platforms, platforms_visits

urlpatterns: list[URLPattern] = [
    path("", platforms.platforms, name="platforms"),
    path("new/<slug:organ>/<slug:kind>/", platforms.platform_new, name="platform_new"),
    path("<uuid:pk>/", platforms.platform, name="platform"),
    path("<uuid:pk>/edit/", platforms.platform_edit, name="platform_edit"),
    path("<uuid:pk>/do/<slug:act>", platforms.act, name="platform_act"),
    path("<uuid:pk>/visit", platforms_visits.ask, name="platform_visit"),
    path("<uuid:pk>/files/<uuid:file>", platforms.file, name="platform_file"),
    path("visits/<uuid:pk>/", platforms_visits.visit, name="visit"),
    path("visits/<uuid:pk>/follow", platforms_visits.follow, name="visit_follow"),
]
