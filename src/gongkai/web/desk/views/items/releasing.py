"""From approval to the public and back: release now or at a time, taking down, the end of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.ledger.reasons import NotAllowed
from gongkai.web.channels.selectors import accounts_of
from gongkai.web.desk.forms.items.releasing import Releasing, Repealing, TakingDown
from gongkai.web.desk.told import sentences, told
from gongkai.web.desk.views.items.reach import item_of, on, who
from gongkai.web.publication.selectors.sites import has_own_column
from gongkai.web.publication.services import lifecycle, releasing
from gongkai.web.publication.services.acting import state_of
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse

    from gongkai.web.publication.models import Item


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def item_release(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Choose channels, now or at a time."""
    found = item_of(request, pk, "item.publish")
    form = Releasing(request.POST if request.method == "POST" else None, accounts=accounts_of(found.organ), moment=typed(request).moment)
    if request.method == "POST" and form.is_valid() and _released(request, found, form):
        return redirect("desk:item", pk=found.pk)
    return render(request, "desk/items/release.html", {
        "item": found, "form": form, "own": has_own_column(found.organ), "reasons": [each.sentence for each in releasing.why_not_release(found)],
    }, status=422 if form.is_bound and form.errors else 200)  # fmt: skip


@login_required
@require_POST
def item_unschedule(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Release it by hand after all."""
    found = item_of(request, pk, "item.publish")
    with told(request, "已取消定时发布。"):
        releasing.unschedule(item=found, **who(request))
    return redirect("desk:item", pk=found.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def item_take_down(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Withdraw it from the channels on which it stands, with a reason that readers see."""
    found = item_of(request, pk, "item.publish")
    standing = [each.outlet for each in state_of(found).standing]
    form = TakingDown(request.POST if request.method == "POST" else None, standing=standing)
    if request.method == "POST" and standing and form.is_valid():
        with told(request, "已撤下。其他渠道上的，请照投送页面逐个撤下。"):
            releasing.take_down(item=found, reason=form.cleaned_data["reason"], outlets=form.chosen, **who(request))
        return redirect("desk:item", pk=found.pk)
    return render(
        request,
        "desk/items/take_down.html",
        {"item": found, "form": form, "standing": standing},
        status=422 if form.is_bound and form.errors else 200,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def item_repeal(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Another paper repeals the document."""
    found = item_of(request, pk, "item.publish")
    form = Repealing(request.POST if request.method == "POST" else None, today=on(request))
    if request.method == "POST" and form.is_valid():
        with told(request, "已登记废止，有效性随之改变。"):
            lifecycle.repeal(item=found, number=form.cleaned_data["number"], on=form.cleaned_data["day"], **who(request))
        return redirect("desk:item", pk=found.pk)
    return render(request, "desk/items/repeal.html", {"item": found, "form": form}, status=422 if form.is_bound and form.errors else 200)


@login_required
@require_POST
def item_expire(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The document ended on the day that it names."""
    found = item_of(request, pk, "item.publish")
    with told(request, "已登记失效。"):
        lifecycle.expire(item=found, **who(request))
    return redirect("desk:item", pk=found.pk)


def _released(request: HttpRequest, found: Item, form: Releasing) -> bool:
    try:
        if form.later:
            releasing.schedule(item=found, at=form.later, **who(request))
        else:
            releasing.release(item=found, accounts=form.chosen, **who(request))
    except NotAllowed as error:
        for sentence in sentences(error):
            form.add_error(None, sentence)
        return False
    messages.success(request, "已定时，到时自动发布。" if form.later else "已发布。各渠道送达情况见“渠道投送”。")
    return True
