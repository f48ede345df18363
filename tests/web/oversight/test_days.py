"""Open days: a plan, places that are taken once, what was counted, one event in the year's ledger, and contacts that are forgotten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection

from gongkai.ledger.reasons import NotAllowed
from gongkai.web.accounts.models import AdminAct
from gongkai.web.oversight import tasks
from gongkai.web.oversight.models import DayNote, DayVisitor, OpenDay
from gongkai.web.oversight.selectors import days as selectors
from gongkai.web.oversight.services import days, days_holding, days_signing
from gongkai.web.oversight.services.days import KEPT_DAYS
from gongkai.web.oversight.services.days_signing import Guest
from gongkai.web.reporting.selectors.activities import BY_KEY, activities
from gongkai.web.reporting.services.activities import Deed, register, void
from gongkai.web.vault import files
from gongkai.web.vault.models import StoredFile
from support import web
from web.oversight.holding import AFTER, BEFORE, DAY, GUEST, PLAN, PNG, WORDS, announced, closed, counted, planned, signed


def reasons(refused) -> str:
    return "；".join(each.sentence for each in refused.value.reasons)


def held(town):
    return activities(town.pk, DAY.year)


def test_a_plan_says_all_that_it_lacks_at_once(town, officer):
    wrong = PLAN._replace(theme=" ", ends=PLAN.begins, places=None, groups=(("人大代表", 1), ("人大代表", 2)))
    with pytest.raises(NotAllowed) as refused:
        planned(town, officer, wrong)
    said = reasons(refused)
    assert all(each in said for each in ("没有写主题", "结束的时间", "名额", "“人大代表”写了两次"))
    assert not OpenDay.objects.exists()


def test_readers_see_a_day_once_it_is_announced(town, officer):
    day = planned(town, officer)
    assert not selectors.public(town).exists()
    days.announce(day=day, moment=web.at(BEFORE))
    assert selectors.public(town).get() == day
    assert [each.theme for each in selectors.front(town)] == [PLAN.theme]


def test_a_day_that_is_over_is_not_announced(town, officer):
    with pytest.raises(NotAllowed, match="已经过去"):
        days.announce(day=planned(town, officer), moment=web.at(AFTER))


def test_one_signs_up_until_the_day_before_where_nothing_else_is_said(town, officer):
    day = announced(town, officer)
    assert day.closes_on == DAY - timedelta(days=1)
    signed(day, on=day.closes_on)
    with pytest.raises(NotAllowed, match="报名已于2026年5月14日截止"):
        signed(day, on=DAY)


def test_pressed_twice_takes_one_place(town, officer):
    day = announced(town, officer)
    assert signed(day, key="k1").pk == signed(day, key="k1").pk
    assert selectors.taken(day) == 2


def test_no_more_people_than_places_and_the_rest_is_named(town, officer):
    day = announced(town, officer)
    signed(day)
    with pytest.raises(NotAllowed, match="只剩3个名额"):
        signed(day, GUEST._replace(people=4))
    signed(day, GUEST._replace(people=3))
    with pytest.raises(NotAllowed, match="5个名额已经报满"):
        signed(day, GUEST._replace(people=1))
    assert selectors.taken(day) == 5


def test_a_place_is_given_back_by_the_code_however_it_is_typed(town, officer):
    day = announced(town, officer)
    visitor = signed(day)
    code = days_signing.code(visitor)
    assert days_signing.withdraw(day=day, code="0000-0000-0000", moment=web.at(BEFORE)) is None
    assert days_signing.withdraw(day=day, code=code.replace("-", " ").lower(), moment=web.at(BEFORE)) == visitor
    assert days_signing.withdraw(day=day, code=code, moment=web.at(BEFORE)) == visitor, "a second time changes nothing"
    assert selectors.taken(day) == 0
    signed(day, GUEST._replace(people=5))


def test_name_and_telephone_are_sealed_in_the_table_and_masked_on_a_page(town, officer):
    visitor = signed(announced(town, officer))
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone FROM oversight_dayvisitor")
        (row,) = cursor.fetchall()
    assert not any(plain in str(row) for plain in (GUEST.name, GUEST.phone))
    visitor.refresh_from_db()
    assert (str(visitor.phone), visitor.phone.reveal()) == ("138******0001", GUEST.phone)


def test_who_looks_at_contacts_says_why_and_is_recorded(town, officer):
    day = announced(town, officer)
    signed(day)
    with pytest.raises(NotAllowed, match="没有写为什么要看"):
        days_signing.reveal(day=day, why=" ", by=officer, moment=web.at(BEFORE))
    (row,) = days_signing.reveal(day=day, why="通知改到二楼", by=officer, moment=web.at(BEFORE))
    assert row.name.reveal() == GUEST.name
    act = AdminAct.objects.get(what="day.reveal")
    assert (act.actor, act.detail["why"]) == (officer, "通知改到二楼")
    assert GUEST.phone not in str(act.detail)


def test_contacts_are_erased_some_days_later_and_the_numbers_stay(town, officer):
    day = announced(town, officer)
    signed(day)
    tasks.tidy(DAY + timedelta(days=KEPT_DAYS))
    assert DayVisitor.objects.get().name
    tasks.tidy(DAY + timedelta(days=KEPT_DAYS + 1))
    row = DayVisitor.objects.get()
    assert (bool(row.name), bool(row.phone), row.people) == (False, False, 2)
    assert row.erased_on == DAY + timedelta(days=KEPT_DAYS + 1)
    tasks.tidy(DAY + timedelta(days=KEPT_DAYS + 9))
    assert DayVisitor.objects.get().erased_on == row.erased_on


def test_the_first_page_leads_to_a_day_until_it_is_over(town, officer):
    announced(town, officer)
    tasks.tidy(DAY)
    assert selectors.front(town)
    tasks.tidy(DAY + timedelta(days=1))
    assert not selectors.front(town)


def test_what_was_promised_to_those_who_signed_up_is_kept(town, officer):
    day = announced(town, officer)
    signed(day)
    for plan, said in ((PLAN._replace(sign_up=False), "不能关闭网上报名"), (PLAN._replace(places=1), "名额不能少于")):
        with pytest.raises(NotAllowed, match=said):
            days.change(day=day, plan=plan, moment=web.at(BEFORE))
    moved = PLAN._replace(day=date(2026, 5, 22), groups=(("人大代表", 6),))
    days.change(day=day, plan=moved, moment=web.at(BEFORE))
    day.refresh_from_db()
    assert (day.day, day.closes_on, [each.name for each in day.groups.all()]) == (date(2026, 5, 22), date(2026, 5, 21), ["人大代表"])


def test_a_cancelled_day_takes_nobody_and_is_not_registered(town, officer):
    day = announced(town, officer)
    with pytest.raises(NotAllowed, match="没有写为什么取消"):
        days.cancel(day=day, reason="", moment=web.at(BEFORE))
    days.cancel(day=day, reason="防汛值班", moment=web.at(BEFORE))
    with pytest.raises(NotAllowed, match="已经取消：防汛值班"):
        signed(day)
    with pytest.raises(NotAllowed, match="这次活动已经取消"):
        closed(day, officer)
    assert not selectors.front(town)


def test_everything_that_is_missing_is_said_before_it_is_registered(town, officer):
    day = announced(town, officer)
    with pytest.raises(NotAllowed) as refused:
        days_holding.close(day=day, words=" ", by=officer, moment=web.at(BEFORE))
    said = reasons(refused)
    for each in ("2026年5月15日还没有到", "没有数完到场的人", "没有数“公开指南折页”发了多少份", "没有写活动情况"):
        assert each in said
    assert not held(town)


def test_nobody_is_counted_before_the_day(town, officer):
    day = announced(town, officer)
    with pytest.raises(NotAllowed, match="活动还没有开始"):
        days_holding.attend(day=day, came={}, groups={}, others=1, moment=web.at(BEFORE))


def test_a_day_is_one_event_with_the_numbers_of_its_records(town, officer):
    day = announced(town, officer)
    signed(day)
    gone = signed(day, GUEST._replace(people=1))
    days_signing.withdraw(day=day, code=days_signing.code(gone), moment=web.at(BEFORE))
    counted(day, officer)
    closed(day, officer)
    (activity,) = held(town)
    assert activity.on == DAY
    assert activity.said == "20人次，发放资料150份，现场解答咨询1件"  # 2 + 3 + 8 + 7; one question waits for its answer
    assert activity.record.text == WORDS
    with pytest.raises(NotAllowed, match="已经登记过"):
        closed(day, officer)
    assert len(held(town)) == 1


def test_what_nobody_counted_is_not_told_as_nothing(town, officer):
    plan = PLAN._replace(sign_up=False, places=None, groups=(), materials=())
    day = announced(town, officer, plan)
    days_holding.attend(day=day, came={}, groups={}, others=12, moment=web.at(DAY))
    closed(day, officer)
    assert held(town)[0].said == "12人次"


def test_a_day_registered_by_hand_is_not_counted_twice(town, officer):
    day = counted(announced(town, officer), officer)
    deed = Deed(BY_KEY["open-day"], DAY, {"participants": 20, "materials": None, "questions": None}, "开放日")
    step = register(organ=town, year=DAY.year, deed=deed, by=officer, moment=web.at(AFTER))
    with pytest.raises(NotAllowed, match="报告会数成两次"):
        closed(day, officer)
    void(organ=town, year=DAY.year, step=step, reason="改由开放日登记", on=AFTER, by=officer, moment=web.at(AFTER))
    closed(day, officer)
    assert len(held(town)) == 1


def test_opened_again_it_is_voided_and_registered_anew(town, officer):
    day = closed(counted(announced(town, officer), officer), officer)
    with pytest.raises(NotAllowed, match="已经登记到年度活动里"):
        days_holding.attend(day=day, came={}, groups={}, others=9, moment=web.at(AFTER))
    days_holding.reopen(day=day, reason="少数了两人", by=officer, moment=web.at(AFTER))
    assert not held(town)
    days_holding.attend(day=day, came={}, groups=dict.fromkeys(day.groups.values_list("pk", flat=True), 0), others=9, moment=web.at(AFTER))
    closed(day, officer)
    assert [each.said for each in held(town)] == ["9人次，发放资料150份，现场解答咨询1件"]


def test_one_that_was_voided_elsewhere_is_seen_and_registered_anew(town, officer):
    day = closed(counted(announced(town, officer), officer), officer)
    void(organ=town, year=DAY.year, step=day.step, reason="写错", on=AFTER, by=officer, moment=web.at(AFTER))
    assert not selectors.registered(day)
    days_holding.reopen(day=day, reason="重新登记", by=officer, moment=web.at(AFTER))
    closed(day, officer)
    assert len(held(town)) == 1


def test_a_question_that_waits_has_a_last_day_and_may_be_answered_after_the_registration(town, officer):
    day = closed(counted(announced(town, officer), officer), officer)
    waits = day.questions.get(answered_on=None)
    assert waits.due_on == date(2026, 5, 26)  # 7 working days behind Friday 15 May
    assert list(selectors.questions_waiting(town)) == [waits]
    days_holding.answer(question=waits, words="在公开栏目的社会救助里。", moment=web.at(AFTER))
    assert list(selectors.questions_waiting(town)) == []
    with pytest.raises(NotAllowed, match="已经答复过"):
        days_holding.answer(question=waits, words="又答一次", moment=web.at(AFTER))
    assert selectors.counted(day).questions == 1, "only what was answered on the spot"


def test_a_picture_is_kept_with_words_and_consent_only_and_goes_for_good(town, officer):
    day = announced(town, officer)
    given = {"day": day, "by": officer, "moment": web.at(DAY)}
    with pytest.raises(NotAllowed) as refused:
        days_holding.add_photo(upload=files.Upload("名单.pdf", b"%PDF-1.4\n%%EOF\n"), alt="", agreed=False, **given)
    said = reasons(refused)
    assert all(each in said for each in ("没有写照片上是什么", "没有确认", "PNG"))
    photo = days_holding.add_photo(upload=files.Upload("现场.png", PNG), alt="听讲解", agreed=True, **given)
    days_holding.remove_photo(photo=photo, moment=web.at(DAY))
    assert StoredFile.objects.get().erased_on == DAY
    assert not day.photos.exists()


def test_the_press_is_linked_by_an_address_of_the_web_only(town, officer):
    day = announced(town, officer)
    given = {"day": day, "sort": DayNote.Sort.PRESS, "words": "示例日报：走进窗口", "moment": web.at(DAY)}
    with pytest.raises(NotAllowed, match="网址写得不对"):
        days_holding.note(address="javascript:alert(1)", **given)
    assert days_holding.note(address="https://news.example/1", **given).address


def test_the_record_is_drafted_from_what_was_counted(town, officer):
    day = counted(announced(town, officer), officer)
    words = selectors.words_of(day, selectors.counted(day))
    assert (
        words == "政府开放日“走进便民服务中心”，示例镇便民服务中心，人大代表、村民代表等参加，到场18人次，发放资料150份，现场解答咨询1件。"
    )


def test_too_many_people_for_one_person_are_refused(town, officer):
    day = announced(town, officer, PLAN._replace(places=100))
    with pytest.raises(NotAllowed, match="人数应当是1到20"):
        signed(day, Guest("申请人乙", "13800000002", 21))
