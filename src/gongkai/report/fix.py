"""Mends what is certain, and lists what was changed and what only a person can supply.

Nothing is guessed: of two names the likelier one is listed, not written; a figure that does
not exist yet becomes “待填”, never 0.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.text import alike, squeeze
from gongkai.report.convert import to_required
from gongkai.report.forms import FORMS, form_of
from gongkai.report.mending import PARTS, Change, Owed, place_of
from gongkai.report.model import TO_FILL, Figure
from gongkai.report.rules import check
from gongkai.report.rules.base import INFO
from gongkai.report.rules.context import Context

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gongkai.report.model import Report
    from gongkai.report.rules.base import Finding

_SECTIONS = ("preamble", "overview", "problems", "other")
_TABLES = ("table2", "table3", "table4")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
# A fix may bring to light the next (a doubled word in a title); more rounds than this mean two rules disagree.
_ROUNDS = 40


class Mended(NamedTuple):
    """The mended report, what was changed and why, and what a person must supply or confirm."""

    report: Report
    changed: tuple[Change, ...]
    owed: tuple[Owed, ...]

    def notes(self) -> list[tuple[str, list[str]]]:
        """Headings with their lines, as the writers print them behind the report; empty when there is nothing to say."""
        lists: tuple[tuple[str, Sequence[Change] | Sequence[Owed]], ...] = (("已经改动", self.changed), ("需要填写或核对", self.owed))
        return [(f"{heading}（{len(items)} 处）", [f"{n}. {item}" for n, item in enumerate(items, 1)]) for heading, items in lists if items]


def mend(report: Report, findings: Sequence[Finding], *, year: int | None = None) -> Mended:
    """Apply every fix that is certain, official headings and labels, and the form that the year requires.

    ``findings`` are those of :func:`gongkai.report.rules.check` on this report; ``year`` stands
    over the report's own. Mending the result again changes nothing.
    """
    given = report if year is None else report._replace(year=year)
    changed: list[Change] = []
    owed: list[Owed] = []
    mended, pending = given, findings
    for _ in range(_ROUNDS):
        text, changes = _apply(mended, pending)
        converted = to_required(text)
        changed += [*changes, *converted.changed]
        # Later rounds meet again what is to be filled in; only what they changed themselves is new.
        if converted.changed or pending is findings:
            owed += [item for item in converted.owed if item not in owed]
        if converted.report == mended:
            break
        mended = converted.report
        pending = check(Context(mended))
    mended = _same_citation(mended)
    owed += _left(mended, findings if mended == given else check(Context(mended)), owed)
    return Mended(mended, tuple(dict.fromkeys(changed)), tuple(owed))


def _same_citation(report: Report) -> Report:
    """The edition that the text cites, after the text was mended."""
    prose = squeeze(alike("".join(report.sections.get(part, "") for part in _SECTIONS)))
    cited = form_of(report.cited_form)
    named = [form.name for form in FORMS.values() if alike(form.number) in prose]
    if cited is None or cited.name in named or not named:
        return report
    return report._replace(cited_form=named[-1])


# --- single fixes -----------------------------------------------------------------------------------


def _apply(report: Report, findings: Iterable[Finding]) -> tuple[Report, list[Change]]:
    """The fixes on words and cells. Headings and labels are set right as a whole elsewhere."""
    sure = [finding for finding in findings if finding.fix is not None and finding.certain]
    changes: list[Change] = []
    mended = report
    for part in ("title", *_SECTIONS, *_TABLES):
        mine = [finding for finding in sure if finding.place.part == part and (finding.place.row is None or part not in _TABLES)]
        text = _text(mended, part)
        mended = _with_text(mended, part, _replaced(text, mine, part, changes))
    for finding in sure:
        if finding.place.part in _TABLES and finding.place.row is not None:
            mended = _cell(mended, finding, changes)
        elif finding.place.part == "document":
            mended = _anywhere(mended, finding, changes)
    return mended, changes


def _text(report: Report, part: str) -> str:
    if part == "title":
        return report.title or ""
    return report.sections.get(part, "") if part in _SECTIONS else report.notes.get(part, "")


def _with_text(report: Report, part: str, text: str) -> Report:
    if text == _text(report, part):
        return report
    if part == "title":
        return report._replace(title=text, title_lines=(), text="")
    if part in _SECTIONS:
        return report._replace(sections={**report.sections, part: text}, text="")
    return report._replace(notes={**report.notes, part: text}, text="")


def _replaced(text: str, findings: Iterable[Finding], part: str, changes: list[Change]) -> str:
    """The text with the fixes applied from its end, so that earlier places stay right; of two that overlap, the first found."""
    spans: list[tuple[int, int, Finding]] = []
    for finding in findings:
        span = _span(text, finding)
        if span is not None and all(span[1] <= start or end <= span[0] for start, end, _ in spans):
            spans.append((*span, finding))
    done: list[Change] = []
    for start, end, finding in sorted(spans, key=lambda entry: entry[:2], reverse=True):
        assert finding.fix is not None
        before, after = _around(text, start, end, finding.fix.with_)
        text = text[:start] + finding.fix.with_ + text[end:]
        done.append(Change(PARTS.get(part, part), before, after, _cite(finding)))
    changes.extend(reversed(done))
    return text


def _span(text: str, finding: Finding) -> tuple[int, int] | None:
    """Where in the text the words to be replaced stand; None for a heading or label, or when they are not there."""
    fix, place = finding.fix, finding.place
    if fix is None or not fix.replace or fix.replace == fix.with_ or finding.code.startswith("F"):
        return None
    if 0 <= place.start < place.end <= len(text):
        found = text.find(fix.replace, place.start, place.end)
        if found < 0:
            found = alike(text).find(alike(fix.replace), place.start, place.end)
    else:
        context = text.find(place.text) if place.text and fix.replace in place.text else -1
        found = text.find(fix.replace, max(context, 0))
    return (found, found + len(fix.replace)) if found >= 0 else None


def _around(text: str, start: int, end: int, new: str) -> tuple[str, str]:
    """Before and after with a few characters on each side, so that a person finds the place."""
    left = max(text.rfind(mark, 0, start) for mark in "\n。；，：") + 1
    left = max(left, start - 12)
    rights = [at for mark in "\n。；，：" if (at := text.find(mark, end)) >= 0]
    right = min([*rights, end + 12, len(text)])
    return text[left:end] + text[end:right], text[left:start] + new + text[end:right]


def _cite(finding: Finding) -> str:
    return finding.cites[0] if finding.cites else "惯例"


def _cell(report: Report, finding: Finding, changes: list[Change]) -> Report:
    """A fix on a figure: the cell under that column (or the one so printed) gets the number."""
    fix, place = finding.fix, finding.place
    key = f"{place.part}.{place.row}"
    row = report.rows.get(key)
    if fix is None or row is None or _NUMBER.fullmatch(fix.with_) is None:
        return report
    value = float(fix.with_) if "." in fix.with_ else int(fix.with_)
    cells = list(row)
    for index, cell in enumerate(row):
        if cell.shown == fix.replace and (place.column is None or _column(report, key, index) == place.column):
            cells[index] = Figure(value)
            changes.append(Change(place_of(form_of(report.form), key), fix.replace, fix.with_, _cite(finding)))
            return report._replace(rows={**report.rows, key: tuple(cells)})
    return report


def _column(report: Report, row: str, index: int) -> str:
    return Context(report).column_label(row, index)


def _anywhere(report: Report, finding: Finding, changes: list[Change]) -> Report:
    """A fix whose place is only “全文”: the first part that has the words."""
    for part in ("title", *_SECTIONS, *_TABLES):
        text = _text(report, part)
        place = finding.place._replace(start=-1, end=-1)
        new = _replaced(text, (finding._replace(place=place),), part, changes)
        if new != text:
            return _with_text(report, part, new)
    return report


# --- what is left -----------------------------------------------------------------------------------


def _left(report: Report, findings: Sequence[Finding], owed: Sequence[Owed]) -> list[Owed]:
    """What is still wrong and no machine can decide, once each, in the order of the findings."""
    left: list[Owed] = []
    for finding in findings:
        if (finding.level == INFO and finding.fix is None) or _about_blanks(report, finding):
            continue
        doubt = "" if finding.certain or "核对" in finding.message else "（请核对）"
        item = Owed(PARTS.get(finding.place.part, finding.place.part), finding.message + doubt)
        if item not in left and item not in owed:
            left.append(item)
    return left


def _about_blanks(report: Report, finding: Finding) -> bool:
    """True for a finding that only says again that a cell or a part is to be filled in."""
    place = finding.place
    if report.sections.get(place.part) == TO_FILL:
        return True
    row = report.rows.get(f"{place.part}.{place.row}", ())
    return TO_FILL in place.text or TO_FILL in finding.message or (not finding.certain and any(cell.printed == TO_FILL for cell in row))
