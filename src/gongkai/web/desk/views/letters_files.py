"""Letters, 呈批单 and 送达回证 to print and to edit."""

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
from gongkai.web.applications import approval_sheet
from gongkai.web.applications.services import letters
from gongkai.web.desk import access
from gongkai.web.desk.views.letters import letter_of

if TYPE_CHECKING:
    import uuid
    from datetime import date

    from django.http import HttpRequest

    from gongkai.notices.letter import Letter as Text
    from gongkai.web.applications.models import Letter

_WRITERS = {
    "docx": (docx.render, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (pdf.render, "application/pdf"),
}


@login_required
@require_safe
def paper(request: HttpRequest, pk: uuid.UUID, what: str, kind: str) -> HttpResponse:
    """``what``: letter (as served), sheet (呈批单), service (送达回证); ``kind``: docx or pdf."""
    found, _ = letter_of(request, pk)
    if kind not in _WRITERS or what not in ("letter", "sheet", "service"):
        raise Http404
    try:
        text = _text(found, what, access.today(request))
        write, content_type = _WRITERS[kind]
        data = write(text)
    except UnusableInput as unusable:
        messages.error(request, unusable.sentence())
        return redirect("desk:letter", pk=pk)
    answer = HttpResponse(data, content_type=content_type)
    name = f"{text.title}{'　' + found.number if found.number else ''}.{kind}"
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


def _text(found: Letter, what: str, today: date) -> Text:
    if what == "sheet":
        return approval_sheet.sheet(letter=found, on=today)
    return approval_sheet.service_sheet(letter=found, on=today) if what == "service" else letters.rendered(found)
