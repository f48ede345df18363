"""Whose reports make the report of a region: the organ itself and all below it, each with what there is of it (条例 Art. 49(2)).

The system's own editions go first, then what was signed here and is not public yet, then a file that was handed in, then the report that
the organ itself brought in as history. A government below that makes a report of its own region stands for all below itself.
"""

from __future__ import annotations

import hashlib
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import F, prefetch_related_objects

from gongkai.law.deadlines import written
from gongkai.ledger.states.report import ReportPhase, ReportState
from gongkai.report import codec
from gongkai.report.merge import Submitted, contained
from gongkai.web.organs import selectors as organs
from gongkai.web.organs.models import Level, Organ
from gongkai.web.reporting.models import AnnualReport, Edition, Note, PastReport, Scope, Submission
from gongkai.web.reporting.selectors.due import states_of
from gongkai.web.reporting.selectors.history import report_from

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterator, Sequence

    from gongkai.report.model import Report

LEFT_OUT, TAKEN_AS_IS, ASKED_AGAIN = "left_out", "taken_as_is", "asked_again"  # keys of the notes that say what was decided
DECISIONS = (LEFT_OUT, TAKEN_AS_IS, ASKED_AGAIN)
_CONTENT = "content"  # the key of the note that keeps what was signed (``services.reviewing``)
_USABLE = (ReportPhase.SIGNED, ReportPhase.WITH_DISTRICT, ReportPhase.READ)
_SAID = {
    ReportPhase.SIGNED: "已签发，还没有公布", ReportPhase.WITH_DISTRICT: "上级审读中，还没有公布", ReportPhase.READ: "审读通过，还没有公布",
}  # fmt: skip


class Kind(StrEnum):
    """Where the figures of an organ come from."""

    EDITION = "edition"
    SIGNED = "signed"
    FILE = "file"
    HISTORY = "history"
    NONE = "none"


class Found(NamedTuple):
    """What there is of an organ: ``what`` in words, ``content`` the name of exactly this content, by which a decision speaks of it."""

    kind: Kind
    what: str
    content: str = ""
    report: Report | None = None
    contains: frozenset[str] = frozenset()


class Unit(NamedTuple):
    """An organ of the merge. ``own`` is the government itself; ``region`` when its report counts all below it too.

    ``given`` is what it adds, None for nothing; ``decision`` the note that still speaks of what there is; ``part_year`` why its figures are not
    those of a whole year, in Chinese, "" where they are.
    """

    organ: Organ
    own: bool
    region: bool
    annual: AnnualReport | None
    found: Found
    submission: Submission | None
    decision: Note | None
    part_year: str = ""

    @property
    def given(self) -> Submitted | None:
        """The part, under the organ's name in the system and the name of this one content."""
        if self.found.report is None:
            return None
        return Submitted(f"{self.organ.name}（{self.found.what}）", self.found.report._replace(organ=self.organ.name), self.found.contains)

    @property
    def missing(self) -> bool:
        """Nothing to add, and nobody has decided to go on without it."""
        return self.found.report is None and not self.left_out

    @property
    def left_out(self) -> bool:
        """Nothing to add, and the office goes on without it."""
        return self.found.report is None and self.decision is not None and self.decision.key == LEFT_OUT

    @property
    def taken_as_is(self) -> bool:
        """Its figures are taken with their errors and gaps, with a reason."""
        return self.found.report is not None and self.decision is not None and self.decision.key == TAKEN_AS_IS


def units(annual: AnnualReport) -> list[Unit]:
    """The organ itself first, then those below it in the order of the tree."""
    held = _Held(annual)
    chosen = [(annual.organ, True, Scope.OWN)]
    covered = ""
    for organ in below(annual.organ, annual.year):
        if not (covered and organ.path.startswith(covered)):
            whole = held.whole(organ)
            covered = organ.path if whole else ""
            chosen.append((organ, False, Scope.REGION if whole else Scope.OWN))
    parts = _part_years([organ for organ, _, _ in chosen], annual.year)
    return [held.unit(organ, own=own, scope=scope)._replace(part_year=parts.get(organ.pk, "")) for organ, own, scope in chosen]


def _part_years(found: Sequence[Organ], year: int) -> dict[uuid.UUID, str]:
    """Who ended in the year, and who took over from them (机构改革). No query in a year without."""
    ended = [each for each in found if each.valid_to is not None and each.valid_to < date(year, 12, 31)]
    prefetch_related_objects(ended, "successors")
    words: dict[uuid.UUID, str] = {}
    taken: dict[uuid.UUID, list[str]] = {}
    for organ in ended:
        assert organ.valid_to is not None
        heirs = list(organ.successors.all())
        whose = f"没有办完的由{'、'.join(each.name for each in heirs)}承接并计数" if heirs else "没有承接的机关"
        words[organ.pk] = f"{written(organ.valid_to)}撤销，报告只到这一天；{whose}"
        for each in heirs:
            taken.setdefault(each.pk, []).append(organ.name)
    for heir, names in taken.items():
        words.setdefault(heir, f"本年承接了{'、'.join(names)}，它没有办完的从接手之日起计入")
    return words


