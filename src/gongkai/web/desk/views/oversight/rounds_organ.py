"""An organ in a round: its sheet, every score with its evidence, what it says of itself, objections; what the district gives."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from gongkai.web.accounts.services.refusals import Refusal
from gongkai.web.desk.access import reach_of, today, user_of
from gongkai.web.desk.forms.oversight.rounds import Claiming, Deciding, Objecting
from gongkai.web.desk.views.files import kept
from gongkai.web.desk.views.oversight.rounds import ASSESSES, MANAGES, SEES, say
from gongkai.web.oversight.indicators.registry import INDICATORS
from gongkai.web.oversight.indicators.sets import plain
from gongkai.web.oversight.models import Assessed, ClaimFile, Objection, Round, Score
from gongkai.web.oversight.selectors import rounds as selectors
from gongkai.web.oversight.services import rounds_assessing as services
from gongkai.web.ui.http import typed
from gongkai.web.vault.models import StoredFile

if TYPE_CHECKING:
    import uuid

    from django.forms import Form
    from django.http import HttpRequest

PAGE = 50
_FORMS: dict[str, type[Claiming] | type[Objecting] | type[Deciding]] = {"claim": Claiming, "object": Objecting, "decide": Deciding}
_DONE = {"claim": "已保存自评。", "object": "已提出申诉，等上级处理。", "decide": "已处理申诉。"}


@login_required
@require_safe
def round_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """All scores of an organ."""
    return _sheet(request, _assessed(request, pk))


@login_required
@require_POST
def round_give(request: HttpRequest, pk: int) -> HttpResponse:
    """The district decides the scores that were typed; what is wrong is said beside what was typed."""
    found = _assessed(request, pk, MANAGES)
    typed_in = {name: str(text).strip() for name, text in request.POST.items() if name.startswith(("points-", "reason-"))}
    try:
        changed = services.give(assessed=found, decisions=_decisions(typed_in), by=user_of(request), moment=typed(request).moment)
    except Refusal as refused:
        return _sheet(request, found, typed_in, refused.reasons)
    messages.success(request, f"已保存，改了 {changed} 个指标。")
    return redirect("desk:round_sheet", pk=pk)


@login_required
@require_POST
def round_hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """The organ hands in what it says of itself."""
    found = _assessed(request, pk, ASSESSES)
    say(request, lambda: services.hand_in(assessed=found, by=user_of(request), moment=typed(request).moment), "已报送自评。")
    return redirect("desk:round_sheet", pk=pk)


@login_required
@require_safe
def round_score(request: HttpRequest, pk: int) -> HttpResponse:
    """One score: how it came about, each case, what was said and decided."""
    return _score_page(request, _score(request, pk))


@login_required
@require_POST
def round_score_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Claim, object, or decide on an objection."""
    if act not in _FORMS:
        raise Http404
    score = _score(request, pk, MANAGES if act == "decide" else ASSESSES)
    form = _FORMS[act](request.POST, request.FILES)
    if form.is_valid():
        who: dict[str, Any] = {"by": user_of(request), "moment": typed(request).moment}
        try:
            if act == "claim":
                services.claim(score=score, **form.given, **who)
            elif act == "object":
                services.object_to(score=score, **form.given, **who)
            else:
                services.decide(objection=get_object_or_404(Objection, score=score), **form.given, **who)
        except Refusal as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _DONE[act])
            return redirect("desk:round_score", pk=pk)
    return _score_page(request, score, act, form)


