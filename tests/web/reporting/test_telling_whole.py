"""A year of which everything was registered: the report writes itself, and no rule of the house finds anything in it."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from gongkai.ledger.acts.activities import NARRATIVE, NONE_OF
from gongkai.ledger.vocabulary import Entry
from gongkai.ledger.vocabulary import activity as y
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary import publication as p
from gongkai.ledger.vocabulary.codes import Channel, Column, DocumentSort, Outlet, Role, Stage, Verdict, Way
from gongkai.report.narrative.drafting import LIMIT, length
from gongkai.report.rules import check
from gongkai.report.rules.context import Context
from gongkai.web.publication.models import SiteSettings
from gongkai.web.reporting.commands import compile_year
from gongkai.web.reporting.models import Trouble
from gongkai.web.reporting.selectors.content import content_of
from gongkai.web.reporting.selectors.findings import findings_of, why_not_hand_over
from gongkai.web.reporting.services.acting import act_in_year, note, stream_of_year
from gongkai.web.reporting.services.projecting import catch_up
from support import reports, web
from support.courses import Course, Courses
from support.reports import TODAY, YEAR
from web.reporting.stored import put

FIRST, LAST = date(YEAR, 1, 1), date(YEAR, 12, 31)
WORK = (
    (y.MeetingHeld(participants=22, record="r"), date(YEAR, 2, 11)), (y.TrainingHeld(participants=20, record="r"), date(YEAR, 3, 12)),
    (y.TrainingHeld(participants=44, record="r"), date(YEAR, 6, 18)), (y.OpenDayHeld(participants=41, record="r"), date(YEAR, 5, 15)),
    (y.SelfChecked(found=5, mended=5, record="r"), date(YEAR, 9, 2)),
)  # fmt: skip


@pytest.fixture
def people(town, district):
    return reports.team(town, district)


def registered(organ, people, seed):
    """All that the record can hold of the year: by events and declarations only."""
    made = Courses(seed, FIRST, LAST)
    items = [
        each for each in made.publications(120) if not any(isinstance(entry.event, p.Approved) for entry in each.entries[2:3])
    ]  # those come from a list
    papers = [each for each in made.documents(12, items) if each.entries[0].event.sort is DocumentSort.NORMATIVE]  # a town makes no 规章
    put(organ.pk, [*items, *papers, *made.rectifications(2), *applications(seed)])
    SiteSettings.objects.create(organ=organ, site_name="示例区人民政府", address="https://www.shiliqu.example/shilizhen/")
    for event, on in WORK:
        act_in_year(organ=organ, year=YEAR, event=event, on=on, by=people.officer, moment=web.at(TODAY))
    stream = stream_of_year(organ, YEAR, by=people.officer, moment=web.at(TODAY))
    for kind, words in ((y.AssessmentReceived, "良好"), (y.SocialReviewDone, "满意")):
        record = note(stream=stream, key="record", text=words, by=people.officer, moment=web.at(TODAY))
        event = kind(record=record, **({"participants": 120} if kind is y.SocialReviewDone else {}))
        act_in_year(organ=organ, year=YEAR, event=event, on=TODAY, by=people.officer, moment=web.at(TODAY))
    for place, name in enumerate(NARRATIVE, 3):
        reports.declared(organ, people, f"narrative.{name}", str(9 if name == "columns_updated" else 12 if name == "columns" else place))
    reports.declared(organ, people, "narrative.accountable", "0")
    for cell in reports.DECLARED:
        reports.declared(organ, people, cell, "3")
    for year, problem, measure, state in (
        (YEAR - 1, "政策解读以文字为主，图表和视频较少", "每份重要文件同步制作图解", "done"),
        (YEAR - 1, "部分村务信息更新不及时", "建立按月核对清单", "going"), (YEAR, "栏目更新责任没有落实到人", "逐个栏目确定责任人，按季通报", "not_begun"),
    ):  # fmt: skip
        Trouble.objects.create(
            organ=organ, year=year, problem=problem, measure=measure, state=state, due_on=date(YEAR + 1, 6, 30), created_at=web.at(TODAY), created_by="x"
        )  # fmt: skip


def applications(seed):
    """Cases that were answered in time, one late, one at work."""
    for number, days in enumerate((10, 12, 60 if seed % 2 else 9, None), 1):
        on = date(YEAR, 2 * number, 10) if days else date(YEAR, 12, 22)
        case = a.Registered(register_number=f"示〔{YEAR}〕{number}号", channel=Channel.IN_PERSON, column=Column.PERSON)
        steps = [(on, case)]
        if days:
            answered = date.fromordinal(on.toordinal() + days)
            steps += [(answered, a.ItemDecided(item=1, decision="D01")), (answered, a.Answered(letter="l", way=Way.POST))]
        yield course("application", steps)


def course(kind, steps):
    entries = [Entry(number=number, effective_on=on, recorded_at=web.at(TODAY), event=event) for number, (on, event) in enumerate(steps, 1)]
    return Course(uuid.uuid4(), kind, tuple(entries))


@pytest.mark.parametrize("seed", [41, 42, 43])
def test_a_year_of_which_all_is_registered_writes_itself_without_a_finding(town, people, seed):
    registered(town, people, seed)
    content = content_of(reports.opened(town, people))
    assert [(each.finding.code, each.finding.message) for each in findings_of(content)] == []
    assert (content.missing, why_not_hand_over(content, [])) == ((), ())
    assert {name: fact.why_unknown for name, fact in content.told.items() if fact.value is None} == {}
    text = content.filled["overview"].text
    assert 500 < length(text) <= LIMIT
    assert "组织业务培训2次，64人次参加" in text
    assert "政务公开工作考核结果为良好" in text
    assert "未发生因政府信息公开工作被追究责任的情形" in text
    assert ("逾期答复1件" if seed % 2 else "办理均未超过法定期限") in text
    assert "报告电子版可在示例区人民政府网站（https://www.shiliqu.example/shilizhen/）查阅、下载" in content.filled["preamble"].text


def test_the_command_tells_the_same_words(town, people):
    registered(town, people, 41)
    made = compile_year(town.name, YEAR)
    assert made.report.sections == content_of(reports.opened(town, people)).report.sections
    assert made.problems == []
    assert check(Context(made.report, year=YEAR, organ=town.name)) == []


def test_a_sentence_follows_what_is_registered_later(town, people):
    registered(town, people, 41)
    annual = reports.opened(town, people)
    total = content_of(annual).told["主动公开总数"].value
    review = [(LAST, p.Reviewed(stage=stage, verdict=Verdict.PASSED, role=Role.OFFICER)) for stage in Stage]
    one = [
        (LAST, p.Drafted(content="c", catalogue="others", formed_on=LAST)),
        *review,
        (LAST, p.Published(outlet=Outlet.WEBSITE, receipt="r")),
    ]
    put(town.pk, [course("publication", one)])
    act_in_year(organ=town, year=YEAR, event=y.TrainingHeld(participants=6, record="r"), on=LAST, by=people.officer, moment=web.at(TODAY))
    catch_up()
    text = content_of(annual).filled["overview"].text
    assert f"主动公开政府信息{total + 1}条" in text
    assert "组织业务培训3次，70人次参加" in text


def test_of_a_year_in_which_there_was_nothing_that_is_declared_and_said(town, people):
    for name in (*NARRATIVE, *NONE_OF):
        reports.declared(town, people, f"narrative.{name}", "0")
    text = content_of(reports.opened(town, people)).filled["overview"].text
    for words in ("没有收到政务公开工作考核的结果", "未开展社会评议", "未发生因政府信息公开工作被追究责任的情形", "没有单独设置公开平台"):
        assert words in text
    assert "培训" not in text
