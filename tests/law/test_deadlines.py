"""The clock event by event. All days by hand; in March 2026 only weekends rest, and 4 to 6 April are 清明."""

from datetime import date

import pytest

from gongkai.law.calendar import Calendar
from gongkai.law.deadlines import KINDS, Clock, ClockEvent, ClockSettings, Refused, explain
from gongkai.law.parameters import NoValueInForce

CALENDAR = Calendar.standard()
MONDAY = "2026-03-02"  # its 20th working day is Monday 2026-03-30, its 7th Wednesday 2026-03-11


def event(text):
    """``KIND@DATE``, behind ``=`` a label, a number or a day as the kind wants it."""
    kind, _, rest = text.partition("@")
    day, _, value = rest.partition("=")
    made = ClockEvent(kind, date.fromisoformat(day))
    if kind == "extended":
        return made._replace(days=int(value))
    if kind in ("deferred", "correction_requested"):
        return made._replace(until=date.fromisoformat(value) if value else None)
    return made._replace(label=value)


def clock(received, *events, **more) -> Clock:
    return explain(date.fromisoformat(received), [event(text) for text in events], CALENDAR, **more)


def due(received, *events, **more):
    found = clock(received, *events, **more).due
    return found and found.isoformat()


def refusal(received, *events):
    with pytest.raises(Refused) as refused:
        clock(received, *events)
    sentence = str(refused.value)
    assert "\n" not in sentence
    assert sentence.endswith("）")
    assert "《" in sentence
    return sentence


def cites(found):
    return [step.cite.partition("》")[2] for step in found.steps]


class TestTheFullPeriod:
    def test_the_day_after_receipt_is_day_one_and_the_twentieth_is_the_last(self):
        found = clock(MONDAY)
        assert found.due == date(2026, 3, 30)
        assert (found.waiting, found.on_time, found.irregular, found.provisional) == (None, None, (), False)
        assert found.days[0] == (date(2026, 3, 2), False, None, "收到当日不计算")
        assert found.days[1] == (date(2026, 3, 3), True, 1, "工作日 第 1 日")
        assert found.days[5] == (date(2026, 3, 7), False, None, "周六")
        assert found.days[-1] == (date(2026, 3, 30), True, 20, "工作日 第 20 日")
        assert len(found.days) == 29

    def test_the_first_step_is_the_receipt_with_its_clause(self):
        step = clock(MONDAY).steps[0]
        assert (step.day.isoformat(), step.event) == (MONDAY, "received")
        assert step.effect == "自次日起计算20个工作日；最迟2026年3月30日答复"
        assert step.cite == "《中华人民共和国政府信息公开条例》第三十三条第二款"

    def test_what_came_before_15_may_2019_has_fifteen_days(self):
        assert due("2019-05-14") == "2019-06-04"
        assert due("2019-05-15") == "2019-06-13"  # 7 June is 端午

    def test_a_receipt_before_the_first_regulation_has_no_period(self):
        with pytest.raises(NoValueInForce, match=r"periods\.toml"):
            clock("2008-04-30")

    def test_a_year_without_a_notice_makes_it_provisional(self):
        last = CALENDAR.known_through()
        assert not clock(f"{last.year}-11-02").provisional
        found = clock(f"{last.year}-12-25")
        assert found.provisional
        assert found.days[-1].why == "工作日 第 20 日（暂定）"

    def test_a_period_of_another_party_in_such_a_year_does_so_too(self):
        last = CALENDAR.known_through()
        found = clock(f"{last.year}-12-02", f"fee_notified@{last.year}-12-20")
        assert found.due is None
        assert found.provisional


