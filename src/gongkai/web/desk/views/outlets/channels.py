"""The channels of an organ: which there are, how each is set up, what still speaks against using it, and a try."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.ledger.reasons import NotAllowed
from gongkai.web.accounts.services.recording import record
from gongkai.web.channels import services
from gongkai.web.channels.models import Account
from gongkai.web.channels.registry import CHANNELS, by_key
from gongkai.web.channels.selectors import accounts_of, settings_of, shown_settings
from gongkai.web.desk.access import need, user_of
from gongkai.web.desk.forms.outlets.channels import ChannelForm
from gongkai.web.desk.told import sentences
from gongkai.web.desk.views.outlets.choosing import organ_named
from gongkai.web.desk.views.outlets.site import CHANGE
from gongkai.web.desk.views.outlets.trying import tried
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse

    from gongkai.web.channels.base import Channel
    from gongkai.web.organs.models import Organ


@login_required
@require_safe
def site_channels(request: HttpRequest, organ: str) -> HttpResponse:
    """The channels in use and those of former times, and the kinds to add."""
    found = organ_named(request, organ, "site.manage")
    rows = [(each, by_key(each.channel), by_key(each.channel).why_not(settings_of(each))) for each in accounts_of(found, inactive=True)]
    return render(request, "desk/outlets/channels.html", {"organ": found, "rows": rows, "kinds": CHANNELS})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def site_channel_new(request: HttpRequest, organ: str, key: str) -> HttpResponse:
    """A new channel of the kind ``key``."""
    found = organ_named(request, organ, "site.manage")
    try:
        channel = by_key(key)
    except KeyError as error:
        raise Http404 from error
    return _edited(request, found, channel, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def site_channel(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The settings of a channel."""
    account = _account(request, pk)
    return _edited(request, account.organ, by_key(account.channel), account)


@login_required
@require_POST
def site_channel_try(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Look whether it works, without publishing anything."""
    account = _account(request, pk)
    return render(
        request,
        "desk/outlets/channel_try.html",
        {"account": account, "organ": account.organ, "trial": tried(account, typed(request).moment)},
    )


def _edited(request: HttpRequest, organ: Organ, channel: Channel, account: Account | None) -> HttpResponse:
    form = ChannelForm(request.POST if request.method == "POST" else None, channel=channel, account=account)
    if request.method == "POST" and form.is_valid():
        saved = _saved(request, organ, channel, account, form)
        if saved is not None:
            messages.success(request, f"“{saved.name}”已保存。")
            return redirect("desk:site_channel", pk=saved.pk)
    return render(request, "desk/outlets/channel.html", {
        "organ": organ, "channel": channel, "account": account, "form": form, "wrong": channel.why_not(settings_of(account)) if account else [],
        "shown": shown_settings(account) if account else [],
    }, status=422 if form.errors else 200)  # fmt: skip


def _saved(request: HttpRequest, organ: Organ, channel: Channel, account: Account | None, form: ChannelForm) -> Account | None:
    """The row; None when something speaks against it, which then stands in the form."""
    clean = form.cleaned_data
    try:
        saved = services.configure(
            organ=organ, channel=channel.key, name=clean["name"], settings=form.settings, by=user_of(request).actor, moment=typed(request).moment,
            secret=form.secret, field_map=form.field_map, outlet=clean.get("outlet") or "", active=clean["active"], account=account,
        )  # fmt: skip
    except NotAllowed as error:
        for sentence in sentences(error):
            form.add_error(None, sentence)
        return None
    detail = {
        "channel": channel.key,
        "name": saved.name,
        "active": saved.active,
        "settings": sorted(form.settings),
        "secret_changed": bool(form.secret),
    }
    record(what=CHANGE, about=organ.name, by=user_of(request), moment=typed(request).moment, detail=detail)
    return saved


def _account(request: HttpRequest, pk: uuid.UUID) -> Account:
    found = Account.objects.select_related("organ").filter(pk=pk).first()
    if found is None:
        raise Http404
    need(request, "site.manage", found.organ)
    return found
