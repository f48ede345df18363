"""Pages that everybody may read: without account, without cookie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.web.clock import day_of
from gongkai.web.portal import finding, organs, papers
from gongkai.web.portal import flow as flows
from gongkai.web.portal.views.answers import as_file
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

MOST_HITS = 20


def _today(request: HttpRequest) -> date:
    return day_of(typed(request).moment)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The organs to which one can apply; with one only, its own page."""
    today = _today(request)
    one = organs.only(today)
    if one is not None:
        return organ(request, one.slug)
    return render(request, "portal/home.html", {"organs": organs.listed(today)})


@require_safe
def organ(request: HttpRequest, slug: str) -> HttpResponse:
    """The column of an organ: what people come for, and what became public last."""
    today = _today(request)
    found = organs.one(slug, today)
    return render(request, "portal/organ.html", {"organ": found, "newest": finding.newest(organ=found, on=today)})


@require_safe
def search(request: HttpRequest, slug: str = "") -> HttpResponse:
    """What is public and answers the question."""
    today = _today(request)
    found = organs.one(slug, today) if slug else None
    query = request.GET.get("q", "").strip()
    hits = finding.found(query, organ=found, on=today, limit=MOST_HITS)
    return render(request, "portal/search.html", {"organ": found, "query": query, "hits": hits})


@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """公开指南 from the organ's record (条例 Art. 12): always what the record says today."""
    today = _today(request)
    return render(request, "portal/guide.html", {"organ": organs.one(slug, today), "today": today})


@require_safe
def flow(request: HttpRequest, slug: str) -> HttpResponse:
    """依申请公开流程, as a list and as a picture."""
    return render(request, "portal/flow.html", {"organ": organs.one(slug, _today(request)), "steps": flows.STEPS})


@require_safe
def flow_picture(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture of the way."""
    found = organs.one(slug, _today(request))
    return HttpResponse(flows.picture(f"{found.name}依申请公开流程"), content_type="image/svg+xml")


@require_safe
def form(request: HttpRequest, slug: str, suffix: str) -> HttpResponse:
    """申请表 to fill in by hand, with the organ in it."""
    today = _today(request)
    found = organs.one(slug, today)
    if suffix not in papers.WRITERS:
        raise Http404
    return as_file(request, papers.application_form(found, today), suffix, f"政府信息公开申请表（{found.short_name or found.name}）")
