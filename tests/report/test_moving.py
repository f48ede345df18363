"""机构改革 in the annual report: both halves together are the whole, cell by cell, and the chain of what is carried over is unbroken."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.ledger.state import replay
from gongkai.ledger.vocabulary import Entry
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Channel, Column, FeeMethod
from gongkai.report.facts import ApplicationFacts, facts_of, holder_on, holders
from gongkai.report.tally import compile_report
from support.courses import Course, Courses
from support.moving import moved

OLD, NEW = "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002"
YEARS = range(2021, 2027)
RECORDED = datetime(2030, 1, 1, tzinfo=UTC)
DAYS = st.dates(date(2021, 2, 1), date(2026, 12, 31))


def told(courses):
    return [fact for course in courses for fact in facts_of(course.kind, str(course.stream), course.entries)]


def cells(facts, year):
    report = compile_report(facts, organ="示例镇人民政府", year=year).report
    return {
        f"{row}[{index}]": figure.value
        for row, held in report.rows.items()
        if row.startswith(("table3.", "table4.", "table2.rules", "table2.normative"))
        for index, figure in enumerate(held)
    }


def halves(facts):
    """Those of the organ that ended and of the one that took over; what did not move was the first one's."""
    return [each for each in facts if each.holder != NEW], [each for each in facts if each.holder == NEW]


def world(seed):
    made = Courses(seed)
    return [*made.applications(40), *made.remedies(8), *made.documents(8)]


def gone_elsewhere(course):
    """Handed over to an organ that is not in this system: there the chain goes on."""
    return any(isinstance(getattr(each.event, "event", each.event), a.HandedOver) for each in course.entries)


def known(value):
    return value or 0


@settings(max_examples=15)
@given(seed=st.integers(0, 10_000), day=DAYS)
def test_both_halves_are_the_whole_in_every_cell_of_every_year(seed, day):
    whole = world(seed)
    facts = told(whole)
    old, new = halves(told([moved(each, day, OLD, NEW) for each in whole]))
    for year in YEARS:
        sums, first, second = cells(facts, year), cells(old, year), cells(new, year)
        assert {cell: known(value) for cell, value in sums.items()} == {cell: known(first[cell]) + known(second[cell]) for cell in sums}, (
            year
        )


@settings(max_examples=10)
@given(seed=st.integers(0, 10_000), day=DAYS, again=st.integers(0, 400))
def test_what_is_carried_out_is_carried_in_whoever_has_it_by_then(seed, day, again):
    third = NEW.replace("2", "3")
    kept = [each for each in world(seed) if each.kind == "application" and not gone_elsewhere(each)]
    courses = [moved(moved(each, day, OLD, NEW), day + timedelta(days=again), NEW, third) for each in kept]
    facts = told(courses)
    organs = [[each for each in facts if each.holder in names] for names in (("", OLD), (NEW,), (third,))]
    for year in YEARS[1:]:
        before, now = ([cells(part, of) for part in organs] for of in (year - 1, year))
        for index in range(7):
            out = sum(known(part[f"table3.carried_out[{index}]"]) for part in before)
            assert out == sum(known(part[f"table3.carried_in[{index}]"]) for part in now), (year, index)


def entry(number, day, event):
    return Entry(number=number, effective_on=day, recorded_at=RECORDED, event=event)


REGISTERED = a.Registered(register_number="示政公开申〔2026〕1号", channel=Channel.ONLINE, column=next(iter(Column)))
MOVED = a.Moved(source=OLD, to=NEW, document="f")


def application(*steps) -> list[ApplicationFacts]:
    course = Course(None, "application", tuple(entry(number, day, event) for number, (day, event) in enumerate(steps, 1)))
    return told([course])


def test_a_case_that_moved_is_counted_by_each_organ_in_its_own_years():
    first, second = application((date(2025, 11, 3), REGISTERED), (date(2026, 7, 1), MOVED))
    assert (first.holder, first.gone_on) == (OLD, date(2026, 7, 1))
    assert (second.holder, second.since, second.received_on) == (NEW, date(2026, 7, 1), date(2025, 11, 3))
    assert cells([first], 2025)["table3.carried_out[6]"] == 1
    assert cells([second], 2025)["table3.carried_out[6]"] == 0
    assert cells([first], 2026)["table3.carried_in[6]"] == 0
    assert cells([second], 2026)["table3.carried_in[6]"] == 1


def test_a_second_answer_that_moved_is_counted_where_the_first_one_was_given():
    steps = [(date(2026, 3, 2), REGISTERED), (date(2026, 3, 9), a.ResultImported(row="granted")), (date(2026, 7, 1), MOVED)]
    (only,) = application(*steps)
    assert (only.holder, only.gone_on) == (OLD, None)
    assert cells([only], 2026)["table3.granted[6]"] == 1


def test_a_fee_is_told_by_the_organ_that_had_the_case_when_it_was_paid():
    fee = a.FeeNotified(method=FeeMethod.BY_ITEM, quantity=11, amount=10_000, finding="n", letter="示镇公〔2026〕1号")
    first, second = application(
        (date(2026, 3, 2), REGISTERED), (date(2026, 3, 3), fee), (date(2026, 3, 4), a.FeePaid(receipt="r")), (date(2026, 7, 1), MOVED)
    )
    assert (first.fee, second.fee) == (10_000, 0)


def test_who_had_it_on_a_day_follows_from_its_moves():
    (moves,) = [facts_state((date(2026, 3, 2), REGISTERED), (date(2026, 7, 1), MOVED))]
    assert [holder_on(moves, day) for day in (date(2026, 6, 30), date(2026, 7, 1))] == [OLD, NEW]
    assert [each.holder for each in holders(())] == [""]


def facts_state(*steps):
    return replay("application", [entry(number, day, event) for number, (day, event) in enumerate(steps, 1)]).moves
