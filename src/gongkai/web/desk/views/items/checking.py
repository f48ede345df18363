"""The check before publication: every remark in its place, with a field for why it may stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.ledger.reasons import NotAllowed
from gongkai.lib.richtext import links
from gongkai.web.desk.told import sentences
from gongkai.web.desk.views.items.reach import item_of, who
from gongkai.web.publication.services import checking, looking
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse

    from gongkai.web.publication.models import Item

PREFIX = "answer-"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def item_check(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """All remarks; those that are open can be answered, some now and some later. What was typed is kept when one is refused."""
    found = item_of(request, pk, "item.draft" if request.method == "POST" else "item.see")
    said: dict[str, str] = {}
    if request.method == "POST":
        given = {name: request.POST.get(name, "") for name in request.POST if name.startswith(PREFIX)}
        if "links" in request.POST:
            return _looked(request, found)
        said = {name.removeprefix(PREFIX): words for name, words in given.items() if words.strip()}
        if _answered(request, found, said):
            return redirect("desk:item_check", pk=found.pk)
    remarks = checking.remarks(found)
    context = {
        "item": found, "links": bool(found.draft and links(found.draft.html)), "version": found.draft, "open": [(each, said.get(each.fingerprint, "")) for each in remarks if each.open],
        "answered": [each for each in remarks if each.answer], "notes": [each for each in remarks if not each.open and not each.answer],
    }  # fmt: skip
    return render(request, "desk/items/check.html", context)


def _looked(request: HttpRequest, found: Item) -> HttpResponse:
    """Open the links of the text now; what cannot be opened becomes a remark."""
    version = found.draft
    if version is not None:
        version.item = found
        dead = looking.look(version=version, moment=typed(request).moment)
        messages.info(request, f"已打开正文里的链接，{dead} 个打不开，列在下面。" if dead else "已打开正文里的链接，没有打不开的。")
    return redirect("desk:item_check", pk=found.pk)


def _answered(request: HttpRequest, found: Item, said: dict[str, str]) -> bool:
    if not said:
        messages.error(request, "没有写答复。请改正，或者在至少一条下面写明为什么可以这样公开。")
        return False
    try:
        kept = checking.answer(item=found, answers=said, **who(request))
    except NotAllowed as error:
        for sentence in sentences(error):
            messages.error(request, sentence)
        return False
    messages.success(request, f"已记下 {kept} 条答复。")
    return True