class TestCorrections:
    def test_while_the_applicant_owes_one_there_is_no_due_day(self):
        found = clock(MONDAY, "correction_requested@2026-03-11")
        assert (found.due, found.waiting, found.irregular) == (None, ("申请人", "补正", None), ())
        assert found.days[-1].day == date(2026, 3, 11)
        assert found.steps[-1].effect == "期限停止计算；现在等申请人补正"
        assert cites(found) == ["第三十三条第二款", "第三十条"]

    def test_the_day_that_the_request_names_is_said(self):
        assert clock(MONDAY, "correction_requested@2026-03-11=2026-03-25").waiting == ("申请人", "补正", date(2026, 3, 25))

    def test_a_received_one_restarts_the_full_twenty_from_the_next_day(self):
        found = clock(MONDAY, "correction_requested@2026-03-11", "correction_received@2026-03-16")
        assert found.due == date(2026, 4, 14)
        numbers = {entry.day.isoformat(): (entry.number, entry.why) for entry in found.days}
        assert numbers["2026-03-11"] == (7, "工作日 第 7 日")
        assert numbers["2026-03-12"] == (None, "等待补正")
        assert numbers["2026-03-16"] == (None, "等待补正")
        assert numbers["2026-03-17"] == (1, "工作日 第 1 日")
        assert numbers["2026-04-14"] == (20, "工作日 第 20 日")

    def test_one_that_comes_on_the_day_it_was_asked_for_restarts_too(self):
        assert due(MONDAY, "correction_requested@2026-03-04", "correction_received@2026-03-04") == "2026-04-01"

    def test_a_request_on_the_eighth_day_is_named_and_still_restarts(self):
        found = clock(MONDAY, "correction_requested@2026-03-12", "correction_received@2026-03-16")
        assert found.due == date(2026, 4, 14)
        assert len(found.irregular) == 1
        assert "7个工作日（2026年3月11日止）" in found.irregular[0]
        assert "第三十条" in found.irregular[0]

    def test_a_second_request_is_refused(self):
        assert "一次性" in refusal(MONDAY, "correction_requested@2026-03-04", "correction_requested@2026-03-05")
        assert "第三十条" in refusal(
            MONDAY, "correction_requested@2026-03-04", "correction_received@2026-03-05", "correction_requested@2026-03-06"
        )

    def test_one_that_nobody_asked_for_is_refused(self):
        assert "没有尚待补正的告知书" in refusal(MONDAY, "correction_received@2026-03-05")

    def test_one_behind_its_own_period_is_named_and_restarts(self):
        asked = "correction_requested@2026-03-04=2026-03-16"
        assert clock(MONDAY, asked, "correction_received@2026-03-16").irregular == ()
        found = clock(MONDAY, asked, "correction_received@2026-03-17")
        assert "超过补正期限2026年3月16日" in found.irregular[0]
        assert found.due == date(2026, 4, 15)

    def test_a_period_that_ends_before_it_begins_is_refused(self):
        assert "早于告知之日" in refusal(MONDAY, "correction_requested@2026-03-04=2026-03-03")

    def test_the_regulation_of_2007_had_no_seven_days(self):
        found = clock("2018-03-05", "correction_requested@2018-03-20", "correction_received@2018-03-22")
        assert found.irregular == ()
        assert found.due == date(2018, 4, 13)  # 8 April, a Sunday, was worked
        assert cites(found)[1:] == ["第二十一条第（四）项"] * 2


