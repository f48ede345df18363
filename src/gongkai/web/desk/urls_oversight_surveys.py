"""Addresses of 社会评议."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.desk.views.oversight import surveys, surveys_answers

urlpatterns: list[URLPattern] = [
    path("", surveys.surveys, name="surveys"),
    path("<slug:organ>/new/", surveys.new, name="surveys_new"),
    path("<uuid:pk>/", surveys.survey, name="survey"),
    path("<uuid:pk>/edit/", surveys.edit, name="survey_edit"),
    path("<uuid:pk>/do/<slug:act>", surveys.act, name="survey_act"),
    path("<uuid:pk>/notice.pdf", surveys.notice, name="survey_notice"),
    path("<uuid:pk>/qr.svg", surveys.qr, name="survey_qr"),
    path("<uuid:pk>/paper/", surveys_answers.paper, name="survey_paper"),
    path("<uuid:pk>/paper/<int:pile>/", surveys_answers.pile_out, name="survey_pile_out"),
    path("<uuid:pk>/opinions/", surveys_answers.opinions, name="survey_opinions"),
    path("<uuid:pk>/opinions/<uuid:opinion>/", surveys_answers.opinion, name="survey_opinion"),
]
