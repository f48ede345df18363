"""Two hundred random reports: what is planted is found, and the clean ones stay silent. ``benchmarks/planted.py`` does 2,000."""

from __future__ import annotations

import random

import pytest

from gongkai.report.rules import check
from gongkai.report.rules.context import Context
from tests.support.generated import consistent, plant

SEEDS = range(200)
ARITHMETIC = ("S", "C", "T")


def findings_of(case):
    return [finding for finding in check(Context(case.report, previous=case.previous)) if finding.code.startswith(ARITHMETIC)]


@pytest.fixture(scope="module")
def clean_reports():
    return [consistent(random.Random(seed)) for seed in SEEDS]


def test_reports_whose_figures_agree_give_no_finding(clean_reports):
    told = [
        f"种子 {seed}：{found.code} {found.message}" for seed, case in zip(SEEDS, clean_reports, strict=True) for found in findings_of(case)
    ]
    assert not told, "\n".join(told[:10])


def test_at_least_995_of_1000_planted_faults_are_found(clean_reports):
    planted, missed = 0, []
    for seed, case in zip(SEEDS, clean_reports, strict=True):
        faulty, expected = plant(case, random.Random(seed + 1_000_000))
        findings = findings_of(faulty)
        planted += len(expected)
        missed += [f"种子 {seed}：{fault}" for fault in expected if not fault.met(findings)]
    assert len(missed) <= 0.005 * planted, f"{len(missed)}/{planted}\n" + "\n".join(missed[:10])
