"""脱敏 of an attachment: what is found is proposed under stars, what is chosen is removed and proven gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.ledger.reasons import NotAllowed
from gongkai.lib.errors import UnusableInput
from gongkai.web.desk.forms.items.files import Redacting
from gongkai.web.desk.told import sentences
from gongkai.web.desk.views.items.reach import attachment_of, item_of, who
from gongkai.web.publication.services import redacting

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse

    from gongkai.web.publication.models import Attachment, Item


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def item_redact(request: HttpRequest, pk: uuid.UUID, attachment: uuid.UUID) -> HttpResponse:
    """Choose what is taken out of a file; then the file is replaced and the page says what is gone and how that was proven."""
    found = item_of(request, pk, "item.draft")
    chosen = attachment_of(found, attachment)
    try:
        looked = redacting.look(chosen)
    except UnusableInput as error:
        messages.error(request, error.sentence())
        return redirect("desk:item", pk=found.pk)
    answered = set(found.answered.values_list("fingerprint", flat=True))
    form = Redacting(request.POST if request.method == "POST" else None, looked=looked, answered=answered)
    if request.method == "POST" and form.is_valid() and _redacted(request, chosen, form):
        return redirect("desk:item_redact", pk=found.pk, attachment=chosen.pk)
    context = {
        "item": found, "attachment": chosen, "form": form, "looked": looked, "frozen": chosen.version.frozen, "done": _done(found, chosen),
        "can": chosen.file.kind in redacting.KINDS_REDACTED,
    }  # fmt: skip
    return render(request, "desk/items/redact.html", context, status=422 if form.is_bound and form.errors else 200)


def _redacted(request: HttpRequest, chosen: Attachment, form: Redacting) -> bool:
    try:
        redacting.replace(attachment=chosen, terms=form.words, keep=form.kept, **who(request))
    except (NotAllowed, UnusableInput) as error:
        for sentence in sentences(error):
            form.add_error(None, sentence)
        return False
    messages.success(request, f"已用脱敏以后的文件换下“{chosen.name}”。")
    return True


def _done(found: Item, chosen: Attachment) -> list[list[str]]:
    """What was removed from files of that name before, in lines."""
    notes = found.notes.filter(key=redacting.NOTE, text__startswith=f"附件“{chosen.name}”").order_by("-created_at")
    return [each.text.split("\n")[1:] for each in notes]
