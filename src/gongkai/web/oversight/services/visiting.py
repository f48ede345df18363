"""Visits: a platform is inspected in the background, and what was found is kept and compared with the time before.

The network is asked outside a transaction. A visit that its worker did not survive is begun again by the next; one that is over is left alone.
A private address is refused as ``gongkai.inspection`` refuses it, and the refusal is the result.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from gongkai.inspection.bounds import USUAL
from gongkai.inspection.codec import as_data
from gongkai.inspection.inspecting import inspect
from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.lib.errors import UnusableInput
from gongkai.lib.network.wire import SYSTEM
from gongkai.web.clock import day_of, now
from gongkai.web.oversight.models.platforms import Platform, Visit
from gongkai.web.oversight.selectors.visits import before, keys_of
from gongkai.web.oversight.services.platforms import why_not_address

if TYPE_CHECKING:
    import uuid
    from datetime import date, datetime

    from gongkai.lib.network.wire import Network
    from gongkai.web.accounts.models import User

NIGHTLY = "system"  # who asks for the weekly visits
WEEK = timedelta(days=7)
BOUNDS = USUAL._replace(pages=300, files=200, outside=60, seconds=300.0)  # of one visit
_OPEN = (Visit.State.WAITING, Visit.State.RUNNING)
_PROBLEM = 500


@transaction.atomic
def ask(*, platform: Platform, by: User, moment: datetime) -> Visit:
    """Inspect it now: the visit waits for the worker. Raises :class:`NotAllowed` with all reasons."""
    row = Platform.objects.select_for_update().get(pk=platform.pk)
    reasons = []
    if row.closed_on is not None:
        reasons.append(Reason("已经关停，不用检查"))
    problem = why_not_address(row.address)
    if problem:
        reasons.append(Reason(f"没有可以检查的网址：{problem}" if row.address else "没有写网址，请先补上"))
    if row.visits.filter(state__in=_OPEN).exists():
        reasons.append(Reason("正在检查，请等它办完"))
    if reasons:
        raise NotAllowed(tuple(reasons))
    return Visit.objects.create(platform=row, address=row.address, asked_at=moment, asked_by=by.actor)


@transaction.atomic
def next_due(*, moment: datetime) -> Visit | None:
    """The next weekly visit: one that was begun and not ended, else of the platform that waits longest; None when none is due."""
    begun = Visit.objects.filter(asked_by=NIGHTLY, state__in=_OPEN).order_by("asked_at").first()
    if begun is not None:
        return begun
    day = day_of(moment)
    row = Platform.objects.select_for_update().filter(next_visit_on__lte=day, closed_on=None).order_by("next_visit_on", "pk").first()
    if row is None:
        return None
    row.next_visit_on = day + WEEK
    row.save(update_fields=["next_visit_on"])
    return Visit.objects.create(platform=row, address=row.address, asked_at=moment, asked_by=NIGHTLY)


def is_due(day: date) -> bool:
    """Whether any platform waits for its weekly visit."""
    return (
        Platform.objects.filter(next_visit_on__lte=day, closed_on=None).exists()
        or Visit.objects.filter(asked_by=NIGHTLY, state__in=_OPEN).exists()
    )


def visit(*, pk: uuid.UUID | str, moment: datetime, network: Network | None = None) -> Visit | None:
    """Inspect the site of one visit and keep what was found; None for a visit that is over or gone."""
    if not Visit.objects.filter(pk=pk, state__in=_OPEN).update(state=Visit.State.RUNNING, started_at=moment):
        return None
    row = Visit.objects.select_related("platform").get(pk=pk)
    day = day_of(moment)
    try:
        found = inspect(row.address, today=day, bounds=BOUNDS, network=network or SYSTEM)
    except UnusableInput as problem:
        return _failed(row, day, problem.sentence())
    return keep(visit=row, day=day, result=as_data(found))


@transaction.atomic
def keep(*, visit: Visit, day: date, result: dict[str, Any]) -> Visit:
    """Keep what an inspection found (``gongkai.inspection/1``), compared with the visit before; the platform has its vetoes."""
    visit.result, visit.day, visit.ended_at, visit.state = result, day, now(), Visit.State.DONE
    visit.counts = dict(Counter(each["code"] for each in result["findings"]))
    visit.passed = result["verdict"]["passed"]
    last = before(visit)
    if last is not None:
        here, there = set(keys_of(visit)), set(keys_of(last))
        visit.fresh, visit.gone = len(here - there), len(there - here)
    visit.save()
    vetoes = [each["code"] for each in result["verdict"]["vetoes"]]
    Platform.objects.filter(pk=visit.platform_id, address=visit.address).update(visited_on=day, vetoes=vetoes)
    return visit


@transaction.atomic
def _failed(row: Visit, day: date, problem: str) -> Visit:
    row.state, row.problem, row.day, row.ended_at = Visit.State.FAILED, problem[:_PROBLEM], day, now()
    row.save(update_fields=["state", "problem", "day", "ended_at"])
    return row
