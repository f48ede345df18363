"""Addresses of the annual report on the desk: the register of problems."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.desk.views.reports import troubles

urlpatterns: list[URLPattern] = [
    path("troubles/<slug:organ>/<int:year>/", troubles.troubles, name="reports_troubles"),
    path("troubles/<slug:organ>/<int:year>/new", troubles.trouble_new, name="reports_trouble_new"),
    path("troubles/<uuid:pk>/", troubles.trouble, name="reports_trouble"),
    path("troubles/<uuid:pk>/edit", troubles.trouble_edit, name="reports_trouble_edit"),
    path("troubles/<uuid:pk>/step", troubles.trouble_step, name="reports_trouble_step"),
    path("troubles/<uuid:pk>/drop", troubles.trouble_drop, name="reports_trouble_drop"),
    path("troubles/<uuid:pk>/move", troubles.trouble_move, name="reports_trouble_move"),
]
