"""Intake at the desk: which channel, the form, a look at the day of receipt before anything is saved."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.law.calendar import OutsideCalendar
from gongkai.law.deadlines import Refused, written
from gongkai.ledger.reasons import NotAllowed
from gongkai.lib.errors import UnusableInput
from gongkai.lib.identity import identity
from gongkai.web.applications.services import intake_desk
from gongkai.web.applications.services.intake_desk import ASKS, PURPOSES, Asks
from gongkai.web.desk.access import need, need_anywhere, reach_of, today, user_of
from gongkai.web.desk.forms.intake import FILES, Intake
from gongkai.web.desk.told import sentences
from gongkai.web.organs.models import Organ
from gongkai.web.ui.http import typed
from gongkai.web.vault.files import Upload

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse

    from gongkai.web.vault.models import StoredFile

KEY_CHARACTERS = 64


@login_required
@require_safe
def channels(request: HttpRequest) -> HttpResponse:
    """How did it come?"""
    need_anywhere(request, "case.handle")
    return render(request, "desk/intake_channels.html", {"organs": reach_of(request).organs("case.handle"), "asks": ASKS.values()})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: HttpRequest, organ: str, channel: str) -> HttpResponse:
    """The form; sent once it shows what saving comes to, sent again it saves. Twice with one key saves once."""
    chosen = get_object_or_404(Organ, slug=organ)
    need(request, "case.handle", chosen)
    if channel not in ASKS:
        raise Http404
    asks = ASKS[channel]
    if request.method != "POST":
        form = Intake(asks=asks, today=today(request))
        return _page(request, chosen, asks, form, [], secrets.token_urlsafe(32))
    form = Intake(request.POST, request.FILES, asks=asks, today=today(request))
    key = request.POST.get("key", "")[:KEY_CHARACTERS] or secrets.token_urlsafe(32)
    held = intake_desk.held(ids=_ids(request), organ=chosen, by=user_of(request))
    if not form.is_valid() or request.POST.get("step") == "edit":
        return _page(request, chosen, asks, form, held, key)
    try:
        held += _hold(request, chosen, form)
        found = intake_desk.preview(organ=chosen, channel=asks.channel, came=form.came)
        if request.POST.get("step") != "save":
            return _look(request, chosen, asks, form, held, key, found)
        case = intake_desk.take_in(
            organ=chosen, form=form.form, channel=asks.channel, came=form.came, scans=held, by=user_of(request),
            moment=typed(request).moment, key=f"desk:{user_of(request).pk}:{key}"[:KEY_CHARACTERS],
        )  # fmt: skip
    except (UnusableInput, Refused, NotAllowed, OutsideCalendar) as error:
        for sentence in sentences(error):
            form.add_error(None, sentence)
        return _page(request, chosen, asks, form, held, key)
    when = f"收到之日是{written(case.received_on)}" if case.received_on else "收到之日待确认，请当天与申请人确认"
    messages.success(request, f"已登记为{case.register_number}，{when}。")
    return redirect("desk:receipt", pk=case.pk) if case.received_on else redirect("desk:case", pk=case.pk)


def _page(request: HttpRequest, organ: Organ, asks: Asks, form: Intake, held: list[StoredFile], key: str) -> HttpResponse:
    groups = (
        ("什么时候来的", [form[name] for name in ("submitted", "arrived", "confirmed") if name in form.fields]),
        ("申请人", [form[name] for name in ("column", "name", "identity_kind", "identity", "contact")]),
        ("联系方式", [form[name] for name in ("phone", "email", "address", "postcode")]),
        ("代理人和共同申请人", [form[name] for name in ("agent", "agent_phone", "joint")]),
        ("申请什么", [form[name] for name in ("items", "wanted_form", "wanted_way")]),
        ("扫描件", [form[name] for name in FILES if name in form.fields]),
    )
    context = {"organ": organ, "asks": asks, "form": form, "groups": groups, "held": _named(held), "key": key}
    return render(request, "desk/intake_form.html", context)


def _look(
    request: HttpRequest, organ: Organ, asks: Asks, form: Intake, held: list[StoredFile], key: str, found: intake_desk.Preview
) -> HttpResponse:
    rows = [
        (bound.label, _shown(form, bound.name), "")
        for bound in form
        if bound.name not in (*FILES, "items") and form.cleaned_data.get(bound.name)
    ]  # fmt: skip
    values = [(bound.html_name, value) for bound in form if bound.name not in FILES for value in [bound.value()] if value]
    context = {
        "organ": organ, "asks": asks, "rows": rows, "things": form.things, "values": values, "held": _named(held), "key": key, "found": found,
    }  # fmt: skip
    return render(request, "desk/intake_preview.html", context)


def _shown(form: Intake, name: str) -> str:
    value = form.cleaned_data[name]
    if hasattr(value, "isoformat"):
        return written(value)
    return str(dict(getattr(form.fields[name], "choices", ())).get(value, value))


def _hold(request: HttpRequest, organ: Organ, form: Intake) -> list[StoredFile]:
    """Keep the scans that came with this request."""
    kept = []
    for name in FILES:
        given = form.cleaned_data.get(name)
        if given:
            upload = Upload(given.name, given.read())
            kept.append(intake_desk.hold(organ=organ, upload=upload, purpose=name, by=user_of(request), moment=typed(request).moment))
    return kept


def _named(held: list[StoredFile]) -> list[tuple[StoredFile, str]]:
    return [(file, PURPOSES[file.purpose.removeprefix(f"{intake_desk.HELD}.")]) for file in held]


def _ids(request: HttpRequest) -> list[uuid.UUID]:
    return [pk for text in request.POST.getlist("held") if (pk := identity(text))]
