"""When a notice of rest days comes, days move although nobody acted: columns of open cases are made again, and what moved is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from gongkai.ledger.states.parts import Phase
from gongkai.web.applications.models import Application, DueChanged, Remedy
from gongkai.web.applications.projection import FIELDS
from gongkai.web.applications.services.acting import save_projection, state_of
from gongkai.web.applications.services.remedies import refresh

if TYPE_CHECKING:
    import uuid
    from datetime import date, datetime

_RUNNING = (Phase.OPEN.value, Phase.REANSWERING.value)
_DAYS = ("due_on", "waiting_until")
_UNFINISHED = Q(final_on=None) | Q(performance_due__isnull=False, performed_on=None)


def recompute_open(*, moment: datetime) -> int:
    """Make the columns of all open cases again, each in a transaction of its own; how many of them moved."""
    moved = 0
    for pk in list(Application.objects.filter(phase__in=_RUNNING).order_by("pk").values_list("pk", flat=True)):
        moved += _one(pk, moment)
    for remedy in Remedy.objects.filter(_UNFINISHED).select_related("organ", "application").order_by("pk"):
        with transaction.atomic():
            refresh(remedy=remedy)
    return moved


@transaction.atomic
def _one(pk: uuid.UUID, moment: datetime) -> bool:
    application = Application.objects.select_for_update().select_related("organ").get(pk=pk)
    before: dict[str, object] = {name: getattr(application, name) for name in FIELDS}
    save_projection(application, state_of(application))
    changed = [name for name in _DAYS if before[name] != getattr(application, name)]
    certain = before["provisional"] and not application.provisional  # the day stands, now by a notice
    for name in changed or (["due_on"] if certain else []):
        old: date | None = before[name]  # type: ignore[assignment]  # a column of days
        DueChanged.objects.create(
            application=application, field=name, old=old, new=getattr(application, name), provisional=application.provisional, moment=moment
        )
    return bool(changed)
