"""Addresses of 整改."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.desk.views.oversight import orders

urlpatterns: list[URLPattern] = [
    path("", orders.orders, name="orders"),
    path("new/", orders.new, name="order_new"),
    path("<uuid:pk>/", orders.order, name="order"),
    path("<uuid:pk>/paper.<slug:kind>", orders.paper, name="order_paper"),
    path("<uuid:pk>/do/<slug:act>", orders.act, name="order_act"),
    path("<uuid:pk>/files/<uuid:file>", orders.file, name="order_file"),
]
