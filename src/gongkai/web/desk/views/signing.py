"""待我签: on a phone, the whole letter, one tap to agree or to return."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.lib.errors import UnusableInput
from gongkai.web.applications import letterbook
from gongkai.web.applications.acts import ACTS
from gongkai.web.applications.services import approvals, letters
from gongkai.web.desk import access
from gongkai.web.desk.told import told
from gongkai.web.desk.views.letters import letter_of
from gongkai.web.desk.views.letters_forms import Opinion
from gongkai.web.reporting.selectors.waiting import to_sign, unchanged
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from gongkai.web.organs.models import Organ

SIGNERS = ("letter.sign", "letter.legal", "letter.review")
REPORTS = "report.sign"


def _roles(request: HttpRequest, organ: Organ) -> Iterable[str]:
    return approvals.held_roles(access.user_of(request), organ, access.today(request))


@login_required
@require_safe
def signing(request: HttpRequest) -> HttpResponse:
    """The letters on which the user is asked now, and the annual reports that wait for his signature."""
    reach = access.reach_of(request)
    if not any(reach.any(act) for act in (*SIGNERS, REPORTS)):
        raise PermissionDenied
    organs = {organ.pk: organ for act in SIGNERS for organ in reach.organs(act)}
    found = letterbook.waiting(organs.values(), access.user_of(request), lambda organ: _roles(request, organ))
    rows = [
        {"letter": each.letter, "case": each.application, "act": ACTS[each.letter.act], "stage": approvals.Stage(each.stage).label}
        for each in found
    ]
    reports = to_sign(reach.organs(REPORTS)) if reach.any(REPORTS) else []
    if reports:
        catch_up()
        reports = unchanged(reports)
    return render(request, "desk/signing/list.html", {"rows": rows, "reports": reports, "count": len(rows) + len(reports)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One letter: read it, agree or return it."""
    found, application = letter_of(request, pk)
    stage = approvals.stage_for(found, _roles(request, application.organ))
    if not any(access.reach_of(request).may(act, application.organ) for act in SIGNERS):
        raise PermissionDenied
    form = Opinion(request.POST or None)
    if request.method == "POST" and form.is_valid():
        agreed = request.POST.get("agreed") == "1"
        with told(request, "已同意。" if agreed else "已退回起草人。"):
            letters.approve(
                letter=found, stage=stage or approvals.Stage.SIGN, agreed=agreed, opinion=form.cleaned_data["opinion"],
                by=access.user_of(request), moment=typed(request).moment,
            )  # fmt: skip
        return redirect("desk:signing")
    context: dict[str, Any] = {
        "letter": found, "case": application, "act": ACTS[found.act], "form": form, "stage": approvals.Stage(stage).label if stage else "",
        "approvals": list(found.approvals.all()), "other": letters.served_copy(found),
    }  # fmt: skip
    reasons = approvals.why_not_approve(
        found, stage=stage or approvals.Stage.SIGN, by=access.user_of(request), on=access.today(request)
    )  # fmt: skip
    context["reasons"] = [reason.sentence for reason in reasons]
    try:
        context["text"] = letters.rendered(found)
    except UnusableInput as unusable:
        context["broken"] = unusable.sentence()
    return render(request, "desk/signing/sign.html", context)
