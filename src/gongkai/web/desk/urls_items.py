"""Addresses of 主动公开: drafting, checking, reviewing, releasing."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.desk.views.items import checking, files, lists, page, redacting, releasing, reviewing, sheets, writing

urlpatterns: list[URLPattern] = [
    path("", lists.items, name="items"),
    path("list.<slug:kind>", lists.items_export, name="items_export"),
    path("reviews/", lists.reviews, name="reviews"),
    path("new/", writing.item_new, name="item_new"),
    path("new/docx", writing.item_from_docx, name="item_from_docx"),
    path("new/check", writing.item_live_check, name="item_live_check"),
    path("<uuid:pk>/", page.item, name="item"),
    path("<uuid:pk>/preview", page.item_preview, name="item_preview"),
    path("<uuid:pk>/compare", page.item_compare, name="item_compare"),
    path("<uuid:pk>/edit", writing.item_edit, name="item_edit"),
    path("<uuid:pk>/classify", writing.item_classify, name="item_classify"),
    path("<uuid:pk>/check", checking.item_check, name="item_check"),
    path("<uuid:pk>/submit", reviewing.item_submit, name="item_submit"),
    path("<uuid:pk>/review", reviewing.item_review, name="item_review"),
    path("<uuid:pk>/approve", reviewing.item_approve, name="item_approve"),
    path("<uuid:pk>/reassess", reviewing.item_reassess, name="item_reassess"),
    path("<uuid:pk>/sheet.<slug:kind>", sheets.item_sheet, name="item_sheet"),
    path("<uuid:pk>/release", releasing.item_release, name="item_release"),
    path("<uuid:pk>/unschedule", releasing.item_unschedule, name="item_unschedule"),
    path("<uuid:pk>/take-down", releasing.item_take_down, name="item_take_down"),
    path("<uuid:pk>/repeal", releasing.item_repeal, name="item_repeal"),
    path("<uuid:pk>/expire", releasing.item_expire, name="item_expire"),
    path("<uuid:pk>/files", files.item_attach, name="item_attach"),
    path("<uuid:pk>/files/<uuid:file>", files.item_file, name="item_file"),
    path("<uuid:pk>/attachments/<uuid:attachment>/detach", files.item_detach, name="item_detach"),
    path("<uuid:pk>/attachments/<uuid:attachment>/alt", files.item_alt, name="item_alt"),
    path("<uuid:pk>/attachments/<uuid:attachment>/redact", redacting.item_redact, name="item_redact"),
]
