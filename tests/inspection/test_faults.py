"""Every planted fault is found, at its place and with its evidence, and nothing else is."""

from __future__ import annotations

import pytest

from gongkai.inspection.rules import RULES
from support.faulty_site import FAULTS, Faulty


def told(found):
    return [(each.code, each.level, each.certain) for each in found.findings]


def test_a_site_without_a_fault_gives_no_finding(look):
    found, served, _ = look(Faulty().pages)
    assert told(found) == []
    assert found.complete
    assert not found.vetoes
    assert (found.columns, found.articles, found.files, found.outside) == (21, 33, 1, 1)
    assert found.requests == len(served.asked) == len(set(served.asked)), "every address is asked once"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found_and_nothing_else(look, fault):
    found, served, _ = look(Faulty(fault).pages)
    expected = FAULTS[fault]
    assert told(found) == [(expected.code, expected.level, expected.certain)] * expected.count
    assert all(each.where.startswith("http://") and each.words.endswith("。") and each.evidence and each.cites for each in found.findings)
    assert found.requests - len(served.asked) == (fault == "inner_outside"), "one that was refused is no question"
    assert found.requests <= 62
    assert found.complete


def test_every_rule_that_a_reachable_site_can_break_has_a_planted_fault():
    assert {rule.code for rule in RULES} - {"W001"} == {expected.code for expected in FAULTS.values()}


def test_all_faults_at_once_are_all_found(look):
    faults = (
        "five_stale_columns",
        "five_blank_columns",
        "unanswered",
        "before_formed",
        "dead_link",
        "dead_outside",
        "bad_site_code",
        "unfounded",
        "bare_foot",
    )
    found, _, _ = look(Faulty(*faults).pages)
    assert {each.code for each in found.findings} == {FAULTS[fault].code for fault in faults}
    assert [each.code for each in found.vetoes] == ["W102", "W104", "W201", "W302"]
    assert found.failed


@pytest.mark.parametrize(
    ("fault", "words"),
    [("home_stale", "60 天"), ("five_stale_columns", "限度 14日"), ("unanswered", "过了 120 天"), ("before_formed", "早于成文日期")],
)
def test_the_words_say_the_days_and_the_limit(look, fault, words):
    found, _, _ = look(Faulty(fault).pages)
    assert words in found.findings[0].words


def test_what_may_not_be_asked_is_not_asked_and_is_said(look):
    found, served, _ = look(Faulty().pages)
    assert not any("hidden" in path for path in served.asked)
    assert any("robots.txt" in words for words in found.unseen)
    assert any("政务新媒体" in words for words in found.unseen)


def test_when_not_all_was_seen_it_is_said(look):
    found, served, _ = look(Faulty().pages, pages=5)
    assert not found.complete
    assert any("网页看满了 5 个" in words for words in found.unseen)
    assert len(served.asked) <= 8


def test_an_inner_link_is_a_fault_and_never_connected_to(look):
    found, served, _ = look(Faulty("inner_outside").pages)
    assert "内部" in found.findings[0].words
    assert set(served.opened) == {"93.184.216.34"}
