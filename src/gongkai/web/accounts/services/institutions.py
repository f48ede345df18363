"""What the system administrator does to organs, written down for the auditor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from gongkai.web.accounts.models import Appointment
from gongkai.web.accounts.services.recording import record
from gongkai.web.accounts.services.refusals import unless
from gongkai.web.events import store
from gongkai.web.organs import services as organs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ


@transaction.atomic
def establish(*, parent: Organ, by: User, moment: datetime, **fields: Any) -> Organ:
    """A new organ under ``parent``. Raises ``ValidationError``."""
    made = organs.establish(parent=parent, **fields)
    record(
        what="organ.establish",
        about=made.name,
        by=by,
        moment=moment,
        detail={"slug": made.slug, "parent": parent.slug, "level": made.level},
    )
    return made


@transaction.atomic
def edit(*, organ: Organ, changes: Mapping[str, Any], by: User, moment: datetime) -> dict[str, list[str]]:
    """Change what letters and pages say of the organ; what changed, each with old and new. Nothing changed is nothing recorded."""
    changed = organs.edit(organ=organ, changes=changes)
    if changed:
        record(what="organ.edit", about=organ.name, by=by, moment=moment, detail={"slug": organ.slug, "changed": changed})
    return changed


@transaction.atomic
def choose(*, organ: Organ, choices: Mapping[str, Any], by: User, moment: datetime) -> dict[str, list[str]]:
    """Change settings of ``organs.settings``; what changed."""
    changed = organs.choose(organ=organ, choices=choices)
    if changed:
        record(what="organ.choose", about=organ.name, by=by, moment=moment, detail={"slug": organ.slug, "changed": changed})
    return changed


@transaction.atomic
def close(*, organ: Organ, last_day: date, successor: Organ | None, by: User, moment: datetime) -> None:
    """The organ ends with that day; ``successor`` takes over. Only one of which nothing is recorded: what runs is moved by ``oversight`` (机构改革).

    Raises ``Refusal`` with all reasons.
    """
    recorded = [f"{organ.name}在账本里有记录，请在“机构改革”里办理，没有办完的一件不落地移交。"] if store.knows(organ.pk) else []
    unless([*recorded, *organs.why_not_close(organ=organ, last_day=last_day, successor=successor)])
    organs.close(organ=organ, last_day=last_day, successor=successor)
    ended = Appointment.objects.filter(organ=organ, valid_to__isnull=True, subtree=False).count()
    detail = {
        "slug": organ.slug,
        "last_day": last_day.isoformat(),
        "successor": successor.slug if successor else None,
        "appointments": ended,
    }
    record(what="organ.close", about=organ.name, by=by, moment=moment, detail=detail)
