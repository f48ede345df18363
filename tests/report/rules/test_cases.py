"""Every rule against its case file, and what all rules have in common."""

from __future__ import annotations

from collections import Counter

import pytest

from gongkai.law import citation
from gongkai.report import sample
from gongkai.report.rules import RULES, by_code, check
from gongkai.report.rules.base import ERROR, INFO, WARNING
from gongkai.report.rules.context import Context
from tests.support import cases

CASES = cases.all_cases()
HEADINGS = ("查什么：", "为什么：", "怎样改：", "依据：")


@pytest.mark.parametrize("case", CASES, ids=[f"{case.code}-{case.name}" for case in CASES])
def test_the_rule_finds_what_its_case_says(case):
    rule = by_code(case.code)
    assert rule is not None, f"no rule {case.code}"
    wrong = cases.complaints(case, check(cases.context(case), (rule,)))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_every_rule_has_a_passing_and_a_failing_case(rule):
    counts = [case.finds for case in CASES if case.code == rule.code]
    assert any(counts), f"no failing case in tests/cases/rules/{rule.code}.toml"
    assert 0 in counts, f"no passing case in tests/cases/rules/{rule.code}.toml"


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_every_rule_explains_itself_under_four_headings(rule):
    assert rule.title
    missing = [heading for heading in HEADINGS if heading not in rule.doc]
    assert not missing, f"{rule.code}: {missing}"


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_every_citation_of_a_rule_can_be_printed(rule):
    assert rule.cites
    assert all(citation.printed(key) for key in rule.cites)


def test_codes_and_names_of_rules_are_unique():
    repeated = [key for key, count in Counter([r.code for r in RULES] + [r.name for r in RULES]).items() if count > 1]
    assert not repeated


def test_levels_are_the_three_known_ones():
    assert {rule.level for rule in RULES} <= {ERROR, WARNING, INFO}


def test_case_files_are_named_after_their_code():
    for path in cases.FOLDER.glob("*.toml"):
        assert {case.code for case in cases.load(path)} == {path.stem}


@pytest.mark.parametrize(("form", "year"), [("2021", 2021), ("2021", 2023), ("2019", 2019), ("2019", 2020)])
def test_the_clean_report_has_no_finding(form, year):
    found = check(Context(sample.clean(form, year)))
    assert not found, "\n".join(f"{finding.code} {finding.message}" for finding in found)
