"""Case files of rules: changes to the clean report, and what the rule must say of them.

The keys of a case are told in ``tests/cases/rules/README.md``.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from gongkai.report import sample
from gongkai.report.forms import FORMS, required_form
from gongkai.report.model import Extra, Figure, Heading, Origin, Report, Unsure
from gongkai.report.rules.context import Context, Neighbour

FOLDER = Path(__file__).parent.parent / "cases" / "rules"
OTHER_ORGAN = "示例市示例区邻近镇人民政府"
_DASHES = {"", "/", "-", "—", "－", "——", "待填"}
_WHAT_TO_DO = {
    "form", "year", "organ", "title", "tables", "set", "remove", "sections", "notes", "labels", "column_labels", "table2_forms",
    "metadata", "headings", "numbers", "more_headings", "fields", "unsure", "split", "extras", "previous", "neighbour", "title_lines", "text", "given",
}  # fmt: skip
_WHAT_TO_FIND = {"name", "finds", "says", "text", "place_text", "part", "row", "column", "fix", "level", "certain"}


class Case(NamedTuple):
    """One change to the clean report and the findings expected of one rule."""

    code: str
    name: str
    finds: int
    raw: dict[str, Any]


def load(path: Path) -> list[Case]:
    """The cases of one file, with a clear word on a key that does not exist."""
    document = tomllib.loads(path.read_text("utf-8"))
    cases = []
    for raw in document["case"]:
        unknown = set(raw) - _WHAT_TO_DO - _WHAT_TO_FIND
        if unknown:
            raise ValueError(f"{path.name}: unknown key {sorted(unknown)} in case {raw.get('name')!r}")
        cases.append(Case(document["code"], raw["name"], raw["finds"], raw))
    return cases


def all_cases() -> list[Case]:
    """Every case of every file, in the order of the codes."""
    return [case for path in sorted(FOLDER.glob("*.toml")) for case in load(path)]


def context(case: Case) -> Context:
    """The report under check with last year's and the neighbour's, as the case tells."""
    raw = case.raw
    form = raw.get("form", "2021")
    year = raw.get("year", 2020 if form == "2019" else 2023)
    report = _report(raw, form, year, raw.get("organ", sample.ORGAN))
    given = raw.get("given", {})
    return Context(report, previous=_previous(raw, year), neighbours=_neighbours(raw, form, year), **given)


def _previous(raw: dict[str, Any], year: int) -> Report | None:
    if "previous" not in raw:
        return None
    changes = raw["previous"]
    before = changes.get("year", year - 1)
    edition = required_form(before)
    form = changes.get("form", edition.name if edition else "2019")
    return _report(changes, form, before, changes.get("organ", raw.get("organ", sample.ORGAN)))


def _neighbours(raw: dict[str, Any], form: str, year: int) -> tuple[Neighbour, ...]:
    if "neighbour" not in raw:
        return ()
    changes = raw["neighbour"]
    report = _report(changes, changes.get("form", form), changes.get("year", year), changes.get("organ", OTHER_ORGAN))
    return (Neighbour("邻近镇.docx", report),)


def _report(raw: dict[str, Any], form: str, year: int, organ: str) -> Report:
    report = sample.clean(form, year, organ)
    if "tables" in raw:
        report = _other_tables(report, raw["tables"])
    for step in (_table2_forms, _rows, _prose, _headings, _appearance):
        report = step(report, raw)
    fields = {key: None if value == "-" else value for key, value in raw.get("fields", {}).items()}
    return report._replace(**fields)


def _other_tables(report: Report, form: str) -> Report:
    """The tables of another edition under the same prose."""
    other = sample.clean(form)
    return report._replace(form=form, rows=other.rows, table2_forms=other.table2_forms, column_labels=other.column_labels)


def _table2_forms(report: Report, raw: dict[str, Any]) -> Report:
    """Blocks in another edition: their columns and the width of their rows follow."""
    labels, rows = dict(report.column_labels), dict(report.rows)
    for key, name in raw.get("table2_forms", {}).items():
        block = next(block for block in FORMS[name].blocks if block.key == key)
        labels[key] = tuple(column.label for column in block.columns)
        for row in block.rows:
            if len(rows.get(f"table2.{row.key}", ())) != len(block.columns):
                rows[f"table2.{row.key}"] = (Figure(0),) * len(block.columns)
    labels |= {key: tuple(value) for key, value in raw.get("column_labels", {}).items()}
    forms = {**report.table2_forms, **raw.get("table2_forms", {})}
    return report._replace(table2_forms=forms, column_labels=labels, rows=rows)


def _rows(report: Report, raw: dict[str, Any]) -> Report:
    removed = raw.get("remove", [])
    rows = {key: row for key, row in report.rows.items() if not any(key == name or key.startswith(name + ".") for name in removed)}
    rows |= {key: tuple(figure(value) for value in values) for key, values in raw.get("set", {}).items()}
    forms = {} if "table2" in removed else report.table2_forms
    labels = {} if "table2" in removed else report.column_labels
    return report._replace(rows=rows, table2_forms=forms, column_labels=labels)


def figure(value: Any) -> Figure:
    """A cell of a case: a number, an amount or words as text, "" or "/" for no figure, "?…" for unreadable."""
    if not isinstance(value, str):
        return Figure(value)
    if value.startswith("?"):
        return Figure(None, value[1:])
    return Figure(None, value) if value in _DASHES else Figure(value)


def _prose(report: Report, raw: dict[str, Any]) -> Report:
    sections = {**report.sections, **raw.get("sections", {})}
    gone = {key for key, text in sections.items() if text == "-"}
    return report._replace(
        sections={key: text for key, text in sections.items() if key not in gone},
        headings=tuple(heading for heading in report.headings if heading.section not in gone),
        notes={**report.notes, **raw.get("notes", {})},
        title=raw.get("title", report.title),
        title_lines=tuple(raw.get("title_lines", report.title_lines)),
        metadata={**report.metadata, **raw.get("metadata", {})},
        text=raw.get("text", {}).get("document", "") if isinstance(raw.get("text"), dict) else report.text,
    )


def _headings(report: Report, raw: dict[str, Any]) -> Report:
    printed, numbers = raw.get("headings", {}), raw.get("numbers", {})
    return report._replace(
        headings=tuple(
            Heading(h.section, printed.get(h.section, h.printed), numbers.get(h.section, h.number), h.start)
            for h in report.headings
            if printed.get(h.section) != "-"
        )
        + tuple(Heading(more.get("section", ""), more["printed"], more["number"], -1) for more in raw.get("more_headings", []))
    )


def _appearance(report: Report, raw: dict[str, Any]) -> Report:
    return report._replace(
        origins={key: Origin(label) for key, label in raw.get("labels", {}).items()},
        unsure=tuple(Unsure(**item) for item in raw.get("unsure", [])),
        split=frozenset(raw.get("split", [])),
        extras=tuple(Extra(item["table"], item["label"], tuple(item.get("printed", ()))) for item in raw.get("extras", [])),
    )


def complaints(case: Case, findings: list[Any]) -> list[str]:
    """What is not as the case says, in words; empty when all is."""
    raw = case.raw
    told = "；".join(finding.message for finding in findings)
    wrong = [] if len(findings) == case.finds else [f"应有 {case.finds} 条，实有 {len(findings)} 条：{told}"]
    if "says" in raw:
        wrong += [f"“{finding.message}”没有说到“{raw['says']}”" for finding in findings if raw["says"] not in finding.message]
    if not findings:
        return wrong
    first = findings[0]
    expected = {"part": first.place.part, "row": first.place.row, "column": first.place.column, "level": first.level}
    expected |= {"certain": first.certain, "fix": list(first.fix) if first.fix else None}
    wrong += [f"{key} 应是 {raw[key]}，实是 {value}" for key, value in expected.items() if key in raw and raw[key] != value]
    text = raw.get("place_text", raw["text"] if isinstance(raw.get("text"), str) else None)
    if text is not None and text != first.place.text:
        wrong.append(f"所指文字应是“{text}”，实是“{first.place.text}”")
    return wrong
