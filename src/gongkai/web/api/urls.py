"""Addresses of the open data, described at ``/api/openapi.json``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai.web.api.views import api

urlpatterns: list[URLPattern | URLResolver] = [path("", api.urls)]
