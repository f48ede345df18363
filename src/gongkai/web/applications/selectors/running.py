"""What an organ has not finished: it moves when organs are reorganised (机构改革)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from gongkai.ledger.states.parts import Phase
from gongkai.web.applications.models import Application, Letter, Rectification, RegisterImport, Remedy

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ

RUNNING = (Phase.UNREGISTERED.value, Phase.OPEN.value, Phase.REANSWERING.value)


def applications(organ: Organ) -> QuerySet[Application]:
    """Applications without an answer, and those to be answered again."""
    return Application.objects.filter(organ=organ, phase__in=RUNNING).select_related("organ", "handler").order_by("register_number")


def remedies(organ: Organ) -> QuerySet[Remedy]:
    """Reviews and lawsuits without a final result, or with something ordered that is not done."""
    owed = Q(performance_due__isnull=False, performed_on=None)
    found = Remedy.objects.filter(Q(final_on=None) | owed, organ=organ, received_on__isnull=False)
    return found.select_related("organ", "handler").order_by("register_number")


def rectifications(organ: Organ) -> QuerySet[Rectification]:
    """Requests for correction whose answer is not served."""
    found = Rectification.objects.filter(organ=organ, served_on=None, received_on__isnull=False)
    return found.select_related("organ", "handler").order_by("register_number")


def signed_letters(organ: Organ) -> QuerySet[Letter]:
    """Letters that were signed and have not gone out: they carry the organ's name and number."""
    return Letter.objects.filter(organ=organ, state=Letter.State.APPROVED)


def unserved(organ: Organ) -> int:
    """Answered cases of which a proof of service is still missing: they stay, and so does this duty."""
    return Application.objects.filter(organ=organ, unserved__gt=0).exclude(phase__in=RUNNING).count()


def open_imports(organ: Organ) -> int:
    """Imports of the register that somebody has not confirmed or dropped."""
    states = (RegisterImport.State.CHECKING, RegisterImport.State.CHECKED, RegisterImport.State.IMPORTING)
    return RegisterImport.objects.filter(organ=organ, state__in=states).count()
