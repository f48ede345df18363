"""First pages, guide, map, simple version, and the way of an application: without account, without cookie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_safe

from gongkai.lib.errors import UnusableInput
from gongkai.web.clock import day_of
from gongkai.web.portal import flow as flows
from gongkai.web.portal import organs, papers
from gongkai.web.portal.public import answer, front
from gongkai.web.portal.public.frame import Frame, frame_of
from gongkai.web.ui import addresses
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


def _today(request: HttpRequest) -> date:
    return day_of(typed(request).moment)


def _frame(request: HttpRequest, slug: str) -> Frame:
    return frame_of(organs.readable(slug, _today(request)))


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """The organs of the site; with one only, its own page."""
    open_ = organs.open_to_readers(_today(request))
    first = list(open_[:2])
    if len(first) == 1:
        return answer.page(request, "portal/organ.html", front.organ(frame_of(first[0]), open_))
    return answer.page(request, "portal/home.html", {**front.site(open_), "all_doors": addresses.doors(None, "")})


@require_safe
def organ(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The column of an organ: what people come for, what became public last, its figures, policies, columns."""
    return answer.page(request, "portal/organ.html", front.organ(_frame(request, slug), organs.open_to_readers(_today(request))))


@require_safe
def organ_data(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same as JSON."""
    return answer.as_json(request, front.organ_data(_frame(request, slug)))


@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponseBase:
    """公开指南 from the organ's record (条例 Art. 12): always what the record says now."""
    return answer.page(request, "portal/guide.html", front.guide(_frame(request, slug)))


@require_safe
def guide_data(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same as JSON."""
    return answer.as_json(request, front.guide_data(_frame(request, slug)))


@require_safe
def site_map(request: HttpRequest, slug: str) -> HttpResponseBase:
    """网站地图."""
    return answer.page(request, "portal/public/map.html", front.site_map(_frame(request, slug)))


@require_safe
def simple(request: HttpRequest, slug: str) -> HttpResponseBase:
    """简明大字版 (适老化)."""
    return answer.page(request, "portal/public/simple.html", front.simple(_frame(request, slug)))


@require_safe
def flow(request: HttpRequest, slug: str) -> HttpResponseBase:
    """依申请公开流程, as a list and as a picture."""
    return answer.page(request, "portal/flow.html", front.way(_frame(request, slug), flows.STEPS))


@require_safe
def flow_picture(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The picture of the way."""
    frame = _frame(request, slug)
    return answer.data(request, flows.picture(f"{frame.organ.name}依申请公开流程").encode("utf-8"), "image/svg+xml")


@require_safe
def form(request: HttpRequest, slug: str, suffix: str) -> HttpResponseBase:
    """申请表 to fill in by hand, with the organ in it."""
    today = _today(request)
    found = organs.one(slug, today)
    if suffix not in papers.WRITERS:
        raise Http404
    content_type, write = papers.WRITERS[suffix]
    try:
        body = write(papers.application_form(found, found.valid_from))
    except UnusableInput as problem:
        return answer.page(request, "portal/no_file.html", {"problem": problem.sentence()}, status=503)
    return answer.data(request, body, content_type, name=f"政府信息公开申请表（{found.short_name or found.name}）.{suffix}")
