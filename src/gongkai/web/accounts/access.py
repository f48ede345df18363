"""What every page of administrators asks first: 403 for another role, 404 for what belongs to another organ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from gongkai.web.accounts.permissions import appointments, may, organs_for
from gongkai.web.clock import day_of
from gongkai.web.organs.models import Organ
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from gongkai.web.accounts.models import Appointment, User


def today(request: HttpRequest) -> date:
    """The legal day of the request, in China."""
    return day_of(typed(request).moment)


def user_of(request: HttpRequest) -> User:
    """The user, where the view already asks for a login."""
    user: User = request.user  # type: ignore[assignment]
    return user


def held_by(request: HttpRequest) -> tuple[Appointment, ...]:
    """The appointments in force of the user, asked of the database once a request."""
    known: tuple[Appointment, ...] | None = getattr(request, "_held", None)
    if known is None:
        known = tuple(appointments(request.user, today(request)))
        request._held = known  # type: ignore[attr-defined]  # kept for this request only
    return known


def need_organs(request: HttpRequest, act: str) -> QuerySet[Organ]:
    """The organs for which the user may do ``act``; 403 when there is none."""
    found = organs_for(request.user, act, today(request))
    if not found.exists():
        raise PermissionDenied
    return found


def organ_of(request: HttpRequest, slug: str, act: str) -> Organ:
    """The organ, when the user may do ``act`` for it; 404 for who has nothing to do with it, 403 for another role there."""
    organ = Organ.objects.select_related("parent").filter(slug=slug).first()
    if organ is None:
        raise Http404
    if may(request.user, act, organ, today(request)):
        return organ
    if any(each.organ_id == organ.pk or (each.subtree and organ.path.startswith(each.organ.path)) for each in held_by(request)):
        raise PermissionDenied
    raise Http404
