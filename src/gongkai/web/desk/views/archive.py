"""The whole file of a case for the archive, and what the system does by itself: retention, mails, days that moved."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.web.applications.models import DigestSent, DueChanged, Erasure
from gongkai.web.applications.papers import casefile
from gongkai.web.applications.services import retention, revealing
from gongkai.web.desk.access import case_of, reach_of, today, user_of
from gongkai.web.desk.told import told
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid

    from django.db.models import QuerySet
    from django.http import HttpRequest

KINDS = {"zip": (casefile.zipped, "application/zip", "ZIP 压缩包"), "pdf": (casefile.one_pdf, "application/pdf", "一个 PDF")}
SHOWN = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: HttpRequest, pk: uuid.UUID, kind: str) -> HttpResponse:
    """The page that asks for the purpose; on POST the file. Personal data are inside, so that making one is recorded first."""
    case = case_of(request, pk)
    if kind not in KINDS:
        raise Http404
    make, content_type, words = KINDS[kind]
    if request.method != "POST":
        return render(request, "desk/archive/ask.html", {"case": case, "kind": kind, "words": words})
    recorded = False
    with told(request, "已记录这次取卷。"):
        revealing.record(
            application=case, what=f"archive:{kind}", why=request.POST.get("why", ""), by=user_of(request), moment=typed(request).moment
        )
        recorded = True
    if not recorded:
        return redirect("desk:archive", pk=case.pk, kind=kind)
    on = today(request)
    data = make(case, casefile.parts(case, on), on)
    response = HttpResponse(data, content_type=content_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{case.register_number}整卷.{kind}')}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@login_required
@require_safe
def upkeep(request: HttpRequest) -> HttpResponse:
    """What will be erased within a month and what is held, what was erased, mails that could not be delivered, days that moved."""
    reach = reach_of(request)
    if not reach.any("case.see") and not reach.any("audit.see"):
        raise PermissionDenied
    organs = list((reach.organs("case.see") | reach.organs("audit.see")).distinct())
    keys = [organ.pk for organ in organs]
    until = today(request) + retention.WARNING
    return render(request, "desk/archive/upkeep.html", {
        "kept": [(organ, retention.years_of(organ), retention.going(organ, until)[:SHOWN], retention.held(organ, until)[:SHOWN]) for organ in organs[:SHOWN]],
        "erased": Erasure.objects.filter(organ__in=keys).select_related("organ")[:SHOWN],
        "failed": _mails(keys).filter(sent_at=None).select_related("user", "organ")[:SHOWN],
        "moved": DueChanged.objects.filter(application__organ__in=keys).select_related("application")[:SHOWN],
    })  # fmt: skip


def _mails(organs: list[uuid.UUID]) -> QuerySet[DigestSent]:
    """To these organs, and to people appointed there."""
    mine = Q(organ__in=organs) | Q(user__appointments__organ__in=organs)
    return DigestSent.objects.filter(pk__in=DigestSent.objects.filter(mine).values("pk"))
