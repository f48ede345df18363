"""替班: one's own leave, and for the head of the office that of everybody there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.web.accounts.access import need_organs, today, user_of
from gongkai.web.accounts.forms.people import Leaving
from gongkai.web.accounts.models import User
from gongkai.web.accounts.permissions import organs_for
from gongkai.web.accounts.selectors import accounts_under, colleagues, leaves
from gongkai.web.accounts.services import leave as services
from gongkai.web.accounts.services.refusals import Refusal
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse


@login_required
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Substitutions that run or are to come, and a form for a new one."""
    need_organs(request, "case.see")
    me, day = user_of(request), today(request)
    people = _people(request)
    form = Leaving(request.POST or None, people=people, substitutes=colleagues(me, day), me=me, today=day)
    if request.method == "POST" and form.is_valid():
        try:
            services.begin(**form.cleaned_data, by=me, today=day, moment=typed(request).moment)
        except Refusal as error:
            form.add_error(None, list(error.reasons))
        else:
            messages.success(request, "已安排替班。")
            return redirect("accounts:leave")
    return render(request, "accounts/leave.html", {"form": form, "leaves": leaves(people, day), "today": day})


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one early."""
    need_organs(request, "case.see")
    found = leaves(_people(request), today(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    try:
        services.end(substitution=found, today=today(request), by=user_of(request), moment=typed(request).moment)
    except Refusal as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "已结束替班。")
    return redirect("accounts:leave")


def _people(request: HttpRequest) -> QuerySet[User]:
    """Whose leave the user may arrange: his own, and as a head that of the people of his organs."""
    me = user_of(request)
    led = organs_for(me, "case.assign", today(request))
    others = accounts_under(led).filter(is_active=True).order_by().values("pk")
    return User.objects.filter(Q(pk=me.pk) | Q(pk__in=others)).order_by("name")
