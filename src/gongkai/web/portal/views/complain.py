"""我要纠错: a reader says what is wrong on a page, and sees until when it is answered and what came of it."""

from __future__ import annotations

import secrets
import uuid
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.ledger.reasons import NotAllowed
from gongkai.web.accounts import throttle
from gongkai.web.clock import day_of
from gongkai.web.portal import limits, organs
from gongkai.web.portal.forms.complain import Wrong
from gongkai.web.portal.public import items
from gongkai.web.portal.public.frame import context_of, frame_of
from gongkai.web.publication.models import Complaint
from gongkai.web.publication.services import complaints
from gongkai.web.ui import errors
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LIMIT = throttle.Throttle("complain.network", 20, throttle.HOUR)


@require_http_methods(["GET", "HEAD", "POST"])
def complain(request: HttpRequest, slug: str, pk: uuid.UUID | None = None) -> HttpResponse:
    """The form; about one thing when it was opened there: ``?item=`` its id, for in a folder of files the one page stands for all."""
    moment = typed(request).moment
    organ = organs.readable(slug, day_of(moment))
    pk = pk or _asked(request)
    item = items.find(organ, pk) if pk else None
    first = {"key": secrets.token_urlsafe(16), "page": reverse("portal:item", args=[slug, pk]) if pk else ""}
    form = Wrong(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        wait = throttle.why_not((LIMIT, limits.network(request)), moment=moment)
        if wait:
            return errors.too_many(request, wait)
        given = form.cleaned_data
        page = first["page"] or given["page"]
        try:
            made = complaints.complain(
                organ=organ,
                item=item,
                page=page,
                kind=given["kind"],
                text=given["text"],
                contact=given["contact"],
                moment=moment,
                key=given["key"],
            )
        except NotAllowed as refused:
            form.add_error(None, "；".join(each.sentence for each in refused.reasons))
        else:
            return HttpResponseRedirect(reverse("portal:complained", args=[slug, made.pk]))
    title = items.title_of(item) if item is not None and items.is_shown(item) else ""
    context = context_of(frame_of(organ), request.path, form=form, item=item, about=title, about_url=first["page"])
    return render(request, "portal/complain.html", context)


def _asked(request: HttpRequest) -> uuid.UUID | None:
    """The thing of the question. Raises ``Http404`` for what is no id."""
    given = request.GET.get("item", "")
    try:
        return uuid.UUID(given) if given else None
    except ValueError as problem:
        raise Http404 from problem


@require_safe
def complained(request: HttpRequest, slug: str, pk: uuid.UUID) -> HttpResponse:
    """The receipt; later the answer. What was written and who wrote it is not shown: the address may be passed on."""
    organ = organs.readable(slug, day_of(typed(request).moment))
    found = Complaint.objects.filter(organ=organ, pk=pk).first()
    if found is None:
        raise Http404
    return render(request, "portal/complained.html", context_of(frame_of(organ), request.path, complaint=found))
