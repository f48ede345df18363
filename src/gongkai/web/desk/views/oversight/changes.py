"""机构改革: the list of changes, the plan of one with everything that will move, its confirmation, carrying it out, what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.lib.errors import UnusableInput
from gongkai.web.accounts.services.refusals import Refusal
from gongkai.web.desk.access import need_anywhere, reach_of, today, user_of
from gongkai.web.desk.forms.oversight.changes import Planning
from gongkai.web.desk.views.files import kept
from gongkai.web.organs.selectors import existing
from gongkai.web.oversight.models import OrganChange
from gongkai.web.oversight.selectors import plans
from gongkai.web.oversight.selectors.changes import changes_of, words_of
from gongkai.web.oversight.services import changes as services
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse

_PLANS, _CONFIRMS = "organs.manage", "changes.confirm"
_KINDS = {
    OrganChange.Kind.MERGE: "几个机关并入一个，原机关结束", OrganChange.Kind.SPLIT: "一个机关的职能分给几个，原机关结束",
    OrganChange.Kind.RENAME: "机关不变，只换名称", OrganChange.Kind.ABOLISH: "一个机关结束，由别的机关承接或者没有承接",
}  # fmt: skip
_DONE = {
    "confirm": "已确认，系统管理员可以办理了。",
    "carry_out": "已办理。",
    "follow_up": "已补办移交。",
    "drop": "已放弃，什么都没有动。",
}


@login_required
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """All that concern the user's organs, and where a new one begins."""
    reach = reach_of(request)
    if not reach.any(_PLANS) and not reach.any(_CONFIRMS):
        raise PermissionDenied
    found = changes_of(reach.organs(_PLANS) | reach.organs(_CONFIRMS))
    kinds = [(kind.value, kind.label, words) for kind, words in _KINDS.items()]
    rows = [(each, words_of(each)) for each in found]
    return render(request, "desk/oversight/changes.html", {"rows": rows, "kinds": kinds, "plans": reach.any(_PLANS)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Write down a change with its paper; nothing moves yet."""
    need_anywhere(request, _PLANS)
    if kind not in set(OrganChange.Kind):
        raise Http404
    organs = reach_of(request).organs(_PLANS) & existing(today(request))
    form = Planning(request.POST or None, request.FILES or None, kind=kind, organs=organs.order_by("path"))
    if form.is_bound and form.is_valid():
        try:
            made = services.draft(**form.given, by=user_of(request), moment=typed(request).moment)
        except UnusableInput as problem:
            form.add_error(None, problem.sentence())
        else:
            messages.success(request, "已保存，还什么都没有动。请核对下面要移交的事，再请上级确认。")
            return redirect("desk:organ_change", pk=made.pk)
    label = OrganChange.Kind(kind).label
    context = {"form": form, "label": label, "words": _KINDS[OrganChange.Kind(kind)]}
    return render(request, "desk/oversight/change_new.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def change(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What will move and why it cannot be done yet; of one that was carried out, what was moved."""
    found = _change(request, pk)
    over = found.state in (OrganChange.State.DONE, OrganChange.State.DROPPED)
    plan = None if over else plans.plan_of(found, today(request))
    since = plans.things_of(found) if found.state == OrganChange.State.DONE and found.kind != OrganChange.Kind.RENAME else []
    heirs = plans.heirs_of(found)
    sources = list(found.sources.all())
    reach = reach_of(request)
    may = {act: all(reach.may(act, each) for each in sources) for act in (_PLANS, _CONFIRMS)}
    context = {
        "change": found, "words": words_of(found), "plan": plan, "heirs": heirs, "sources": sources, "plans": may[_PLANS], "confirms": may[_CONFIRMS],
        "moved": [(plans.LABELS[sort], held) for sort, held in found.moved.items() if sort in plans.LABELS and held], "since": since,
        "split": len(heirs) > 1 and bool(plan and plan.things) and may[_PLANS],
    }  # fmt: skip
    return render(request, "desk/oversight/change.html", context)


@login_required
@require_POST
def direct(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """分设: where each running thing goes."""
    found = _change(request, pk, _PLANS)
    known = {each.slug: each for each in plans.heirs_of(found)}
    said = {key.removeprefix("to-"): known[slug] for key, slug in request.POST.items() if key.startswith("to-") and slug in known}
    try:
        changed = services.direct(change=found, destinations=said, by=user_of(request), moment=typed(request).moment)
    except Refusal as refused:
        _say(request, refused)
    else:
        messages.success(request, f"已改 {changed} 件的去向。") if changed else messages.info(request, "去向没有改动。")
    return redirect("desk:organ_change", pk=pk)


@login_required
@require_POST
def act(request: HttpRequest, pk: uuid.UUID, act: str) -> HttpResponse:
    """Confirm, carry out, move what came since, or drop."""
    if act not in _DONE:
        raise Http404
    found = _change(request, pk, _CONFIRMS if act == "confirm" else _PLANS)
    who: dict[str, Any] = {"by": user_of(request), "moment": typed(request).moment}
    try:
        getattr(services, act)(change=found, **({} if act == "drop" else who))
    except Refusal as refused:
        _say(request, refused)
    else:
        messages.success(request, _DONE[act])
    return redirect("desk:organ_change", pk=pk)


@login_required
@require_safe
def paper(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The paper that says so."""
    found = _change(request, pk)
    return kept(found.file, show=True)


def _change(request: HttpRequest, pk: uuid.UUID, act: str = "") -> OrganChange:
    """The change, when the user may do ``act`` for all its organs ("" see it); 404 for who has nothing to do with them, 403 for another role."""
    found = OrganChange.objects.select_related("main", "file", "created_by", "confirmed_by", "done_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    reach, sources = reach_of(request), list(found.sources.all())
    if not all(reach.knows(each) for each in sources):
        raise Http404
    acts = (act,) if act else (_PLANS, _CONFIRMS)
    if not any(all(reach.may(each, organ) for organ in sources) for each in acts):
        raise PermissionDenied
    return found


def _say(request: HttpRequest, refused: Refusal) -> None:
    for reason in refused.reasons:
        messages.error(request, reason)
