"""What the rules on form, labels and sums say of real reports: every known fault, and nothing else."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from gongkai.report.readers import read_report
from gongkai.report.rules import check, chosen
from gongkai.report.rules.context import Context

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
RULES = chosen(("F", "S", "C", "N001", "N002", "N003", "N004"))
DAHEI = {
    "F002": 1, "F003": 3, "F004": 1, "F005": 1, "F006": 1, "F007": 1, "F009": 1,
    "N001": 5, "N002": 1,
}  # fmt: skip
KNOWN = [
    ("dahei_2021", "raw.txt", DAHEI),
    ("hongze_2024", "raw.txt", {"F007": 1, "N001": 1}),
    ("hongze_2024", "raw.pdf", {"F007": 1, "N001": 1}),
    ("pingtan_2022", "raw.txt", {"F016": 1, "F032": 1, "S001": 1}),
    ("pingtan_2021", "raw.txt", {"F016": 1, "S001": 1, "S004": 1}),
    ("pingtan_2019_abridged", "raw.txt", {"F016": 7, "F032": 1, "S001": 1}),
    ("pingtan_2018_oldstyle", "raw.txt", {"F017": 1}),
    ("hangzhou_2025_fixture", "raw.html", {"F032": 1}),
]

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real reports is not here")


@pytest.mark.parametrize(("folder", "name", "expected"), KNOWN)
def test_a_real_report_has_its_known_faults_and_no_other(folder, name, expected):
    found = check(Context(read_report(str(CORPUS / folder / name))), RULES)
    assert Counter(finding.code for finding in found) == expected, [finding.message for finding in found]


def test_the_words_of_a_finding_stand_in_the_document():
    report = read_report(str(CORPUS / "dahei_2021" / "raw.txt"))
    printed = "".join(report.text.split())
    for finding in check(Context(report), RULES):
        assert "".join(finding.place.text.split()) in printed, finding.message
