"""Findings as the JSON of the contract (``check --json``)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from gongkai.report.output.checked import citations, counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.report.output.checked import Checked
    from gongkai.report.rules.base import Finding


def render(results: Sequence[Checked], *, width: int = 80, colour: bool = False) -> str:
    """One JSON document with a line end. ``width`` and ``colour`` mean nothing here."""
    return json.dumps({"files": [_file(item) for item in results]}, ensure_ascii=False, indent=2) + "\n"


def _file(item: Checked) -> dict[str, Any]:
    if item.report is None:
        return {"file": item.file, "error": item.error}
    report = item.report
    return {
        "file": item.file,
        "report": {"organ": report.organ, "year": report.year, "form": report.form},
        "findings": [finding_dict(finding) for finding in item.findings],
        "summary": counts(item.findings),
    }


def finding_dict(finding: Finding) -> dict[str, Any]:
    """One finding in the contract's keys; ``fix`` is null where only a person can mend."""
    place = finding.place
    return {
        "code": finding.code,
        "name": finding.name,
        "level": finding.level,
        "certain": finding.certain,
        "message": finding.message,
        "where": {"part": place.part, "row": place.row, "column": place.column, "text": place.text},
        "cites": citations(finding),
        "fix": {"replace": finding.fix.replace, "with": finding.fix.with_} if finding.fix else None,
    }
