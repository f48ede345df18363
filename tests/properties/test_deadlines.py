"""Whatever happened to an application: the clock is the naive walk from day to day, and its own ledger proves it."""

from __future__ import annotations

import os
from datetime import date, timedelta
from functools import cache

import chinese_calendar
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gongkai.law.calendar import Calendar
from gongkai.law.deadlines import ClockEvent, explain
from tests.support.naive_clock import NEW_REGULATION, ONE_DAY, Happened, period, walk, working_days

CALENDAR = Calendar.standard()
NOTICES_KNOWN = date(2026, 12, 31)
FEE_RULES = date(2021, 1, 1)
FIRST, LAST = date(2008, 5, 1), date(2026, 12, 31)
RESTARTS = {"correction_received", "fee_paid"}
FAST, SLOW = int(os.environ.get("GONGKAI_EXAMPLES", "300")), 5000  # benchmarks/mutation.py asks for fewer


@cache
def works(day):
    """Does the day work: by the independent library where it knows the notice, else as the calendar handed in says."""
    return chinese_calendar.is_workday(day) if day <= NOTICES_KNOWN else CALENDAR.is_working(day)


def clock(received, events):
    return explain(received, [ClockEvent(*event) for event in events], CALENDAR)


def happened(events, *kinds):
    return [event for event in events if event.kind in kinds]


def still_open(events):
    ended = {event.label for event in happened(events, "consultation_answered", "consultation_lapsed")}
    return [event for event in happened(events, "consultation_sent") if event.label not in ended]


def owed(events):
    """What the applicant owes after these events: "correction", "fee" or nothing."""
    duties = {"correction_requested": "correction", "fee_notified": "fee", "correction_received": "", "fee_paid": ""}
    last = [duties[event.kind] for event in events if event.kind in duties]
    return last[-1] if last else ""


def possible(received, events):
    """The kinds of acts that the law allows next."""
    kinds = {event.kind for event in events}
    new_law, owing, waiting = received >= NEW_REGULATION, owed(events), still_open(events)
    if "answered" in kinds:
        return []
    if owing:
        return [*(["consultation_answered"] if waiting else []), "correction_received" if owing == "correction" else "fee_paid"]
    allowed = ["consultation_answered", "consultation_lapsed"] if waiting else ["answered"]
    if "deferred" in kinds:
        return allowed if waiting else ["answered"]
    if len(happened(events, "consultation_sent")) < 3:
        allowed.append("consultation_sent")
    if "extended" not in kinds:
        allowed.append("extended")
    if new_law and "correction_requested" not in kinds and not kinds & {"extended", "fee_notified"}:
        allowed.append("correction_requested")
    if new_law and "reasons_requested" not in kinds:
        allowed.append("reasons_requested")
    if "reasons_requested" in kinds and not waiting:
        allowed.append("deferred")
    if received >= FEE_RULES and "fee_notified" not in kinds:
        allowed.append("fee_notified")
    return allowed


def earliest_and_latest(received, events, kind):
    """Between which days an act of that kind is in order, going by the walk alone."""
    last = events[-1].day if events else received
    if kind == "fee_paid":
        notified = happened(events, "fee_notified")[-1].day
        return last, max(last, after(notified, 20))
    if kind == "consultation_lapsed":
        sent = still_open(events)[0].day
        return max(last, after(sent, 15)), max(last, after(sent, 15)) + timedelta(days=20)
    due = walk(received, events, works).due
    if kind == "answered" or due is None:
        return last, max(last, due or last) + timedelta(days=40)
    return last, max(last, due)


def after(day, count):
    """The ``count``-th working day after ``day``, by walking."""
    while count:
        day += ONE_DAY
        count -= works(day)
    return day


@st.composite
def courses(draw, steps=8):
    """A day of receipt and a course of acts, each in order when it happens."""
    received = draw(st.dates(FIRST, LAST))
    events = []
    for _ in range(draw(st.integers(0, steps))):
        allowed = possible(received, events)
        if not allowed:
            break
        # An answer ends the course: it comes up more seldom than what leads on.
        kind = draw(
            st.sampled_from([kind for kind in allowed if kind != "answered"] * 3 + [kind for kind in allowed if kind == "answered"])
        )
        first, last = earliest_and_latest(received, events, kind)
        due = walk(received, events, works).due
        if due is not None and due < first and kind != "answered":
            break  # the period has run out: only an answer, late, is left
        # Days near the edges, where mistakes live, as often as those between.
        day = draw(st.one_of(st.just(first), st.just(last), st.dates(first, last)))
        event = Happened(kind, day)
        if kind == "consultation_sent":
            event = event._replace(label=f"第三方{len(happened(events, kind)) + 1}")
        elif kind.startswith("consultation_"):
            event = event._replace(
                label=draw(st.sampled_from(still_open(events))).label if kind.endswith("answered") else still_open(events)[0].label
            )
        elif kind == "extended":
            event = event._replace(days=draw(st.integers(1, period(received))))
        elif kind == "deferred":
            event = event._replace(until=after(due, draw(st.integers(1, 90))))
        events.append(event)
    return received, events


