"""The page of an act: what it needs, why it is not possible, what would be irregular; then it is done or its letter drafted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.law.calendar import OutsideCalendar
from gongkai.law.deadlines import Refused
from gongkai.law.grounds import by_code
from gongkai.ledger.reasons import NotAllowed
from gongkai.lib.errors import UnusableInput
from gongkai.web.applications.acts import ACTS, case_of, offer
from gongkai.web.applications.acts.deciding import PIECES, STAGES, Decide
from gongkai.web.applications.acts.forms import day
from gongkai.web.applications.acts.records import Correct
from gongkai.web.applications.services import letters, steps
from gongkai.web.applications.services.acting import state_of
from gongkai.web.desk import access
from gongkai.web.desk.told import sentences
from gongkai.web.events.store import Overtaken
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid
    from datetime import date

    from django.forms import BoundField
    from django.http import HttpRequest, HttpResponse

    from gongkai.web.applications.acts import Act, Case
    from gongkai.web.applications.acts.forms import ActForm

REFUSED = (NotAllowed, Refused, UnusableInput, OutsideCalendar, Overtaken)
_DAY, _SEEN, _SURE = "legal_day", "seen", "sure"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, pk: uuid.UUID, key: str) -> HttpResponse:
    """Ask for what the act needs, then do it."""
    chosen = ACTS.get(key)
    application = access.case_of(request, pk, "case.handle")
    if chosen is None:
        raise Http404
    case = case_of(application, state_of(application), access.today(request))
    refused = offer(chosen, case).reasons
    form = None if refused else _form(request, chosen, case)
    context: dict[str, Any] = {"case": application, "act": chosen, "reasons": refused, "form": form, "seen": len(case.state.log)}
    if form is not None and request.method == "POST" and _complete(request, form) and form.is_valid():
        answer = _do(request, chosen, case, form, context)
        if answer is not None:
            return answer
    return render(request, _template(form), context | _more(form))


def _form(request: HttpRequest, chosen: Act, case: Case) -> ActForm:
    """The form with what was answered; the first of two steps comes by address."""
    posted = request.method == "POST"
    form = chosen.form(case, request.POST, request.FILES) if posted else chosen.form(case, initial=request.GET.dict())
    if chosen.day:
        form.fields[_DAY] = day(chosen.day, "不是今天的请改")
        form.fields[_DAY].initial = case.on
        form.order_fields([_DAY])
    return form


def _complete(request: HttpRequest, form: ActForm) -> bool:
    """Whether the post has the second step, where there are two."""
    return not isinstance(form, (Decide, Correct)) or "second" in request.POST


def _template(form: ActForm | None) -> str:
    if isinstance(form, Decide):
        return "desk/acts/decide.html"
    return "desk/acts/correct.html" if isinstance(form, Correct) else "desk/acts/act.html"


def _more(form: ActForm | None) -> dict[str, Any]:
    """What the pages of two steps show besides."""
    if not isinstance(form, (Decide, Correct)):
        return {}
    shown = [form[name] for name in form.facts_fields]
    if isinstance(form, Correct):
        return {"second": shown}
    pieces = _pieces(form)
    folded = {field.name for _, piece, _ in pieces for field in piece}
    shown = [field for field in shown if field.name not in folded]
    code = str(form.data.get("decision") or form.initial.get("decision") or "")
    kind = by_code(code) if shown else None
    stages = [(stage, [by_code(each) for each in stage.codes]) for stage in STAGES]
    return {"second": shown, "pieces": pieces, "kind": kind, "stages": stages, "item": form.data.get("item") or form.initial.get("item")}


def _pieces(form: Decide) -> list[tuple[int, list[BoundField], bool]]:
    """What is withheld besides the first part, folded; open where something was written or is wrong."""
    found = []
    for place in range(2, PIECES + 1):
        piece = [form[name] for name in (f"part_{place}", f"ground_{place}", f"reason_{place}") if name in form.fields]
        if piece:
            found.append((place, piece, any(field.value() or field.errors for field in piece)))
    return found


def _do(request: HttpRequest, chosen: Act, case: Case, form: ActForm, context: dict[str, Any]) -> HttpResponse | None:
    """Do it and lead on; None to show the page again with what is wrong or irregular."""
    answers = dict(form.cleaned_data)
    on = answers.pop(_DAY, None) or case.on
    try:
        if chosen.letter is not None:
            moment = typed(request).moment
            made = letters.draft(application=case.application, act=chosen.key, answers=answers, by=access.user_of(request), moment=moment)
            return redirect("desk:letter", pk=made.pk)
        irregular = () if _SURE in request.POST else steps.foreseen(chosen, case._replace(on=on), answers)
        if irregular:
            context["irregular"] = irregular
            return None
        return _perform(request, chosen, case, answers, on)
    except REFUSED as error:
        for sentence in sentences(error):
            form.add_error(None, sentence)
        return None


def _perform(request: HttpRequest, chosen: Act, case: Case, answers: dict[str, Any], on: date) -> HttpResponse:
    seen = request.POST.get(_SEEN, "")
    done = steps.perform(
        application=case.application, act=chosen.key, answers=answers, on=on, by=access.user_of(request), moment=typed(request).moment,
        seen=int(seen) if seen.isdigit() else None,
    )  # fmt: skip
    for sentence in done.irregular:
        messages.warning(request, f"已记录，不合规定：{sentence}")
    messages.success(request, f"已办：{chosen.verb}。")
    return redirect("desk:case", pk=case.application.pk)
