"""Addresses of the desk for what stands beside applications: see desk.urls, which includes them."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.desk.views import archive, rectifications, remedies

urlpatterns: list[URLPattern] = [
    path("remedies/", remedies.listing, name="remedies"),
    path("remedies/new", remedies.begin, name="remedy_begin"),
    path("cases/<uuid:application>/remedies/new", remedies.new, name="remedy_new"),
    path("remedies/<uuid:pk>/", remedies.remedy, name="remedy"),
    path("remedies/<uuid:pk>/files", remedies.attach, name="remedy_attach"),
    path("remedies/<uuid:pk>/papers/<slug:paper>.<slug:kind>", remedies.draft, name="remedy_draft"),
    path("remedies/<uuid:pk>/steps/<slug:key>", remedies.step, name="remedy_step"),
    path("rectifications/", rectifications.listing, name="rectifications"),
    path("rectifications/new", rectifications.new, name="rectification_new"),
    path("rectifications/<uuid:pk>/", rectifications.rectification, name="rectification"),
    path("rectifications/<uuid:pk>/person", rectifications.person, name="rectification_person"),
    path("rectifications/<uuid:pk>/decide", rectifications.decide, name="rectification_decide"),
    path("rectifications/<uuid:pk>/issue", rectifications.issue, name="rectification_issue"),
    path("rectifications/<uuid:pk>/serve", rectifications.serve, name="rectification_serve"),
    path("rectifications/<uuid:pk>/letters/<uuid:letter>/sign", rectifications.sign, name="rectification_sign"),
    path("rectifications/<uuid:pk>/letters/<uuid:letter>/paper", rectifications.sign_on_paper, name="rectification_paper"),
    path("rectifications/<uuid:pk>/letters/<uuid:letter>.<slug:kind>", rectifications.letter_file, name="rectification_letter"),
    path("cases/<uuid:pk>/archive.<slug:kind>", archive.archive, name="archive"),
    path("upkeep/", archive.upkeep, name="upkeep"),
]
