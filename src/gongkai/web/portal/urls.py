"""Addresses of the citizen's side."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.portal.views import home

app_name = "portal"
urlpatterns: list[URLPattern] = [path("", home.home, name="home")]
