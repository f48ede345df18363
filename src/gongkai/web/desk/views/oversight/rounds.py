"""考核评分: the rounds of a district and their way; an organ finds its own assessments here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.ledger.reasons import NotAllowed
from gongkai.web.accounts.services.refusals import Refusal
from gongkai.web.desk.access import need, need_anywhere, reach_of, today, user_of
from gongkai.web.desk.forms.oversight.rounds import Preparing
from gongkai.web.desk.rounds_sheet import workbook
from gongkai.web.desk.sheets import TYPES
from gongkai.web.desk.told import sentences
from gongkai.web.oversight import assessing_tasks
from gongkai.web.oversight.models import AppliesTo, Round
from gongkai.web.oversight.selectors import rounds as selectors
from gongkai.web.oversight.services import rounds as services
from gongkai.web.oversight.services import rounds_results as results
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable

    from django.http import HttpRequest

    from gongkai.web.organs.models import Organ

MANAGES, SEES, ASSESSES = "round.manage", "round.see", "round.assess"
PAGE = 100
_ACTS: dict[str, tuple[Callable[..., Any], str]] = {
    "score": (assessing_tasks.ask, "已开始从台账评分，评完以后这一页会显示。"),
    "begin": (services.begin, "已开始自评，各机关现在看得到自己的得分和证据。"),
    "close": (services.close, "自评已结束，请逐个机关复核。"),
    "tell": (results.tell, "已告知结果，各机关可以申诉。"),
    "finish": (results.finish, "结果已定，已写入各机关这一年的工作台账。"),
    "drop": (services.drop, "已放弃这一轮。"),
}
# What comes next, by the state of the round: the act, the words of its button, why.
_NEXT = {
    Round.State.PREPARED: ("begin", "开始自评", "先读台账评分，看过以后再让各机关自评"),
    Round.State.SELF: ("close", "结束自评", "都报送了，或者过了截止日，就可以结束"),
    Round.State.REVIEW: ("tell", "告知结果", "每个机关的人评指标都复核以后，告知得分，开始申诉"),
    Round.State.TOLD: ("finish", "定结果", "申诉期过了、申诉都处理了，就可以定"),
}


@login_required
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds that the user leads, and the assessments of the user's own organs."""
    reach = reach_of(request)
    manages = reach.any(MANAGES)
    if not manages and not reach.any(SEES):
        raise PermissionDenied
    led = Paginator(selectors.rounds_of(reach.organs(MANAGES)), PAGE).get_page(request.GET.get("page")) if manages else None
    own = selectors.own_of(reach.organs(SEES))[:PAGE] if reach.any(SEES) else []
    return render(request, "desk/oversight/rounds.html", {"led": led, "own": own, "manages": manages, "sees": reach.any(SEES)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def round_new(request: HttpRequest) -> HttpResponse:
    """Prepare a round. ``?owner=`` names the government where the user leads several."""
    need_anywhere(request, MANAGES)
    owner = owner_of(request)
    sets = [each for each, _ in selectors.sets_of(reach_of(request).organs(MANAGES)) if each.owner_id == owner.pk]
    organs = list(services.candidates(owner, today(request)))
    form = Preparing(request.POST or None, sets=sets, organs=organs)
    if form.is_bound and form.is_valid():
        clean = dict(form.cleaned_data)
        chosen = set(clean.pop("organs"))
        try:
            made = services.prepare(
                owner=owner,
                **clean,
                organs=[each for each in organs if each.slug in chosen],
                by=user_of(request),
                moment=typed(request).moment,
            )
        except Refusal as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, "已准备好，下一步从台账评分。")
            return redirect("desk:round", pk=made.pk)
    return render(
        request, "desk/oversight/round_new.html", {"form": form, "owner": owner, "sets": sets}, status=422 if form.errors else 200
    )


@login_required
@require_safe
def round_page(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Where a round stands: what is next, the organs with their points, what became different, objections."""
    held = round_of(request, pk)
    rows = Paginator(selectors.ranking(held), PAGE).get_page(request.GET.get("page"))
    waiting = selectors.unjudged(held)
    scorings = list(held.scorings.select_related("by")[:5])
    state, moment = Round.State(held.state), typed(request).moment
    readable = state in services.READABLE
    reading = readable and held.is_reading(moment)
    context = {
        "round": held, "page": rows, "rows": [(each, waiting.get(each.pk, 0), AppliesTo(each.kind).label) for each in rows.object_list],
        "scorings": scorings, "next": _NEXT.get(state), "objections": list(selectors.objections_of(held)[:PAGE]), "told": held.told_on is not None,
        "reading": reading, "broken": readable and not reading and held.asked_at is not None, "scores": readable and not reading,
        "drops": state in (Round.State.PREPARED, Round.State.SELF, Round.State.REVIEW),
        "drafts": held.public and state == Round.State.FINAL and held.notice_id is None and reach_of(request).may("item.draft", held.owner),
    }  # fmt: skip
    return render(request, "desk/oversight/round.html", context)


@login_required
@require_POST
def round_act(request: HttpRequest, pk: uuid.UUID, act: str) -> HttpResponse:
    """One step of the round."""
    if act not in _ACTS:
        raise Http404
    held = round_of(request, pk)
    function, done = _ACTS[act]
    say(request, lambda: function(held=held, by=user_of(request), moment=typed(request).moment), done)
    return redirect("desk:round", pk=pk)


@login_required
@require_POST
def round_notice(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The result as a draft of the government's own."""
    held = round_of(request, pk)
    need(request, "item.draft", held.owner)
    say(
        request,
        lambda: results.draft_notice(held=held, by=user_of(request), moment=typed(request).moment),
        "已拟成公告稿，请在主动公开里送审、发布。",
    )
    return redirect("desk:round", pk=pk)


@login_required
@require_safe
def round_export(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One Excel of a round: results, scores, evidence."""
    held = round_of(request, pk)
    response = HttpResponse(workbook(held), content_type=TYPES["xlsx"])
    response.headers["Content-Disposition"] = 'attachment; filename="round.xlsx"'
    return response


def round_of(request: HttpRequest, pk: uuid.UUID) -> Round:
    """The round, when the user leads it."""
    held = get_object_or_404(Round.objects.select_related("owner", "set", "notice", "created_by"), pk=pk)
    need(request, MANAGES, held.owner)
    return held


def owner_of(request: HttpRequest) -> Organ:
    """The government for which the user acts: the one that the address names, else the highest of those that he leads."""
    led = reach_of(request).list_of(MANAGES)
    found = next((each for each in led if each.slug == request.GET.get("owner")), None) or next(iter(led), None)
    if found is None:
        raise PermissionDenied
    return found


def say(request: HttpRequest, act: Callable[[], object], done: str) -> bool:
    """Run an act and say what came of it; whether it was done."""
    try:
        act()
    except Refusal as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
    except NotAllowed as refused:
        for sentence in sentences(refused):
            messages.error(request, sentence)
    else:
        messages.success(request, done)
        return True
    return False