class TestConsultations:
    def test_the_days_after_sending_up_to_the_answer_do_not_count(self):
        found = clock(MONDAY, "consultation_sent@2026-03-04", "consultation_answered@2026-03-10")
        assert found.due == date(2026, 4, 3)
        idle = [entry.day.day for entry in found.days if entry.why == "征求第三方意见期间不计算"]
        assert idle == [5, 6, 9, 10]
        assert found.steps[-1].effect == "第三方已经答复，自次日起继续计算；最迟2026年4月3日答复"

    def test_an_answer_on_the_same_day_takes_nothing_out(self):
        assert due(MONDAY, "consultation_sent@2026-03-04", "consultation_answered@2026-03-04") == "2026-03-30"

    def test_while_one_is_open_the_third_party_has_fifteen_working_days(self):
        found = clock(MONDAY, "consultation_sent@2026-03-09=甲公司")
        assert (found.due, found.waiting) == (None, ("第三方（甲公司）", "提出意见", date(2026, 3, 30)))

    def test_of_two_the_union_is_taken_and_both_are_awaited(self):
        sent = ("consultation_sent@2026-03-04=甲", "consultation_sent@2026-03-09=乙")
        assert clock(MONDAY, *sent).waiting == ("第三方（甲）、第三方（乙）", "提出意见", date(2026, 3, 30))
        one = clock(MONDAY, *sent, "consultation_answered@2026-03-10=甲")
        assert one.waiting == ("第三方（乙）", "提出意见", date(2026, 3, 30))
        assert one.steps[-1].effect == "第三方（甲）已经答复；现在等第三方（乙）提出意见"
        both = clock(MONDAY, *sent, "consultation_answered@2026-03-10=甲", "consultation_answered@2026-03-12=乙")
        assert both.due == date(2026, 4, 8)  # 5, 6, 9 to 12 March: six working days
        assert {entry.why for entry in both.days if entry.day == date(2026, 3, 10)} == {
            "征求第三方（甲）意见期间不计算；征求第三方（乙）意见期间不计算"
        }

    def test_a_silent_third_party_leaves_the_decision_to_the_organ(self):
        found = clock(MONDAY, "consultation_sent@2026-03-04", "consultation_lapsed@2026-03-25")
        assert "由本机关决定是否公开" in found.steps[-1].effect
        assert cites(found)[-1] == "第三十二条"
        assert found.irregular == ()
        assert found.due == date(2026, 4, 21)  # 15 working days later than 30 March

    def test_a_silent_co_maker_consents(self):
        found = clock(MONDAY, "consultation_sent@2026-03-04=共同制作机关", "consultation_lapsed@2026-03-25=共同制作机关")
        assert "视为同意公开" in found.steps[-1].effect
        assert cites(found)[-1] == "第三十四条"

    def test_a_lapse_before_the_fifteen_days_are_over_is_named(self):
        assert clock(MONDAY, "consultation_sent@2026-03-04", "consultation_lapsed@2026-03-25").irregular == ()
        found = clock(MONDAY, "consultation_sent@2026-03-04", "consultation_lapsed@2026-03-24")
        assert "到2026年3月25日才满" in found.irregular[0]
        assert "第三十二条" in found.irregular[0]

    @pytest.mark.parametrize("kind", ["consultation_answered", "consultation_lapsed"])
    def test_of_someone_never_asked_nothing_can_come(self, kind):
        assert "没有向第三方（乙）征求过意见" in refusal(MONDAY, "consultation_sent@2026-03-04=甲", f"{kind}@2026-03-10=乙")

    def test_an_answer_behind_the_lapse_changes_nothing(self):
        events = ("consultation_sent@2026-03-04", "consultation_lapsed@2026-03-25")
        found = clock(MONDAY, *events, "consultation_answered@2026-03-27")
        assert found.due == clock(MONDAY, *events).due
        assert "没有影响" in found.steps[-1].effect

    def test_another_organ_is_named_as_what_it_is(self):
        found = clock(MONDAY, "consultation_sent@2026-03-04=其他机关区财政局")
        assert found.waiting is not None
        assert found.waiting.who == "其他机关区财政局"

    def test_two_letters_without_a_name_are_two_consultations(self):
        sent = ("consultation_sent@2026-03-05", "consultation_sent@2026-03-10")
        assert clock(MONDAY, *sent, "consultation_answered@2026-03-12").due is None
        both = clock(MONDAY, *sent, "consultation_answered@2026-03-12", "consultation_answered@2026-03-20")
        named = clock(MONDAY, "consultation_sent@2026-03-05=甲", "consultation_answered@2026-03-20=甲")
        assert both.due == named.due, "days from the first letter to the last answer do not count"

    def test_an_answer_without_a_name_ends_the_only_consultation_that_is_open(self):
        named = clock(MONDAY, "consultation_sent@2026-03-05=甲", "consultation_answered@2026-03-12=甲")
        assert clock(MONDAY, "consultation_sent@2026-03-05=甲", "consultation_answered@2026-03-12").due == named.due
        assert clock(MONDAY, "consultation_sent@2026-03-05", "consultation_answered@2026-03-12=甲").due == named.due

    def test_asking_again_while_the_first_letter_is_out_puts_nothing_back(self):
        found = clock(MONDAY, "consultation_sent@2026-03-04=甲", "consultation_sent@2026-03-06=甲", "consultation_answered@2026-03-10=甲")
        assert found.due == date(2026, 4, 3)
        assert "再次发函" in found.steps[2].effect

    def test_asking_the_same_party_a_second_time_takes_its_days_out_too(self):
        first = ("consultation_sent@2026-03-04", "consultation_answered@2026-03-05")
        assert due(MONDAY, *first, "consultation_sent@2026-03-09", "consultation_answered@2026-03-10") == "2026-04-01"

    def test_one_behind_the_due_day_is_named_and_does_not_save_the_answer(self):
        found = clock(MONDAY, "consultation_sent@2026-03-31", "consultation_answered@2026-04-02", "answered@2026-04-03")
        assert found.due == date(2026, 3, 30)
        assert found.on_time is False
        assert "已于2026年3月30日届满" in found.irregular[0]

    def test_the_regulation_of_2007_gave_the_third_party_no_period(self):
        found = clock("2018-03-05", "consultation_sent@2018-03-06=甲", "consultation_sent@2018-03-06=共同制作机关")
        assert found.waiting == ("第三方（甲）、共同制作机关", "提出意见", None)
        later = clock("2018-03-05", "consultation_sent@2018-03-06=甲", "consultation_lapsed@2018-03-08=甲")
        assert later.due == date(2018, 3, 28)
        assert cites(later)[-1] == "第二十四条"

    def test_open_across_a_restart_it_still_takes_its_days_out(self):
        events = ("consultation_sent@2026-03-04", "correction_requested@2026-03-05", "correction_received@2026-03-09")
        found = clock(MONDAY, *events)
        assert found.waiting == ("第三方", "提出意见", date(2026, 3, 25))
        assert due(MONDAY, *events, "consultation_answered@2026-03-11") == "2026-04-09"


