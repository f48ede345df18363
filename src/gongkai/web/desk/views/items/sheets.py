"""The 发布审查单 to print and sign on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from gongkai.lib.errors import UnusableInput
from gongkai.notices.writers import docx, pdf
from gongkai.web.desk.views.items.reach import item_of, on
from gongkai.web.publication.review_sheet import sheet

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest

_WRITERS = {
    "docx": (docx.render, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (pdf.render, "application/pdf"),
}


@login_required
@require_safe
def item_sheet(request: HttpRequest, pk: uuid.UUID, kind: str) -> HttpResponse:
    """The sheet as Word or PDF."""
    if kind not in _WRITERS:
        raise Http404
    found = item_of(request, pk)
    text = sheet(item=found, on=on(request))
    write, content_type = _WRITERS[kind]
    try:
        data = write(text)
    except UnusableInput as unusable:
        messages.error(request, unusable.sentence())
        return redirect("desk:item", pk=found.pk)
    answer = HttpResponse(data, content_type=content_type)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{text.title}　{found.index_number}.{kind}'.replace('/', '_'))}"
    return answer
