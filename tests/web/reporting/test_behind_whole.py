"""A year of which everything was registered: every number of the narrative has its records or its declaration."""

from __future__ import annotations

from gongkai.report.narrative.catalogue import GROUPS
from gongkai.web.reporting.selectors.behind import behind
from gongkai.web.reporting.selectors.content import record_of
from support import reports
from web.reporting.test_behind import agrees
from web.reporting.test_telling_whole import registered


def test_in_a_year_of_which_all_is_registered_every_number_has_its_records(town, district):
    people = reports.team(town, district)
    registered(town, people, 41)
    annual = reports.opened(town, people)
    record, rows = record_of(annual), agrees(annual)
    assert rows["本年问题数"] == 1
    assert rows["上年问题数"] == 2
    assert rows["已改进问题数"] == 1
    assert (rows["考核次数"], rows["考核结果"], rows["社会评议结果"]) == (1, 1, 1)
    said = {entry.name: behind(annual, record.told[entry.name], record.compiled.report) for entry in GROUPS["政府信息公开平台建设"]}
    assert {name: each.source().text for name, each in said.items()} == dict.fromkeys(said, "行政审批平台统计表")
