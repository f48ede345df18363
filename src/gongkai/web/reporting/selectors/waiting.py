"""Reports that wait for a signature: reviewed, and since then neither signed nor changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.web.reporting.models import AnnualReport
from gongkai.web.reporting.selectors.content import content_of
from gongkai.web.reporting.selectors.due import due_of, states_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.ledger.states.report import ReportState
    from gongkai.web.organs.models import Organ
    from gongkai.web.reporting.selectors.due import Due


class Waiting(NamedTuple):
    """A report with its days."""

    annual: AnnualReport
    due: Due


def to_sign(organs: Sequence[Organ]) -> list[Waiting]:
    """Those of these organs, the earliest day first. The facts must have been brought up before (``services.projecting``)."""
    held = list(AnnualReport.objects.filter(organ__in=organs, step__gt=1).select_related("organ__parent", "head")) if organs else []
    states = states_of(held)
    found = [Waiting(each, due_of(each.organ, each.year)) for each in held if each.pk in states and _waits(each, states[each.pk])]
    return sorted(found, key=lambda each: each.due.publish_by)


def _waits(annual: AnnualReport, state: ReportState) -> bool:
    reviewed = state.reviewed_digest
    return bool(reviewed) and state.signature_of(reviewed) is None and content_of(annual).digest == reviewed
