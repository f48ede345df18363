"""The register of platforms: how each stands against the numbers of the inspection, what it is, when it was kept up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.web.accounts.selectors import names_of
from gongkai.web.channels.models import Account
from gongkai.web.desk.access import need, need_anywhere, reach_of, today
from gongkai.web.desk.forms.oversight.platforms import Closing, Registering, Updating
from gongkai.web.desk.told import filed
from gongkai.web.desk.views.items.reach import who
from gongkai.web.desk.views.outlets.choosing import organ_named
from gongkai.web.desk.views.oversight.tasks import given
from gongkai.web.oversight.models.platforms import Platform
from gongkai.web.oversight.selectors import platforms as selectors
from gongkai.web.oversight.selectors.platforms_health import health
from gongkai.web.oversight.services import platforms as services
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid

    from django.db.models import QuerySet
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from gongkai.web.organs.models import Organ

PAGE, RECENT = 50, 20
_SEE, _MANAGE = "platform.see", "platform.manage"
_DONE = {"update": "已登记更新。", "close": "已登记关停。"}
_FIELDS = tuple(name for name in services.Entry._fields if name != "kind")


@login_required
@require_safe
def platforms(request: HttpRequest) -> HttpResponse:
    """All platforms, of one organ or of many; those that are over a number say why, since when and by which clause."""
    need_anywhere(request, _SEE)
    reach, wanted = reach_of(request), request.GET.get("organ", "")
    organs = reach.organs(_SEE).filter(slug=wanted) if wanted else reach.organs(_SEE)
    kind, closed = request.GET.get("kind", ""), request.GET.get("closed") == "1"
    page = Paginator(selectors.platforms_of(organs, kind=kind, closed=closed), PAGE).get_page(request.GET.get("page"))
    lines, marks = selectors.lines(list(page.object_list), today(request))
    managed = reach.list_of(_MANAGE)
    many = len({each.organ_id for each in reach.held}) > 1 or any(each.subtree for each in reach.held)
    context = {
        "page": page, "lines": lines, "kind": kind, "closed": closed, "kinds": Platform.Kind.choices, "many": many, "wanted": wanted,
        "managed": managed, "warned": [mark for held in marks.values() for mark in held if mark.colour != "green"], "names": {each.platform.organ_id: each.platform.organ for each in lines},
    }  # fmt: skip
    return render(request, "desk/oversight/platforms.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def platform_new(request: HttpRequest, organ: str, kind: str) -> HttpResponse:
    """Enter a platform."""
    found = organ_named(request, organ, _MANAGE)
    if kind not in Platform.Kind.values:
        raise Http404
    form = Registering(request.POST or None, kind=kind, accounts=_accounts(found, None))
    if form.is_bound and form.is_valid():
        made: list[Platform] = []
        if filed(form, lambda: made.append(services.register(organ=found, entry=form.entry, **who(request)))):
            messages.success(request, "已登记。")
            return redirect("desk:platform", pk=made[0].pk)
    context = {"form": form, "organ": found, "label": Platform.Kind(kind).label}
    return render(request, "desk/oversight/platform_new.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def platform(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One platform: how it stands, what it is, its updates and its inspections."""
    return _page(request, platform_of(request, pk))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def platform_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Say otherwise what it is."""
    found = platform_of(request, pk, _MANAGE)
    initial = {name: getattr(found, name) for name in _FIELDS}
    form = Registering(request.POST or None, kind=found.kind, accounts=_accounts(found.organ, found), initial=initial)
    moment = typed(request).moment
    if form.is_bound and form.is_valid() and filed(form, lambda: services.change(platform=found, entry=form.entry, moment=moment)):
        messages.success(request, "已保存。")
        return redirect("desk:platform", pk=found.pk)
    context = {"form": form, "organ": found.organ, "label": found.get_kind_display(), "platform": found}
    return render(request, "desk/oversight/platform_new.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def act(request: HttpRequest, pk: uuid.UUID, act: str) -> HttpResponse:
    """Note an update, or that it ended."""
    if act not in _DONE:
        raise Http404
    found = platform_of(request, pk, _MANAGE)
    form = _forms(request, act)[act]
    if form.is_valid() and filed(form, lambda: _do(request, found, form)):
        messages.success(request, _DONE[act])
        return redirect("desk:platform", pk=found.pk)
    return _page(request, found, act, form)


@login_required
@require_safe
def file(request: HttpRequest, pk: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    """The evidence of an update."""
    return given(file, [platform_of(request, pk).pk])


def platform_of(request: HttpRequest, pk: uuid.UUID, act: str = _SEE) -> Platform:
    """The platform, when the user may do ``act`` for its organ; 404 and 403 as ``access.need``."""
    found = Platform.objects.select_related("organ", "account").filter(pk=pk).first()
    if found is None:
        raise Http404
    need(request, act, found.organ)
    return found


def _do(request: HttpRequest, found: Platform, form: Form) -> None:
    clean: dict[str, Any] = form.cleaned_data
    if isinstance(form, Updating):
        services.note_update(platform=found, on=clean["on"], words=clean["words"], upload=form.upload, **who(request))
    else:
        services.close(platform=found, on=clean["on"], why=clean["why"], moment=typed(request).moment)


def _forms(request: HttpRequest, act: str = "") -> dict[str, Form]:
    data = {key: request.POST if key == act else None for key in _DONE}
    day = today(request)
    return {
        "update": Updating(data["update"], request.FILES if act == "update" else None, prefix="update", today=day),
        "close": Closing(data["close"], prefix="close", today=day),
    }


def _accounts(organ: Organ, row: Platform | None) -> QuerySet[Account]:
    """The channels of the organ that count as public and belong to no other platform."""
    others = Platform.objects.filter(account__isnull=False)
    taken = (others.exclude(pk=row.pk) if row else others).values("account")
    return Account.objects.filter(Q(active=True) | Q(pk=row.account_id if row else None), organ=organ).exclude(pk__in=taken)


def _page(request: HttpRequest, found: Platform, at: str = "", form: Form | None = None) -> HttpResponse:
    manages = reach_of(request).may(_MANAGE, found.organ)
    small = _forms(request) if manages else {}
    if form is not None:
        small[at] = form
    marks = [mark for mark in health({found.organ_id}, today(request)).get(found.organ_id, ()) if mark.platform == found.pk]
    updates = list(found.updates.all()[:RECENT])
    names = names_of({each.created_by for each in updates})
    context = {
        "platform": found, "organ": found.organ, "marks": marks, "last": selectors.last_update(found), "manages": manages, "forms": small, "form": form, "at": at,
        "updates": [(each, names.get(each.created_by, "")) for each in updates], "visits": found.visits.defer("result")[:RECENT],
        "web": found.kind in services.ON_THE_WEB,
    }  # fmt: skip
    return render(request, "desk/oversight/platform.html", context, status=422 if form is not None and form.errors else 200)
