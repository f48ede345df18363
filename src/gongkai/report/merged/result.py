"""What a merge gives: the report, and how each of its figures came about."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.report.merged.parts import Part
    from gongkai.report.model import Report
    from gongkai.report.rules.base import Finding


class Problem(NamedTuple):
    """A certain error that a rule finds in one part's own report. It is merged as it stands."""

    organ: str
    file: str
    finding: Finding


class Merged(NamedTuple):
    """The merged report and how it came about.

    ``report`` has the tables and no prose: parts one, five and six are the clerk's to write. ``cells``
    names for every cell what each organ adds, own first, then the children as they were given;
    ``unknown`` are the cells whose sum nobody knows. ``notes`` are sentences on what to look at.
    """

    report: Report
    cells: Mapping[str, tuple[Part, ...]]
    unknown: tuple[str, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
