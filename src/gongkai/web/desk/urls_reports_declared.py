"""Addresses of the annual report on the desk: figures that offices declare."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.desk.views.reports import decisions, declared

urlpatterns: list[URLPattern] = [
    path("declared/", declared.declared, name="reports_declared"),
    path("declared/<slug:organ>/<int:year>/ask", declared.ask, name="reports_ask"),
    path("declared/<slug:organ>/<int:year>/<str:cell>/", declared.declare, name="reports_declare"),
    path("declared/<slug:organ>/<int:year>/published/<str:cell>/", decisions.declared_published, name="reports_declared_published"),
    path("declared/asked/<int:pk>/drop", declared.ask_drop, name="reports_ask_drop"),
    path("declared/asked/<int:pk>/slip.<slug:kind>", declared.ask_slip, name="reports_ask_slip"),
]