class TestReasonsAndDeferral:
    def test_asking_for_reasons_stops_nothing(self):
        found = clock(MONDAY, "reasons_requested@2026-03-05")
        assert found.due == date(2026, 3, 30)
        assert found.steps[-1].effect == "要求说明理由不停止期限；最迟2026年3月30日答复"
        assert cites(found)[-1] == "第三十五条"

    def test_a_deferral_replaces_the_due_day(self):
        found = clock(MONDAY, "deferred@2026-03-20=2026-06-30")
        assert found.due == date(2026, 6, 30)
        assert found.days[-1].counts

    def test_a_deferral_to_a_day_of_rest_moves_on(self):
        assert due(MONDAY, "deferred@2026-03-20=2026-06-20") == "2026-06-22"

    @pytest.mark.parametrize("day", ["2026-03-27", "2026-03-30"])
    def test_it_has_to_be_later(self, day):
        assert "不晚于原定的2026年3月30日" in refusal(MONDAY, f"deferred@2026-03-20={day}")

    def test_it_cannot_be_told_behind_the_day_it_names(self):
        assert "早于告知之日" in refusal(MONDAY, "deferred@2026-04-10=2026-04-09")

    def test_it_has_to_name_a_day(self):
        assert "没有写延迟到哪一天" in refusal(MONDAY, "deferred@2026-03-20")

    def test_an_extension_behind_it_adds_its_days(self):
        assert due(MONDAY, "deferred@2026-03-20=2026-04-10", "extended@2026-04-10=2") == "2026-04-14"

    def test_the_due_day_is_never_earlier_than_without_it(self):
        asked = ("consultation_sent@2026-03-23", "consultation_answered@2026-04-10")
        assert due(MONDAY, *asked) == "2026-04-17"
        assert due(MONDAY, "deferred@2026-03-20=2026-04-01", *asked) == "2026-04-17"

    def test_a_restart_ends_it(self):
        events = ("deferred@2026-03-05=2026-06-30", "correction_requested@2026-03-11", "correction_received@2026-03-16")
        assert due(MONDAY, *events) == "2026-04-14"

    def test_told_behind_the_due_day_it_is_named_and_changes_nothing(self):
        found = clock(MONDAY, "deferred@2026-03-31=2026-06-30")
        assert found.due == date(2026, 3, 30)
        assert "不改变答复期限" in found.irregular[0]

    def test_an_office_may_let_a_late_one_count(self):
        found = clock(MONDAY, "deferred@2026-03-31=2026-06-30", settings=ClockSettings(late_grant_counts=True))
        assert found.due == date(2026, 6, 30)
        assert "按本机关的设定" in found.irregular[0]

    @pytest.mark.parametrize("act", ["reasons_requested@2019-05-14", "deferred@2019-05-14=2019-07-01"])
    def test_before_15_may_2019_there_was_no_such_rule(self, act):
        assert "自2019年5月15日起施行" in refusal("2019-05-10", act)
        clock("2019-05-10", act.replace("05-14", "05-15"))


