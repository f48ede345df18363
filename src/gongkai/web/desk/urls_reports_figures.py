"""Addresses of the annual report on the desk: figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from gongkai.web.desk.views.reports import figures, overview

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    path("", overview.reports, name="reports"),
    path("of/<slug:organ>/<int:year>/", overview.report_of_year, name="report_of_year"),
    path("of/<slug:organ>/<int:year>/<str:cell>/", overview.report_of_year, name="report_of_year"),
    path("<uuid:pk>/", overview.report, name="report"),
    path("<uuid:pk>/figures/", figures.report_figures, name="report_figures"),
    path("<uuid:pk>/figures.<slug:kind>", figures.report_figures_export, name="report_figures_export"),
    path("<uuid:pk>/figures/<str:cell>/", figures.report_cell, name="report_cell"),
    path("<uuid:pk>/figures/<str:cell>.<slug:kind>", figures.report_cell_export, name="report_cell_export"),
    path("<uuid:pk>/differences/", figures.report_differences, name="report_differences"),
]
