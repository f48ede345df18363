"""The manual way: what is copied where, what is downloaded and printed, and the receipt that a person brings back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.ledger.reasons import NotAllowed
from gongkai.lib.errors import UnusableInput
from gongkai.web.channels.base import Outcome
from gongkai.web.channels.bundle import safe_name
from gongkai.web.channels.by_hand import Board, ByHand, ReadingPlace
from gongkai.web.channels.package import Package
from gongkai.web.channels.registry import by_key
from gongkai.web.channels.selectors import settings_of
from gongkai.web.channels.website import Website
from gongkai.web.channels.wechat.article import HEADERS
from gongkai.web.channels.wechat.channel import Wechat
from gongkai.web.desk.access import today, user_of
from gongkai.web.desk.forms.outlets.deliveries import Saying
from gongkai.web.desk.told import sentences
from gongkai.web.desk.views.items.reach import who
from gongkai.web.desk.views.outlets.choosing import delivery_of
from gongkai.web.desk.views.outlets.deliveries import line_of
from gongkai.web.publication.models import Delivery
from gongkai.web.publication.selectors.envelopes import envelope_of
from gongkai.web.publication.services.confirming import confirm, why_not_confirm

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest

    from gongkai.web.channels.base import Channel, Envelope

PDF, ZIP = "application/pdf", "application/zip"
_MOST_HANDED = 200  # items on one list


class Copied(NamedTuple):
    """One field of the other system: its name there, what is copied into it, what kind of input it is; ``id`` on the page."""

    id: str
    label: str
    value: str
    kind: str


class Paper(NamedTuple):
    """Something to download or print: what it is, where, whether it opens in its own page."""

    label: str
    url_name: str
    hint: str
    opens: bool = False


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def manual(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One page for one delivery: copy, upload or print; then the address or the evidence, which is looked into."""
    found = delivery_of(request, pk)
    channel = _channel(found)
    settings = settings_of(found.account) if found.account else {}
    form = Saying(
        request.POST if request.method == "POST" else None, request.FILES or None, channel=channel, delivery=found, today=today(request),
        person=user_of(request).name, place=str(settings.get("place") or ""),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        return _confirmed(request, found, form)
    envelope = envelope_of(found.version)
    context = {
        "delivery": found, "item": found.item, "line": line_of(found), "form": form, "refusals": [each.sentence for each in why_not_confirm(found)],
        "fields": copied(channel, envelope, settings), "papers": papers(channel, envelope), "body": SafeString(envelope.html),
        "files": [each.name for each in envelope.enclosed], "where": str(settings.get("system") or settings.get("place") or ""), "channel": channel,
    }  # fmt: skip
    return render(request, "desk/outlets/manual.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def manual_files(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The attachments and the text as a .zip: for the website, or as a package that is handed over."""
    found = delivery_of(request, pk)
    channel, envelope = _channel(found), envelope_of(found.version)
    if isinstance(channel, Website):
        assert found.account is not None
        data = channel.files(envelope, settings_of(found.account))
    elif isinstance(channel, Package):
        data = channel.files([envelope])
    else:
        raise Http404
    return _download(data, ZIP, f"{safe_name(envelope.title)}.zip")


@login_required
@require_safe
def manual_preview(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The article for the official account as a page of its own that runs nothing; with ``?keep=1`` to keep."""
    found = delivery_of(request, pk)
    channel = _channel(found)
    if not isinstance(channel, Wechat) or found.account is None:
        raise Http404
    envelope = envelope_of(found.version)
    response = HttpResponse(channel.preview(envelope, settings_of(found.account)), content_type="text/html; charset=utf-8")
    for name, value in HEADERS.items():
        response.headers[name] = value
    if request.GET.get("keep") == "1":
        response.headers["Content-Disposition"] = _attached(f"{safe_name(envelope.title)}.html")
    return response


@login_required
@require_safe
def board_print(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The A4 sheet for the notice board with the QR code of the address, as a PDF."""
    found = delivery_of(request, pk)
    channel = _channel(found)
    if not isinstance(channel, Board):
        raise Http404
    envelope = envelope_of(found.version)
    return _pdf(request, found, lambda: channel.sheet(envelope), f"{safe_name(envelope.title)}（张贴页）.pdf")


@login_required
@require_safe
def manual_list(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The list that the archive or the library signs: all that waits for the same channel, as a PDF."""
    found = delivery_of(request, pk)
    channel, account = _channel(found), found.account
    if not isinstance(channel, ReadingPlace) or account is None:
        raise Http404
    waiting = Delivery.objects.filter(account=account, state__in=(Delivery.State.WAITING, Delivery.State.QUEUED))
    rows = waiting.select_related("version__item__organ").order_by("created_at", "pk")[:_MOST_HANDED]
    envelopes = [envelope_of(each.version) for each in rows] or [envelope_of(found.version)]
    return _pdf(request, found, lambda: channel.handover(envelopes, account.settings, today(request)), f"{account.name}移交清单.pdf")


def copied(channel: Channel, envelope: Envelope, settings: dict[str, Any]) -> list[Copied]:
    """What a person copies field by field; nothing for channels that take paper."""
    if isinstance(channel, Website):
        return [Copied(f"copy-{place}", *each) for place, each in enumerate(channel.copied(envelope, settings))]
    if isinstance(channel, Wechat):
        made = channel.article(envelope, settings)
        article = (("标题", made.title), ("作者", made.author), ("摘要", made.digest), ("原文链接", made.source))
        return [Copied(f"copy-{place}", label, value, "text") for place, (label, value) in enumerate(article)]
    if isinstance(channel, ByHand) and channel.key in ("gazette", "weibo", "other_media", "press", "press_conference"):
        pairs = (("标题", envelope.title), ("内容概述", envelope.summary), ("网址", envelope.address))
        return [
            *(Copied(f"copy-{place}", label, value, "text") for place, (label, value) in enumerate(pairs)),
            Copied("copy-body", "正文", "", "html"),
        ]
    return []


def papers(channel: Channel, envelope: Envelope) -> list[Paper]:
    """What is downloaded, opened or printed for the channel."""
    if isinstance(channel, Website):
        hint = f"{len(envelope.enclosed)} 个附件、正文和各栏内容" if envelope.enclosed else "正文和各栏内容，没有附件"
        return [Paper("下载附件和正文（.zip）", "desk:manual_files", hint)]
    if isinstance(channel, Package):
        return [Paper("下载数据包（.zip）", "desk:manual_files", "目录、正文和附件，每个文件有校验码")]
    if isinstance(channel, Wechat):
        return [Paper("打开图文预览", "desk:manual_preview", "在预览里全选、复制，粘贴到公众平台的编辑器，格式会保留", opens=True)]
    if isinstance(channel, Board):
        return [
            Paper("打印张贴页（PDF）", "desk:board_print", "A4 纸，有公开网址的带二维码，下面有张贴地点、日期、张贴人的空格", opens=True)
        ]
    if isinstance(channel, ReadingPlace):
        return [Paper("打印移交清单（PDF）", "desk:manual_list", "列出等着送这一处的全部文件，双方签字", opens=True)]
    return []


def _confirmed(request: HttpRequest, found: Delivery, form: Saying) -> HttpResponse:
    """Look into what was said; the answer is told sentence by sentence on the page."""
    try:
        receipt = confirm(delivery=found, said=form.said, proof=form.proof_given, **who(request))
    except (NotAllowed, UnusableInput) as error:
        for sentence in sentences(error):
            messages.error(request, sentence)
        return redirect("desk:manual", pk=found.pk)
    if receipt.outcome is Outcome.RECEIVED:
        messages.success(request, f"已送达，计入{line_of(found).counted}。{receipt.words}")
        return redirect("desk:item_deliveries", pk=found.item_id)
    messages.warning(request, receipt.words)
    return redirect("desk:manual", pk=found.pk)


def _channel(found: Delivery) -> Channel:
    if found.account is None:  # our own column, or a list that was imported: nothing is done by hand
        raise Http404
    return by_key(found.channel)


def _pdf(request: HttpRequest, found: Delivery, make: Any, name: str) -> HttpResponse:
    try:
        data = make()
    except UnusableInput as error:  # without a Chinese font
        messages.error(request, error.sentence())
        return redirect("desk:manual", pk=found.pk)
    return _download(data, PDF, name, inline=True)


def _download(data: bytes, kind: str, name: str, *, inline: bool = False) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response.headers["Content-Disposition"] = _attached(name, inline=inline)
    response.headers["X-Content-Type-Options"] = "nosniff"
    if inline:
        response.headers["Content-Security-Policy"] = "default-src 'none'; object-src 'self'; frame-ancestors 'none'"
    return response


def _attached(name: str, *, inline: bool = False) -> str:
    return f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(name)}"
