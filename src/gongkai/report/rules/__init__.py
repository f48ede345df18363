"""The rules, by topic. To add one: a function in a topic module, named in its ``RULES``, and its case file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.report.rules import (
    cells,
    copies,
    form,
    headings,
    labels,
    law,
    names,
    names_wording,
    numbering,
    personal,
    prose,
    prose_lists,
    prose_tables,
    quality,
    sums,
    titles,
    years,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.report.rules.base import Finding, Rule
    from gongkai.report.rules.context import Context

_ORDER = {"error": 0, "warning": 1, "info": 2}
# Order of topics is order of output.
TOPICS = (
    form,
    cells,
    headings,
    labels,
    sums,
    years,
    prose,
    prose_tables,
    prose_lists,
    names,
    names_wording,
    numbering,
    titles,
    law,
    personal,
    copies,
    quality,
)
RULES: tuple[Rule, ...] = tuple(rule for topic in TOPICS for rule in topic.RULES)


def by_code(code: str) -> Rule | None:
    """The rule of that code, in any letter case."""
    return next((rule for rule in RULES if rule.code == code.upper()), None)


def chosen(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """Rules whose code begins with one of ``select`` (all when empty) and with none of ``ignore``."""
    wanted, unwanted = tuple(code.upper() for code in select), tuple(code.upper() for code in ignore)
    return tuple(
        rule for rule in RULES if (not wanted or rule.code.startswith(wanted)) and not (unwanted and rule.code.startswith(unwanted))
    )


def check(ctx: Context, rules: Iterable[Rule] = RULES) -> list[Finding]:
    """All findings on one report, gravest first, otherwise in the order of the rules."""
    edition = ctx.edition
    found = [finding for rule in rules if edition in rule.forms for finding in rule.findings(ctx)]
    found.sort(key=lambda finding: _ORDER[finding.level])
    return found
