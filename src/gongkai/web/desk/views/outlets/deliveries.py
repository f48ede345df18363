"""Where items went: what waits for a person, what failed, every receipt and every try."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.ledger.vocabulary.codes import Outlet
from gongkai.web.channels.registry import by_key
from gongkai.web.clock import day_of
from gongkai.web.desk.access import reach_of
from gongkai.web.desk.forms.outlets.deliveries import STATES, GivingUp, Gone
from gongkai.web.desk.sheets import TYPES, download
from gongkai.web.desk.told import told
from gongkai.web.desk.views.files import answer
from gongkai.web.desk.views.items.reach import item_of, who
from gongkai.web.desk.views.outlets.choosing import delivery_of, organ_asked
from gongkai.web.publication.models import Delivery
from gongkai.web.publication.register.writing import CHANNEL as IMPORTED
from gongkai.web.publication.services import delivering
from gongkai.web.ui.http import typed
from gongkai.web.vault import files

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from gongkai.web.desk.sheets import Cell
    from gongkai.web.organs.models import Organ

PAGE = 50
MOST = 20_000  # rows of a download
ALL = "all"
HEADER = ("标题", "索引号", "渠道", "计入", "状态", "送达日期", "网址", "对方编号", "试过几次", "说明", "排上的时间")
_OVER = (Delivery.State.RECEIVED, Delivery.State.WITHDRAWN, Delivery.State.CANCELLED)
_KINDS = {
    Delivery.State.RECEIVED: "done", Delivery.State.FAILED: "warn", Delivery.State.REFUSED: "error", Delivery.State.WAITING: "warn",
    Delivery.State.QUEUED: "info", Delivery.State.WITHDRAWING: "warn",
}  # fmt: skip


class Line(NamedTuple):
    """A delivery with the name of its channel, how it is counted, the colour of its state, and what can be done."""

    delivery: Delivery
    channel: str
    counted: str
    kind: str
    by_hand: bool
    leaving: bool
    may_run: bool
    may_retry: bool
    may_give_up: bool
    points: list[dict[str, Any]]


@login_required
@require_safe
def deliveries(request: HttpRequest) -> HttpResponse:
    """All deliveries of the organ by state; what waits for a person first."""
    chosen = organ_asked(request, "item.see")
    counts = _counts(chosen.organ)
    state = _state(request, counts)
    page = Paginator(_listed(chosen.organ, state), PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/outlets/deliveries.html", {
        "chosen": chosen, "page": page, "lines": [line_of(each) for each in page.object_list], "state": state, "publishes": reach_of(request).may("item.publish", chosen.organ),
        "tabs": [(key, label, counts[key]) for key, (label, _) in STATES.items()] + [(ALL, "全部", sum(counts.values()))],
    })  # fmt: skip


@login_required
@require_safe
def deliveries_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The list that is shown, with all its pages, as CSV or Excel."""
    if kind not in TYPES:
        raise Http404
    chosen = organ_asked(request, "item.see")
    found = _listed(chosen.organ, _state(request, _counts(chosen.organ)))
    return download(kind, f"{chosen.organ.name}渠道投送", HEADER, _cells(found[:MOST]))


