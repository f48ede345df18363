"""Addresses of the annual report on the desk: life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from gongkai.web.desk.views.reports import life, life_editions, life_papers

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/life/", life.report_life, name="report_life"),
    path("<uuid:pk>/sign/", life.report_sign, name="report_sign"),
    path("<uuid:pk>/draft.<slug:kind>", life_papers.report_draft_file, name="report_draft_file"),
    path("<uuid:pk>/sheet.<slug:kind>", life_papers.report_sheet, name="report_sheet"),
    path("<uuid:pk>/editions/", life_editions.report_editions, name="report_editions"),
    path("<uuid:pk>/editions/<int:number>/<str:suffix>", life_editions.report_edition_file, name="report_edition_file"),
]