def agrees_with_the_walk(course):
    received, events = course
    told, walked = clock(received, events), walk(received, events, works)
    assert told.due == walked.due
    assert (told.waiting is not None) == bool(walked.waiting)
    assert told.waiting is None or told.waiting.until == awaited_until(events)
    assert len(told.irregular) == walked.irregular
    answered = happened(events, "answered")
    assert told.on_time is (walked.on_time if answered else None)
    numbered = {day.day: day.number for day in told.days if day.number is not None}
    # While something is owed the ledger may go on or stand still; what counts for the due day is the last run.
    if walked.due is not None and not happened(events, "deferred"):
        run = {day: number for day, number in numbered.items() if day > restarted(received, events)}
        assert run == walked.numbers
    assert not [day for day in walked.idle if day in numbered]


def awaited_until(events):
    """Until when the party that is waited for has time: the applicant first, else the last of those consulted."""
    if owed(events) == "correction":
        return None
    if owed(events) == "fee":
        return after(happened(events, "fee_notified")[-1].day, 20)
    waited_for = still_open(events)
    if any(event.day < NEW_REGULATION for event in waited_for):
        return None  # the Regulation of 2007 gave the third party no period
    return max(after(event.day, 15) for event in waited_for)


def restarted(received, events):
    return max([received, *(event.day for event in happened(events, *RESTARTS))])


@given(courses())
@settings(max_examples=FAST)
def test_the_due_day_is_the_one_that_a_walk_from_day_to_day_finds(course):
    agrees_with_the_walk(course)


@pytest.mark.slow
@given(courses(steps=14))
@settings(max_examples=SLOW)
def test_the_due_day_is_the_one_that_a_walk_finds_in_five_thousand_courses(course):
    agrees_with_the_walk(course)


@given(courses())
@settings(max_examples=FAST)
def test_the_due_day_is_a_working_day_on_which_nothing_stands_still(course):
    received, events = course
    told = clock(received, events)
    if told.due is not None:
        assert works(told.due)
        assert told.due > received
        assert told.due not in walk(received, events, works).idle


@given(courses())
@settings(max_examples=FAST)
def test_numbers_run_from_one_without_gaps_and_the_last_numbered_day_is_due(course):
    received, events = course
    told = clock(received, events)
    starts = {event.day + ONE_DAY for event in happened(events, *RESTARTS)}
    expected = 1
    for day in told.days:
        if day.day in starts:
            expected = 1
        assert day.counts == (day.number is not None)
        if day.number is not None:
            assert day.number == expected
            assert works(day.day)
            expected += 1
    assert [day.day for day in told.days] == [received + ONE_DAY * n for n in range(len(told.days))]
    if told.due is not None:
        assert [day.day for day in told.days if day.number is not None][-1] == told.due
        assert told.days[-1].day == told.due


@given(courses(), st.integers(1, 40))
@settings(max_examples=FAST)
def test_received_later_is_never_due_earlier(course, later):
    received, events = course
    other = received + timedelta(days=later)
    assume(other <= LAST)
    kept = [event for event in events if event.kind in ("extended", "consultation_sent", "consultation_answered", "consultation_lapsed")]
    assume(all(event.day >= other for event in kept) and not still_open(kept))
    # An act in order for the earlier receipt is in order for the later one; but the periods of the two laws differ.
    assume(period(received) == period(other) or not kept)
    early, late = clock(received, kept).due, clock(other, kept).due
    assert early is not None
    assert late is not None
    assert early <= late


@given(courses(), st.data())
@settings(max_examples=FAST)
def test_a_consultation_more_never_brings_the_due_day_nearer(course, data):
    received, events = course
    events = [event for event in events if event.kind not in ("answered", "deferred")]
    before = clock(received, events)
    assume(before.due is not None)
    sent = data.draw(st.dates(received, before.due))
    answered = data.draw(st.dates(sent, sent + timedelta(days=60)))
    extra = [Happened("consultation_sent", sent, "又一方"), Happened("consultation_answered", answered, "又一方")]
    told = clock(received, sorted([*events, *extra], key=lambda event: event.day))
    assert told.due is not None
    assert told.due >= before.due
    if not working_days(sent, answered, works):
        assert told.due == before.due


@given(courses())
@settings(max_examples=FAST)
def test_events_told_one_by_one_give_the_same_as_all_at_once(course):
    received, events = course
    whole = clock(received, events)
    for told in range(len(events) + 1):
        part = clock(received, events[:told])
        assert part.steps == whole.steps[: len(part.steps)]
        assert part.irregular == whole.irregular[: len(part.irregular)]
        walked = walk(received, events[:told], works)
        assert part.due == walked.due
        if told and events[told - 1].kind == "answered":
            assert part.on_time is walked.on_time
    assert len(whole.steps) == len(events) + 1


@given(courses())
@settings(max_examples=100)
def test_the_same_question_gets_the_same_answer(course):
    received, events = course
    assert clock(received, events) == clock(received, list(events))


@given(st.dates(FIRST, LAST))
@settings(max_examples=FAST)
def test_nothing_happened_so_the_last_day_is_the_last_of_the_period(received):
    told = clock(received, [])
    assert told.due == after(received, period(received))
    assert told.irregular == ()
    assert told.provisional is (told.due > NOTICES_KNOWN)
