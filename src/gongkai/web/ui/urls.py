"""The switch of the text size, and the review page of the components."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from gongkai.web.ui import review, rich_text, text

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "ui"
urlpatterns: list[URLPattern] = [
    path("text-size", text.switch, name="text_size"),
    path("clean", rich_text.clean, name="clean"),
    path("components", review.components, name="components"),
]
