"""What no record tells is unknown and says why; words come from records, counts from events and declarations, lateness from the clock."""

from __future__ import annotations

import uuid
from dataclasses import asdict, fields
from datetime import date

import pytest
from django.db import transaction

from gongkai.law.holidays import Span, shipped
from gongkai.ledger.acts.activities import NARRATIVE, NONE_OF
from gongkai.ledger.vocabulary import Entry
from gongkai.ledger.vocabulary import activity as y
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Channel, Column, Way
from gongkai.ledger.vocabulary.codes import Role as LedgerRole
from gongkai.report.narrative.facts import Year
from gongkai.web.events import store
from gongkai.web.organs import holidays
from gongkai.web.organs.models import Organ
from gongkai.web.publication.models import SiteSettings
from gongkai.web.reporting.models import Trouble
from gongkai.web.reporting.selectors import figures, telling, telling_items
from gongkai.web.reporting.selectors.words import cell_words
from gongkai.web.reporting.services.acting import act_in_year, note, stream_of_year
from gongkai.web.reporting.services.projecting import catch_up, rebuild
from support import reports, web
from support.courses import Course, Courses
from web.reporting.stored import begin, kept, put

LAST = date(2025, 12, 31)


def told(organ, year):
    return telling.year_of(organ, figures.compiled(organ.pk, organ.name, year).report, year)


def test_read_day_by_day_the_facts_are_those_of_the_whole_ledger(db):
    organ, made = uuid.UUID(int=77), Courses(24)
    items = list(made.publications(20))
    some = [*items, *made.documents(6, items), *made.years(), *made.rectifications(4), *made.applications(10)]
    begin(organ, some)
    written = sorted((entry.recorded_at, place, entry.number) for place, course in enumerate(some) for entry in course.entries)
    for start in range(0, len(written), 23):
        with transaction.atomic():
            for _, place, number in written[start : start + 23]:
                store.append(stream=some[place].stream, entries=[some[place].entries[number - 1]])
        catch_up()
    once = kept()
    assert rebuild().cases == len(some)
    assert kept() == once


# --- late answers ---------------------------------------------------------------------------------------------


def filed(organ, on, *steps):
    """An application of that day with these steps, in the ledger."""
    registered = a.Registered(register_number=f"示〔{on.year}〕1号", channel=Channel.IN_PERSON, column=Column.PERSON)
    entries = [
        Entry(number=number, effective_on=day, recorded_at=web.at(date(2026, 6, 1)), event=event)
        for number, (day, event) in enumerate([(on, registered), *steps], 1)
    ]
    put(organ.pk, [Course(uuid.uuid4(), "application", tuple(entries))])
    catch_up()


def answered(on):
    return (on, a.ItemDecided(item=1, decision="D01")), (on, a.Answered(letter="l", way=Way.POST))


def late_of(organ, year=2025):
    fact = telling.facts(organ, figures.compiled(organ.pk, organ.name, year).report, year)["逾期答复数"]
    return fact.value, fact.why_unknown


def test_in_a_year_without_a_late_answer_none_is_known_to_be_late(town):
    assert late_of(town) == (0, "")
    filed(town, date(2025, 3, 3), *answered(date(2025, 3, 20)))
    filed(town, date(2025, 12, 22))
    assert late_of(town) == (0, "")
    filed(town, date(2025, 3, 3), *answered(date(2025, 6, 20)))
    assert late_of(town) == (1, "")


def test_a_case_that_is_overdue_at_the_end_of_the_year_lets_nobody_say_that_all_were_in_time(town):
    filed(town, date(2025, 10, 9), *answered(date(2026, 2, 2)))
    assert late_of(town) == (None, "有1件申请到2025年底已经超过答复期限，还没有答复，请在正文里写明")
    assert late_of(town, 2026) == (1, "")


def test_an_answer_that_the_clock_cannot_judge_leaves_the_number_unknown(town):
    twice = [(date(2025, 3, number), a.Extended(days=5, approver=LedgerRole.OFFICER, letter="l")) for number in (4, 5)]
    filed(town, date(2025, 3, 3), *twice, *answered(date(2025, 6, 20)))
    assert late_of(town) == (None, "有1件申请算不出答复期限，请核对登记的日子")


def test_when_the_rest_days_of_a_year_become_others_its_answers_are_judged_again_and_no_others(town, monkeypatch):
    filed(town, date(2025, 3, 3), *answered(date(2025, 4, 1)))  # the twenty-first working day
    filed(town, date(2023, 3, 6), *answered(date(2023, 9, 1)))
    assert (late_of(town), catch_up().cases) == ((1, ""), 0)
    year = next(each for each in shipped() if each.year == 2025)
    more = year._replace(rest=(*year.rest, Span(date(2025, 3, 10), date(2025, 3, 10), "更正的假日")))
    monkeypatch.setattr(holidays, "imported", lambda: (more,))
    assert catch_up().cases == 1
    assert late_of(town) == (0, "")
    assert catch_up().cases == 0


# --- words, and what nobody registered ----------------------------------------------------------------------------


def value(organ, name, year=2025):
    catch_up()
    return telling.facts(organ, figures.compiled(organ.pk, organ.name, year).report, year)[name]


