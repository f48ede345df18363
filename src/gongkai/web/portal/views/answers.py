"""Answers that several views of the citizen's side give."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import render

from gongkai.lib.errors import UnusableInput
from gongkai.web.portal.papers import WRITERS
from gongkai.web.vault import files
from gongkai.web.vault.kinds import KINDS

if TYPE_CHECKING:
    from django.http import HttpRequest

    from gongkai.notices.letter import Letter
    from gongkai.web.vault.models import StoredFile

_CLOSED = "default-src 'none'; frame-ancestors 'none'; sandbox"


def as_file(request: HttpRequest, letter: Letter, suffix: str, name: str) -> HttpResponse:
    """A letter as a Word or PDF file to keep; when it cannot be made here (no Chinese font), a page that says so."""
    if suffix not in WRITERS:
        raise Http404
    content_type, write = WRITERS[suffix]
    try:
        data = write(letter)
    except UnusableInput as problem:
        return render(request, "portal/no_file.html", {"problem": problem.sentence()}, status=503)
    return _kept(data, content_type, f"{name}.{suffix}")


def stored(file: StoredFile) -> HttpResponse:
    """A file of the case, to keep; never with a guessed type. Raises ``Http404`` when it is gone."""
    try:
        data = files.read(file)
    except UnusableInput as problem:
        raise Http404 from problem
    return _kept(data, KINDS[file.kind].type, file.name)


def _kept(data: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _CLOSED
    return response
