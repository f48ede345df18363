"""Addresses of the citizen's side. ``/o/<slug>/`` is the column of one organ; the rest belongs to the person at the screen."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.portal.views import apply, calculator, case, consult, home, receipt, track

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("search/", home.search, name="search"),
    path("o/<slug:slug>/", home.organ, name="organ"),
    path("o/<slug:slug>/search/", home.search, name="search"),
    path("o/<slug:slug>/guide/", home.guide, name="guide"),
    path("o/<slug:slug>/flow/", home.flow, name="flow"),
    path("o/<slug:slug>/flow.svg", home.flow_picture, name="flow_picture"),
    path("o/<slug:slug>/form.<str:suffix>", home.form, name="form"),
    path("o/<slug:slug>/apply/", apply.start, name="apply"),
    path("apply/", apply.start, name="apply"),
    path("apply/found/", apply.found, name="found"),
    path("apply/forget/", apply.forget, name="forget"),
    path("apply/receipt/", receipt.receipt, name="receipt"),
    path("apply/receipt/days/", receipt.days, name="receipt_days"),
    path("apply/receipt/qr.svg", receipt.qr, name="receipt_qr"),
    path("apply/receipt/receipt.<str:suffix>", receipt.paper, name="receipt_paper"),
    path("apply/items/", apply.items, name="apply_items"),
    path("apply/joint/", apply.joint, name="apply_joint"),
    path("apply/check/", apply.check, name="apply_check"),
    path("apply/<slug:key>/", apply.page, name="apply_page"),
    path("track/", track.look, name="track"),
    path("track/leave/", track.leave, name="track_leave"),
    path("track/case/", case.case, name="case"),
    path("track/case/days/", case.days, name="case_days"),
    path("track/case/correct/", case.correct, name="case_correct"),
    path("track/case/reasons/", case.reasons, name="case_reasons"),
    path("track/case/supplement/", case.supplement, name="case_supplement"),
    path("track/case/withdraw/", case.withdraw, name="case_withdraw"),
    path("track/case/letters/<uuid:pk>/", case.letter, name="case_letter"),
    path("track/case/letters/<uuid:pk>/received/", case.received, name="case_received"),
    path("track/case/letters/<uuid:pk>/letter.<str:suffix>", case.letter_file, name="case_letter_file"),
    path("track/case/letters/<uuid:pk>/original/", case.original, name="case_original"),
    path("consult/<str:token>/", consult.consult, name="consult"),
    path("calculator/", calculator.calculator, name="calculator"),
]