class TestExtensions:
    def test_it_adds_its_working_days(self):
        assert due(MONDAY, "extended@2026-03-20=10") == "2026-04-14"

    def test_on_the_last_day_it_is_in_time(self):
        found = clock(MONDAY, "extended@2026-03-30=10")
        assert (found.due, found.irregular) == (date(2026, 4, 14), ())

    def test_behind_the_last_day_it_is_named_and_changes_nothing(self):
        found = clock(MONDAY, "extended@2026-03-31=10", "answered@2026-04-01")
        assert (found.due, found.on_time) == (date(2026, 3, 30), False)
        assert len(found.irregular) == 1
        assert "第三十三条第二款" in found.irregular[0]

    def test_an_office_may_let_a_late_one_count(self):
        found = clock(MONDAY, "extended@2026-03-31=10", settings=ClockSettings(late_grant_counts=True))
        assert found.due == date(2026, 4, 14)
        assert len(found.irregular) == 1

    @pytest.mark.parametrize(("received", "most", "least"), [(MONDAY, 20, "20"), ("2018-03-05", 15, "15")])
    def test_it_has_one_to_the_most_days(self, received, most, least):
        day = received[:8] + "09"
        for days in (0, most + 1):
            assert f"1至{least}个工作日" in refusal(received, f"extended@{day}={days}")
        for days in (1, most):
            assert clock(received, f"extended@{day}={days}").irregular == ()

    def test_a_second_one_is_refused(self):
        assert "只能延长一次" in refusal(MONDAY, "extended@2026-03-10=5", "extended@2026-03-11=5")
        assert "只能延长一次" in refusal(MONDAY, "extended@2026-03-31=5", "extended@2026-04-01=5")

    def test_while_a_consultation_is_open_it_is_in_time(self):
        events = ("consultation_sent@2026-03-27", "extended@2026-04-08=5", "consultation_answered@2026-04-09")
        found = clock(MONDAY, *events)
        assert (found.due, found.irregular) == (date(2026, 4, 17), ())


