"""What the office did in the year: registered one by one, told by the first part of the report, voided where it never was."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.ledger.reasons import NotAllowed
from gongkai.web.reporting.models import Note
from gongkai.web.reporting.selectors.activities import BY_KEY, SORTS, activities
from gongkai.web.reporting.selectors.content import content_of
from gongkai.web.reporting.services.activities import Deed, register, void
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.vault.files import Upload
from support import reports
from support.reports import TODAY, YEAR, opened
from support.web import at

pytestmark = pytest.mark.django_db
NUMBERS = {"participants": 30, "persons": 1, "members": 9, "found": 5, "mended": 4, "materials": 60, "questions": 8}


@pytest.fixture
def people(town, district):
    return reports.team(town, district)


@pytest.fixture
def do(town, people):
    def registered(key, on=date(YEAR, 6, 3), words="布置全年公开任务", **more):
        sort = BY_KEY[key]
        numbers = {each.name: NUMBERS[each.name] for each in sort.numbers} | more.pop("numbers", {})
        deed = Deed(sort, on, numbers, words, more.pop("upload", None))
        register(organ=town, year=YEAR, deed=deed, by=people.officer, moment=at(TODAY))

    return registered


def told(town, people):
    annual = opened(town, people)
    catch_up()
    return content_of(annual).report.sections["overview"]


@pytest.mark.parametrize("sort", SORTS, ids=lambda sort: sort.key)
def test_every_sort_is_registered_with_its_numbers_and_its_record(town, do, sort):
    do(sort.key)
    found = activities(town.pk, YEAR)
    assert [(each.sort, each.on, each.record.text) for each in found] == [(sort, date(YEAR, 6, 3), "布置全年公开任务")]
    assert all(f"{NUMBERS[each.name]}{each.unit}" in found[0].said for each in sort.numbers)


def test_the_first_part_tells_how_often_how_many_and_what_came_of_it(town, people, do):
    for day in (4, 9):
        do("training", on=date(YEAR, day, 8))
    do("assessment", words="良好")
    do("review", words="满意率96%")
    text = told(town, people)
    assert "培训2次" in text
    assert "60人次" in text
    assert "考核结果为良好" in text
    assert "评议结果为满意率96%" in text


def test_one_that_is_voided_counts_no_more_and_stays_in_the_ledger(town, people, do):
    do("meeting", on=date(YEAR, 3, 3))
    do("meeting", on=date(YEAR, 9, 3))
    last = activities(town.pk, YEAR)[0]
    void(organ=town, year=YEAR, step=last.step, reason="登记了两次", on=TODAY, by=people.officer, moment=at(TODAY))
    assert [each.on for each in activities(town.pk, YEAR)] == [date(YEAR, 3, 3)]
    assert "会议1次" in told(town, people)
    with pytest.raises(NotAllowed, match="已经作废"):
        void(organ=town, year=YEAR, step=last.step, reason="又一次", on=TODAY, by=people.officer, moment=at(TODAY))


def test_a_reason_is_needed_to_void_one(town, people, do):
    do("meeting")
    with pytest.raises(NotAllowed, match="没有写为什么作废"):
        void(organ=town, year=YEAR, step=activities(town.pk, YEAR)[0].step, reason=" ", on=TODAY, by=people.officer, moment=at(TODAY))


def test_all_reasons_are_said_at_once_and_nothing_is_kept(town, do):
    with pytest.raises(NotAllowed) as refused:
        do("self-check", on=date(YEAR + 1, 1, 3), words=" ", numbers={"mended": 6}, upload=Upload("空的.exe", b"MZ"))
    reasons = [each.sentence for each in refused.value.reasons]
    assert len(reasons) == 4
    for words in ("不在2025年", "记录的编号", "查出5处，改正6处", "空的.exe"):
        assert any(words in each for each in reasons), words
    assert not activities(town.pk, YEAR)
    assert not Note.objects.filter(key="record").exists()


def test_a_result_may_come_after_the_year(town, do):
    do("assessment", on=date(YEAR + 1, 1, 9), words="优秀")
    assert activities(town.pk, YEAR)[0].on == date(YEAR + 1, 1, 9)
