"""Reports that wait for a signature: reviewed, and since then neither signed nor changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.web.reporting.models import AnnualReport
from gongkai.web.reporting.selectors.content import content_of
from gongkai.web.reporting.selectors.due import due_of, states_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ
    from gongkai.web.reporting.selectors.due import Due


class Waiting(NamedTuple):
    """A report with its days, and the content that passed review."""

    annual: AnnualReport
    due: Due
    reviewed: str


def to_sign(organs: QuerySet[Organ]) -> list[Waiting]:
    """Those of these organs that passed review and are not signed, the earliest day first. At most two queries."""
    held = list(AnnualReport.objects.filter(organ__in=organs.order_by().values("pk"), step__gt=1).select_related("organ__parent", "head"))
    states = states_of(held) if held else {}
    digests = {pk: state.reviewed_digest for pk, state in states.items()}
    found = [
        Waiting(each, due_of(each.organ, each.year), digests[each.pk])
        for each in held
        if digests.get(each.pk) and states[each.pk].signature_of(digests[each.pk]) is None
    ]
    return sorted(found, key=lambda each: each.due.publish_by)


def unchanged(waiting: Iterable[Waiting]) -> list[Waiting]:
    """Those that still say what was reviewed. The facts must have been brought up before (``services.projecting``)."""
    return [each for each in waiting if content_of(each.annual).digest == each.reviewed]
