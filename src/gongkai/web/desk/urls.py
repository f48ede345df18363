"""Addresses of the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.desk.views import home

app_name = "desk"
urlpatterns: list[URLPattern] = [path("", home.home, name="home")]
