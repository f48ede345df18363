"""What a stream tells the report: days of what is published, what was done in a year, whether an answer was late."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.law.calendar import Calendar
from gongkai.ledger.vocabulary import Corrected, Entry, Voided
from gongkai.ledger.vocabulary import activity as y
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary import document as d
from gongkai.ledger.vocabulary import publication as p
from gongkai.ledger.vocabulary import rectification as c
from gongkai.ledger.vocabulary.codes import (
    Attribute,
    Channel,
    Column,
    DocumentSort,
    Explanation,
    Outlet,
    Party,
    Role,
    Stage,
    Stance,
    Verdict,
    Way,
)
from gongkai.report import facts as told
from gongkai.report.facts import ActivityFacts, DeclaredFact, Interpretation, PublicationFacts, RectificationFacts, facts_of
from gongkai.report.tally import compile_report
from support.courses import Courses
from tests.support.naive_clock import Happened, walk

CALENDAR = Calendar.standard()
MONDAY = date(2026, 3, 2)  # the twentieth working day after it is 30 March


def log(*written):
    """Entries of these days and events."""
    return [
        Entry(number=number, effective_on=on, recorded_at=datetime(2026, 12, 31, tzinfo=UTC), event=event)
        for number, (on, event) in enumerate(written, 1)
    ]


def day(month, number):
    return date(2026, month, number)


# --- what is published ----------------------------------------------------------------------------------------

DRAFTED = (day(3, 1), p.Drafted(content="c", catalogue="news", formed_on=day(3, 1)))
ACTIVE = (day(3, 1), p.Classified(attribute=Attribute.ACTIVE, role=Role.OFFICER))


def published(on, outlet=Outlet.WEBSITE):
    return on, p.Published(outlet=outlet, receipt="r")


def taken_down(on, outlet=Outlet.WEBSITE):
    return on, p.TakenDown(outlet=outlet, reason="r", receipt="r")


def reviewed(on, verdict=Verdict.PASSED):
    return on, p.Reviewed(stage=Stage.FIRST, verdict=verdict, role=Role.OFFICER)


def item(*steps):
    (made,) = facts_of("publication", "s", log(DRAFTED, ACTIVE, *steps))
    return made


def test_an_item_tells_the_first_day_on_each_channel_and_the_first_of_all():
    made = item(published(day(3, 5)), published(day(4, 1), Outlet.WECHAT), taken_down(day(4, 2)), published(day(5, 1)))
    assert made.first_on == day(3, 5)
    assert made.outlets == (("website", day(3, 5)), ("wechat", day(4, 1)))
    assert made.gone_on is None


def test_an_item_tells_under_which_entry_of_the_catalogue_it_was_drafted():
    assert item(published(day(3, 5))).catalogue == "news"
    drafted = (day(3, 1), p.Drafted(content="c", catalogue="penalties", formed_on=day(3, 1)))
    corrected = Corrected(number=1, effective_on=day(3, 1), event=drafted[1])
    (made,) = facts_of("publication", "s", log(DRAFTED, ACTIVE, published(day(3, 5)), (day(4, 1), corrected)))
    assert made.catalogue == "penalties"


def test_an_item_is_gone_when_it_was_taken_off_the_last_channel():
    both = (published(day(3, 5)), published(day(3, 6), Outlet.BOARD), taken_down(day(6, 1)))
    assert item(*both).gone_on is None
    assert item(*both, taken_down(day(7, 1), Outlet.BOARD)).gone_on == day(7, 1)
    assert item(*both, taken_down(day(7, 1), Outlet.BOARD), published(day(8, 1))).gone_on is None


def test_what_was_only_sent_up_is_not_public():
    made = item((day(3, 9), p.SentUp(receipt="r")), (day(4, 9), p.SentUp(receipt="r", taken=True)))
    assert (made.first_on, made.outlets) == (None, ())
    assert made.days() == [("sent_up", day(3, 9)), ("sent_up", day(4, 9)), ("taken_up", day(4, 9))]


def test_reviews_tell_each_day_once_and_those_on_which_it_came_back():
    made = item(reviewed(day(3, 2), Verdict.RETURNED), reviewed(day(3, 4)), reviewed(day(3, 4)))
    assert made.returned == (day(3, 2),)
    assert made.days() == [("reviewed", day(3, 2)), ("reviewed", day(3, 4)), ("returned", day(3, 2))]


def test_interpretations_and_what_was_withheld_are_told():
    explained = p.Explained(publication="x", form=Explanation.PICTURE, by_leader=True)
    assert item(published(day(3, 5)), (day(3, 8), explained)).explained == (Interpretation("x", "picture", True, day(3, 8)),)
    looked = (day(9, 1), p.Reassessed(verdict=Verdict.PASSED, note="n", role=Role.OFFICER))
    assert item(looked).days() == [("reassessed", day(9, 1))]


def test_what_was_voided_never_was_and_what_was_corrected_was_on_the_other_day():
    steps = (DRAFTED, ACTIVE, published(day(3, 5)), published(day(3, 6), Outlet.BOARD), reviewed(day(3, 6)))
    (made,) = facts_of(
        "publication", "s", log(*steps, (day(4, 1), Voided(number=3, reason="n")), (day(4, 1), Voided(number=5, reason="n")))
    )
    assert made == PublicationFacts("s", day(3, 6), outlets=(("board", day(3, 6)),), catalogue=DRAFTED[1].catalogue)
    moved = Corrected(number=3, effective_on=day(3, 9), event=published(day(3, 9))[1])
    (made,) = facts_of("publication", "s", log(*steps, (day(4, 1), moved)))
    assert made.first_on == day(3, 9)


def test_no_channel_has_the_name_of_something_else_that_happens():
    assert not {each.value for each in Outlet} & {
        told.PUBLIC, told.GONE, told.SENT_UP, told.TAKEN_UP, told.REVIEWED, told.RETURNED, told.REASSESSED
    }  # fmt: skip


def test_a_document_names_where_it_was_made_public():
    issued = d.Issued(sort=DocumentSort.NORMATIVE, number="示政发〔2026〕1号", content="c", publication="p1")
    assert [each.publication for each in facts_of("document", "s", log((MONDAY, issued)))] == ["p1"]


# --- what was done in a year, and requests for correction ----------------------------------------------------------


def test_a_year_tells_what_was_done_and_what_was_declared():
    made = facts_of(
        "activity", "s",
        log(
            (date(2025, 1, 1), y.Opened(year=2025)),
            (day(1, 9), y.FigureDeclared(cell="narrative.accounts", value="2", source="n", role=Role.OFFICER)),
            (date(2025, 5, 6), y.TrainingHeld(participants=20, record="r1")), (date(2025, 6, 7), y.LeadingGroupChanged(members=7, record="r2")),
            (date(2025, 7, 8), y.SelfChecked(found=5, mended=4, record="r3")), (day(1, 9), y.AssessmentReceived(record="r4")),
            (day(1, 10), y.HeldAccountable(persons=1, record="r5")),
        ),
    )  # fmt: skip
    assert made == (
        DeclaredFact("s", 2025, "narrative.accounts", "2", "n", "officer", day(1, 9)),
        ActivityFacts("s", 2025, "training_held", date(2025, 5, 6), 20, record="r1"),
        ActivityFacts("s", 2025, "leading_group_changed", date(2025, 6, 7), 7, record="r2"),
        ActivityFacts("s", 2025, "self_checked", date(2025, 7, 8), 0, 5, 4, "r3"),
        ActivityFacts("s", 2025, "assessment_received", day(1, 9), record="r4"),
        ActivityFacts("s", 2025, "held_accountable", day(1, 10), 1, record="r5"),
    )


def test_a_request_for_correction_is_told_by_its_receipt():
    received = c.RectificationReceived(register_number="更1", channel=Channel.ONLINE, evidence="e")
    entries = log((MONDAY, received))
    assert facts_of("rectification", "s", entries) == (RectificationFacts("s", "更1", MONDAY),)
    assert facts_of("rectification", "s", [*entries, *log((MONDAY, received), (MONDAY, Voided(number=1, reason="n")))[1:]]) == ()


def test_the_tables_take_no_notice_of_what_only_the_narrative_tells():
    made = Courses(3)
    courses = [*made.publications(20), *made.years(), *made.rectifications(5)]
    more = [fact for course in courses for fact in facts_of(course.kind, str(course.stream), course.entries)]
    assert {type(each).__name__ for each in more} == {"PublicationFacts", "ActivityFacts", "RectificationFacts", "DeclaredFact"}
    assert compile_report(more, organ="示例镇人民政府", year=2024) == compile_report([], organ="示例镇人民政府", year=2024)


# --- late answers ---------------------------------------------------------------------------------------------------


def case(*steps, received=MONDAY):
    registered = a.Registered(register_number="1", channel=Channel.IN_PERSON, column=Column.PERSON, submitted_on=received)
    (made,) = facts_of("application", "s", log((received, registered), *steps), CALENDAR)
    return made


def answered(on):
    return (on, a.ItemDecided(item=1, decision="D01")), (on, a.Answered(letter="l", way=Way.POST))


@pytest.mark.parametrize(("on", "late"), [(day(3, 30), False), (day(3, 31), True)])
def test_an_answer_behind_the_twentieth_working_day_is_late(on, late):
    assert (case(*answered(on)).late, case(*answered(on)).due_on) == (late, day(3, 30))


def test_an_extension_in_time_moves_the_day():
    extended = (day(3, 20), a.Extended(days=20, approver=Role.OFFICE_HEAD, letter="l"))
    assert case(extended, *answered(day(4, 20))).late is False


def test_an_open_case_has_its_day_and_none_while_the_applicant_has_to_act():
    assert (case().due_on, case().late) == (day(3, 30), None)
    waiting = case((day(3, 4), a.CorrectionRequested(letter="l", until=day(3, 20))))
    assert (waiting.due_on, waiting.late) == (None, None)


@pytest.mark.parametrize("ending", [a.Withdrawn(document="d"), a.Closed(decision="D21", letter="l")])
def test_what_ended_without_an_answer_was_not_answered_late(ending):
    assert case((day(6, 1), ending)).late is False


def test_without_working_days_nothing_is_judged_and_beyond_the_clock_neither():
    registered = a.Registered(register_number="1", channel=Channel.IN_PERSON, column=Column.PERSON, submitted_on=MONDAY)
    (made,) = facts_of("application", "s", log((MONDAY, registered), *answered(day(5, 6))))
    assert (made.due_on, made.late) == (None, None)
    twice = [(day(3, number), a.Extended(days=5, approver=Role.OFFICER, letter="l")) for number in (4, 5)]
    assert case(*twice, *answered(day(5, 6))).late is None
    assert case(*answered(date(2040, 5, 6)), received=date(2040, 3, 2)).late is None


_WALKED = {
    a.CorrectionRequested: "correction_requested", a.CorrectionReceived: "correction_received", a.ConsultationSent: "consultation_sent",
    a.ConsultationAnswered: "consultation_answered", a.Extended: "extended", a.FeeNotified: "fee_notified", a.FeePaid: "fee_paid", a.Answered: "answered",
}  # fmt: skip


@settings(max_examples=80)
@given(st.data())
def test_late_is_what_a_walk_from_day_to_day_finds(data):
    on, steps = MONDAY, []

    def then(event, most=30):
        nonlocal on
        on += timedelta(days=data.draw(st.integers(1, most)))
        steps.append((on, event))

    if data.draw(st.booleans()):
        then(a.CorrectionRequested(letter="l", until=MONDAY + timedelta(days=90)))
        then(a.CorrectionReceived(document="d"))
    if data.draw(st.booleans()):
        then(a.ConsultationSent(label="p", party=Party.THIRD_PARTY, letter="l"))
        then(a.ConsultationAnswered(label="p", stance=Stance.AGREES, document="d"))
    if data.draw(st.booleans()):
        then(a.Extended(days=data.draw(st.integers(1, 20)), approver=Role.OFFICE_HEAD, letter="l"))
    then(a.ItemDecided(item=1, decision="D01"))
    then(a.Answered(letter="l", way=Way.POST), 50)
    seen = [
        Happened(_WALKED[type(event)], when, getattr(event, "label", ""), getattr(event, "days", 0))
        for when, event in steps
        if type(event) in _WALKED
    ]
    walked = walk(MONDAY, seen, CALENDAR.is_working)
    made = case(*steps)
    assert (made.due_on, made.late) == (walked.due, not walked.on_time)
