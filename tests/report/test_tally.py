"""The tables of a year are counted from events: as a recount apart counts them, whole, and with the cases behind every cell."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.ledger.vocabulary import Entry, Voided
from gongkai.ledger.vocabulary import remedy as m
from gongkai.ledger.vocabulary.codes import Column, Result, Sort
from gongkai.report.facts import ApplicationFacts, DeclaredFact, DocumentFacts, RemedyFacts, facts_of
from gongkai.report.forms import FORMS
from gongkai.report.tally import COLUMNS, RESULTS, compile_report
from support.courses import Courses
from support.recount import Recount

ORGAN = "示例区示例镇人民政府"
YEARS = range(2021, 2027)


def supply(seed, count):
    made = Courses(seed)
    return [*made.applications(count), *made.remedies(count // 10), *made.documents(count // 10)]


def facts(courses):
    return [fact for course in courses for fact in facts_of(course.kind, str(course.stream), course.entries)]


def compiled(held, year):
    return compile_report(held, organ=ORGAN, year=year)


@pytest.fixture(scope="module")
def courses():
    return supply(1, 1500)


@pytest.fixture(scope="module")
def held(courses):
    return facts(courses)


@pytest.fixture(scope="module")
def recount(courses):
    return Recount(courses)


def agree(report, recount, year):
    three, four, documents = recount.three(year), recount.four(year), recount.documents(year)
    for row in FORMS["2021"].rows:
        wanted = [three.get((row.key, column.value), 0) for column in Column]
        assert [report.value(f"table3.{row.key}", index) for index in range(7)] == [*wanted, sum(wanted)], (year, row.key)
    for row in FORMS["2021"].table4:
        wanted = [four.get((row.key, result), 0) for result in RESULTS]
        assert [report.value(f"table4.{row.key}", index) for index in range(5)] == [*wanted, sum(wanted)], (year, row.key)
    for sort in ("rules", "normative_documents"):
        assert tuple(report.value(f"table2.{sort}", index) for index in range(3)) == documents.get(sort, (0, 0, 0)), (year, sort)


@pytest.mark.parametrize("year", YEARS)
def test_every_cell_is_what_a_recount_in_plain_sql_counts(held, recount, year):
    agree(compiled(held, year).report, recount, year)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_every_cell_of_ten_thousand_cases_is_what_a_recount_counts(seed):
    many = supply(100 + seed, 2000)
    again, found = Recount(many), facts(many)
    for year in YEARS:
        agree(compiled(found, year).report, again, year)


@pytest.mark.parametrize("year", YEARS)
def test_every_cell_has_as_many_cases_behind_it_as_it_says(held, year):
    made = compiled(held, year)
    for row, figures in made.report.rows.items():
        for index, figure in enumerate(figures):
            cell = f"{row}[{index}]"
            if figure.value is not None:
                assert len(made.sources.get(cell, ())) == figure.value, cell
                assert len(set(made.sources.get(cell, ()))) == figure.value, cell


@pytest.mark.parametrize("year", YEARS)
def test_the_relations_of_the_form_hold_in_every_column(held, year):
    report = compiled(held, year).report
    for index in range(7):
        at = {row.key: report.number(f"table3.{row.key}", index) for row in FORMS["2021"].rows}
        assert at["new"] + at["carried_in"] == at["total"] + at["carried_out"]
        assert at["total"] == sum(at[key] for key in FORMS["2021"].results)


def test_what_is_carried_out_of_a_year_is_carried_into_the_next_but_for_what_was_handed_over(held):
    for year in YEARS[:-1]:
        out, into = (
            set(compiled(held, year).sources.get("table3.carried_out[6]", ())),
            set(compiled(held, year + 1).sources.get("table3.carried_in[6]", ())),
        )
        gone = {each.id for each in held if isinstance(each, ApplicationFacts) and each.gone_on and each.gone_on.year == year + 1}
        assert into == out - gone


def test_the_same_events_in_any_order_and_day_by_day_give_the_same_report(courses, held):
    streams = {one.stream: [] for one in courses}
    found = {}
    written = sorted((entry.recorded_at, place, entry.number) for place, one in enumerate(courses) for entry in one.entries)
    for _, place, number in written:
        one = courses[place]
        streams[one.stream].append(one.entries[number - 1])
        found[one.stream] = facts_of(one.kind, str(one.stream), streams[one.stream])
    one_by_one = [fact for each in found.values() for fact in each]
    for year in YEARS:
        assert compiled(one_by_one, year).report == compiled(reversed(held), year).report == compiled(held, year).report


def test_the_rows_of_the_form_of_2019_hold_the_same_cases(held):
    moved = [each._replace(**{name: day.replace(year=day.year - 2) for name in ("received_on", "since", "ended_on", "gone_on") if (day := getattr(each, name)) and (day.month, day.day) != (2, 29)}) for each in held if isinstance(each, ApplicationFacts)]  # fmt: skip
    report = compiled(moved, 2020).report
    assert report.form == "2019"
    for index in range(7):
        at = {row.key: report.number(f"table3.{row.key}", index) for row in FORMS["2019"].rows}
        assert at["new"] + at["carried_in"] == at["total"] + at["carried_out"]
        assert at["total"] == sum(at[key] for key in FORMS["2019"].results)


# --- boundary days in pairs ---------------------------------------------------------------------------------

DAY, NEXT = date(2025, 12, 31), date(2026, 1, 1)


def case(received=date(2025, 6, 3), ended=None, **more):
    return ApplicationFacts("s1", "示政公开申〔2025〕1号", received, more.pop("since", received), "person", ended, **more)


def cells(fact, year):
    return {cell for cell in compiled([fact], year).sources if cell.endswith("[0]") and cell.startswith("table3.")}


@pytest.mark.parametrize(("day", "year"), [(DAY, 2025), (NEXT, 2026)])
def test_a_case_is_new_in_the_year_of_its_receipt(day, year):
    assert cells(case(day), year) == {"table3.new[0]", "table3.carried_out[0]"}


@pytest.mark.parametrize(
    ("ended", "this_year", "next_year"),
    [
        (DAY, {"table3.new[0]", "table3.granted[0]", "table3.total[0]"}, set()),
        (NEXT, {"table3.new[0]", "table3.carried_out[0]"}, {"table3.carried_in[0]", "table3.granted[0]", "table3.total[0]"}),
    ],
)
def test_an_answer_on_the_last_day_counts_and_one_on_the_first_of_january_in_the_next_year(ended, this_year, next_year):
    fact = case(ended=ended, row="granted", row_2019="granted")
    assert (cells(fact, 2025), cells(fact, 2026)) == (this_year, next_year)


@pytest.mark.parametrize(("gone", "counted"), [(DAY, False), (NEXT, True)])
def test_a_case_handed_over_by_the_end_of_the_year_counts_at_the_other_organ_only(gone, counted):
    assert bool(cells(case(gone_on=gone), 2025)) is counted
    assert not cells(case(gone_on=gone), 2026)


@pytest.mark.parametrize(("taken", "counted"), [(DAY, True), (NEXT, False)])
def test_a_case_taken_over_counts_from_that_day_by_the_day_of_its_receipt(taken, counted):
    fact = case(since=taken)
    assert bool(cells(fact, 2025)) is counted
    assert cells(fact, 2026) == {"table3.carried_in[0]", "table3.carried_out[0]"}


@pytest.mark.parametrize(("final", "year", "cell"), [(DAY, 2025, 0), (NEXT, 2025, 3), (NEXT, 2026, 0)])
def test_a_review_counts_by_its_result_in_the_year_in_which_that_is_final_and_is_pending_before(final, year, cell):
    report = compiled([RemedyFacts("r", "复1", "review", date(2025, 5, 1), final, "upheld")], year).report
    assert [report.value("table4.review", index) for index in range(5)] == [int(index in (cell, 4)) for index in range(5)]


def test_a_review_whose_only_decision_was_voided_is_pending_again():
    written = [
        (date(2025, 5, 1), m.CopyReceived(register_number="复1", sort=Sort.REVIEW)), (date(2025, 6, 1), m.Decided(result=Result.UPHELD, document="d")),
        (date(2025, 6, 20), m.BecameFinal()), (date(2025, 7, 1), Voided(number=2, reason="n")),
    ]  # fmt: skip
    log = [
        Entry(number=n, effective_on=on, recorded_at=datetime(2025, 7, 1, tzinfo=UTC), event=event)
        for n, (on, event) in enumerate(written, 1)
    ]
    report = compiled(facts_of("remedy", "r", log), 2025).report
    assert [report.value("table4.review", index) for index in range(5)] == [0, 0, 0, 1, 1]


@pytest.mark.parametrize(("ended", "figures"), [(DAY, (1, 1, 0)), (NEXT, (1, 0, 1))])
def test_a_document_repealed_as_of_the_last_day_is_in_force_no_more(ended, figures):
    report = compiled([DocumentFacts("d", "示政发〔2025〕1号", "normative_documents", date(2025, 2, 1), ended, repealed=True)], 2025).report
    assert tuple(report.value("table2.normative_documents", index) for index in range(3)) == figures


def test_a_document_that_ran_out_is_in_force_no_more_and_was_not_repealed():
    report = compiled([DocumentFacts("d", "示政发〔2025〕1号", "rules", date(2024, 2, 1), DAY)], 2025).report
    assert tuple(report.value("table2.rules", index) for index in range(3)) == (0, 0, 0)


# --- unknown is never zero ----------------------------------------------------------------------------------


def test_what_no_record_can_tell_is_unknown_until_somebody_declares_it():
    empty = compiled([], 2025)
    assert empty.report.value("table2.licences", 0) is None
    assert {each.cells for each in empty.problems} == {(f"table2.{row}[0]",) for row in ("licences", "penalties", "coercion", "fees")}
    said = [
        DeclaredFact("y", 2025, f"table2.{row}[0]", value, "s", "officer", DAY) for row, value in (("licences", "31"), ("fees", "0.85"))
    ]
    made = compiled(said, 2025)
    assert (made.report.value("table2.licences", 0), made.report.value("table2.fees", 0)) == (31, 0.85)
    assert made.declared["table2.fees[0]"].source == "s"
    assert {each.cells for each in made.problems} == {("table2.penalties[0]",), ("table2.coercion[0]",)}
    assert compiled(said, 2024).report.value("table2.licences", 0) is None


def test_a_case_of_several_rows_of_which_none_was_chosen_leaves_these_cells_unknown_and_is_named():
    open_ = case(ended=DAY, choices=("denied.third_party", "not_processed.repeat"))
    made = compiled([open_, case(ended=DAY, row="granted", row_2019="granted")._replace(id="s2")], 2025)
    assert made.report.value("table3.denied.third_party", 0) is None
    assert made.report.value("table3.not_processed.repeat", 6) is None
    assert made.report.value("table3.granted", 0) == 1
    assert made.report.value("table3.total", 6) == 2
    assert [each.case for each in made.problems if each.case] == ["s1"]
    assert made.report.doubted("table3.denied.third_party")


def test_before_2019_there_are_no_tables():
    with pytest.raises(ValueError, match="2019年"):
        compiled([], 2018)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(0, 1500), st.integers(-1, 400), st.sampled_from(COLUMNS), st.sampled_from(FORMS["2021"].results)), max_size=30
    )
)
def test_every_case_stands_in_one_row_of_what_came_in_and_in_one_of_what_became_of_it(drawn):
    cases = []
    for number, (begin, length, column, row) in enumerate(drawn):
        received = date.fromordinal(date(2022, 1, 1).toordinal() + begin)
        ended = None if length < 0 else date.fromordinal(received.toordinal() + length)
        cases.append(
            ApplicationFacts(str(number), str(number), received, received, column, ended, row if ended else "", row if ended else "")
        )
    for year in (2022, 2023, 2025, 2026):
        made = compiled(cases, year)
        came = Counter(each for row in ("new", "carried_in") for each in made.sources.get(f"table3.{row}[6]", ()))
        went = Counter(each for row in ("total", "carried_out") for each in made.sources.get(f"table3.{row}[6]", ()))
        assert came == went
        assert set(came.values()) <= {1}
