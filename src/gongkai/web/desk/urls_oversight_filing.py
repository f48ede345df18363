"""Addresses of 年报备案: where each report stands, whether it is at its address, what reports share."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.desk.views.oversight import filing, likeness

urlpatterns: list[URLPattern] = [
    path("", filing.filing, name="filing"),
    path("<slug:organ>/<int:year>/look", filing.look, name="filing_look"),
    path("likeness/<int:year>/", likeness.likeness, name="filing_likeness"),
    path("likeness/<int:year>/make", likeness.make, name="filing_likeness_make"),
    path("likeness/<int:year>/<slug:organ>/<slug:slug>/<slug:part>/", likeness.pair, name="filing_pair"),
]
