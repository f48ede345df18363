"""Findings as SARIF 2.1.0, for code-review and quality platforms.

A report is mostly no text file, so that a position in it means nothing there. Each file
therefore has a nested artifact, the text as it was read, with its contents; positions
(characters from 0) and mends point into that one. Logical locations name part, row, column.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from gongkai import __version__
from gongkai.law.citation import UnknownCitation, printed
from gongkai.report.output.checked import citations, label_of, part_words, place_words
from gongkai.report.rules import RULES
from gongkai.report.rules.base import ERROR, INFO, WARNING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.report.model import Report
    from gongkai.report.output.checked import Checked
    from gongkai.report.rules.base import Finding, Place, Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {ERROR: "error", WARNING: "warning", INFO: "note"}


class Artifacts(NamedTuple):
    """Numbers of a file and of the text read from it in ``run.artifacts``; ``text`` is -1 when there is none."""

    file: int
    text: int
    uri: str


def render(results: Sequence[Checked], *, width: int = 80, colour: bool = False) -> str:
    """One SARIF log with one run. ``width`` and ``colour`` mean nothing here."""
    artifacts: list[dict[str, Any]] = []
    found: list[dict[str, Any]] = []
    troubles: list[dict[str, Any]] = []
    positions = {rule.code: number for number, rule in enumerate(RULES)}
    for item in results:
        place = _artifacts(item, artifacts)
        if item.error is not None:
            troubles.append(_trouble(item.error, place))
        found.extend(_result(finding, item.report, place, positions) for finding in item.findings)
    run = {
        "tool": {"driver": {"name": "gongkai", "version": __version__, "language": "zh-CN", "rules": [_rule(rule) for rule in RULES]}},
        "invocations": [{"executionSuccessful": not troubles, "toolExecutionNotifications": troubles}],
        "artifacts": artifacts,
        "results": found,
        "columnKind": "unicodeCodePoints",
        "language": "zh-CN",
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _uri(file: str) -> str:
    return quote(file.replace("\\", "/"), safe="/", errors="surrogateescape")


def _artifacts(item: Checked, artifacts: list[dict[str, Any]]) -> Artifacts:
    uri = _uri(item.file)
    artifacts.append({"location": {"uri": uri}, "roles": ["analysisTarget"]})
    number = len(artifacts) - 1
    text = item.report.text if item.report is not None else ""
    if not text:
        return Artifacts(number, -1, uri)
    artifacts.append(
        {"parentIndex": number, "description": {"text": "从文件读出的文字"}, "length": len(text.encode()), "contents": {"text": text}}
    )
    return Artifacts(number, number + 1, uri)


def _trouble(sentence: str, place: Artifacts) -> dict[str, Any]:
    location = {"physicalLocation": {"artifactLocation": {"uri": place.uri, "index": place.file}}}
    return {"level": "error", "message": {"text": sentence}, "locations": [location]}


def _rule(rule: Rule) -> dict[str, Any]:
    body = "\n".join(line.strip() for line in rule.doc.strip().split("\n")[1:]).strip()
    cited = "\n".join(_cited(key) for key in rule.cites)
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.title},
        "help": {"text": "\n\n".join(part for part in (rule.title, body, cited) if part)},
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
    }


def _cited(key: str) -> str:
    try:
        return printed(key)
    except UnknownCitation:
        return key


def _result(finding: Finding, report: Report | None, place: Artifacts, positions: dict[str, int]) -> dict[str, Any]:
    region = _region(finding.place, report) if report is not None and place.text >= 0 else None
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": place.uri, "index": place.file}},
        "logicalLocations": _logical(report, finding.place),
        "message": {"text": place_words(report, finding.place)},
    }
    cited = citations(finding)
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.level] if finding.certain else "note",
        "message": {"text": finding.message + (f"（依据：{'；'.join(cited)}）" if cited else "")},
        "locations": [location],
        "properties": {"certain": finding.certain, "gongkaiLevel": finding.level, "text": finding.place.text, "cites": cited},
    }
    if finding.code in positions:
        result["ruleIndex"] = positions[finding.code]
    if region is not None:
        result["relatedLocations"] = [{"id": 0, "physicalLocation": {"artifactLocation": {"index": place.text}, "region": region}}]
    if finding.fix is not None:
        result["properties"]["fix"] = {"replace": finding.fix.replace, "with": finding.fix.with_}
        change = _replacement(finding, report, region)
        if change is not None:
            words = f"把「{finding.fix.replace}」改为「{finding.fix.with_}」"
            changes = [{"artifactLocation": {"index": place.text}, "replacements": [change]}]
            result["fixes"] = [{"description": {"text": words}, "artifactChanges": changes}]
    return result


def _logical(report: Report | None, place: Place) -> list[dict[str, Any]]:
    name, full = part_words(report, place.part), place.part
    if place.row:
        name, full = label_of(report, place.part, place.row), f"{full}.{place.row}"
    if place.column:
        name, full = place.column, f"{full}.{place.column}"
    return [{"name": name, "fullyQualifiedName": full, "kind": "element"}]


def _region(place: Place, report: Report) -> dict[str, Any] | None:
    """Where the words of the place stand in the text as read; None when that is not plain."""
    start = locate(place, report)
    if start < 0:
        return None
    return {"charOffset": start, "charLength": len(place.text), "snippet": {"text": place.text}}


def locate(place: Place, report: Report) -> int:
    """First character of the place's words in ``report.text``; -1 unless it is the only one possible.

    In prose the n-th mention in the part is the n-th behind the part's heading.
    """
    text, words = report.text, place.text
    if not words:
        return -1
    begin = next((heading.start for heading in report.headings if heading.section == place.part and heading.start >= 0), 0)
    part = report.sections.get(place.part) or report.notes.get(place.part) or ""
    if place.start < 0 or not part:
        first = text.find(words, begin)
        return first if first >= 0 and text.find(words, first + 1) < 0 else -1
    position = begin - 1
    for _ in range(part.count(words, 0, place.start) + 1):
        position = text.find(words, position + 1)
        if position < 0:
            return -1
    return position


def _replacement(finding: Finding, report: Report | None, region: dict[str, Any] | None) -> dict[str, Any] | None:
    if finding.fix is None or report is None or not finding.fix.replace or region is None:
        return None
    inside = finding.place.text.find(finding.fix.replace)
    if inside < 0:
        return None
    deleted = {"charOffset": region["charOffset"] + inside, "charLength": len(finding.fix.replace)}
    return {"deletedRegion": deleted, "insertedContent": {"text": finding.fix.with_}}
