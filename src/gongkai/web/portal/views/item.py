"""One published thing: page, data, paper, files, pictures, earlier versions; and what is said once it was taken down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_safe

from gongkai.charts.table import parse
from gongkai.lib.errors import UnusableInput
from gongkai.web.clock import day_of
from gongkai.web.portal import organs
from gongkai.web.portal.public import answer, item_pages, items, paper, pictures, sheets
from gongkai.web.portal.public.frame import frame_of
from gongkai.web.publication.models import Drawing
from gongkai.web.publication.selectors import drawings
from gongkai.web.ui.http import typed
from gongkai.web.vault import files
from gongkai.web.vault.kinds import KINDS

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from gongkai.web.portal.public.frame import Frame
    from gongkai.web.publication.models import Item

_TYPES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
_GONE = 410


@require_safe
def show(request: HttpRequest, slug: str, pk: uuid.UUID) -> HttpResponseBase:
    """The page; 410 with the reason for what was taken down, and never its text."""
    frame, item = _found(request, slug, pk)
    if items.is_gone(item):
        return answer.page(request, "portal/public/gone.html", item_pages.gone(frame, item), status=_GONE)
    return answer.page(request, "portal/public/item.html", item_pages.context(frame, items.page_of(item)))


@require_safe
def data(request: HttpRequest, slug: str, pk: uuid.UUID) -> HttpResponseBase:
    """The same as JSON."""
    frame, item = _found(request, slug, pk)
    if items.is_gone(item):
        return answer.as_json(request, item_pages.gone_data(item), status=_GONE)
    return answer.as_json(request, item_pages.data(frame, items.page_of(item)))


@require_safe
def as_paper(request: HttpRequest, slug: str, pk: uuid.UUID, suffix: str) -> HttpResponseBase:
    """The text as an official paper, Word or PDF; only for what has a 文号."""
    _, item = _standing(request, slug, pk)
    found = items.page_of(item)
    if not found.is_paper or suffix not in paper.WRITERS:
        raise Http404
    content_type, write = paper.WRITERS[suffix]
    try:
        body = write(paper.of(found))
    except UnusableInput as problem:
        return answer.data(request, f"{problem.sentence()}\n".encode(), answer.TEXT, status=503)
    return answer.data(request, body, content_type, name=f"{files.safe_name(found.version.title)}.{suffix}")


@require_safe
def file(request: HttpRequest, slug: str, pk: uuid.UUID, attachment: uuid.UUID, suffix: str) -> HttpResponseBase:
    """A file of the version that is shown. Pictures and PDF may be looked at, all else is kept."""
    _, item = _standing(request, slug, pk)
    assert item.shown is not None
    found = item.shown.attachments.filter(pk=attachment).select_related("file").first()
    if found is None or KINDS[found.file.kind].suffix != f".{suffix}":
        raise Http404
    try:
        body = files.read(found.file)
    except UnusableInput as problem:
        raise Http404 from problem
    kind = KINDS[found.file.kind]
    return answer.file(request, body, kind.type, found.name, shown=kind.inline)


@require_safe
def picture(request: HttpRequest, slug: str, pk: uuid.UUID, drawing: uuid.UUID, suffix: str) -> HttpResponseBase:
    """A chart or a one-page explanation as a file; a chart also as its table."""
    _, item = _standing(request, slug, pk)
    version = item.shown
    assert version is not None
    found = Drawing.objects.filter(version=version, pk=drawing).first()
    if found is None or suffix not in pictures.SUFFIXES[found.sort]:
        raise Http404
    found.version = version
    name = f"{files.safe_name(found.given.get('title') or version.title)}.{suffix}"
    try:
        if suffix == "csv":
            head, *rows = parse(found.given.get("table", "")).rows()
            return answer.data(request, sheets.as_csv(head, rows), sheets.CSV, name=name)
        return answer.file(request, drawings.as_file(drawings.of(found), suffix), _TYPES[suffix], name, shown=True)
    except UnusableInput as problem:
        return answer.data(request, f"{problem.sentence()}\n".encode(), answer.TEXT, status=503)


@require_safe
def version(request: HttpRequest, slug: str, pk: uuid.UUID, number: int) -> HttpResponseBase:
    """What changed in that version against the one before that readers had."""
    frame, item = _standing(request, slug, pk)
    return answer.page(request, "portal/public/version.html", item_pages.comparison(frame, item, number))


def _found(request: HttpRequest, slug: str, pk: uuid.UUID) -> tuple[Frame, Item]:
    organ = organs.readable(slug, day_of(typed(request).moment))
    return frame_of(organ), items.find(organ, pk)


def _standing(request: HttpRequest, slug: str, pk: uuid.UUID) -> tuple[Frame, Item]:
    """The item, as long as readers see it."""
    frame, item = _found(request, slug, pk)
    if items.is_gone(item):
        raise Http404
    return frame, item
