"""The register of problems of an organ, as the report tells it: this year's, and what became of last year's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.report.narrative.problems import Problem, State
from gongkai.web.reporting.models import Trouble

if TYPE_CHECKING:
    import uuid

    from django.db.models import QuerySet


def of_year(organ: uuid.UUID, year: int) -> QuerySet[Trouble]:
    """Every entry that the report of the year tells: found in it, or in the year before. Dropped ones are told by none."""
    return Trouble.objects.filter(organ=organ, year__in=(year - 1, year), dropped_at=None)


def register(organ: uuid.UUID, year: int) -> list[Problem]:
    """The entries as ``report.narrative.problems`` wants them, last year's first."""
    return [
        Problem(each.problem, each.measure, State(each.state), each.due_on, each.outcome, last_year=each.year < year)
        for each in of_year(organ, year)
    ]
