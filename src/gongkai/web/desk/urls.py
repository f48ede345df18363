"""Addresses of the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from gongkai.web.desk.views import case_steps, cases, files, home, intake, making_public, overview

app_name = "desk"
_REPORTS = ("text", "figures", "life", "declared", "activities", "troubles", "history", "merge", "reading")
_OVERSIGHT = ("changes", "days", "board", "orders", "filing", "tasks", "surveys", "grievances", "platforms", "rounds", "mechanism")
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("cases.<slug:kind>", home.export, name="export"),
    path("cases/assign", case_steps.assign_many, name="assign_many"),
    path("cases/<uuid:pk>/", cases.case, name="case"),
    path("cases/<uuid:pk>/alike", cases.alike, name="alike"),
    path("cases/<uuid:pk>/confirm", case_steps.confirm, name="confirm"),
    path("cases/<uuid:pk>/take", case_steps.take, name="take"),
    path("cases/<uuid:pk>/assign", case_steps.assign, name="assign"),
    path("cases/<uuid:pk>/link", case_steps.link, name="link"),
    path("cases/<uuid:pk>/files", case_steps.add_file, name="add_file"),
    path("cases/<uuid:pk>/receipt", case_steps.receipt, name="receipt"),
    path("cases/<uuid:pk>/papers/<slug:code>.<slug:kind>", case_steps.make_paper, name="make_paper"),
    path("cases/<uuid:pk>/people/<int:person>/reveal", case_steps.reveal, name="reveal"),
    path("cases/<uuid:pk>/people/<int:person>/check", case_steps.check_identity, name="check_identity"),
    path("cases/<uuid:pk>/revealed/<int:reveal>", case_steps.revealed, name="revealed"),
    path("cases/<uuid:pk>/public", making_public.public, name="public"),
    path("cases/<uuid:pk>/public/withdraw", making_public.withdraw, name="public_withdraw"),
    path("files/<uuid:pk>", files.file, name="file"),
    path("files/<uuid:pk>/look", files.look, name="look"),
    path("intake/", intake.channels, name="intake"),
    path("intake/<slug:organ>/<slug:channel>/", intake.intake, name="intake_form"),
    path("overview/", overview.overview, name="overview"),
    path("oversight/", overview.oversight, name="oversight"),
    path("oversight.<slug:kind>", overview.oversight_export, name="oversight_export"),
    path("reveals/", overview.reveals, name="reveals"),
    path("help/", overview.help_page, name="help"),
    path("", include("gongkai.web.desk.urls_acts")),
    path("", include("gongkai.web.desk.urls_beside")),
    path("", include("gongkai.web.desk.urls_register")),
    *(path(f"oversight/{topic}/", include(f"gongkai.web.desk.urls_oversight_{topic}")) for topic in _OVERSIGHT),
    path("items/", include("gongkai.web.desk.urls_items")),
    path("outlets/", include("gongkai.web.desk.urls_outlets")),
    *(path("reports/", include(f"gongkai.web.desk.urls_reports_{topic}")) for topic in _REPORTS),
]
