"""Mending real reports, where they are at hand: the figures that stay are those of the original, and nothing certain is left undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.report.fix import mend
from gongkai.report.readers import read_report
from gongkai.report.rules import check
from gongkai.report.rules.context import Context

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
TEXTS = sorted(CORPUS.glob("*/raw.txt")) + sorted(CORPUS.glob("excerpts/*/raw.txt")) if CORPUS.is_dir() else []

pytestmark = pytest.mark.skipif(not TEXTS, reason="the corpus of real reports is not here")


def mended(path):
    report = read_report(str(path))
    return report, mend(report, check(Context(report)))


@pytest.mark.parametrize("path", TEXTS, ids=[path.parent.name for path in TEXTS])
def test_a_mended_report_has_no_certain_fix_left_and_stays_as_it_is(path):
    _, result = mended(path)
    left = check(Context(result.report))
    assert not [finding for finding in left if finding.fix is not None and finding.certain]
    assert mend(result.report, left).report == result.report


@pytest.mark.parametrize("path", TEXTS, ids=[path.parent.name for path in TEXTS])
def test_no_zero_appears_where_none_stood(path):
    report, result = mended(path)
    for key, row in result.report.rows.items():
        source = report.rows.get(key) or report.rows.get("table3.other", ()) if key.startswith("table3.other") else report.rows.get(key, ())
        assert not (any(figure.value == 0 for figure in row) and all(figure.value != 0 for figure in source)), key


def test_the_town_report_that_this_began_with_gets_the_form_of_its_year():
    path = CORPUS / "dahei_2021" / "raw.txt"
    report, result = mended(path)
    rows = result.report.rows
    assert (report.form, result.report.form) == ("2019", "2021")
    assert rows["table2.licences"][0].value == 0
    assert rows["table2.fees"][0].printed == rows["table2.rules"][1].printed == "待填"
    told = "\n".join(map(str, result.changed))
    for words in ("危及“三安全一稳定”", "属于行政执法案卷", "年度报告", "及时准确地", "需要另行制作"):
        assert words in told
