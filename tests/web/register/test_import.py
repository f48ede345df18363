"""A register brought in: its figures, its clock, its history; nothing kept unless there is no error."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from gongkai.ledger.vocabulary.codes import Result
from gongkai.web.applications.models import Application, Person, Remedy
from gongkai.web.applications.register.checking import check
from gongkai.web.applications.register.extras import opened
from gongkai.web.applications.register.writing import bring_in
from gongkai.web.applications.services.acting import IMPORT, state_of
from gongkai.web.events import store
from gongkai.web.organs.models import Organ
from gongkai.web.organs.services import next_number
from support.register import NOW, TOWN, row, table


def bring(*rows):
    return bring_in(table(*rows), organ_name=TOWN, moment=NOW)


def warnings_of(**changes):
    return [warning.words for warning in check(table(row(**changes)), organ_name=TOWN, moment=NOW).warnings]


def test_a_closed_case_counts_in_its_row(town):
    done = bring(row(), row(number="2024-002", row="2.没有现成信息需要另行制作"))
    assert done.imported == 2
    found = Application.objects.get(register_number="2024-002")
    assert (found.phase, found.row, found.ended_on, found.imported) == ("answered", "unavailable.needs_creation", date(2024, 3, 20), True)
    assert state_of(found).row().key == "unavailable.needs_creation"


def test_the_2019_row_without_division_is_accepted_too(town):
    bring(row(row="（六）其他处理"))
    assert Application.objects.get().row == "other"


def test_an_open_case_has_its_true_clock(town):
    """Received on 2026-01-26, correction came on 2026-02-09: twenty working days from then, the Spring Festival not counted."""
    bring(
        row(received="2026-01-26", closed="", row="", correction_requested="2026-01-28", correction_received="2026-02-09"),
        row(number="b", received="2026-02-25", closed="", row="", consulted="2026-02-27"),
    )
    found = Application.objects.get(register_number="2024-001")
    assert (found.phase, found.due_on) == ("open", date(2026, 3, 13))
    asked = Application.objects.get(register_number="b")
    assert (asked.due_on, bool(asked.waiting_who)) == (None, True)


def test_every_event_of_a_row_is_in_the_ledger_under_import(town):
    bring(
        row(
            correction_requested="2024-03-06", correction_received="2024-03-11", consulted="2024-03-12", opinion="2024-03-20", extended="10",
            fee_notified="2024-03-21", fee="3000.50", fee_paid="2024-03-25", closed="2024-04-02", letter="示政公开答〔2024〕1号", served="2024-04-03", posting="1234567890123",
        )
    )  # fmt: skip
    case = Application.objects.get()
    entries = store.entries(case.pk)
    assert [entry.event.title for entry in entries] == [
        "登记", "告知补正", "收到补正", "征求意见", "收到意见", "通知缴费", "缴费完毕", "延期", "导入办理结果", "送达",
    ]  # fmt: skip
    assert {entry.actor for entry in entries} == {IMPORT}
    state = state_of(case)
    assert (state.fee.amount, state.extension.days, case.unserved) == (300050, 10, 0)


def test_reviews_and_lawsuits_stand_beside_the_case(town):
    bring(
        row(
            review_received="2024-05-06", review_closed="2024-07-01", review_result="结果维持",
            suit_sort="复议后起诉", suit_received="2024-08-01",
        )
    )  # fmt: skip
    review, suit = Remedy.objects.order_by("received_on")
    assert (review.result, review.final_on) == (Result.UPHELD.value, date(2024, 7, 1))
    assert (suit.sort, suit.final_on, suit.application) == ("litigation_after_review", None, Application.objects.get())


def test_nothing_is_kept_when_one_row_is_wrong(town):
    done = bring(row(), row(number="2024-002", received="2024-02-30"), row(number="2024-003", column="某类"))
    assert [problem.line for problem in done.checked.problems] == [3, 4]
    assert (done.imported, Application.objects.count(), store.position()) == (0, 0, 0)


def test_a_number_twice_is_an_error_in_the_file_and_in_the_database(town):
    again = bring(row(), row())
    assert "和第 2 行重复" in again.checked.problems[0].words
    bring(row())
    second = bring(row())
    assert "系统里已经有这个编号" in second.checked.problems[0].words
    assert Application.objects.count() == 1


def test_an_organ_that_is_not_there_is_made_and_that_is_said(db):
    done = bring_in(table(row()), organ_name="新设镇人民政府", moment=NOW)
    assert (done.made, Organ.objects.get().name, Organ.objects.get().level) == (True, "新设镇人民政府", "town")
    assert bring_in(table(row(number="b")), organ_name="新设镇人民政府", moment=NOW).made is False


def test_a_short_name_is_the_same_organ(town):
    assert bring_in(table(row()), organ_name="示例镇", moment=NOW).organ == town


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"closed": "2024-06-03"}, "逾期"),
        ({"closed": "2024-03-24"}, "休息日"),
        ({"row": "逾期不补正"}, "没有补正通知日期"),
        ({"row": "逾期未缴费"}, "没有收费通知日期"),
        ({"row": "保护第三方合法权益"}, "没有征求意见发出日期"),
        ({"extended": "30"}, "超过二十个工作日"),
        ({"correction_requested": "2024-03-15", "correction_received": "2024-03-18"}, "超过收到申请之日起"),
    ],
)
def test_what_is_legally_odd_is_a_warning_and_comes_in(town, changes, words):
    assert any(words in warning for warning in warnings_of(**changes))
    assert bring(row(**changes)).imported == 1


def test_an_ordinary_row_has_no_warning(town):
    assert warnings_of() == []


def test_personal_data_and_unknown_columns_are_sealed(town):
    bring(row(联系电话="13800000001", 备注="申请人甲的邻居"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone FROM applications_person")
        stored = str(cursor.fetchall())
        cursor.execute("SELECT extra FROM applications_application")
        stored += str(cursor.fetchall())
        cursor.execute("SELECT payload FROM events_record")
        stored += str(cursor.fetchall())
    for secret in ("申请人甲", "13800000001", "邻居"):
        assert secret not in stored
    assert Person.objects.get().phone.reveal() == "13800000001"
    assert opened(Application.objects.get()) == {"备注": "申请人甲的邻居"}


def test_the_next_registration_goes_behind_the_imported_numbers(town):
    bring(row(number="示政公开申〔2024〕7号"))
    assert next_number(organ=town, word="申", year=2024) == "示政公开申〔2024〕8号"


def test_a_number_without_day_of_service_makes_no_duty_of_today(town):
    bring(row(letter="示政公开答〔2024〕1号"))
    case = Application.objects.get()
    assert (case.unserved, opened(case)) == (0, {"答复文号": "示政公开答〔2024〕1号"})


def test_a_thousand_rows_take_queries_by_the_batch(town, django_assert_max_num_queries):
    rows = [row(number=str(number)) for number in range(1000)]
    with django_assert_max_num_queries(200):
        assert bring(*rows).imported == 1000
