"""The published annual report of a year: page and sealed files, of the newest edition and of each edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_safe

from gongkai.lib.errors import UnusableInput
from gongkai.web.clock import day_of
from gongkai.web.portal import organs
from gongkai.web.portal.public import answer, report_pages, reports
from gongkai.web.portal.public.frame import frame_of
from gongkai.web.reporting.models import EditionFile
from gongkai.web.ui.http import typed
from gongkai.web.vault import files
from gongkai.web.vault.kinds import KINDS

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

# The vault keeps a page and data as plain text; here they have their own type. A page is only ever kept, never opened: it is a file.
_TYPES = {".html": "text/html; charset=utf-8", ".json": answer.JSON}
_SHOWN = (".pdf", ".json")


@require_safe
def show(request: HttpRequest, slug: str, year: int, number: int | None = None, *, own: bool = False) -> HttpResponseBase:
    """The page."""
    frame = frame_of(organs.readable(slug, day_of(typed(request).moment)))
    found = reports.find(frame.organ, year, own=own, number=number)
    return answer.page(request, "portal/public/report.html", report_pages.context(frame, found, number))


@require_safe
def file(request: HttpRequest, slug: str, year: int, suffix: str, number: int | None = None, *, own: bool = False) -> HttpResponseBase:
    """A file of the sealed set, byte for byte."""
    organ = organs.readable(slug, day_of(typed(request).moment))
    edition = reports.find(organ, year, own=own, number=number).edition
    found = EditionFile.objects.filter(edition=edition.pk, suffix=f".{suffix}").select_related("file").first()
    if found is None:
        raise Http404
    try:
        body = files.read(found.file)
    except UnusableInput as problem:
        raise Http404 from problem
    kind = _TYPES.get(found.suffix) or KINDS[found.file.kind].type
    return answer.file(request, body, kind, found.file.name, shown=found.suffix in _SHOWN)
