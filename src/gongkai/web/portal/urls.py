"""Addresses of the citizen's side. ``/o/<slug>/`` is the column of one organ; the rest belongs to the person at the screen.

Pages that are read have everything in their path, so that each can be a file; only the search has a question behind it.
"""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.portal.public import where
from gongkai.web.portal.views import (
    apply,
    calculator,
    case,
    complain,
    consult,
    days,
    grievances,
    home,
    item,
    lists,
    machine,
    receipt,
    reports,
    search,
    statistics,
    surveys,
    track,
)

__all__ = ["app_name", "urlpatterns", "where"]  # where: its converter is known once it is loaded

app_name = "portal"
_ORGAN = "o/<slug:slug>/"


def _lists(door: str) -> list[URLPattern]:
    """The pages of a list: the newest, the narrowed and the older ones, each as page and as data."""
    here, given = f"{_ORGAN}{door}/", {"door": door}
    return [
        path(here, lists.show, given, name=door),
        path(f"{here}list.<str:suffix>", lists.data, given, name=f"{door}_data"),
        path(f"{here}<where:where>", lists.show, given, name=f"{door}_list"),
        path(f"{here}<where:where>list.<str:suffix>", lists.data, given, name=f"{door}_list_data"),
    ]


def _reports(here: str, name: str, *, own: bool) -> list[URLPattern]:
    """The annual report of a year: its newest edition and each edition for ever, page and files."""
    given = {"own": own}
    return [
        path(here, reports.show, given, name=name),
        path(f"{here}report.<str:suffix>", reports.file, given, name=f"{name}_file"),
        path(f"{here}editions/<int:number>/", reports.show, given, name=f"{name}_edition"),
        path(f"{here}editions/<int:number>/report.<str:suffix>", reports.file, given, name=f"{name}_edition_file"),
    ]


urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("robots.txt", machine.robots, name="robots"),
    path("sitemap.xml", machine.sitemap, name="sitemap"),
    path("search/", search.search, name="search"),
    path("search/results.json", search.data, name="search_data"),
    path("search/suggest.json", search.suggest, name="suggest"),
    path(_ORGAN, home.organ, name="organ"),
    path(f"{_ORGAN}organ.json", home.organ_data, name="organ_data"),
    path(f"{_ORGAN}feed.atom", lists.feed, name="feed"),
    path(f"{_ORGAN}sitemap.xml", machine.organ_sitemap, name="organ_sitemap"),
    path(f"{_ORGAN}sitemap-<int:part>.xml", machine.organ_sitemap, name="organ_sitemap_part"),
    path(f"{_ORGAN}search/", search.search, name="search"),
    path(f"{_ORGAN}search/results.json", search.data, name="search_data"),
    path(f"{_ORGAN}search/suggest.json", search.suggest, name="suggest"),
    path(f"{_ORGAN}guide/", home.guide, name="guide"),
    path(f"{_ORGAN}guide/guide.json", home.guide_data, name="guide_data"),
    path(f"{_ORGAN}map/", home.site_map, name="map"),
    path(f"{_ORGAN}simple/", home.simple, name="simple"),
    path(f"{_ORGAN}catalogue/<int:year>.<str:suffix>", lists.year, name="catalogue_year"),
    *_lists("items"),
    *_lists("catalogue"),
    *_lists("rules"),
    *_lists("reports"),
    *_reports(f"{_ORGAN}reports/<int:year>/", "report", own=False),
    *_reports(f"{_ORGAN}reports/<int:year>/own/", "report_own", own=True),
    path(f"{_ORGAN}items/column/<str:key>/feed.atom", lists.feed, name="column_feed"),
    path(f"{_ORGAN}items/<uuid:pk>/", item.show, name="item"),
    path(f"{_ORGAN}items/<uuid:pk>/item.json", item.data, name="item_data"),
    path(f"{_ORGAN}items/<uuid:pk>/item.<str:suffix>", item.as_paper, name="item_paper"),
    path(f"{_ORGAN}items/<uuid:pk>/files/<uuid:attachment>.<str:suffix>", item.file, name="item_file"),
    path(f"{_ORGAN}items/<uuid:pk>/pictures/<uuid:drawing>.<str:suffix>", item.picture, name="item_picture"),
    path(f"{_ORGAN}items/<uuid:pk>/versions/<int:number>/", item.version, name="item_version"),
    path(f"{_ORGAN}statistics/", statistics.show, name="statistics"),
    path(f"{_ORGAN}statistics/<int:year>/", statistics.show, name="statistics_year"),
    path(f"{_ORGAN}statistics/<int:year>/figures.<str:suffix>", statistics.data, name="statistics_data"),
    path(f"{_ORGAN}statistics/<int:year>/<str:key>/", statistics.figure, name="figure"),
    path(f"{_ORGAN}statistics/<int:year>/<str:key>/page/<int:page>/", statistics.figure, name="figure_page"),
    path(f"{_ORGAN}complain/", complain.complain, name="complain"),
    path(f"{_ORGAN}complain/<uuid:pk>/", complain.complain, name="complain_item"),
    path(f"{_ORGAN}complained/<uuid:pk>/", complain.complained, name="complained"),
    path(f"{_ORGAN}surveys/", surveys.surveys, name="surveys"),
    path(f"{_ORGAN}surveys/<uuid:pk>/", surveys.survey, name="survey"),
    path(f"{_ORGAN}surveys/<uuid:pk>/thanks/", surveys.thanks, name="survey_thanks"),
    path(f"{_ORGAN}grievance/", grievances.grievance, name="grievance"),
    path(f"{_ORGAN}grievance/receipt/", grievances.receipt, name="grievance_receipt"),
    path(f"{_ORGAN}grievance/look/", grievances.look, name="grievance_look"),
    path(f"{_ORGAN}days/", days.days, name="days"),
    path(f"{_ORGAN}days/<uuid:pk>/", days.day, name="day"),
    path(f"{_ORGAN}days/<uuid:pk>/signed/<uuid:visitor>/", days.signed, name="day_signed"),
    path(f"{_ORGAN}days/<uuid:pk>/cancel/", days.give_back, name="day_cancel"),
    path(f"{_ORGAN}days/<uuid:pk>/notice/", days.notice, name="day_notice"),
    path(f"{_ORGAN}days/<uuid:pk>/qr.svg", days.code, name="day_qr"),
    path(f"{_ORGAN}flow/", home.flow, name="flow"),
    path(f"{_ORGAN}flow.svg", home.flow_picture, name="flow_picture"),
    path(f"{_ORGAN}form.<str:suffix>", home.form, name="form"),
    path(f"{_ORGAN}apply/", apply.start, name="apply"),
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
