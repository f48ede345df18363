"""Addresses of the administrators' pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from gongkai.web.accounts.views import audit, home, jobs, leave, organs, people

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "accounts"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("organs/", organs.organs, name="organs"),
    path("organs/<slug:slug>/", organs.organ, name="organ"),
    path("organs/<slug:slug>/settings", organs.choices, name="choices"),
    path("organs/<slug:slug>/establish", organs.establish, name="establish"),
    path("organs/<slug:slug>/close", organs.close, name="close"),
    path("jobs", jobs.jobs, name="jobs"),
    path("people/", people.accounts, name="people"),
    path("people/new", people.make, name="make"),
    path("people/<uuid:pk>/", people.account, name="account"),
    path("people/<uuid:pk>/appoint", people.appoint, name="appoint"),
    path("people/<uuid:pk>/dismiss/<int:appointment>", people.dismiss, name="dismiss"),
    path("people/<uuid:pk>/password", people.new_password, name="new_password"),
    path("people/<uuid:pk>/do/<slug:act>", people.act, name="act"),
    path("audit/", audit.acts, name="acts"),
    path("audit/ledger", audit.ledger, name="ledger"),
    path("audit/late", audit.late, name="late"),
    path("audit/changes", audit.changes, name="changes"),
    path("audit/check", audit.check, name="check"),
    path("audit/figures", audit.year, name="figures"),
    path("audit/figures/<slug:slug>/<int:year>.xlsx", audit.export, name="export"),
    path("leave/", leave.leave, name="leave"),
    path("leave/<int:pk>/end", leave.end, name="end_leave"),
]