def below(organ: Organ, year: int) -> list[Organ]:
    """All organs under it that existed on any day of the year; inner departments make no report of their own."""
    return [
        each
        for each in organs.subtree(organ).exclude(pk=organ.pk).exclude(level=Level.DEPARTMENT).order_by("path")
        if each.valid_from <= date(year, 12, 31) and (each.valid_to is None or each.valid_to >= date(year, 1, 1))
    ]


def decisions(annual: AnnualReport) -> dict[str, Note]:
    """The last word of the office on each organ, by the organ's id."""
    notes = Note.objects.filter(stream=annual.pk, key__in=DECISIONS).order_by("created_at")
    return {str(each.data.get("organ", "")): each for each in notes}


def file_words(submission: Submission) -> str:
    """A handed-in file as the merge calls it."""
    return f"文件“{submission.file.name}”"


class _Held:
    """Everything that is known of the organs of a year, in a few queries."""

    def __init__(self, annual: AnnualReport) -> None:
        path, year = annual.organ.path, annual.year
        reports = AnnualReport.objects.filter(organ__path__startswith=path, year=year).prefetch_related("answers")
        self.reports = {(each.organ_id, each.scope): each for each in reports if each.pk != annual.pk}
        newest = Edition.objects.filter(report__organ__path__startswith=path, report__year=year, number=F("report__edition"))
        self.editions = {each.report_id: each for each in newest.exclude(report=annual.pk)}
        files = annual.submissions.filter(replaced_at=None).select_related("file")
        self.files = {each.organ_id: each for each in files}
        past = PastReport.objects.filter(organ__path__startswith=path, year=year, replaced_at=None).select_related("file")
        self.past = {each.organ_id: each for each in past}
        self.decisions = decisions(annual)
        self.states = states_of([each for each in self.reports.values() if not each.edition])

    def whole(self, organ: Organ) -> bool:
        """Whether it reports for all below it: it makes such a report here, or handed in one that says so."""
        handed_in = self.files.get(organ.pk)
        return (organ.pk, Scope.REGION) in self.reports or (handed_in is not None and bool(contained(handed_in.document)))

    def unit(self, organ: Organ, *, own: bool, scope: Scope) -> Unit:
        """What there is of one organ, and what was decided about exactly this."""
        report = self.reports.get((organ.pk, scope))
        found = next(self._found(organ, report, scope), None) or Found(Kind.NONE, self._stage(report))
        decision = self.decisions.get(str(organ.pk))
        holds = decision is not None and decision.key != ASKED_AGAIN and decision.data.get("content", "") == found.content
        return Unit(organ, own, scope == Scope.REGION, report, found, self.files.get(organ.pk), decision if holds else None)

    def _found(self, organ: Organ, report: AnnualReport | None, scope: Scope) -> Iterator[Found]:
        edition = self.editions.get(report.pk) if report else None
        if edition is not None:
            yield Found(Kind.EDITION, str(edition), str(edition.pk), report_from(edition.document))
        state = self.states.get(report.pk) if report else None
        signed = _signed(report, state) if report and state else None
        if signed is not None:
            yield signed
        handed_in = self.files.get(organ.pk)
        if handed_in is not None:
            document = handed_in.document
            yield Found(Kind.FILE, file_words(handed_in), str(handed_in.pk), report_from(document), contained(document))
        past = self.past.get(organ.pk) if scope == Scope.OWN else None
        if past is not None:
            yield Found(Kind.HISTORY, f"导入的“{past.file.name}”", str(past.pk), report_from(past.document))

    def _stage(self, report: AnnualReport | None) -> str:
        """How far a report has come of which there is nothing to add yet."""
        state = self.states.get(report.pk) if report else None
        return f"还没有签发（{state.phase.label}）" if state else "还没有开始编制"


def _signed(report: AnnualReport, state: ReportState) -> Found | None:
    """The content that was signed last, as it was kept then; None where nothing was signed, and for what the superior returned."""
    digest, phase = state.signed_digest, state.phase_of(state.signed_digest)
    kept = Note.objects.filter(stream=report.pk, key=_CONTENT, data__digest=digest).first() if digest and phase in _USABLE else None
    if kept is None or hashlib.sha256(kept.data["report"].encode("utf-8")).hexdigest() != digest:
        return None
    return Found(Kind.SIGNED, _SAID[phase], digest, codec.loads(kept.data["report"]))
