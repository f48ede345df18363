"""投诉举报 (条例 Art. 47, 51): every step in its order, with all reasons; the organ never learns who wrote; who was held accountable is counted once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.ledger.reasons import NotAllowed
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.organs.services import choose
from gongkai.web.oversight.models import Accountability, Grievance, Order
from gongkai.web.oversight.selectors import grievances as selectors
from gongkai.web.oversight.services import grievances, grievances_measures
from gongkai.web.oversight.services.grievances import Said
from gongkai.web.oversight.services.grievances_measures import Decision
from gongkai.web.reporting.selectors.activities import activities
from gongkai.web.reporting.services import activities as ledger
from support import web
from web.oversight.complaining import CAME, CONTACT, REPLY_BY, SAID, accepted, asked, found, taken

NOW = web.at(date(2026, 3, 9))


def why_not(act) -> str:
    with pytest.raises(NotAllowed) as refused:
        act()
    return "\n".join(each.sentence for each in refused.value.reasons)


def kinds(row):
    return [each.kind for each in row.steps.all()]


# --- taken in ------------------------------------------------------------------------------------------------


def test_it_is_heard_by_the_government_above_with_a_number_of_its_own(town, bureau, district):
    rows = [taken(town), taken(bureau)]
    assert [each.body for each in rows] == [district, district]
    assert [each.number for each in rows] == ["示区政公开投诉〔2026〕1号", "示区政公开投诉〔2026〕2号"]


def test_pressed_twice_it_is_one(town):
    assert taken(town, key="k1") == taken(town, key="k1")
    assert (Grievance.objects.count(), kinds(Grievance.objects.get())) == (1, ["received"])


def test_the_days_are_those_of_the_body_and_end_on_a_working_day(town, district):
    row = taken(town)
    assert (row.accept_by, row.answer_by) == (date(2026, 3, 17), date(2026, 5, 6)), "60 days end on a holiday: the next working day"
    choose(organ=district, choices={"grievance_accept_days": 5, "grievance_answer_days": 30})
    district.refresh_from_db()
    row = taken(town)
    assert (row.accept_by, row.answer_by) == (date(2026, 3, 9), date(2026, 4, 1))


def test_what_is_missing_is_said_at_once(town):
    said = why_not(lambda: taken(town, said=Said("", " "), source="", received_on=CAME + timedelta(days=1)))
    for words in ("没有选哪一项职责", "没有选怎样来的", "没有写是什么情况", "还没有到"):
        assert words in said
    assert not Grievance.objects.exists()


def test_the_contact_is_sealed_in_the_database(town):
    taken(town)
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact FROM oversight_grievance")
        (held,) = cursor.fetchone()
    assert held
    assert "13800000001" not in held
    assert Grievance.objects.get().contact.reveal() == CONTACT


# --- the clock: the last day is in time, the next is late ------------------------------------------------------


@pytest.mark.parametrize(("day", "left"), [(date(2026, 3, 17), 0), (date(2026, 3, 18), -1), (date(2026, 3, 12), 3), (date(2026, 3, 11), 4)])
def test_the_last_day_of_accepting_is_in_time(town, day, left):
    row = taken(town)
    due = selectors.due_of(selectors.due_day(row), day, calendar_of(row.body))
    assert due.days_left == left


@pytest.mark.parametrize(
    ("day", "lists"),
    [(date(2026, 3, 11), set()), (date(2026, 3, 12), {"near"}), (date(2026, 3, 17), {"near"}), (date(2026, 3, 18), {"late"})],
)
def test_lists_turn_on_the_same_days(town, district, day, lists):
    taken(town)
    near = selectors.near_day(day, calendar_of(district))
    counts = selectors.counts(selectors.heard([district]), day, near)
    assert {key for key in ("late", "near") if counts[key]} == lists
    assert (counts["open"], counts["new"]) == (1, 1)


@pytest.mark.parametrize(("day", "late"), [(date(2026, 5, 6), 0), (date(2026, 5, 7), 1)])
def test_once_accepted_the_day_of_the_answer_counts(town, district, supervisor, day, late):
    accepted(town, supervisor)
    assert selectors.counts(selectors.heard([district]), day, day)["late"] == late


@pytest.mark.parametrize(("day", "left"), [(REPLY_BY, 0), (REPLY_BY + timedelta(days=1), -1)])
def test_the_organ_has_its_own_day(town, supervisor, day, left):
    asked(town, supervisor)
    (line,) = selectors.lines(selectors.asked_of([town]), day, replying=True)
    assert line.due.days_left == left


def test_the_organ_that_lets_its_day_pass_does_not_stop_it(town, supervisor):
    row = asked(town, supervisor)
    act = {"grievance": row, "finding": "true", "words": "没有答复", "by": supervisor}
    assert "还没有到" in why_not(lambda: grievances.find(moment=web.at(REPLY_BY), **act))
    grievances.find(moment=web.at(REPLY_BY + timedelta(days=1)), **act)
    row.refresh_from_db()
    assert row.state == "found"


# --- steps ---------------------------------------------------------------------------------------------------


def test_the_whole_way(town, supervisor, officer):
    row = found(town, supervisor, officer)
    grievances_measures.order(grievance=row, what="按规定登记每一件申请", due_on=date(2026, 3, 31), by=supervisor, moment=NOW)
    grievances_measures.criticise(grievance=row, document="示区政办通〔2026〕1号", words="逾期答复", by=supervisor, moment=NOW)
    grievances.answer(grievance=row, words="属实，已督促整改并通报批评。", by=supervisor, moment=NOW)
    row.refresh_from_db()
    assert (row.state, row.finding, row.measure, row.told) == ("answered", "true", "both", "属实，已督促整改并通报批评。")
    assert kinds(row) == ["received", "accepted", "asked", "replied", "found", "ordered", "criticised", "answered"]
    assert all(each.by is not None for each in row.steps.all()[1:]), "every step says who took it"
    order = Order.objects.get()
    assert (row.order, order.organ, order.due_on, order.origin_words) == (order, town, date(2026, 3, 31), f"投诉举报 {row.number}")


def test_what_is_true_is_followed_up_before_it_is_answered(town, supervisor, officer):
    row = found(town, supervisor, officer, finding="partly")
    assert "应当督促整改或者通报批评" in why_not(lambda: grievances.answer(grievance=row, words="属实", by=supervisor, moment=NOW))


def test_what_is_not_true_is_not_followed_up(town, supervisor, officer):
    row = found(town, supervisor, officer, finding="untrue")
    said = why_not(lambda: grievances_measures.order(grievance=row, what="改", due_on=date(2026, 3, 31), by=supervisor, moment=NOW))
    assert "不属实的" in said
    grievances.answer(grievance=row, words="已按期答复，查证不属实。", by=supervisor, moment=NOW)
    row.refresh_from_db()
    assert (row.state, row.measure, Order.objects.count()) == ("answered", "none", 0)


def test_the_organ_is_heard_before_anything_is_found(town, supervisor):
    row = accepted(town, supervisor)
    said = why_not(lambda: grievances.find(grievance=row, finding="", words="", by=supervisor, moment=NOW))
    for words in ("没有写查明的事实", "没有选查证结果", "先听它怎么说"):
        assert words in said


def test_no_step_is_taken_out_of_its_order_or_twice(town, supervisor, officer):
    row = taken(town)
    assert "还没有登记查证结果" in why_not(lambda: grievances.answer(grievance=row, words="好", by=supervisor, moment=NOW))
    assert "现在不用说明" in why_not(lambda: grievances.reply(grievance=row, words="好", by=officer, moment=NOW))
    grievances.accept(grievance=row, by=supervisor, moment=NOW)
    assert "不用再受理" in why_not(lambda: grievances.accept(grievance=row, by=supervisor, moment=NOW))
    row = found(town, supervisor, officer)
    grievances_measures.order(grievance=row, what="改", due_on=date(2026, 3, 31), by=supervisor, moment=NOW)
    assert "不用再发" in why_not(
        lambda: grievances_measures.order(grievance=row, what="改", due_on=date(2026, 3, 31), by=supervisor, moment=NOW)
    )
    assert Order.objects.count() == 1


def test_an_order_that_cannot_be_issued_leaves_everything_as_it_was(town, supervisor, officer):
    row = found(town, supervisor, officer)
    said = why_not(lambda: grievances_measures.order(grievance=row, what=" ", due_on=date(2026, 3, 1), by=supervisor, moment=NOW))
    assert "整改期限不能早于今天" in said
    assert "请写整改事项" in said
    row.refresh_from_db()
    assert (row.measure, row.order, Order.objects.count()) == ("", None, 0)


def test_what_belongs_elsewhere_is_told_where(town, supervisor):
    row = taken(town)
    assert "没有写应当向哪里提出" in why_not(lambda: grievances.refer(grievance=row, words="", by=supervisor, moment=NOW))
    grievances.refer(grievance=row, words="不同意答复的，请向示例区人民政府申请行政复议。", by=supervisor, moment=NOW)
    row.refresh_from_db()
    assert (row.state, row.ended_on, selectors.due_day(row)) == ("referred", date(2026, 3, 9), None)


def test_steps_are_only_added(town):
    taken(town)
    for words in ("UPDATE oversight_grievancestep SET words = ''", "DELETE FROM oversight_grievancestep"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(words)


@pytest.mark.parametrize(("day", "kept"), [(date(2031, 3, 9), True), (date(2031, 3, 10), False)])
def test_the_contact_is_forgotten_when_the_years_of_the_office_are_over(town, supervisor, day, kept):
    row = taken(town)
    grievances.refer(grievance=row, words="请申请行政复议。", by=supervisor, moment=NOW)
    running = taken(town)
    assert grievances.forget(day) == int(not kept)
    row.refresh_from_db()
    running.refresh_from_db()
    assert (bool(row.contact), bool(running.contact)) == (kept, True)


# --- the organ never learns who wrote ----------------------------------------------------------------------------


def test_the_contact_is_not_passed_on(town, supervisor):
    row = accepted(town, supervisor)
    act = {"grievance": row, "reply_by": REPLY_BY, "by": supervisor, "moment": NOW}
    assert "联系方式，请去掉" in why_not(lambda: grievances.ask(passed=f"{CONTACT}说没有答复", **act))
    assert list(selectors.asked_of([town])) == []


def test_the_organ_reads_neither_the_contact_nor_the_first_wording_nor_what_was_done_inside(town, supervisor):
    row = asked(town, supervisor)
    grievances.write_down(grievance=row, words="给申请人甲打过电话", by=supervisor, moment=NOW)
    seen = selectors.asked_of([town]).get()
    assert seen.get_deferred_fields() == {"contact", "text"}
    assert [each.kind for each in selectors.steps_of(seen, inside=False)] == ["asked"]
    assert "noted" in [each.kind for each in selectors.steps_of(seen, inside=True)]


def test_a_list_of_the_district_reads_no_contact(town, district):
    taken(town)
    assert "contact" in selectors.heard([district]).get().get_deferred_fields()


# --- 责任追究 ------------------------------------------------------------------------------------------------------


DECISION = Decision("criticism", date(2026, 3, 6), "示例区人民政府办公室", "示区政办通〔2026〕1号", "逾期答复", 2)


def decided(organ, by, key=None, **more):
    return grievances_measures.decide(organ=organ, decision=DECISION._replace(**more), by=by, moment=NOW, key=key)


def blamed(organ):
    return [each for each in activities(organ.pk, 2026) if each.sort.key == "accountability"]


def test_persons_held_accountable_are_told_to_the_year_once(town, officer):
    assert decided(town, officer, key="k1") == decided(town, officer, key="k1")
    (told,) = blamed(town)
    assert (told.said, told.on) == ("被追究责任的2人", date(2026, 3, 6))
    assert told.record.text == "通报批评（示例区人民政府办公室，示区政办通〔2026〕1号）：逾期答复"


def test_an_organ_that_was_criticised_alone_counts_as_nobody(town, officer):
    made = decided(town, officer, persons=0)
    assert (blamed(town), made.step) == ([], None)


def test_one_that_was_written_down_wrong_counts_no_longer(town, officer):
    made = decided(town, officer)
    grievances_measures.take_back(decision=made, reason="人数写错", by=officer, moment=NOW)
    assert blamed(town) == []
    decided(town, officer, persons=1)
    assert [each.said for each in blamed(town)] == ["被追究责任的1人"]
    assert Accountability.objects.count() == 2
    assert "已经作废" in why_not(lambda: grievances_measures.take_back(decision=made, reason="再来", by=officer, moment=NOW))


def test_one_that_was_voided_in_the_ledger_can_still_be_taken_back(town, officer):
    made = decided(town, officer)
    ledger.void(organ=town, year=2026, step=made.step, reason="登记错了", on=date(2026, 3, 9), by=officer, moment=NOW)
    grievances_measures.take_back(decision=made, reason="登记错了", by=officer, moment=NOW)
    made.refresh_from_db()
    assert made.voided_why == "登记错了"


def test_a_decision_says_who_by_which_paper_and_names_nobody(town, officer):
    said = why_not(
        lambda: decided(
            town, officer, decided_by=" ", document="", about="13800000001 逾期", kind="discipline", persons=0, on=date(2026, 3, 10)
        )
    )
    for words in ("没有写谁决定的", "没有写文号", "不写个人信息", "处分是对人的", "还没有到"):
        assert words in said
    decided(town, officer)
    assert "已经登记过" in why_not(lambda: decided(town, officer))
    assert SAID.contact not in why_not(lambda: decided(town, officer, document=""))