class TestFees:
    def test_while_it_is_owed_there_are_twenty_working_days_to_pay(self):
        found = clock(MONDAY, "fee_notified@2026-03-20")
        assert (found.due, found.waiting) == (None, ("申请人", "缴费", date(2026, 4, 20)))

    def test_payment_restarts_the_full_twenty_from_the_next_day(self):
        found = clock(MONDAY, "fee_notified@2026-03-20", "fee_paid@2026-03-27")
        assert found.due == date(2026, 4, 27)
        assert {entry.why for entry in found.days if date(2026, 3, 23) <= entry.day <= date(2026, 3, 27)} == {"等待缴费"}

    def test_an_extension_used_before_does_not_count_again_unless_the_office_says_so(self):
        events = ("extended@2026-03-10=5", "fee_notified@2026-03-20", "fee_paid@2026-03-27")
        assert due(MONDAY, *events) == "2026-04-27"
        surviving = clock(MONDAY, *events, settings=ClockSettings(extension_survives_payment=True))
        assert surviving.due == date(2026, 5, 7)
        assert "连同已延长的5个工作日" in surviving.steps[-1].effect

    def test_it_cannot_be_used_twice_across_the_payment(self):
        events = ("extended@2026-03-10=5", "fee_notified@2026-03-20", "fee_paid@2026-03-27")
        assert "只能延长一次" in refusal(MONDAY, *events, "extended@2026-03-30=5")

    def test_payment_without_a_notice_is_refused(self):
        assert "没有尚待缴费的收费通知" in refusal(MONDAY, "fee_paid@2026-03-27")

    def test_payment_behind_its_period_is_named_and_restarts(self):
        assert clock(MONDAY, "fee_notified@2026-03-20", "fee_paid@2026-04-20").irregular == ()
        found = clock(MONDAY, "fee_notified@2026-03-20", "fee_paid@2026-04-21")
        assert "超过缴费期限2026年4月20日" in found.irregular[0]
        assert found.due is not None

    def test_a_notice_behind_the_due_day_is_named(self):
        assert clock(MONDAY, "fee_notified@2026-03-30").irregular == ()
        found = clock(MONDAY, "fee_notified@2026-03-31")
        assert "应当在答复期限内发出" in found.irregular[0]
        assert found.waiting is not None

    @pytest.mark.parametrize("paid", [(), ("fee_paid@2026-03-23",)])
    def test_a_second_notice_is_named_and_has_its_own_period(self, paid):
        found = clock(MONDAY, "fee_notified@2026-03-20", *paid, "fee_notified@2026-03-24")
        assert len(found.irregular) == 1
        assert found.waiting == ("申请人", "缴费", date(2026, 4, 22))

    def test_before_the_rules_of_2021_no_period_to_pay_is_known(self):
        assert clock("2020-06-01", "fee_notified@2020-06-10").waiting == ("申请人", "缴费", None)
        assert clock("2020-06-01", "fee_notified@2020-06-10", "fee_paid@2020-06-12").irregular == ()

    def test_the_applicant_stands_before_a_third_party_and_a_correction_before_a_fee(self):
        found = clock(MONDAY, "consultation_sent@2026-03-04", "fee_notified@2026-03-05")
        assert found.waiting == ("申请人", "缴费", date(2026, 4, 2))
        owed = ("fee_notified@2026-03-05", "correction_requested@2026-03-06")
        assert clock(MONDAY, *owed).waiting == ("申请人", "补正", None)
        assert clock(MONDAY, *owed, "fee_paid@2026-03-09").waiting == ("申请人", "补正", None)


