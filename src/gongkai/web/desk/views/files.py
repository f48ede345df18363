"""Files of a case. The type is the one found from the content when the file came; nothing is guessed and nothing active is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from gongkai.lib.errors import UnusableInput
from gongkai.web.applications.models import Person, Reveal
from gongkai.web.applications.services import revealing
from gongkai.web.desk.access import need, user_of
from gongkai.web.desk.views.case_steps import SHOWN_FOR
from gongkai.web.organs.models import Organ
from gongkai.web.ui.http import typed
from gongkai.web.vault import files
from gongkai.web.vault.kinds import KINDS
from gongkai.web.vault.models import StoredFile

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest

# Nothing in a file may load or run. A PDF is shown by the browser's own reader, which a sandbox would keep away.
_POLICY = {"pdf": "default-src 'none'; object-src 'self'; frame-ancestors 'none'"}
_CLOSED = "default-src 'none'; frame-ancestors 'none'; sandbox"


@login_required
@require_safe
def file(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The file, to keep; with ``?show=1`` to look at when it is of a kind that a browser may show. Identity proofs only after a recorded look."""
    found = _file(request, pk, "case.see")
    person = _proves(found)
    if person is not None and not _looked(request, person, found):
        raise PermissionDenied
    return kept(found, show=request.GET.get("show") == "1")


@login_required
@require_POST
def look(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Record who looks at an identity proof and for what, then lead to it."""
    found = _file(request, pk, "case.reveal")
    person = _proves(found)
    if person is None:
        return redirect("desk:file", pk=found.pk)
    try:
        revealing.record(
            application=person.application, person=person, what=_what(found), why=request.POST.get("why", ""), by=user_of(request),
            moment=typed(request).moment,
        )  # fmt: skip
    except UnusableInput as error:
        messages.error(request, error.sentence())
        return redirect("desk:case", pk=person.application_id)
    return redirect("desk:file", pk=found.pk)


def kept(found: StoredFile, *, show: bool) -> HttpResponse:
    """A stored file as an answer. Raises ``Http404`` for one that is gone, or cannot be opened."""
    try:
        return answer(found, files.read(found), show=show)
    except UnusableInput as problem:
        raise Http404(problem.sentence()) from problem


def answer(found: StoredFile, data: bytes, *, show: bool) -> HttpResponse:
    """A stored file as an answer: its own type, never a guessed one; kept by default."""
    kind = KINDS[found.kind]
    way = "inline" if show and kind.inline else "attachment"
    response = HttpResponse(data, content_type=kind.type)
    response.headers["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(found.name)}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = _POLICY.get(found.kind, _CLOSED)
    return response


def _file(request: HttpRequest, pk: uuid.UUID, act: str) -> StoredFile:
    found = get_object_or_404(StoredFile, pk=pk)
    organ = Organ.objects.filter(pk=found.organ).first() if found.organ else None
    if organ is None:
        raise Http404
    need(request, act, organ)
    return found


def _proves(found: StoredFile) -> Person | None:
    """The person whose identity or authority the file proves."""
    return Person.objects.filter(Q(proof=found) | Q(authority=found)).select_related("application").first()


def _looked(request: HttpRequest, person: Person, found: StoredFile) -> bool:
    since = typed(request).moment - SHOWN_FOR
    return Reveal.objects.filter(person=person.pk, what=_what(found), by=user_of(request), moment__gte=since).exists()


def _what(found: StoredFile) -> str:
    return f"file:{found.pk.hex[:30]}"
