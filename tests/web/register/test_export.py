"""What is exported here is imported elsewhere with the same figures."""

from __future__ import annotations

import io
from datetime import date

import python_calamine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.law.tally import ROW_LABELS
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Way
from gongkai.web.applications.models import Application, Remedy
from gongkai.web.applications.register.columns import CHANNEL_WORDS, FIELDS
from gongkai.web.applications.register.export import workbook, year_of
from gongkai.web.applications.register.reading import open_table
from gongkai.web.applications.register.writing import bring_in
from gongkai.web.applications.services.acting import act, state_of
from support import web
from support.register import NOW, TOWN, row, table

FIGURES = ("register_number", "phase", "row", "received_on", "ended_on", "due_on", "on_time", "unserved", "waiting_until")


def figures(organ):
    return sorted(Application.objects.filter(organ=organ).values_list(*FIGURES))


def remedies(organ):
    return sorted(Remedy.objects.filter(organ=organ).values_list("sort", "received_on", "result", "final_on", "reply_due"))


def elsewhere(organ, year=2024):
    data = workbook(year_of(organ, year))
    done = bring_in(open_table(data), organ_name="别处镇人民政府", moment=NOW)
    assert done.checked.problems == ()
    return done.organ


def test_a_whole_history_goes_round(town):
    bring_in(
        table(
            row(
                correction_requested="2024-03-06", correction_received="2024-03-11", consulted="2024-03-12", opinion="2024-03-20", stance="不同意公开",
                extended="10", extended_on="2024-03-21", fee_notified="2024-03-21", fee="3000.50", fee_paid="2024-03-25", closed="2024-04-02",
                letter="示政公开答〔2024〕1号", served="2024-04-03", posting="1234567890123", 备注="=HYPERLINK(\"http://x.example\")",
            ),
            row(number="b", closed="", row="", received="2024-12-30"),
            row(number="c", row="4.保护第三方合法权益", review_received="2024-05-06", review_closed="2024-07-01", review_result="结果纠正"),
            row(number="d", suit_sort="复议后起诉", suit_received="2024-08-01", review_received="2024-05-06", letter="无送达日期的文号"),
        ),
        organ_name=TOWN, moment=NOW,
    )  # fmt: skip
    other = elsewhere(town)
    assert figures(other) == figures(town)
    assert remedies(other) == remedies(town)
    assert workbook(year_of(other, 2024)) != b""
    again = [rows for _, rows in open_table(workbook(year_of(other, 2024))).rows()]
    assert again == [rows for _, rows in open_table(workbook(year_of(town, 2024))).rows()]


def test_a_case_of_the_desk_goes_round(town, officer):
    case = web.application(town)
    decided = a.ItemDecided(
        item=1, decision="D12", facts=tuple((key, "1") for key in ("received_on", "received_by", "content", "search_record"))
    )
    day = date(2026, 3, 10)
    act(
        application=case,
        events=[(decided, day), (a.Answered(letter="示政公开答〔2026〕1号", way=Way.POST), day)],
        by=officer,
        moment=web.at(day),
    )
    act(application=case, events=[(a.Served(step=3, way=Way.POST, proof="p"), day)], by=officer, moment=web.at(day))
    done = bring_in(open_table(workbook(year_of(town, 2026))), organ_name="别处镇人民政府", moment=web.at(date(2026, 3, 12)))
    assert figures(done.organ) == figures(town)
    assert state_of(Application.objects.get(organ=done.organ)).row().key == "unavailable.not_held"


def test_a_year_is_cut_by_the_legal_day(town):
    rows = (
        row(number="carried in", received="2023-12-20", closed="2024-01-10"), row(number="ended before", received="2023-02-20", closed="2023-03-10"),
        row(number="new", received="2024-12-31", closed="2025-01-10"), row(number="later", received="2025-01-02", closed="2025-01-10"),
    )  # fmt: skip
    bring_in(table(*rows), organ_name=TOWN, moment=NOW)
    assert {case.register_number for case in year_of(town, 2024).cases} == {"carried in", "new"}


def test_nothing_that_is_exported_is_a_formula(town):
    bring_in(table(row(content="=1+1", name="+甲", 备注="@SUM(A1)")), organ_name=TOWN, moment=NOW)
    data = workbook(year_of(town, 2024))
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    values = [value for line in sheet.to_python() for value in line]
    assert {"=1+1", "+甲", "@SUM(A1)"} <= set(values)
    assert not any(line for line in sheet.iter_formulas() if any(line)) if hasattr(sheet, "iter_formulas") else True


DAYS = st.dates(date(2024, 1, 2), date(2024, 12, 31))


@st.composite
def histories(draw):
    """A possible row: days in order, some of them missing."""
    days = sorted(draw(st.lists(DAYS, min_size=8, max_size=8)))
    found = {"received": days[0], "channel": draw(st.sampled_from(sorted(set(CHANNEL_WORDS.values()))))}
    for at, (first, second) in enumerate(
        (("correction_requested", "correction_received"), ("consulted", "opinion"), ("fee_notified", "fee_paid"))
    ):
        if draw(st.booleans()):
            found |= {first: days[1 + at], second: days[2 + at] if draw(st.booleans()) else ""}
    if draw(st.booleans()):
        found |= {"extended": draw(st.integers(1, 20)), "extended_on": days[5]}
    if draw(st.booleans()):
        found |= {
            "closed": days[6],
            "row": draw(st.sampled_from(sorted(set(ROW_LABELS.values())))),
            "served": days[7] if draw(st.booleans()) else "",
        }
    else:
        found |= {"closed": "", "row": ""}
    return found


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(histories(), min_size=1, max_size=6))
def test_any_register_goes_round(town, found):
    Remedy.objects.all().delete()
    for model in ("people", "items"):
        for case in Application.objects.all():
            getattr(case, model).all().delete()
    Application.objects.all().delete()
    rows = [row(number=f"{place}", **each) for place, each in enumerate(found)]
    assert bring_in(table(*rows), organ_name=TOWN, moment=NOW).imported == len(rows)
    assert figures(elsewhere(town)) == figures(town)


def test_every_column_that_is_exported_is_read_again():
    assert len({field.label for field in FIELDS}) == len(FIELDS)
