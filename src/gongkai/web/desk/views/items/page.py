"""The page of an item, its text as readers will see it, and two of its versions side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.lib.richtext import changed, compare, from_text
from gongkai.web.desk.access import reach_of, today, user_of
from gongkai.web.desk.forms.items.files import Attaching
from gongkai.web.desk.views.items.dossier import Dossier, clean, dossier, metadata_of, stuck, text_of
from gongkai.web.desk.views.items.listing import due_of
from gongkai.web.desk.views.items.reach import item_of
from gongkai.web.desk.views.items.standing import Seen, next_step, offers
from gongkai.web.publication.models import Attachment, Genre, Item
from gongkai.web.publication.selectors.columns import label_of
from gongkai.web.publication.selectors.fields import day, shown_fields
from gongkai.web.publication.services.acting import document_of
from gongkai.web.publication.services.drafting import FIELDS
from gongkai.web.reporting.selectors.counted_in import counted_in

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse

    from gongkai.web.publication.models import Version

_LABELS = {field.name: str(field.verbose_name) for field in Item._meta.concrete_fields}
_DAYS = ("formed_on", "counted_from", "effective_from", "expires_on")


@login_required
@require_safe
def item(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One line of state, the next duty as a button, what cannot be done now and why, text, files, remarks, reviews, history."""
    found = item_of(request, pk)
    file = dossier(found)
    return render(request, "desk/items/item.html", context_of(request, file))


@login_required
@require_safe
def item_preview(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The newest version as readers will see it; with ``?version=n`` an older one."""
    found = item_of(request, pk)
    asked = request.GET.get("version", "")
    version = _version(found, asked) if asked else found.draft
    assert version is not None
    version.item = found
    attachments = list(version.attachments.select_related("file"))
    return render(request, "desk/items/preview.html", {
        "item": found, "version": version, "fields": list(shown_fields(version)), "body": text_of(version, attachments),
        "attachments": [each for each in attachments if not each.inline],
    })  # fmt: skip


@login_required
@require_safe
def item_compare(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What changed between ``?old`` and ``?new`` (numbers of versions); the last two when nothing is said."""
    found = item_of(request, pk)
    versions = list(found.versions.defer("text"))
    new = _version(found, request.GET.get("new", "")) if request.GET.get("new") else versions[-1]
    old = _version(found, request.GET["old"]) if request.GET.get("old") else _before(versions, new)
    names = {each: _names(each) for each in (old, new)}
    return render(request, "desk/items/compare.html", {
        "item": found, "versions": versions, "old": old, "new": new, "body": clean(compare(old.html, new.html)), "summary": changed(old.html, new.html).sentence(),
        "title": compare(from_text(old.title), from_text(new.title)) if old.title != new.title else "", "fields": _changed_fields(found, old, new),
        "gone": names[old] - names[new], "come": names[new] - names[old],
    })  # fmt: skip


def context_of(request: HttpRequest, file: Dossier) -> dict[str, Any]:
    """What the page of an item needs."""
    found, reach = file.item, reach_of(request)
    seen = Seen(found, file.state, user_of(request), lambda act: reach.may(act, found.organ), file.open_remarks, today(request))
    offered, document = offers(seen), document_of(found)
    return {
        "file": file, "item": found, "version": file.version, "step": next_step(seen), "due": due_of(found, seen.day), "facts": metadata_of(file.version),
        "possible": [each for each in offered if not each.reasons], "impossible": [each.refusal for each in offered if each.reasons],
        "body": text_of(file.version, [each.attachment for each in file.files]), "drafts": reach.may("item.draft", found.organ),
        "writing": reach.may("item.draft", found.organ) and not file.version.frozen, "attaching": Attaching(), "stuck": stuck(file.deliveries),
        "counted": counted_in("document", found.document, document.log, seen.day) if found.document and document else [],
        "column": label_of(found.organ, found.column), "papers": found.submitted_at is not None and found.approved_on is None,
    }  # fmt: skip


def _version(item: Item, number: str) -> Version:
    found = item.versions.filter(number=int(number)).first() if number.isascii() and number.isdigit() and len(number) < 6 else None
    if found is None:
        raise Http404
    return found


def _before(versions: list[Version], new: Version) -> Version:
    earlier = [each for each in versions if each.number < new.number]
    return earlier[-1] if earlier else new


def _names(version: Version) -> set[str]:
    return set(Attachment.objects.filter(version=version).values_list("name", flat=True))


def _changed_fields(item: Item, old: Version, new: Version) -> list[tuple[str, str, str]]:
    """Label, before, after of each metadata field that differs."""
    found = []
    for name in FIELDS:
        before, after = old.fields.get(name, ""), new.fields.get(name, "")
        if before != after:
            found.append((_LABELS[name], _said(item, name, before), _said(item, name, after)))
    return found


def _said(item: Item, name: str, value: str) -> str:
    if name in _DAYS:
        return day(value)
    if name == "column":
        return label_of(item.organ, value) if value else ""
    if name == "genre":
        return Genre(value).label if value else ""
    return value
