"""Every address. ``tests/web/access.toml`` says who may open which."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from gongkai.web.config import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("gongkai.web.portal.urls")),
    path("desk/", include("gongkai.web.desk.urls")),
    path("accounts/", include("gongkai.web.accounts.urls")),
    path("ui/", include("gongkai.web.ui.urls")),
    path("api/", include("gongkai.web.api.urls")),
    path("checkup/", include("gongkai.web.checkup.urls")),
    path("healthz", health.healthz, name="healthz"),
]
handler400 = "gongkai.web.ui.errors.bad_request"
handler403 = "gongkai.web.ui.errors.forbidden"
handler404 = "gongkai.web.ui.errors.not_found"
handler500 = "gongkai.web.ui.errors.failed"