@login_required
@require_safe
def item_deliveries(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Every channel of one item: how it stands, its receipt, every try."""
    found = item_of(request, pk)
    rows = (
        Delivery.objects.filter(item=found)
        .select_related("account", "version", "scan")
        .prefetch_related("attempts")
        .order_by("-created_at")
    )
    return render(request, "desk/outlets/item_deliveries.html", {
        "item": found, "lines": [line_of(each) for each in rows], "publishes": reach_of(request).may("item.publish", found.organ),
    })  # fmt: skip


@login_required
@require_POST
def delivery_run(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Try it now, or ask how it stands."""
    found = delivery_of(request, pk)
    line = line_of(found)
    if not line.may_run:
        raise Http404
    with told(request, "已经试过，结果在下面。"):
        delivering.run(delivery=found, **who(request))
    return redirect("desk:item_deliveries", pk=found.item_id)


@login_required
@require_POST
def delivery_retry(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Put it in the queue again: somebody mended what it was refused for."""
    found = delivery_of(request, pk)
    with told(request, "已重新排队，几分钟内再送一次。"):
        delivering.retry(delivery=found, moment=typed(request).moment)
    return redirect("desk:item_deliveries", pk=found.item_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delivery_give_up(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Not send it any more, with a reason."""
    found = delivery_of(request, pk)
    form = GivingUp(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with told(request, "已记下不再送。"):
            delivering.give_up(delivery=found, reason=form.cleaned_data["reason"], **who(request))
        return redirect("desk:item_deliveries", pk=found.item_id)
    context = {"form": form, "delivery": found, "line": line_of(found)}
    return render(request, "desk/outlets/give_up.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delivery_gone(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Somebody took it down there and says so."""
    found = delivery_of(request, pk)
    form = Gone(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with told(request, "已登记撤下。"):
            delivering.confirm_gone(delivery=found, words=form.cleaned_data["words"], **who(request))
        return redirect("desk:item_deliveries", pk=found.item_id)
    context = {"form": form, "delivery": found, "line": line_of(found)}
    return render(request, "desk/outlets/gone.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def delivery_scan(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The screenshot, photograph or signed list of a delivery."""
    found = delivery_of(request, pk, "item.see")
    if found.scan is None:
        raise Http404
    return answer(found.scan, files.read(found.scan), show=request.GET.get("show") == "1")


def line_of(delivery: Delivery) -> Line:
    """A delivery as a page shows it; its channel is at hand."""
    leaving = delivery.state == Delivery.State.WITHDRAWING
    over = delivery.state in _OVER
    hand = not over and not leaving and _by_hand(delivery)
    asks = delivery.state == Delivery.State.WAITING and bool(delivery.address or delivery.reference)
    return Line(
        delivery, channel_name(delivery), delivery_outlet(delivery), _KINDS.get(Delivery.State(delivery.state), ""), hand, leaving,
        may_run=delivery.account is not None and (asks or leaving or delivery.state == Delivery.State.QUEUED),
        may_retry=delivery.state in (Delivery.State.REFUSED, Delivery.State.FAILED), may_give_up=not over and not leaving,
        points=list(delivery.evidence.get("points", ())),
    )  # fmt: skip


def channel_name(delivery: Delivery) -> str:
    """What the channel is called: by the office where it configured it."""
    if delivery.account is not None:
        return delivery.account.name
    return "导入的清单" if delivery.channel == IMPORTED else "本机关公开栏目"


def delivery_outlet(delivery: Delivery) -> str:
    """How it is counted in the annual report."""
    return Outlet.of(delivery.outlet).label if delivery.outlet else "报送，不计入公开"


def _by_hand(delivery: Delivery) -> bool:
    """Whether a person publishes it, or may say that it stands there."""
    if delivery.account is None:
        return False
    return by_key(delivery.channel).by_hand(delivery.account.settings) or delivery.state in (Delivery.State.WAITING, Delivery.State.REFUSED)


def _listed(organ: Organ, state: str) -> QuerySet[Delivery]:
    found = Delivery.objects.filter(item__organ=organ).select_related("item", "account").order_by("-created_at", "pk")
    return found if state == ALL else found.filter(state__in=STATES[state][1])


def _counts(organ: Organ) -> dict[str, int]:
    wanted = {key: Count("pk", filter=Q(state__in=states)) for key, (_, states) in STATES.items()}
    found: dict[str, int] = Delivery.objects.filter(item__organ=organ).aggregate(**wanted)
    return found


def _state(request: HttpRequest, counts: dict[str, int]) -> str:
    """The list of ``?state``; what waits for a person otherwise, all when nothing does."""
    asked = request.GET.get("state", "")
    if asked in STATES or asked == ALL:
        return asked
    return "todo" if counts["todo"] else ALL


def _cells(found: Iterable[Delivery]) -> Iterator[tuple[Cell, ...]]:
    for each in found:
        yield (
            each.item.title, each.item.index_number, channel_name(each), delivery_outlet(each), each.get_state_display(), each.received_on, each.address,
            each.reference, each.tries, each.words, day_of(each.created_at),
        )  # fmt: skip
