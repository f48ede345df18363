"""Pages of the system administrator: the tree of organs, what each says of itself, its settings, its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.web.accounts.access import need_organs, organ_of, today, user_of
from gongkai.web.accounts.forms.organs import Choosing, Closing, Editing, Establishing
from gongkai.web.accounts.services import institutions
from gongkai.web.accounts.services.refusals import Refusal
from gongkai.web.organs.selectors import existing
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_ACT = "organs.manage"
_UNCHANGED = "没有改动，什么都没有写入。"


@login_required
@require_safe
def organs(request: HttpRequest) -> HttpResponse:
    """The tree, those that ended included."""
    found = need_organs(request, _ACT).prefetch_related("successors")
    rows = [(organ, organ.path.count("/") - 2) for organ in found]
    return render(request, "accounts/organs.html", {"rows": rows, "today": today(request)})


@login_required
@require_http_methods(["GET", "POST"])
def organ(request: HttpRequest, slug: str) -> HttpResponse:
    """Contacts, remedies, 代字 and codes."""
    found = organ_of(request, slug, _ACT)
    form = Editing(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        changed = institutions.edit(organ=found, changes=form.cleaned_data, by=user_of(request), moment=typed(request).moment)
        messages.success(request, f"已保存{found.name}的 {len(changed)} 项改动。") if changed else messages.info(request, _UNCHANGED)
        return redirect("accounts:organ", slug=slug)
    return render(request, "accounts/organ.html", {"found": found, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def choices(request: HttpRequest, slug: str) -> HttpResponse:
    """What the office may choose, each with its reason."""
    found = organ_of(request, slug, _ACT)
    form = Choosing(request.POST or None, organ=found)
    if request.method == "POST" and form.is_valid():
        changed = institutions.choose(organ=found, choices=form.cleaned_data, by=user_of(request), moment=typed(request).moment)
        messages.success(request, f"已保存 {len(changed)} 项设置。") if changed else messages.info(request, _UNCHANGED)
        return redirect("accounts:choices", slug=slug)
    return render(request, "accounts/choices.html", {"found": found, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def establish(request: HttpRequest, slug: str) -> HttpResponse:
    """A new organ below this one."""
    parent = organ_of(request, slug, _ACT)
    form = Establishing(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = institutions.establish(parent=parent, by=user_of(request), moment=typed(request).moment, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"已设立{made.name}。请核对联系方式和救济途径。")
            return redirect("accounts:organ", slug=made.slug)
    return render(request, "accounts/establish.html", {"found": parent, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """The end of an organ, with its successor."""
    found = organ_of(request, slug, _ACT)
    others = (need_organs(request, _ACT) & existing(today(request))).exclude(pk=found.pk)
    form = Closing(request.POST or None, others=others, initial={"last_day": today(request)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            institutions.close(
                organ=found, last_day=given["last_day"], successor=given["successor"], by=user_of(request), moment=typed(request).moment
            )
        except Refusal as error:
            form.add_error(None, list(error.reasons))
        else:
            messages.success(request, f"已撤销{found.name}。")
            return redirect("accounts:organs")
    return render(request, "accounts/close.html", {"found": found, "form": form})
