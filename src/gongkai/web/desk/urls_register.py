"""Addresses of the desk for the register of applications: see desk.urls, which includes them."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.desk.views import register_import

urlpatterns: list[URLPattern] = [
    path("register/", register_import.register, name="register"),
    path("register/upload", register_import.register_upload, name="register_upload"),
    path("register/export", register_import.register_export, name="register_export"),
    path("register/template.xlsx", register_import.register_template, name="register_template"),
    path("register/imports/<uuid:pk>/", register_import.register_job, name="register_job"),
    path("register/imports/<uuid:pk>/confirm", register_import.register_confirm, name="register_confirm"),
    path("register/imports/<uuid:pk>/drop", register_import.register_drop, name="register_drop"),
]
