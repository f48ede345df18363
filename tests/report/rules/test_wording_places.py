"""Findings on wording name the words where they stand, whatever part they stand in."""

from __future__ import annotations

import pytest

from gongkai.report import sample
from gongkai.report.rules import by_code
from gongkai.report.rules.context import PROSE, Context
from gongkai.report.rules.names_wording import PARTS

SECTIONS = ("preamble", "overview", "problems", "other")
NOTES = ("table2", "table3", "table4")


def test_the_parts_follow_each_other_as_in_the_whole_text():
    report = sample.clean()._replace(
        title="甲", sections={part: f"〔{part}〕" for part in PROSE}, notes={part: f"〔{part}〕" for part in NOTES}
    )
    ctx = Context(report)
    assert ctx.everything == "\n".join(ctx.text(part) for part in PARTS)


@pytest.mark.parametrize("part", [*SECTIONS, *NOTES])
def test_a_doubled_word_is_found_in_every_part_at_its_place(part):
    report = sample.clean()
    words = "核对公开栏目，规范审核审核发布机制。"
    report = report._replace(sections={**report.sections, part: words}) if part in SECTIONS else report._replace(notes={part: words})
    rule = by_code("N014")
    assert rule is not None
    (finding,) = rule.findings(Context(report))
    assert finding.place.part == part
    assert words[finding.place.start : finding.place.end] == finding.place.text == "审核审核"


def test_a_fix_keeps_the_punctuation_of_the_document():
    report = sample.clean()
    words = "开会,及时更新栏目,及时更新栏目,有效"
    rule = by_code("N014")
    assert rule is not None
    (finding,) = rule.findings(Context(report._replace(sections={**report.sections, "overview": words})))
    assert finding.fix is not None
    assert words.replace(finding.fix.replace, finding.fix.with_) == "开会,及时更新栏目,有效"