@login_required
@require_safe
def round_file(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A file that was shown for a score or with an objection."""
    shown = ClaimFile.objects.filter(file=pk).values_list("score", flat=True).first()
    score = shown if shown is not None else Objection.objects.filter(file=pk).values_list("score", flat=True).first()
    if score is None:
        raise Http404
    _score(request, score)
    found = get_object_or_404(StoredFile, pk=pk)
    return kept(found, show=True)


@login_required
@require_POST
def round_file_remove(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The organ does not show a file any more."""
    found = get_object_or_404(ClaimFile.objects.select_related("score"), file=pk)
    _score(request, found.score_id, ASSESSES)
    say(request, lambda: services.withdraw_file(file=found, moment=typed(request).moment), "已拿掉这个文件。")
    return redirect("desk:round_score", pk=found.score_id)


def _sheet(request: HttpRequest, found: Assessed, typed_in: dict[str, str] | None = None, reasons: tuple[str, ...] = ()) -> HttpResponse:
    held, reach = found.round, reach_of(request)
    rows = [
        (row, (typed_in or {}).get(f"points-{row.score.pk}"), (typed_in or {}).get(f"reason-{row.score.pk}"))
        if row.score
        else (row, None, None)
        for row in selectors.sheet_of(found)
    ]
    context = {
        "assessed": found, "round": held, "rows": rows, "reasons": reasons, "leads": reach.may(MANAGES, held.owner),
        "gives": held.state == Round.State.REVIEW and reach.may(MANAGES, held.owner), "told": held.told_on is not None, "scored": held.scorings.defer("changes").first(),
        "hands": held.state == Round.State.SELF and found.handed_at is None and reach.may(ASSESSES, found.organ),
    }  # fmt: skip
    return render(request, "desk/oversight/round_sheet.html", context, status=422 if reasons else 200)


def _score_page(request: HttpRequest, score: Score, at: str = "", form: Form | None = None) -> HttpResponse:
    held, organ, reach = score.assessed.round, score.assessed.organ, reach_of(request)
    objection = Objection.objects.filter(score=score).select_related("by", "decided_by", "file").first()
    assesses, leads = reach.may(ASSESSES, organ), reach.may(MANAGES, held.owner)
    told = held.state == Round.State.TOLD
    open_until = held.object_by
    context = {
        "score": score, "node": score.node, "assessed": score.assessed, "round": held, "known": INDICATORS.get(score.node.automatic), "objection": objection,
        "page": Paginator(selectors.evidence_of(score), PAGE).get_page(request.GET.get("page")), "files": list(score.files.select_related("file")),
        "opens": reach.may(SEES, organ), "at": at,
        "claims": held.state == Round.State.SELF and score.assessed.handed_at is None and not score.node.automatic and score.node.method != "veto" and assesses,
        "objects": told and objection is None and assesses and open_until is not None and today(request) <= open_until,
        "decides": told and objection is not None and objection.accepted is None and leads,
        "claiming": form if at == "claim" else Claiming(initial={"points": "" if score.claimed is None else plain(score.claimed), "words": score.claim_words}),
        "objecting": form if at == "object" else Objecting(), "deciding": form if at == "decide" else Deciding(), "form": form,
    }  # fmt: skip
    return render(request, "desk/oversight/round_score.html", context, status=422 if form is not None and form.errors else 200)


def _assessed(request: HttpRequest, pk: int, act: str = "") -> Assessed:
    """The organ in its round, when the user may do ``act`` ("" read): who leads the round, or its own people once the round is shown to them."""
    found = get_object_or_404(Assessed.objects.select_related("round__owner", "round__set", "organ", "handed_by"), pk=pk)
    reach = reach_of(request)
    leads = reach.may(MANAGES, found.round.owner)
    if not leads and not reach.knows(found.organ):
        raise Http404
    own = [name for name in (SEES, ASSESSES) if reach.may(name, found.organ)]
    allowed = (leads or SEES in own) if not act else leads if act == MANAGES else act in own
    if not allowed:
        raise PermissionDenied
    if not leads and not selectors.is_shown(found.round):
        raise Http404
    return found


def _score(request: HttpRequest, pk: int, act: str = "") -> Score:
    found = get_object_or_404(Score.objects.select_related("node", "assessed"), pk=pk)
    found.assessed = _assessed(request, found.assessed_id, act)
    return found


def _decisions(typed_in: dict[str, str]) -> dict[int, tuple[Decimal | None, str]]:
    """What was typed, by the id of the score. Raises :class:`Refusal` with every number that is none."""
    found: dict[int, tuple[Decimal | None, str]] = {}
    wrong = []
    for name, text in typed_in.items():
        key = name.removeprefix("points-")
        if key == name or not key.isascii() or not key.isdigit():
            continue
        try:
            points = Decimal(text) if text else None
            if points is not None and (not points.is_finite() or points != points.quantize(Decimal("0.01"))):
                raise InvalidOperation
        except InvalidOperation:
            wrong.append(f"“{text[:20]}”不是分数，请写数，最多两位小数。")
            continue
        found[int(key)] = (points, typed_in.get(f"reason-{key}", ""))
    if wrong:
        raise Refusal(wrong)
    return found
