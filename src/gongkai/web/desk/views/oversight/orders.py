"""整改: the orders of a district and of an organ, one with all its steps, the next step of whoever may take it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.lib.errors import UnusableInput
from gongkai.web.accounts.services.refusals import Refusal
from gongkai.web.desk.access import need, need_anywhere, reach_of, today, user_of
from gongkai.web.desk.forms.oversight.orders import Issuing, Saying
from gongkai.web.desk.views.files import kept
from gongkai.web.desk.views.oversight.board import district_of
from gongkai.web.desk.views.oversight.urgings import ANSWERS, ISSUES, WRITERS
from gongkai.web.desk.views.reports.life_papers import TYPES, given
from gongkai.web.organs.models import Level, Organ
from gongkai.web.organs.selectors import existing
from gongkai.web.oversight.models import UNFINISHED, Order, OrderFile
from gongkai.web.oversight.services import orders as services
from gongkai.web.oversight.urging_letter import ORDER_TITLE, order_letter
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

PAGE = 50
_SEES = (ISSUES, ANSWERS, "report.see")
State = Order.State


class Step(NamedTuple):
    """A step that may be taken: the verb on its button, the permission, in which states, its service, what its form asks; ``done`` is said behind it."""

    verb: str
    act: str
    states: tuple[str, ...]
    run: Callable[..., object]
    done: str
    asks: dict[str, Any]
    asked: bool = False  # only while more time is asked for


STEPS: dict[str, Step] = {
    "answer": Step(
        "报送整改情况", ANSWERS, UNFINISHED, services.answer, "已报送，等上级审核。",
        {"label": "整改情况", "hint": "做了什么，在哪里可以看到。", "files": True},
    ),
    "ask_time": Step(
        "申请延期", ANSWERS, UNFINISHED, services.ask_time, "已申请延期，等上级答复。", {"label": "延期的理由", "day_label": "延到哪一天"},
    ),
    "grant": Step(
        "同意延期", ISSUES, UNFINISHED, partial(services.decide_time, granted=True), "已同意延期。", {"label": "说明", "needed": False}, True,
    ),
    "deny": Step(
        "不同意延期", ISSUES, UNFINISHED, partial(services.decide_time, granted=False), "已答复不同意延期。", {"label": "不同意的理由"}, True,
    ),
    "accept": Step("审核通过", ISSUES, (State.ANSWERED,), services.accept, "整改完成。", {"label": "审核意见", "needed": False}),
    "give_back": Step(
        "退回继续整改", ISSUES, (State.ANSWERED,), services.give_back, "已退回。", {"label": "退回的理由", "day_label": "新的期限"},
    ),
    "withdraw": Step(
        "撤回", ISSUES, (*UNFINISHED, State.ANSWERED), services.withdraw, "已撤回。", {"label": "撤回的理由"},
    ),
}  # fmt: skip


@login_required
@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    """Orders of the district, or to the user's organ: those that wait first, by their day."""
    organs, chosen = _organs(request), request.GET.get("state", "")
    rows = Order.objects.filter(organ__in=organs.order_by().values("pk")).select_related("organ")
    if chosen in set(State):
        rows = rows.filter(state=chosen)
    page = Paginator(rows.order_by("-created_at", "number"), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "states": State.choices, "chosen": chosen, "issues": reach_of(request).any(ISSUES), "today": today(request),
        "unfinished": UNFINISHED,
    }  # fmt: skip
    return render(request, "desk/oversight/orders.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Issue an order; what the board or an inspection found comes with the address."""
    need_anywhere(request, ISSUES)
    district, day = district_of(request), today(request)
    organs = (reach_of(request).organs(ISSUES) & existing(day)).exclude(pk=district.pk).exclude(level=Level.DEPARTMENT).order_by("path")
    begun = {name: request.GET.get(name, "")[:500] for name in ("organ", "origin", "origin_words")}
    posted = request.method == "POST"
    form = Issuing(
        request.POST if posted else None,
        request.FILES if posted else None,
        organs=organs,
        today=day,
        initial={key: value for key, value in begun.items() if value},
    )
    if form.is_bound and form.is_valid():
        try:
            made = services.issue(
                district=district, organ=form.cleaned_data["organ"], wanted=form.wanted, by=user_of(request), moment=typed(request).moment,
                uploads=form.uploads,
            )  # fmt: skip
        except (Refusal, UnusableInput) as refused:
            for sentence in refused.reasons if isinstance(refused, Refusal) else (refused.sentence(),):
                form.add_error(None, sentence)
        else:
            messages.success(request, f"已发出{made.number}，{made.organ.name}登录以后会先看到。")
            return redirect("desk:order", pk=made.pk)
    return render(request, "desk/oversight/order_new.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_safe
def order(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One order: what, by when, all steps with their files, what the user may do next."""
    found = _order(request, pk)
    return render(request, "desk/oversight/order.html", _context(request, found))


@login_required
@require_POST
def act(request: HttpRequest, pk: uuid.UUID, act: str) -> HttpResponse:
    """Take a step; what was typed stays where it is refused."""
    found, step = _order(request, pk), STEPS.get(act)
    if step is None:
        raise Http404
    need(request, step.act, found.organ)
    form = Saying(request.POST, request.FILES, prefix=act, **step.asks)
    if form.is_valid():
        try:
            step.run(order=found, by=user_of(request), moment=typed(request).moment, **form.given)
        except (Refusal, UnusableInput) as refused:
            for sentence in refused.reasons if isinstance(refused, Refusal) else (refused.sentence(),):
                form.add_error(None, sentence)
        else:
            messages.success(request, step.done)
            return redirect("desk:order", pk=pk)
    return render(request, "desk/oversight/order.html", _context(request, found, {act: form}), status=422)


@login_required
@require_safe
def paper(request: HttpRequest, pk: uuid.UUID, kind: str) -> HttpResponse:
    """整改通知书 to print."""
    found = _order(request, pk)
    if kind not in WRITERS:
        raise Http404
    first = found.steps.prefetch_related("files__file").first()
    names = [each.file.name for each in first.files.all()] if first else []
    try:
        data = WRITERS[kind](order_letter(found, names))
    except UnusableInput as unusable:
        messages.error(request, unusable.sentence())
        return redirect("desk:order", pk=pk)
    return given(data, TYPES[f".{kind}"], f"{ORDER_TITLE} {found.number}.{kind}")


@login_required
@require_safe
def file(request: HttpRequest, pk: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    """A file of a step."""
    found = _order(request, pk)
    held = OrderFile.objects.select_related("file").filter(step__order=found, file=file).first()
    if held is None:
        raise Http404
    return kept(held.file, show=request.GET.get("show") == "1")


def _context(request: HttpRequest, found: Order, forms: dict[str, Saying] | None = None) -> dict[str, Any]:
    """The order with a form for each step that the user may take now."""
    reach, held = reach_of(request), forms or {}
    steps = [
        (key, step, held.get(key) or Saying(prefix=key, initial={}, **_asks(key, step, found)))
        for key, step in STEPS.items()
        if found.state in step.states and reach.may(step.act, found.organ) and (not step.asked or found.asked_until) and _open(key, found)
    ]
    return {
        "order": found, "log": found.steps.select_related("created_by").prefetch_related("files__file"), "steps": steps, "today": today(request),
        "refused": next(iter(held.values()), None), "kinds": list(WRITERS), "overdue": found.state in UNFINISHED and found.due_on < today(request),
        "watches": reach.may("oversight.see", found.organ),
    }  # fmt: skip


def _asks(key: str, step: Step, found: Order) -> dict[str, Any]:
    return step.asks | ({"until": found.due_on} if "day_label" in step.asks else {})


def _open(key: str, found: Order) -> bool:
    """More time is asked for once at a time."""
    return key != "ask_time" or found.asked_until is None


def _organs(request: HttpRequest) -> Any:
    reach = reach_of(request)
    if not any(reach.any(each) for each in _SEES):
        raise PermissionDenied
    organs = Organ.objects.none()
    for each in _SEES:
        organs |= reach.organs(each)
    return organs


def _order(request: HttpRequest, pk: uuid.UUID) -> Order:
    """The order, for who issues or answers such, and who reads reports there; 404 for who has nothing to do with the organ, 403 for another role."""
    found = Order.objects.select_related("organ", "district", "created_by").filter(pk=pk).first()
    if found is None or not reach_of(request).knows(found.organ):
        raise Http404
    if not any(reach_of(request).may(each, found.organ) for each in _SEES):
        raise PermissionDenied
    return found
