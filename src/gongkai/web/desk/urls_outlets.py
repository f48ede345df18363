"""Addresses of channels, deliveries, figures, imports, columns, the public side, complaints."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
