"""Which item an address means, and in which role the user acts on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from gongkai.ledger.vocabulary.codes import Role
from gongkai.web.accounts.permissions import ACTS
from gongkai.web.desk.access import Reach, need, reach_of, today, user_of
from gongkai.web.publication.models import Attachment, Item
from gongkai.web.publication.services.acting import ROLES
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid
    from datetime import date

    from django.http import HttpRequest

    from gongkai.web.organs.models import Organ

# The higher office first: who holds two acts in the higher.
_ORDER = (Role.LEADER, Role.OFFICE_HEAD, Role.LEGAL, Role.OFFICER)


def item_of(request: HttpRequest, pk: uuid.UUID, act: str = "item.see") -> Item:
    """The item with its organ, versions and drafter, when the user may do ``act`` with it; 404 and 403 as ``access.need``."""
    found = Item.objects.select_related("organ", "draft", "shown", "drafter").filter(pk=pk).first()
    if found is None:
        raise Http404
    need(request, act, found.organ)
    return found


def attachment_of(item: Item, pk: uuid.UUID) -> Attachment:
    """A file of the newest version; 404 for another."""
    return get_object_or_404(Attachment.objects.select_related("file", "version__item__organ"), pk=pk, version=item.draft_id)


def organs_of(request: HttpRequest, act: str) -> list[Organ]:
    """The organs for which the user may do ``act``."""
    return list(reach_of(request).organs(act))


def role_of(request: HttpRequest, organ: Organ, act: str) -> Role:
    """The role that events name for what the user does there; only after ``need``."""
    held = {
        ROLES[each.role]
        for each in reach_of(request).held
        if each.role in ACTS[act] and each.role in ROLES and Reach([each]).may(act, organ)
    }
    return next(role for role in _ORDER if role in held)


def who(request: HttpRequest) -> dict[str, Any]:
    """Who acts, and when: what every service is told."""
    return {"by": user_of(request), "moment": typed(request).moment}


def on(request: HttpRequest) -> date:
    """The legal day of the act."""
    return today(request)


def seen_of(request: HttpRequest) -> int | None:
    """The number of the last entry that the page of the user showed; None where it says none."""
    given = request.POST.get("seen", "")
    return int(given) if given.isascii() and given.isdigit() else None
