"""Addresses of 主动公开: drafting, checking, reviewing, releasing."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
