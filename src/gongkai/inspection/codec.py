"""An inspection as plain data, for programs and for keeping. The shape stands in ``docs/inspection.md``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.inspection.rules import BY_CODE
from gongkai.law.citation import printed

if TYPE_CHECKING:
    from gongkai.inspection.model import Finding, Inspection

SCHEMA = "gongkai.inspection/1"
LEVELS = ("error", "warning", "info")


def as_data(inspection: Inspection) -> dict[str, Any]:
    """What ``inspect --json`` prints; dates in ISO, counts as numbers."""
    sure = [finding for finding in inspection.findings if finding.certain]
    summary = {level: sum(finding.level == level for finding in sure) for level in LEVELS}
    return {
        "schema": SCHEMA,
        "url": inspection.url,
        "day": inspection.day.isoformat(),
        "verdict": {
            "passed": not inspection.failed,
            "complete": inspection.complete,
            "vetoes": [{"code": each.code, "name": each.name, "title": BY_CODE[each.code].title} for each in inspection.vetoes],
        },
        "looked": {
            "pages": inspection.pages,
            "columns": inspection.columns,
            "articles": inspection.articles,
            "files": inspection.files,
            "outside_links": inspection.outside,
            "requests": inspection.requests,
            "seconds": inspection.seconds,
        },
        "unseen": list(inspection.unseen),
        "findings": [_finding(each) for each in inspection.findings],
        "summary": {**summary, "uncertain": len(inspection.findings) - len(sure)},
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "level": finding.level,
        "veto": finding.veto,
        "certain": finding.certain,
        "where": finding.where,
        "message": finding.words,
        "evidence": dict(finding.evidence),
        "cites": [printed(key) for key in finding.cites],
    }
