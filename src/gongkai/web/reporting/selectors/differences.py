"""A published edition beside the record of today: which figures would be others, which cases came and left, and what was written since."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from gongkai.ledger.vocabulary import KINDS as EVENTS
from gongkai.report.comparison import comparison
from gongkai.report.layout import shown
from gongkai.web.events import browse
from gongkai.web.reporting.models import ApplicationFact, Declaration, DocumentFact, Edition, RemedyFact, Scope
from gongkai.web.reporting.selectors import figures, merging
from gongkai.web.reporting.selectors.cells import APPLICATION, DOCUMENT, REMEDY
from gongkai.web.reporting.selectors.content import content_of
from gongkai.web.reporting.selectors.history import report_from
from gongkai.web.reporting.selectors.words import cell_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from gongkai.report.model import Report
    from gongkai.web.reporting.models import AnnualReport

COUNTED = (APPLICATION, REMEDY, DOCUMENT)
MOST = 200  # cases that are named at one cell, and entries that are listed
_KINDS = {"table2": DOCUMENT, "table3": APPLICATION, "table4": REMEDY}
_NUMBERED = {APPLICATION: ApplicationFact, REMEDY: RemedyFact, DOCUMENT: DocumentFact}


class Case(NamedTuple):
    """A case that came or left. ``number`` is "" when the record has voided it; ``stream`` None where it is no case: a declaration, or what an
    organ adds to a region.
    """

    stream: uuid.UUID | None
    kind: str
    number: str


class Difference(NamedTuple):
    """A cell that says something else now: as it was printed, as it would be; the cases that came and those that left, and how many."""

    cell: str
    words: str
    was: str
    now: str
    came: tuple[Case, ...]
    left: tuple[Case, ...]
    came_all: int
    left_all: int


class Late(NamedTuple):
    """An entry about the year that was written after the edition was sealed and changes no figure."""

    case: Case
    title: str
    effective_on: date
    recorded_at: datetime


class Differences(NamedTuple):
    """``cells`` where figures or cases differ; ``late`` entries that change nothing, ``late_all`` how many; ``words`` whether the text differs."""

    edition: Edition
    cells: tuple[Difference, ...]
    late: tuple[Late, ...]
    late_all: int
    words: bool

    @property
    def nothing(self) -> bool:
        """Whether the edition still says what the record and the text say."""
        return not self.cells and not self.words


def differences(annual: AnnualReport, edition: Edition) -> Differences:
    """The edition against the record now. The facts must have been brought up before (``services.projecting``)."""
    content = content_of(annual)
    sealed = report_from(edition.document)
    before, after = edition.sources, _sources(annual)
    found = _cells(sealed, content.report, before, after)
    names = _named(case for _, came, left in found.values() for case in (*came[:MOST], *left[:MOST]))
    cells = tuple(_difference(content.report, cell, *each, names) for cell, each in found.items())
    moved = {case for _, came, left in found.values() for case in (*came, *left)}
    counted = {case for some in (before, after) for cases in some.values() for case in cases}
    late, late_all = _late(annual, edition, moved, counted) if annual.scope == Scope.OWN else ((), 0)
    return Differences(edition, cells, late, late_all, content.report.sections != sealed.sections)


_Changed = tuple[tuple[str, str], list[str], list[str]]


def _cells(sealed: Report, now: Report, before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]) -> dict[str, _Changed]:
    """Cells that differ, in the order of the form: both figures, the cases that came, those that left."""
    found: dict[str, _Changed] = {}
    for each in comparison(now, sealed):
        was, is_now = shown(each.previous) if each.previous is not None else "", shown(each.figure)
        old, new = before.get(each.cell, ()), after.get(each.cell, ())
        came, left = _missing_in(old, new), _missing_in(new, old)
        if was != is_now or came or left:
            found[each.cell] = (was, is_now), came, left
    return found


def _missing_in(held: Iterable[str], wanted: Iterable[str]) -> list[str]:
    known = set(held)
    return [each for each in wanted if each not in known]


def _sources(annual: AnnualReport) -> Mapping[str, Sequence[str]]:
    """The cases behind each cell as they are counted now: of a region the organs and what each adds."""
    if annual.scope == Scope.REGION:
        return merging.sources(annual)
    return figures.with_cases(annual.organ_id, annual.organ_name, annual.year).sources


def _difference(
    report: Report, cell: str, figure: tuple[str, str], came: list[str], left: list[str], names: Mapping[str, Case]
) -> Difference:
    kind = _KINDS[cell.partition(".")[0]]
    first, second = (tuple(names.get(each) or _unnamed(kind, each) for each in some[:MOST]) for some in (came, left))
    return Difference(cell, cell_words(report, (cell,)), *figure, first, second, len(came), len(left))


def _unnamed(kind: str, source: str) -> Case:
    """A case that the record has voided, or the words of a region."""
    stream = _uuid(source)
    return Case(stream, kind, "" if stream else source)


def _named(sources: Iterable[str]) -> dict[str, Case]:
    """What these sources are. Four queries at most."""
    streams = [stream for each in sources if (stream := _uuid(each))]
    if not streams:
        return {}
    found = {
        str(stream): Case(stream, kind, number)
        for kind, table in _NUMBERED.items()
        for stream, number in table._default_manager.filter(stream__in=streams).values_list("stream", "number")
    }
    declared = Declaration.objects.filter(stream__in=streams).values_list("stream", flat=True).distinct()
    return found | {str(stream): Case(None, "", "申报的数") for stream in declared}


def _uuid(source: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(source)
    except ValueError:
        return None


def _late(annual: AnnualReport, edition: Edition, moved: set[str], counted: set[str]) -> tuple[tuple[Late, ...], int]:
    """What was written about the year after the last entry that the edition counts, without the cases that changed a figure.

    A correction has the day on which it was made: it is about the year when its case is counted in it.
    """
    last = date(annual.year, 12, 31)
    written = browse.records(browse.Wanted([annual.organ_id])).filter(
        Q(effective_on__lte=last) | Q(kind__in=browse.CHANGES), position__gt=edition.position, stream__kind__in=COUNTED
    )
    lines = [
        each
        for each in written.order_by("position")
        if str(each.stream_id) not in moved and (each.effective_on <= last or str(each.stream_id) in counted)
    ]
    known = _named(str(each.stream_id) for each in lines[:MOST])
    return tuple(
        Late(known.get(str(each.stream_id)) or _unnamed(each.stream.kind, str(each.stream_id)), EVENTS[each.kind].title, each.effective_on, each.recorded_at)
        for each in lines[:MOST]
    ), len(lines)  # fmt: skip
