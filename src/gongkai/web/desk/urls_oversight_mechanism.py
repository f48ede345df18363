"""Addresses of the long-term mechanism and of the problems over the years."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.desk.views.oversight import mechanism, problems

urlpatterns: list[URLPattern] = [
    path("", mechanism.mechanism, name="mechanism"),
    path("problems/", problems.problems, name="mechanism_problems"),
    path("problems/open/", problems.open_problems, name="mechanism_problems_open"),
    path("<slug:key>/<int:year>/<int:month>/", mechanism.behind, name="mechanism_behind"),
]
