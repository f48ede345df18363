"""Annual reports that came late, have errors, or are copied, of many organs at once: see ``defects``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from gongkai.proof.similarity import bare
from gongkai.report.rules import RULES, check, chosen
from gongkai.report.rules.base import ERROR
from gongkai.report.rules.context import Context, Neighbour
from gongkai.web.organs.models import Level
from gongkai.web.reporting.models import Answer, Edition, PastReport, Scope
from gongkai.web.reporting.selectors.due import due_of, rows_of
from gongkai.web.reporting.selectors.findings import mark_of
from gongkai.web.reporting.selectors.history import report_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from gongkai.report.model import Report
    from gongkai.report.rules.base import Finding
    from gongkai.web.organs.models import Organ
    from gongkai.web.reporting.selectors.due import Row

_GOVERNMENTS = (Level.PROVINCE, Level.CITY, Level.COUNTY)
_COPIES = ("D001", "D002", "D003")
_WORTH_COMPARING = 0.4  # share of a text that two reports have in common, names still in it; D003 asks for 0.6 without them


class Given(NamedTuple):
    """A report that an organ gave for a year: its edition, else the file that was brought in (``annual`` None then); ``on`` is the day it was published."""

    organ: Organ
    year: int
    report: Report
    annual: UUID | None
    on: date | None


class Faulty(NamedTuple):
    """A report with one thing that a rule finds in it."""

    given: Given
    finding: Finding


def years_due(organs: Sequence[Organ], first: date, last: date) -> list[int]:
    """The years whose reports are to be public on a day of the period, for at least one of these organs."""
    possible = range(first.year - 1, last.year)
    return [year for year in possible if any(first <= due_of(organ, year).publish_by <= last for organ in organs)]


def reports_late(organs: Sequence[Organ], first: date, last: date, day: date) -> list[Row]:
    """Reports that had to be public in the period and were not by their day (条例 Art. 49). Three queries a year."""
    rows = [row for year in years_due(organs, first, last) for row in rows_of(organs, year, day)]
    return [row for row in rows if row.late > 0 and first <= row.due.publish_by <= last]


def reports_given(organs: Sequence[Organ], years: Iterable[int]) -> dict[tuple[UUID, int], Given]:
    """The newest edition of each, else what was brought in, by organ and year. Two queries; what cannot be read any more is left out."""
    known = {organ.pk: organ for organ in organs}
    asked = list(years)
    found: dict[tuple[UUID, int], Given] = {}
    for past in PastReport.objects.filter(organ__in=list(known), year__in=asked, replaced_at=None):
        found[past.organ_id, past.year] = Given(known[past.organ_id], past.year, report_from(past.document), None, None)
    editions = Edition.objects.filter(report__organ__in=list(known), report__year__in=asked).select_related("report").order_by("number")
    for edition in editions.defer("sources", "manifest"):
        annual = edition.report
        if annual.scope == (Scope.REGION if known[annual.organ_id].level in _GOVERNMENTS else Scope.OWN):
            on = annual.published_on
            found[annual.organ_id, annual.year] = Given(known[annual.organ_id], annual.year, report_from(edition.document), annual.pk, on)
    return found


def reports_with_errors(organs: Sequence[Organ], first: date, last: date) -> list[Faulty]:
    """Certain errors in reports that had to be public in the period, without those for which a reason was given. Three queries."""
    given = _due_in(organs, first, last)
    said = Answer.objects.filter(report__in=[each.annual for each in given if each.annual]).values_list("report", "mark")
    answered = set(said)
    rules = tuple(rule for rule in RULES if not rule.code.startswith("D"))
    found = []
    for each in given:
        context = Context(each.report, year=each.year, organ=each.organ.named(_end(each)))
        wrong = (one for one in check(context, rules) if one.level == ERROR and one.certain)
        found += [Faulty(each, one) for one in wrong if (each.annual, mark_of(one)) not in answered]
    return found


def reports_copied(organs: Sequence[Organ], first: date, last: date) -> list[Faulty]:
    """Reports that are taken over from last year or from another of these organs (rules D001 to D003). Two queries."""
    given = _due_in(organs, first, last)
    before = reports_given(organs, {each.year - 1 for each in given})
    rules, found = chosen(_COPIES), []
    for each in given:
        last_year = before.get((each.organ.pk, each.year - 1))
        context = Context(
            each.report, previous=last_year.report if last_year else None, year=each.year, organ=each.organ.named(_end(each)),
            neighbours=tuple(Neighbour(other.organ.name, other.report) for other in given if _worth_comparing(each, other)),
        )  # fmt: skip
        found += [Faulty(each, one) for one in check(context, rules)]
    return found


def _due_in(organs: Sequence[Organ], first: date, last: date) -> list[Given]:
    years = years_due(organs, first, last)
    given = reports_given(organs, years)
    return [each for _, each in sorted(given.items(), key=lambda pair: (pair[1].organ.path, pair[1].year)) if _owed_in(each, first, last)]


def _owed_in(given: Given, first: date, last: date) -> bool:
    return first <= due_of(given.organ, given.year).publish_by <= last


def _end(given: Given) -> date:
    """The last day of the report's year: its organ carries the name of that day."""
    return date(given.year, 12, 31)


def _worth_comparing(one: Given, other: Given) -> bool:
    """Whether a part of one stands to a good share in the other: what is below that is far from a finding."""
    if one.organ.pk == other.organ.pk or one.year != other.year:
        return False
    return any(
        _share(one.report.sections.get(part, ""), other.report.sections.get(part, "")) >= _WORTH_COMPARING
        for part in ("overview", "problems")
    )


def _share(text: str, other: str) -> float:
    own, theirs = bare(text).shingles, bare(other).shingles
    return len(own.keys() & theirs.keys()) / len(own) if own else 0.0