class TestTheAnswer:
    def test_on_the_last_day_it_is_on_time_and_the_day_after_it_is_not(self):
        assert clock(MONDAY, "answered@2026-03-30").on_time is True
        late = clock(MONDAY, "answered@2026-03-31")
        assert (late.on_time, late.due) == (False, date(2026, 3, 30))
        assert late.steps[-1].effect == "超过2026年3月30日，逾期答复"

    def test_while_a_fee_is_owed_it_is_on_time_and_ends_the_waiting(self):
        found = clock(MONDAY, "fee_notified@2026-03-20", "answered@2026-04-30")
        assert (found.on_time, found.waiting, found.irregular) == (True, None, ())
        assert found.due == date(2026, 5, 12)  # six days were left; 1 to 5 May rest, Saturday 9 May is worked

    def test_asking_for_a_correction_when_it_was_late_already_does_not_save_it(self):
        assert clock(MONDAY, "correction_requested@2026-03-31", "answered@2026-04-02").on_time is False

    def test_while_the_third_party_still_has_time_it_is_named(self):
        found = clock(MONDAY, "consultation_sent@2026-03-04", "answered@2026-03-24")
        assert found.on_time is True
        assert "到2026年3月25日才满" in found.irregular[0]
        assert clock(MONDAY, "consultation_sent@2026-03-04", "answered@2026-03-25").irregular == ()

    def test_of_several_third_parties_the_one_that_still_has_time_is_named(self):
        sent = ("consultation_sent@2026-03-04=甲", "consultation_sent@2026-03-09=乙")
        found = clock(MONDAY, *sent, "answered@2026-03-26")
        assert found.irregular == clock(MONDAY, sent[1], "answered@2026-03-26").irregular
        assert "第三方（乙）" in found.irregular[0]

    def test_while_a_co_maker_still_has_time_its_clause_is_named(self):
        assert "第三十四条" in clock(MONDAY, "consultation_sent@2026-03-04=共同制作机关", "answered@2026-03-10").irregular[0]

    @pytest.mark.parametrize(
        "act", ["answered@2026-03-11", "extended@2026-03-11=5", "fee_notified@2026-03-11", "consultation_sent@2026-03-11"]
    )
    def test_behind_it_the_organ_can_do_no_more(self, act):
        assert "期限已经终结" in refusal(MONDAY, "answered@2026-03-10", act)

    def test_behind_it_what_others_do_is_only_recorded(self):
        events = ("consultation_sent@2026-03-04", "answered@2026-03-26")
        found = clock(MONDAY, *events, "consultation_answered@2026-03-27")
        assert found.steps[-1].effect == "已经答复，对期限没有影响"
        assert found.on_time is True


class TestTheFold:
    def test_an_unknown_kind_is_refused_with_those_that_there_are(self):
        sentence = refusal(MONDAY, "withdrawn@2026-03-05")
        assert all(kind in sentence for kind in KINDS)

    def test_an_event_before_the_receipt_is_refused(self):
        assert "早于收到申请之日2026年3月2日" in refusal(MONDAY, "answered@2026-03-01")
        assert clock(MONDAY, f"answered@{MONDAY}").on_time is True

    def test_events_are_taken_by_day_and_those_of_one_day_as_given(self):
        ordered = clock(MONDAY, "correction_requested@2026-03-04", "correction_received@2026-03-10")
        assert clock(MONDAY, "correction_received@2026-03-10", "correction_requested@2026-03-04") == ordered
        assert "没有尚待补正" in refusal(MONDAY, "correction_received@2026-03-04", "correction_requested@2026-03-04")

    def test_on_an_earlier_day_later_events_have_not_happened(self):
        events = ("correction_requested@2026-03-04", "correction_received@2026-03-10", "answered@2026-03-20")
        assert clock(MONDAY, *events, as_of=date(2026, 3, 3)).due == date(2026, 3, 30)
        waiting = clock(MONDAY, *events, as_of=date(2026, 3, 6))
        assert waiting.waiting == ("申请人", "补正", None)
        assert waiting.days[-1] == (date(2026, 3, 6), False, None, "等待补正")
        assert clock(MONDAY, *events, as_of=date(2026, 3, 20)) == clock(MONDAY, *events)

    def test_a_make_up_sunday_counts_and_says_so(self):
        found = clock("2025-12-31")
        assert found.days[4].counts
        assert "补班" in found.days[4].why
        assert found.due == date(2026, 1, 29)
