"""Pictures of an item: made from a pasted table or from points, looked at while they are made, kept as SVG, PNG and PDF."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.charts.figures import Chart
from gongkai.ledger.reasons import NotAllowed
from gongkai.lib.errors import UnusableInput
from gongkai.web.channels.bundle import safe_name
from gongkai.web.desk.forms.outlets.drawings import ChartForm, PageForm, initial_of
from gongkai.web.desk.told import sentences, told
from gongkai.web.desk.views.items.reach import item_of
from gongkai.web.publication.models import Drawing
from gongkai.web.publication.selectors import drawings as selectors
from gongkai.web.publication.services import drawing as services

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest

    from gongkai.charts.infographic import Infographic
    from gongkai.web.publication.models import Item

SORTS: dict[str, type[ChartForm] | type[PageForm]] = {"chart": ChartForm, "infographic": PageForm}
TYPES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
_PREVIEW = 540  # pixels


class Shown(NamedTuple):
    """A picture on a page: as the address of an image, its alternative text, the table or the words behind it; or why it cannot be drawn."""

    image: str = ""
    sentence: str = ""
    title: str = ""
    table: list[list[str]] | None = None
    text: str = ""
    wrong: str = ""


@login_required
@require_safe
def drawings(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The pictures of the newest version, and the two sorts to make."""
    found = item_of(request, pk)
    rows = list(Drawing.objects.filter(version=found.draft_id).select_related("version__item__organ"))
    return render(request, "desk/outlets/drawings.html", {
        "item": found, "refusals": [each.sentence for each in services.why_not_draw(found)], "rows": [(each, _shown_row(each)) for each in rows],
        "suffixes": selectors.SUFFIXES,
    })  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def drawing_new(request: HttpRequest, pk: uuid.UUID, sort: str) -> HttpResponse:
    """A new picture of the item."""
    if sort not in SORTS:
        raise Http404
    found = item_of(request, pk, "item.draft")
    initial = {"number": found.number} if sort == "infographic" and len(found.number) <= 30 else {}
    return _made(request, found, sort, None, initial)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def drawing_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Another table, other points, another layout."""
    drawing = _drawing(pk)
    found = item_of(request, drawing.version.item_id, "item.draft")
    return _made(request, found, drawing.sort, drawing, initial_of(drawing.sort, drawing.kind, drawing.given))


@login_required
@require_POST
def drawing_preview(request: HttpRequest, pk: uuid.UUID, sort: str) -> HttpResponse:
    """The picture of what is typed now, for the page that is being filled in. Keeps nothing."""
    if sort not in SORTS:
        raise Http404
    found = item_of(request, pk, "item.draft")
    form = SORTS[sort](request.POST)
    return render(request, "desk/outlets/parts/picture.html", {"shown": _shown_form(form, sort, found)})


@login_required
@require_POST
def drawing_remove(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a picture away."""
    drawing = _drawing(pk)
    found = item_of(request, drawing.version.item_id, "item.draft")
    with told(request, "已去掉这张图。"):
        services.remove(item=found, drawing=drawing)
    return redirect("desk:drawings", pk=found.pk)


@login_required
@require_safe
def drawing_file(request: HttpRequest, pk: uuid.UUID, kind: str) -> HttpResponse:
    """The picture as SVG, PNG or PDF."""
    drawing = _drawing(pk)
    found = item_of(request, drawing.version.item_id)
    if kind not in selectors.SUFFIXES[Drawing.Sort(drawing.sort)]:
        raise Http404
    try:
        picture = selectors.of(drawing)
        data = selectors.as_file(picture, kind)
    except UnusableInput as error:  # without a Chinese font
        messages.error(request, error.sentence())
        return redirect("desk:drawings", pk=found.pk)
    response = HttpResponse(data, content_type=TYPES[kind])
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{safe_name(_title(picture))}.{kind}')}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    return response


def _made(request: HttpRequest, found: Item, sort: str, drawing: Drawing | None, initial: dict[str, Any]) -> HttpResponse:
    posted = request.method == "POST"
    form = SORTS[sort](request.POST if posted else None, initial=initial)
    keeps = posted and "keep" in request.POST
    if keeps and form.is_valid():
        try:
            services.draw(item=found, sort=sort, kind=form.cleaned_data["kind"], given=form.given, drawing=drawing)
        except (NotAllowed, UnusableInput) as error:
            for sentence in sentences(error):
                form.add_error(None, sentence)
        else:
            messages.success(request, "图已保存，随这条信息一起审查、公开。")
            return redirect("desk:drawings", pk=found.pk)
    shown = _shown_form(form, sort, found) if posted else _shown_row(drawing) if drawing else None
    return render(request, f"desk/outlets/draw_{sort}.html", {
        "item": found, "form": form, "sort": sort, "drawing": drawing, "shown": shown, "refusals": [each.sentence for each in services.why_not_draw(found)],
        "preview": reverse("desk:drawing_preview", args=[found.pk, sort]),
    }, status=422 if keeps and form.errors else 200)  # fmt: skip


def _shown_form(form: ChartForm | PageForm, sort: str, found: Item) -> Shown:
    if not form.is_valid():
        return Shown(wrong="".join(str(error) for errors in form.errors.values() for error in errors))
    assert found.draft is not None
    found.draft.item = found
    try:
        return _shown(selectors.drawn(sort, form.cleaned_data["kind"], form.given, found.draft))
    except UnusableInput as error:
        return Shown(wrong=f"{error.sentence()}。")


def _shown_row(drawing: Drawing) -> Shown:
    try:
        return _shown(selectors.of(drawing))
    except UnusableInput as error:
        return Shown(wrong=f"{error.sentence()}。")


def _shown(picture: Chart | Infographic) -> Shown:
    if isinstance(picture, Chart):
        return Shown(_image(picture.svg), picture.sentence, picture.title, table=picture.table)
    return Shown(_image(picture.svg(_PREVIEW)), picture.sentence, picture.sheet.title, text=picture.text)


def _image(svg: str) -> str:
    """The picture as an address: an image runs nothing, whatever is written in it."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode('utf-8')).decode('ascii')}"


def _title(picture: Chart | Infographic) -> str:
    return (picture.title or picture.sentence) if isinstance(picture, Chart) else picture.sheet.title


def _drawing(pk: uuid.UUID) -> Drawing:
    return get_object_or_404(Drawing.objects.select_related("version__item__organ"), pk=pk)
