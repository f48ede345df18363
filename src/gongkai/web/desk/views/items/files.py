"""Attachments of an item: added, taken off, described; files of the item for staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from gongkai.ledger.reasons import NotAllowed
from gongkai.lib.errors import UnusableInput
from gongkai.web.desk.forms.items.files import Attaching, Describing
from gongkai.web.desk.told import sentences, told
from gongkai.web.desk.views.files import kept
from gongkai.web.desk.views.items.reach import attachment_of, item_of, who
from gongkai.web.publication.services import drafting
from gongkai.web.vault.files import Upload
from gongkai.web.vault.models import StoredFile

if TYPE_CHECKING:
    import uuid

    from django import forms
    from django.http import HttpRequest, HttpResponse


@login_required
@require_POST
def item_attach(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Add files to the version that is being written; each that cannot be taken is said, the others are kept."""
    found = item_of(request, pk, "item.draft")
    form = Attaching(request.POST, request.FILES)
    if not form.is_valid():
        return _back(request, found.pk, form)
    added = 0
    for each in form.cleaned_data["given"]:
        try:
            drafting.attach(item=found, upload=Upload(each.name, each.read()), **who(request))
            added += 1
        except (NotAllowed, UnusableInput) as error:
            for sentence in sentences(error):
                messages.error(request, sentence)
    if added:
        messages.success(request, f"已加上 {added} 个附件。" if added > 1 else "已加上附件。")
    return redirect("desk:item", pk=found.pk)


@login_required
@require_POST
def item_detach(request: HttpRequest, pk: uuid.UUID, attachment: uuid.UUID) -> HttpResponse:
    """Take a file off the version that is being written."""
    found = item_of(request, pk, "item.draft")
    chosen = attachment_of(found, attachment)
    with told(request, f"已去掉“{chosen.name}”。"):
        drafting.detach(item=found, attachment=chosen.pk)
    return redirect("desk:item", pk=found.pk)


@login_required
@require_POST
def item_alt(request: HttpRequest, pk: uuid.UUID, attachment: uuid.UUID) -> HttpResponse:
    """Say what a picture shows."""
    found = item_of(request, pk, "item.draft")
    chosen = attachment_of(found, attachment)
    form = Describing(request.POST)
    if not form.is_valid():
        return _back(request, found.pk, form)
    with told(request, "已写图片说明。"):
        drafting.describe(attachment=chosen, alt=form.cleaned_data["alt"])
    return redirect("desk:item", pk=found.pk)


@login_required
@require_safe
def item_file(request: HttpRequest, pk: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    """A file of the item (attachment, scan of a review, receipt), to keep; with ``?show=1`` to look at where a browser may."""
    found = item_of(request, pk)
    stored = get_object_or_404(StoredFile, pk=file, stream=found.pk)
    return kept(stored, show=request.GET.get("show") == "1")


def _back(request: HttpRequest, pk: uuid.UUID, form: forms.Form) -> HttpResponse:
    for errors in form.errors.values():
        for words in errors:
            messages.error(request, str(words))
    return redirect("desk:item", pk=pk)
