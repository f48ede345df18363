"""The rules of an inspection, by topic. To add one: a function in a topic module, named in its ``RULES``, and a fault in the site of the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.inspection.rules import days, exchange, freshness, links, policies, reach, tags

if TYPE_CHECKING:
    from gongkai.inspection.model import Finding
    from gongkai.inspection.rules.base import Context, Rule

_ORDER = {"error": 0, "warning": 1, "info": 2}
TOPICS = (reach, freshness, exchange, days, links, tags, policies)
RULES: tuple[Rule, ...] = tuple(rule for topic in TOPICS for rule in topic.RULES)
BY_CODE = {rule.code: rule for rule in RULES}


def check(ctx: Context) -> tuple[Finding, ...]:
    """All findings on one site, gravest first, otherwise in the order of the rules."""
    found = [finding for rule in RULES for finding in rule.findings(ctx)]
    return tuple(sorted(found, key=lambda finding: (_ORDER[finding.level], not finding.certain)))