def test_of_an_empty_ledger_nothing_is_told_but_what_the_tables_tell(town):
    year_ = told(town, 2025)
    counts = {name: each for name, each in asdict(year_).items() if name not in ("cells", "why", "year") and each is not None}
    assert set(counts) == {
        "organ", "contact_office", "contact_address", "contact_postcode", "contact_phone", "fee_amount", "fee_cases", "late", "rectifications",
    }  # fmt: skip
    assert value(town, "主动公开总数").why_unknown == "账本里没有2025年底以前公开的信息，请登记，或者导入这一年的清单"
    assert value(town, "网站公开数").why_unknown == value(town, "评估信息数").why_unknown == value(town, "主动公开总数").why_unknown
    assert value(town, "会议次数").why_unknown == "还没有登记，请逐次登记；确实没有的，申报为 0"
    assert value(town, "公开栏目数").why_unknown == "还没有申报，请填报；没有的填 0"
    assert value(town, "本年问题数").why_unknown == "还没有写进问题清单"


def test_an_assessment_is_told_in_the_words_of_its_record(town, officer):
    day = date(2026, 1, 9)
    stream = stream_of_year(town, 2025, by=officer, moment=web.at(day))
    for text in ("良好。", "全区第三名", "良好"):
        record = note(stream=stream, key="record", text=text, by=officer, moment=web.at(day))
        act_in_year(organ=town, year=2025, event=y.AssessmentReceived(record=record), on=day, by=officer, moment=web.at(day))
    assert (value(town, "考核次数").value, value(town, "考核结果").value) == (3, "良好、全区第三名")


@pytest.mark.parametrize("record", ["没有文字的记录", "00000000-0000-4000-8000-000000000000"])
def test_a_result_without_words_stays_open(town, officer, record):
    day = date(2026, 1, 9)
    event = y.SocialReviewDone(participants=30, record=record)
    act_in_year(organ=town, year=2025, event=event, on=day, by=officer, moment=web.at(day))
    assert (value(town, "社会评议次数").value, value(town, "社会评议人次").value) == (1, 30)
    assert (value(town, "社会评议结果").value, value(town, "社会评议结果").why_unknown) == (None, "结果的记录里没有文字，请补上")


def test_none_is_known_when_it_was_declared(town, officer):
    reports.declared(town, reports.Team(*[officer] * 5), "narrative.trainings", "0")
    assert [value(town, name).value for name in ("培训次数", "培训人次", "会议次数")] == [0, 0, None]


def test_a_declared_count_is_no_cell_of_a_table_and_has_its_words(town, officer):
    reports.declared(town, reports.Team(*[officer] * 5), "narrative.zones", "3")
    made = figures.compiled(town.pk, town.name, 2025)
    assert (value(town, "政务公开专区数").value, dict(made.declared)) == (3, {})
    assert cell_words(made.report, ("narrative.zones", "table2.licences[0]")) == "政务公开专区、表二“行政许可”的“本年处理决定数量”"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"site_name": "示例区人民政府", "site_domain": "www.shiliqu.example"}, "示例区人民政府网站（www.shiliqu.example）"),
        (
            {"site_name": "示例区门户网站", "site_domain": "a.example", "address": "https://a.example/zhen/"},
            "示例区门户网站（https://a.example/zhen/）",
        ),
        ({"site_domain": "a.example"}, "a.example"),
        ({"site_name": "示例区门户网站"}, "示例区门户网站"),
        ({}, None),
        ({"site_name": "示例区门户网站", "mount": "none"}, None),
    ],
)
def test_the_report_is_read_where_the_record_says_that_the_column_stands(town, changes, words):
    assert value(town, "下载网站").value is None
    SiteSettings.objects.create(organ=town, **changes)
    fact = value(Organ.objects.get(pk=town.pk), "下载网站")
    assert fact.value == words
    assert bool(fact.why_unknown) is (words is None)


def test_problems_are_those_of_the_register(town, officer):
    for year, state in ((2024, "done"), (2024, "going"), (2025, "not_begun")):
        Trouble.objects.create(organ=town, year=year, problem="问题", measure="措施", state=state, created_at=web.at(LAST), created_by="x")
    assert [value(town, name).value for name in ("上年问题数", "已改进问题数", "本年问题数")] == [2, 1, 1]


def test_every_count_of_the_narrative_comes_from_somewhere():
    """Counted, declared, or one of the few that tell who it is."""
    told_by_record = {"late", "fee_cases", "rectifications", "problems_last_year", "problems_solved", "problems_found"}
    counts = {each.name for each in fields(Year) if each.type == "int | None"}
    people = {"training_participants", "open_day_participants", "social_review_participants"}
    assert counts == told_by_record | people | {*NARRATIVE, *NONE_OF} | ({*telling_items.NAMES} - {"outlets", "explained_forms"})


def test_the_record_of_a_government_does_not_speak_for_its_region(town):
    catch_up()
    tables = figures.compiled(town.pk, town.name, 2025).report
    own, region = telling.facts(town, tables, 2025), telling.facts(town, tables, 2025, region=True)
    assert (own["信息处理费"].value, own["更正请求数"].value) == (0, 0)
    for name in ("信息处理费", "主动公开总数", "逾期答复数", "更正请求数", "解读率"):
        assert region[name].value is None
        assert region[name].why_unknown == "汇总报告里这个数要把各机关的加起来，请按各机关的报告填写"
    assert region["联系部门"].value == own["联系部门"].value
