"""Addresses of changes of organs (机构改革)."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.desk.views.oversight import changes

urlpatterns: list[URLPattern] = [
    path("", changes.changes, name="organ_changes"),
    path("new/<slug:kind>/", changes.new, name="organ_change_new"),
    path("<uuid:pk>/", changes.change, name="organ_change"),
    path("<uuid:pk>/direct", changes.direct, name="organ_change_direct"),
    path("<uuid:pk>/do/<slug:act>", changes.act, name="organ_change_act"),
    path("<uuid:pk>/paper", changes.paper, name="organ_change_paper"),
]
