"""Addresses of the annual report on the desk: the merge of a region, the comparison cell by cell, the superior's workbook."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.desk.views.reports import comparison, merge, merge_alike

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/merge/", merge.report_merge, name="report_merge"),
    path("<uuid:pk>/merge.<slug:kind>", merge.report_merge_export, name="report_merge_export"),
    path("<uuid:pk>/merge/file", merge.report_merge_file, name="report_merge_file"),
    path("<uuid:pk>/merge/alike/", merge_alike.report_merge_alike, name="report_merge_alike"),
    path("<uuid:pk>/merge/parts/<slug:organ>/", merge.report_merge_part, name="report_merge_part"),
    path("<uuid:pk>/merge/parts/<slug:organ>/decide", merge.report_merge_decide, name="report_merge_decide"),
    path("<uuid:pk>/merge/files/<uuid:submission>", merge.report_merge_given, name="report_merge_given"),
    path("<uuid:pk>/merge/<str:cell>/", merge.report_merge_cell, name="report_merge_cell"),
    path("<uuid:pk>/comparison/", comparison.report_comparison, name="report_comparison"),
    path("<uuid:pk>/comparison.<slug:kind>", comparison.report_comparison_export, name="report_comparison_export"),
    path("<uuid:pk>/comparison/<uuid:filled>/", comparison.report_filled, name="report_filled"),
    path("<uuid:pk>/comparison/<uuid:filled>/file", comparison.report_filled_file, name="report_filled_file"),
]
