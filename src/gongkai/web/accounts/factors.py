"""Who must log in with a second factor: by role, chosen by the installation (``GONGKAI_SECOND_FACTOR``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q

from gongkai.web.accounts.models import Appointment

if TYPE_CHECKING:
    from datetime import date

    from gongkai.web.accounts.models import User


def must_have_factor(user: User, on: date) -> bool:
    """Whether a role of the user asks for a second factor on that day."""
    if user.factor_waived or not settings.SECOND_FACTOR_ROLES:
        return False
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    return Appointment.objects.filter(in_force, user=user, valid_from__lte=on, role__in=settings.SECOND_FACTOR_ROLES).exists()
