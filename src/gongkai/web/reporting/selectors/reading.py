"""What the superior reads: the content that was sent up, whole as it was signed, with what the rules say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.report.output.checked import place_words
from gongkai.report.output.marks import numbered
from gongkai.report.output.sheet import MOST_NOTES
from gongkai.report.rules import RULES, check
from gongkai.report.rules.context import Context
from gongkai.web.reporting.selectors import history
from gongkai.web.reporting.selectors.changes import changes
from gongkai.web.reporting.selectors.content import content_of
from gongkai.web.reporting.selectors.findings import mark_of, neighbours
from gongkai.web.reporting.selectors.present import Marked, kept

if TYPE_CHECKING:
    from gongkai.ledger.states.report import ReportState, Sending
    from gongkai.report.model import Report
    from gongkai.report.rules.base import Finding
    from gongkai.web.reporting.models import AnnualReport


class Sent(NamedTuple):
    """What was sent up last: its content, the findings on it, each as it can be taken over with its number on the sheet, by its mark; ``reasons`` by mark why the office left it as it is.

    ``waiting`` while nobody has read it; ``since`` tells what the office changed after it was sent, "" for nothing.
    """

    sending: Sending
    waiting: bool
    report: Report
    findings: list[Finding]
    takeable: dict[str, tuple[int, Marked]]
    reasons: dict[str, str]
    since: str


def sent_up(annual: AnnualReport, state: ReportState) -> Sent | None:
    """The last sending that was not published since; None where there is none. The facts must have been brought up before."""
    last = state.sendings[-1] if state.sendings else None
    report = kept(annual.pk, last.digest) if last else None
    if last is None or report is None or (state.edition is not None and state.edition.step > last.step):
        return None
    findings = findings_on(annual, report)
    # The numbers are those that stand on the sheet: the gravest first, as many as it shows.
    takeable = {
        mark_of(each.finding): (each.number, Marked(place_words(report, each.finding.place), each.finding.message, each.finding.code))
        for each in numbered(findings)[:MOST_NOTES]
    }
    answered = {each.mark: each.reason for each in annual.answers.all() if each.mark in takeable}
    now = content_of(annual)
    since = changes(report, now.report).sentence if now.digest != last.digest else ""
    return Sent(last, state.waiting is not None, report, findings, takeable, answered, since)


def findings_on(annual: AnnualReport, report: Report) -> list[Finding]:
    """What the rules say of that content, beside last year's and those of its neighbours."""
    context = Context(
        report, previous=history.previous(annual), year=annual.year, organ=annual.organ_name, neighbours=tuple(neighbours(annual))
    )  # fmt: skip
    return list(check(context, RULES))
