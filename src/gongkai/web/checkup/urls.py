"""Addresses of the check-up."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.checkup import views

app_name = "checkup"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("mended.docx", views.mended, name="mended"),
]
