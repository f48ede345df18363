"""Addresses of assessment: rounds, the sheets of organs, sets of indicators."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.desk.views.oversight import indicators, rounds, rounds_organ

urlpatterns: list[URLPattern] = [
    path("", rounds.rounds, name="rounds"),
    path("new/", rounds.round_new, name="round_new"),
    path("indicators/", indicators.indicator_help, name="indicator_help"),
    path("sets/", indicators.indicator_sets, name="indicator_sets"),
    path("sets/take", indicators.indicator_set_take, name="indicator_set_take"),
    path("sets/<uuid:pk>/", indicators.indicator_set, name="indicator_set"),
    path("sets/<uuid:pk>/set.toml", indicators.indicator_set_file, name="indicator_set_file"),
    path("sets/<uuid:pk>/describe/", indicators.indicator_set_describe, name="indicator_set_describe"),
    path("sets/<uuid:pk>/new/<slug:kind>/", indicators.indicator_node_new, name="indicator_node_new"),
    path("sets/<uuid:pk>/<int:node>/", indicators.indicator_node, name="indicator_node"),
    path("sets/<uuid:pk>/<int:node>/remove", indicators.indicator_node_remove, name="indicator_node_remove"),
    path("organs/<int:pk>/", rounds_organ.round_sheet, name="round_sheet"),
    path("organs/<int:pk>/give", rounds_organ.round_give, name="round_give"),
    path("organs/<int:pk>/hand-in", rounds_organ.round_hand_in, name="round_hand_in"),
    path("scores/<int:pk>/", rounds_organ.round_score, name="round_score"),
    path("scores/<int:pk>/<slug:act>", rounds_organ.round_score_act, name="round_score_act"),
    path("files/<uuid:pk>", rounds_organ.round_file, name="round_file"),
    path("files/<uuid:pk>/remove", rounds_organ.round_file_remove, name="round_file_remove"),
    path("<uuid:pk>/", rounds.round_page, name="round"),
    path("<uuid:pk>/round.xlsx", rounds.round_export, name="round_export"),
    path("<uuid:pk>/notice", rounds.round_notice, name="round_notice"),
    path("<uuid:pk>/do/<slug:act>", rounds.round_act, name="round_act"),
]
