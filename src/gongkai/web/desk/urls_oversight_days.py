"""Addresses of the year's activities: open days, what was counted on them, who answers for the work."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.desk.views.oversight import days, days_record

urlpatterns: list[URLPattern] = [
    path("", days.days, name="days"),
    path("new/<slug:organ>/", days.new, name="day_new"),
    path("standing/<slug:organ>/", days.standing, name="day_standing"),
    path("<uuid:pk>/", days.day, name="day"),
    path("<uuid:pk>/edit", days.edit, name="day_edit"),
    path("<uuid:pk>/do/<slug:key>", days.act, name="day_act"),
    path("<uuid:pk>/count", days_record.count, name="day_count"),
    path("<uuid:pk>/visitors", days_record.visitors, name="day_visitors"),
    path("<uuid:pk>/add/<slug:key>", days_record.add, name="day_add"),
    path("<uuid:pk>/questions/<int:number>", days_record.answer, name="day_answer"),
    path("<uuid:pk>/photos/<int:number>/remove", days_record.remove, name="day_photo_remove"),
    path("<uuid:pk>/close", days_record.close, name="day_close"),
]
