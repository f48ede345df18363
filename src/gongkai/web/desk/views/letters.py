"""The page of a letter: as it will be served, who looked at it, what to do next; and the register of 文号."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.ledger.vocabulary.codes import Way
from gongkai.lib.errors import UnusableInput
from gongkai.web.applications import letterbook
from gongkai.web.applications.acts import ACTS, case_of
from gongkai.web.applications.models import Consulted, Letter
from gongkai.web.applications.services import approvals, letters
from gongkai.web.applications.services.acting import state_of
from gongkai.web.applications.services.letters_text import application_of, held
from gongkai.web.desk import access
from gongkai.web.desk.told import sentences
from gongkai.web.desk.views.acts import REFUSED
from gongkai.web.desk.views.letters_forms import Dropping, Issuing, OnPaper, Returning, Scanning, Serving
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse

    from gongkai.web.applications.models import Application

State = Letter.State


def letter_of(request: HttpRequest, pk: uuid.UUID, act: str = "case.see") -> tuple[Letter, Application]:
    """The letter and its application, when the user may do ``act`` with it; 404 and 403 as for a case."""
    found = (
        Letter.objects.select_related("organ", "drafted_by", "edited", "sealed_scan", "proof")
        .prefetch_related("approvals")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    return found, access.case_of(request, found.stream, act)


@login_required
@require_safe
def letter(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The letter with everything that can be done with it."""
    found, application = letter_of(request, pk)
    return render(request, "desk/letters/letter.html", page_of(request, found, application))


def page_of(request: HttpRequest, found: Letter, application: Application, **forms: Any) -> dict[str, Any]:
    """What the page shows; ``forms`` replace blank ones where something was wrong."""
    today = access.today(request)
    handles = access.reach_of(request).may("case.handle", application.organ)
    stage = _stage(request, found)
    context: dict[str, Any] = {
        "letter": found, "case": application, "act": ACTS[found.act], "handles": handles, "today": today, "stage": stage,
        "approvals": list(found.approvals.all()), "needed": [approvals.Stage(each).label for each in approvals.needed(found)],
        "missing": [approvals.Stage(each).label for each in approvals.missing(found)],
        "ready": found.state == State.APPROVED or (found.state == State.DRAFT and not approvals.needed(found)),
        "asked": _consulted(found), "other": letters.served_copy(found),
    }  # fmt: skip
    try:
        context["text"] = letters.rendered(found)
    except UnusableInput as unusable:
        context["broken"] = unusable.sentence()
    return context | (_forms(found, context) if handles else {}) | forms


def _stage(request: HttpRequest, found: Letter) -> str:
    """The stage at which the user is asked now; never about his own draft."""
    user = access.user_of(request)
    if found.state != State.IN_APPROVAL or approvals.wrote(found, user):
        return ""
    return approvals.stage_for(found, approvals.held_roles(user, found.organ, access.today(request)))


def _forms(found: Letter, context: dict[str, Any]) -> dict[str, Any]:
    """The forms of the next steps, with what would be irregular today."""
    today, way = context["today"], str(held(found.answers).get("way") or found.way or Way.POST.value)
    made: dict[str, Any] = {}
    if context["ready"]:
        problems, irregular = letters.outlook(found, today, Way.of(way))
        made |= {"problems": problems, "irregular": irregular, "issuing": Issuing(today=today, way=way, warned=bool(irregular))}
    if found.state == State.ISSUED:
        made["serving"] = Serving(initial={"on": today, "way": way})
    if found.state in (State.DRAFT, State.APPROVED):
        made["returning"] = Returning()
    if found.state in (State.APPROVED, State.ISSUED, State.SERVED):
        made["scanning"] = Scanning()
    if found.state in letters.ON_THE_WAY:
        made["dropping"] = Dropping()
    if found.state == State.IN_APPROVAL:
        made["on_paper"] = OnPaper(letter=found, today=today)
    return made


def _consulted(found: Letter) -> Consulted | None:
    """Who was asked by this letter and has not answered."""
    if not found.act.startswith("consult_") or found.step is None:
        return None
    event = next((each.event for each in state_of(application_of(found)).log if each.number == found.step), None)
    label = getattr(event, "label", "")
    return Consulted.objects.filter(application=found.stream, label=label, answered_at=None).first()


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Fill in the act of a draft anew."""
    found, application = letter_of(request, pk, "case.handle")
    if found.state != State.DRAFT:
        return redirect("desk:letter", pk=pk)
    act = ACTS[found.act]
    case = case_of(application, state_of(application), access.today(request))
    form = act.form(case, request.POST, request.FILES) if request.method == "POST" else act.form(case, initial=held(found.answers))
    if request.method == "POST" and form.is_valid():
        try:
            letters.change(letter=found, answers=form.cleaned_data, by=access.user_of(request), moment=typed(request).moment)
            return redirect("desk:letter", pk=pk)
        except REFUSED as error:
            for sentence in sentences(error):
                form.add_error(None, sentence)
    return render(request, "desk/letters/change.html", {"letter": found, "case": application, "act": act, "form": form})


@login_required
@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """The register of 文号 of an organ and a year, with its gaps."""
    access.need_anywhere(request, "case.see")
    organs = list(access.reach_of(request).organs("case.see").order_by("path"))
    wanted = request.GET.get("organ", "")
    organ = next((each for each in organs if each.slug == wanted), organs[0])
    today = access.today(request)
    year = (
        int(request.GET["year"]) if request.GET.get("year", "").isdigit() and 2019 <= int(request.GET["year"]) <= today.year else today.year
    )
    years = range(today.year, max(2018, today.year - 8), -1)
    context = {"organ": organ, "organs": organs, "year": year, "years": years, "series": letterbook.series(organ, year)}
    return render(request, "desk/letters/numbers.html", context)
