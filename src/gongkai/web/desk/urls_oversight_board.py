"""Addresses of the district's board: whom to urge, the lists behind its numbers, letters of 催办."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.desk.views.oversight import board, board_sheets, urgings

urlpatterns: list[URLPattern] = [
    path("", board.board, name="district_board"),
    path("list/<slug:key>/", board.things, name="district_board_list"),
    path("calls/", board.calls, name="district_board_calls"),
    path("everything.xlsx", board_sheets.everything, name="district_board_export"),
    path("urge", urgings.urge, name="district_board_urge"),
    path("letters/", urgings.urgings, name="urgings"),
    path("letters/<uuid:pk>/", urgings.urging, name="urging"),
    path("letters/<uuid:pk>/paper.<slug:kind>", urgings.paper, name="urging_paper"),
    path("letters/<uuid:pk>/acknowledge", urgings.acknowledge, name="urging_acknowledge"),
]
