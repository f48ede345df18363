"""Addresses of the desk: see desk.urls, which includes them."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.desk.views import acts, letters, letters_files, letters_steps, signing

urlpatterns: list[URLPattern] = [
    path("acts/<uuid:pk>/<slug:key>", acts.act, name="act"),
    path("letters/<uuid:pk>/", letters.letter, name="letter"),
    path("letters/<uuid:pk>/change", letters.change, name="letter_change"),
    path("letters/<uuid:pk>/submit", letters_steps.submit, name="letter_submit"),
    path("letters/<uuid:pk>/paper", letters_steps.paper, name="letter_paper"),
    path("letters/<uuid:pk>/back", letters_steps.take_back, name="letter_back"),
    path("letters/<uuid:pk>/scan", letters_steps.scan, name="letter_scan"),
    path("letters/<uuid:pk>/issue", letters_steps.issue, name="letter_issue"),
    path("letters/<uuid:pk>/serve", letters_steps.serve, name="letter_serve"),
    path("letters/<uuid:pk>/drop", letters_steps.drop, name="letter_drop"),
    path("letters/<uuid:pk>/link", letters_steps.link, name="letter_link"),
    path("letters/<uuid:pk>/<slug:what>.<slug:kind>", letters_files.paper, name="letter_paper_file"),
    path("signing/", signing.signing, name="signing"),
    path("signing/<uuid:pk>", signing.sign, name="sign"),
    path("numbers/", letters.numbers, name="numbers"),
]
