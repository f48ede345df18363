"""What the user of a request reaches: asked once, kept on the request, so that a page pays one query for all its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from gongkai.web.accounts.access import held_by
from gongkai.web.accounts.permissions import ACTS
from gongkai.web.applications.models import Application
from gongkai.web.clock import day_of
from gongkai.web.organs.models import Organ
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from gongkai.web.accounts.models import Appointment, User


class Reach:
    """The appointments of a user in force on a day, and what follows from them (``accounts.permissions``)."""

    def __init__(self, held: Iterable[Appointment]) -> None:
        self.held = tuple(held)

    def may(self, act: str, organ: Organ) -> bool:
        """Whether ``act`` (a word of ``permissions.ACTS``) is allowed for the organ."""
        return any(each.role in ACTS[act] and _covers(each, organ) for each in self.held)

    def knows(self, organ: Organ) -> bool:
        """Whether the user has any role there: who has none is not told that the thing exists."""
        return any(_covers(each, organ) for each in self.held)

    def any(self, act: str) -> bool:
        """Whether ``act`` is allowed anywhere."""
        return any(each.role in ACTS[act] for each in self.held)

    def organs(self, act: str) -> QuerySet[Organ]:
        """The organs for which ``act`` is allowed."""
        reach = Q(pk__in=[])
        for each in self.held:
            if each.role in ACTS[act]:
                reach |= Q(path__startswith=each.organ.path) if each.subtree else Q(pk=each.organ_id)
        return Organ.objects.filter(reach)

    def list_of(self, act: str) -> list[Organ]:
        """The same, read: appointments come with their organ, and only organs below one are asked for."""
        held = [each for each in self.held if each.role in ACTS[act]]
        if any(each.subtree for each in held):
            return list(self.organs(act))
        return sorted({each.organ_id: each.organ for each in held}.values(), key=lambda organ: organ.path)

    def only_organ(self, act: str) -> uuid.UUID | None:
        """The organ, where ``act`` is allowed for one alone: its lists are then read in the order of their index."""
        found = {each.organ_id for each in self.held if each.role in ACTS[act]}
        below = any(each.subtree for each in self.held if each.role in ACTS[act])
        return found.pop() if len(found) == 1 and not below else None


def reach_of(request: HttpRequest) -> Reach:
    """The reach of the user, asked of the database once a request."""
    known: Reach | None = getattr(request, "_reach", None)
    if known is None:
        known = Reach(held_by(request))
        request._reach = known  # type: ignore[attr-defined]  # kept for this request only
    return known


def today(request: HttpRequest) -> date:
    """The legal day of the request, in China."""
    return day_of(typed(request).moment)


def user_of(request: HttpRequest) -> User:
    """The user, where the view already asks for a login."""
    user: User = request.user  # type: ignore[assignment]
    return user


def need(request: HttpRequest, act: str, organ: Organ) -> None:
    """404 for who has nothing to do with the organ, 403 for who has another role there."""
    reach = reach_of(request)
    if not reach.knows(organ):
        raise Http404
    if not reach.may(act, organ):
        raise PermissionDenied


def need_anywhere(request: HttpRequest, act: str) -> None:
    """403 for who may not do it for any organ."""
    if not reach_of(request).any(act):
        raise PermissionDenied


def case_of(request: HttpRequest, pk: uuid.UUID, act: str = "case.see", cases: QuerySet[Application] | None = None) -> Application:
    """The application, with its organ and handler, when the user may do ``act`` with it; 404 and 403 as :func:`need`."""
    chosen = (Application.objects.all() if cases is None else cases).select_related("organ", "handler", "merged_into")
    found = chosen.filter(pk=pk).first()
    if found is None:
        raise Http404
    need(request, act, found.organ)
    return found


def _covers(held: Appointment, organ: Organ) -> bool:
    return held.organ_id == organ.pk or (held.subtree and organ.path.startswith(held.organ.path))
