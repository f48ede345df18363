"""What the rules say of the report as it stands, what was answered, what still stands in the way (1/6 on the draft)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from gongkai.ledger.reasons import Reason
from gongkai.report.rules import RULES, check
from gongkai.report.rules.base import ERROR
from gongkai.report.rules.context import Context, Neighbour
from gongkai.web.reporting.models import Answer, Edition, Revision, Scope
from gongkai.web.reporting.selectors import history
from gongkai.web.reporting.selectors.words import problem_words
from gongkai.web.unchanged import once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.report.rules.base import Finding
    from gongkai.web.reporting.models import AnnualReport
    from gongkai.web.reporting.selectors.content import Content

_MOST_NEIGHBOURS = 200  # reports of the same parent and year that are read for 雷同
_REPORT = ("条例:50",)


class Found(NamedTuple):
    """A finding, the mark by which an answer names it, the reason for leaving it, None while there is none."""

    finding: Finding
    mark: str
    answer: Answer | None

    @property
    def blocks(self) -> bool:
        """A certain error without a reason."""
        return self.finding.level == ERROR and self.finding.certain and self.answer is None


def findings_of(content: Content) -> list[Found]:
    """All findings of the report, compared with last year's and with those of its neighbours."""
    answers = {each.mark: each for each in content.annual.answers.all()}
    context = Context(
        content.report, previous=history.previous(content.annual), year=content.annual.year, organ=content.annual.organ_name,
        neighbours=beside(content.annual),
    )  # fmt: skip
    return [Found(each, mark_of(each), answers.get(mark_of(each))) for each in check(context, RULES)]


def mark_of(finding: Finding) -> str:
    """Names a finding by its rule, its place and its words: when the words change, what was answered is asked again."""
    place = finding.place
    told = "\0".join((finding.code, place.part, place.row or "", place.column or "", place.text, finding.message))
    return hashlib.sha256(told.encode("utf-8")).hexdigest()


def beside(annual: AnnualReport) -> tuple[Neighbour, ...]:
    """The neighbours, read once while nothing is written: a text is checked with every pause of somebody who types."""
    return once(("neighbours", annual.organ_id, annual.year), lambda: tuple(neighbours(annual)))


def neighbours(annual: AnnualReport) -> Iterator[Neighbour]:
    """The published reports of the organs beside it on the same year."""
    if annual.organ.parent_id is None:
        return
    beside = (
        Edition.objects.filter(report__year=annual.year, report__scope=Scope.OWN, report__organ__parent=annual.organ.parent_id)
        .exclude(report__organ=annual.organ_id)
        .order_by("report__organ__path", "-number")
        .values_list("report__organ__name", "document", "report_id")
    )
    seen = set()
    for name, document, report in beside[: _MOST_NEIGHBOURS * 2]:
        if report not in seen:
            seen.add(report)
            yield Neighbour(name, history.report_from(document))


def why_not_hand_over(content: Content, found: list[Found]) -> tuple[Reason, ...]:
    """Everything that keeps the report as it stands from review, signature and publication."""
    problems = [
        Reason(f"{each.finding.message}；请改正，或者写明保留的理由", each.finding.cites or _REPORT) for each in found if each.blocks
    ]
    if content.missing:
        problems.append(Reason(f"正文里还有没有数的地方：{'、'.join(content.missing)}", _REPORT))
    problems += [Reason(problem_words(content.compiled.report, each), ("格式2021",)) for each in content.compiled.problems]
    aside = Revision.objects.filter(report=content.annual, aside=True, settled_in=None).count()
    if aside:
        problems.append(Reason(f"有 {aside} 份同时修改的文字还没有合并，请先看过再决定用哪一份", _REPORT))
    return tuple(problems)
