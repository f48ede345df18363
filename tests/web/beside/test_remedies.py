"""Reviews and lawsuits: registered when our copy arrives, with clocks of their own, and what they order comes back to the application."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.ledger.reasons import NotAllowed
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Appellant, Procedure, Result, Sort, Unit, Way
from gongkai.lib.errors import UnusableInput
from gongkai.web.applications.models import Remedy
from gongkai.web.applications.services import acting, remedies
from gongkai.web.applications.services.beside_acting import remedy_state
from gongkai.web.applications.services.remedies import Copy, Order
from gongkai.web.events import store
from gongkai.web.vault.files import Upload
from support import web
from web.beside.cases import PDF, answered, decided

ARRIVED = date(2026, 4, 7)  # a Tuesday, the first working day after Qingming


def review(organ, by, application=None, *, on=ARRIVED, **more) -> Remedy:
    copy = Copy(sort=Sort.REVIEW, body_name="示例区人民政府", received_on=on, application=application, claimant="申请人甲", **more)
    return remedies.register(organ=organ, copy=copy, by=by, moment=web.at(on))


def suit(organ, by, *, on=ARRIVED, sort=Sort.LITIGATION_DIRECT, **more) -> Remedy:
    copy = Copy(sort=sort, body_name="示例区人民法院", received_on=on, claimant="申请人甲", **more)
    return remedies.register(organ=organ, copy=copy, by=by, moment=web.at(on))


@pytest.mark.parametrize(("procedure", "last"), [(Procedure.ORDINARY, date(2026, 4, 21)), (Procedure.SIMPLIFIED, date(2026, 4, 14))])
def test_a_review_is_answered_within_ten_working_days_or_five_in_simplified_procedure(town, officer, procedure, last):
    case = review(town, officer, procedure=procedure)
    assert (case.reply_due, case.next_due, case.next_duty) == (last, last, "提交书面答复和证据")


def test_a_suit_is_answered_within_fifteen_calendar_days(town, officer):
    assert suit(town, officer).reply_due == date(2026, 4, 22)


def test_a_last_day_that_is_a_rest_day_gives_way_to_the_next_working_day(town, officer):
    assert suit(town, officer, on=date(2026, 4, 10)).reply_due == date(2026, 4, 27)  # 25 April is a Saturday


def test_the_day_that_the_notice_names_goes_before_that_of_the_law(town, officer):
    case = suit(town, officer, reply_until=date(2026, 4, 20))
    assert case.reply_due == date(2026, 4, 20)


def test_lawsuits_have_no_simplified_period_of_their_own(town, officer):
    with pytest.raises(UnusableInput, match="简易程序"):
        suit(town, officer, procedure=Procedure.SIMPLIFIED)
    assert not Remedy.objects.exists()


def test_an_application_of_another_organ_cannot_be_linked(bureau, outsider, application):
    with pytest.raises(UnusableInput, match="不是本机关的"):
        review(bureau, outsider, application)


def test_numbers_of_reviews_and_suits_are_their_own(town, officer):
    numbers = [review(town, officer).register_number, review(town, officer).register_number, suit(town, officer).register_number]
    assert numbers == ["示政公开议〔2026〕1号", "示政公开议〔2026〕2号", "示政公开诉〔2026〕1号"]


def test_an_answer_with_its_evidence_ends_the_duty(town, officer):
    case = review(town, officer)
    on = date(2026, 4, 20)
    done = remedies.file_reply(
        remedy=case, on=on, reply="示政公开复〔2026〕1号", evidence=Upload("证据.pdf", PDF), by=officer, moment=web.at(on)
    )
    assert (case.replied_on, case.next_due, case.next_duty, done.irregular) == (on, None, "", ())


def test_an_answer_without_evidence_is_refused(town, officer):
    case = review(town, officer)
    with pytest.raises(NotAllowed, match="证据清单"):
        remedies.file_reply(remedy=case, on=ARRIVED, reply="示政公开复〔2026〕1号", evidence="", by=officer, moment=web.at(ARRIVED))
    case.refresh_from_db()
    assert case.replied_on is None


def test_a_late_answer_is_written_and_named(town, officer):
    case = review(town, officer)
    late = date(2026, 4, 22)
    done = remedies.file_reply(remedy=case, on=late, reply="一", evidence="二", by=officer, moment=web.at(late))
    assert case.replied_on == late
    assert "晚于2026年4月21日" in done.irregular[0]


def test_a_review_that_orders_another_answer_reopens_the_application(town, officer, application):
    answered(application, officer)
    case = review(town, officer, application)
    on = date(2026, 5, 20)
    remedies.decide(
        remedy=case, on=on, result=Result.OVERTURNED, paper=Upload("决定.pdf", PDF), by=officer, moment=web.at(on),
        order=Order(reanswer=True, period=10),
    )  # fmt: skip
    application.refresh_from_db()
    assert (application.phase, application.due_on) == ("reanswering", date(2026, 6, 3))
    assert (case.result, case.final_on, case.next_duty, case.next_due) == ("overturned", on, "履行决定或者裁判", date(2026, 6, 3))


def test_another_answer_that_was_given_counts_as_performed(town, officer, application):
    answered(application, officer)
    case = review(town, officer, application)
    on, again = date(2026, 5, 20), date(2026, 5, 25)
    remedies.decide(remedy=case, on=on, result=Result.OVERTURNED, paper="决定书", by=officer, moment=web.at(on), order=Order(reanswer=True))
    events = [(decided("D02"), again), (a.Reanswered(letter="示政公开答〔2026〕9号", way=Way.POST), again)]
    acting.act(application=application, events=events, by=officer, moment=web.at(again))
    case = Remedy.objects.get(pk=case.pk)
    remedies.refresh(remedy=case)
    assert (case.performed_on, case.next_due) == (again, None)


def test_an_order_about_an_application_that_was_never_answered_is_a_duty_of_the_case(town, officer, application):
    case = review(town, officer, application)
    on = date(2026, 5, 20)
    remedies.decide(
        remedy=case, on=on, result=Result.OVERTURNED, paper="决定书", by=officer, moment=web.at(on), order=Order(reanswer=True, period=15, unit=Unit.CALENDAR_DAY)
    )  # fmt: skip
    application.refresh_from_db()
    assert (application.phase, case.performance_due, case.performance_what) == ("open", date(2026, 6, 4), "对申请作出答复")
    remedies.perform(remedy=case, on=date(2026, 6, 1), by=officer, moment=web.at(date(2026, 6, 1)))
    assert (case.performed_on, case.next_due) == (date(2026, 6, 1), None)


@pytest.mark.parametrize(("by_ruling", "last"), [(False, date(2026, 7, 16)), (True, date(2026, 7, 13))])
def test_a_judgment_can_be_appealed_for_fifteen_days_and_a_ruling_for_ten(town, officer, by_ruling, last):
    case = suit(town, officer)
    on = date(2026, 7, 1)  # ten days on is Saturday 11 July
    remedies.decide(remedy=case, on=on, result=Result.UPHELD, paper="判决书", by=officer, moment=web.at(on), by_ruling=by_ruling)
    assert (case.next_due, case.next_duty, case.final_on) == (last, "上诉，或者登记裁判生效", None)


def test_an_appeal_makes_the_case_pending_again_and_the_second_judgment_is_final(town, officer):
    case = suit(town, officer)
    first, appealed, second = date(2026, 7, 1), date(2026, 7, 10), date(2026, 10, 12)
    remedies.decide(remedy=case, on=first, result=Result.OVERTURNED, paper="判决书", by=officer, moment=web.at(first))
    remedies.appeal(remedy=case, on=appealed, side=Appellant.ORGAN, paper="上诉状", by=officer, moment=web.at(appealed))
    assert case.next_due is None
    remedies.decide(remedy=case, on=second, result=Result.UPHELD, paper="二审判决书", by=officer, moment=web.at(second))
    assert case.next_duty == "登记裁判生效"
    remedies.become_final(remedy=case, on=second, by=officer, moment=web.at(second))
    assert (case.result, case.final_on, case.next_duty) == ("upheld", second, "")
    assert remedy_state(case).cell(date(2026, 12, 31)) == ("litigation_direct", "upheld")


def test_a_review_is_not_appealed_against(town, officer):
    case = review(town, officer)
    with pytest.raises(UnusableInput, match="不能上诉"):
        remedies.appeal(remedy=case, on=ARRIVED, side=Appellant.OTHER_SIDE, paper="一", by=officer, moment=web.at(ARRIVED))


def test_who_looked_at_an_older_page_is_told(town, officer):
    case = review(town, officer)
    remedies.file_reply(remedy=case, on=ARRIVED, reply="一", evidence="二", by=officer, moment=web.at(ARRIVED), seen=1)
    with pytest.raises(store.Overtaken):
        remedies.decide(remedy=case, on=ARRIVED, result=Result.UPHELD, paper="三", by=officer, moment=web.at(ARRIVED), seen=1)


def test_the_claimant_is_sealed(town, officer):
    case = Remedy.objects.get(pk=review(town, officer).pk)
    assert str(case.claimant) == "申***"
