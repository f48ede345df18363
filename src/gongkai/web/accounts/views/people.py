"""Pages of the security administrator: accounts and their roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.web.accounts.access import need_organs, today, user_of
from gongkai.web.accounts.factors import must_have_factor
from gongkai.web.accounts.forms.people import Appointing, Making
from gongkai.web.accounts.selectors import accounts_under, factors_of, reaches_further
from gongkai.web.accounts.services import appointing, people
from gongkai.web.accounts.services.refusals import Refusal
from gongkai.web.organs.selectors import existing
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ

PAGE = 50
_ACT = "accounts.manage"
_PLAIN: dict[str, tuple[Callable[..., object], str]] = {
    "disable": (people.disable, "已停用{name}的账号，正在用的登录都已结束。"),
    "enable": (people.enable, "已启用{name}的账号。"),
    "factor": (people.reset_factor, "已重置{name}的两步验证，请通知本人重新设置。"),
    "sessions": (people.end_sessions, "已结束{name}的全部登录。"),
}


@login_required
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """All accounts of the organs that the user looks after."""
    found = accounts_under(need_organs(request, _ACT))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/people.html", {"page": page, "today": today(request)})


@login_required
@require_http_methods(["GET", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """A new account. The password is on the answer to this one request and nowhere else: no redirect could carry it."""
    form = Making(request.POST or None, organs=_organs(request))
    if request.method == "POST" and form.is_valid():
        try:
            given = people.make(**form.cleaned_data, on=today(request), by=user_of(request), moment=typed(request).moment)
        except Refusal as error:
            form.add_error(None, list(error.reasons))
        else:
            return render(request, "accounts/password_once.html", {"given": given})
    return render(request, "accounts/make.html", {"form": form})


@login_required
@require_safe
def account(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One account: roles, second factors, what can be done."""
    found = _account(request, pk)
    return _page(request, found, Appointing(organs=_organs(request), today=today(request)))


@login_required
@require_POST
def appoint(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Give a role."""
    found = _account(request, pk)
    form = Appointing(request.POST, organs=_organs(request), today=today(request))
    if form.is_valid():
        try:
            appointing.appoint(user=found, **form.cleaned_data, by=user_of(request), moment=typed(request).moment)
        except Refusal as error:
            form.add_error(None, list(error.reasons))
        else:
            messages.success(request, f"已给{found.name}授予职责。")
            return redirect("accounts:account", pk=pk)
    return _page(request, found, form)


@login_required
@require_POST
def dismiss(request: HttpRequest, pk: uuid.UUID, appointment: int) -> HttpResponse:
    """End a role with today."""
    found = _account(request, pk)
    held = found.appointments.filter(pk=appointment, organ__in=need_organs(request, _ACT).order_by().values("pk")).first()
    if held is None:
        raise Http404
    try:
        appointing.dismiss(appointment=held, on=today(request), by=user_of(request), moment=typed(request).moment)
    except Refusal as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{found.name}的这项职责到今天为止。")
    return redirect("accounts:account", pk=pk)


@login_required
@require_POST
def act(request: HttpRequest, pk: uuid.UUID, act: str) -> HttpResponse:
    """Disable, enable, take second factors away, end sessions."""
    if act not in _PLAIN:
        raise Http404
    found = _whole(request, pk)
    service, words = _PLAIN[act]
    try:
        service(user=found, by=user_of(request), moment=typed(request).moment)
    except Refusal as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words.format(name=found.name))
    return redirect("accounts:account", pk=pk)


@login_required
@require_POST
def new_password(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A new initial password, on this answer only."""
    found = _whole(request, pk)
    try:
        given = people.new_password(user=found, by=user_of(request), moment=typed(request).moment)
    except Refusal as error:
        messages.error(request, str(error))
        return redirect("accounts:account", pk=pk)
    return render(request, "accounts/password_once.html", {"given": given})


def _organs(request: HttpRequest) -> QuerySet[Organ]:
    return need_organs(request, _ACT) & existing(today(request))


def _account(request: HttpRequest, pk: uuid.UUID) -> User:
    found = accounts_under(need_organs(request, _ACT)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _whole(request: HttpRequest, pk: uuid.UUID) -> User:
    """The account, when no other organ has a say in it: what is done to it is done everywhere."""
    found = _account(request, pk)
    if reaches_further(found, need_organs(request, _ACT), today(request)):
        raise PermissionDenied
    return found


def _page(request: HttpRequest, found: User, form: Appointing) -> HttpResponse:
    context = {
        "found": found, "form": form, "today": today(request), "factors": factors_of(found), "is_me": found.pk == user_of(request).pk,
        "must": must_have_factor(found, today(request)), "shared": reaches_further(found, need_organs(request, _ACT), today(request)),
    }  # fmt: skip
    return render(request, "accounts/account.html", context)
