"""Likely repeats are shown, linked and answered together only by an officer, and never change a clock or a figure."""

from __future__ import annotations

import pytest

from gongkai.ledger.reasons import NotAllowed
from gongkai.web.applications.selectors import likeness
from gongkai.web.applications.services import linking
from gongkai.web.applications.services.submitting import Asked, Form, Somebody
from support import web

LONG = "示例镇2025年农村危房改造补助对象名单、补助金额和公示照片，以及验收时间"


def form(name, identity, text=LONG):
    return Form(people=(Somebody(name=name, identity=identity, phone="13800000001"),), items=(Asked(text),))


@pytest.fixture
def first(town):
    return web.application(town, form=form("申请人甲", "11010119900307123X"))


def why(case):
    return {relative.case.pk: set(relative.why) for relative in likeness.relatives(case, list(case.people.all()))}


def test_the_same_person_is_found_by_the_blind_index_whatever_he_asks(town, first):
    again = web.application(town, form=form("申请人甲", "11010119900307 123x", "别的事情"))
    assert why(first) == {again.pk: {"同一申请人"}}


def test_the_same_text_of_another_person_is_shown_as_that_and_no_more(town, first):
    other = web.application(town, form=form("申请人乙", "110101199003071248", LONG.replace("，", ",")))
    assert why(first) == {other.pk: {"内容相同"}}


def test_the_same_person_at_another_organ_is_not_shown(bureau, first):
    web.application(bureau, form=form("申请人甲", "11010119900307123X"))
    assert not why(first)


def test_similar_texts_are_found_word_by_word(town, first):
    close = web.application(town, form=form("申请人乙", "", LONG + "（请寄纸质件）"))
    web.application(town, form=form("申请人丙", "", "示例区2024年义务教育学校招生片区划分方案和咨询电话"))
    assert [relative.case.pk for relative, share in likeness.similar(first)] == [close.pk]


def test_linking_is_kept_with_its_reason_on_both(town, first, officer, enter, text):
    other = web.application(town, form=form("申请人乙", ""))
    client = enter(officer, web.at(web.MONDAY))
    client.post(f"/desk/cases/{first.pk}/link", {"number": other.register_number, "why": "问的是同一份名单", "deed": "link"})
    assert list(first.linked.all()) == [other]
    assert "问的是同一份名单" in text(client.get(f"/desk/cases/{other.pk}/"))
    client.post(f"/desk/cases/{first.pk}/link", {"number": other.register_number, "deed": "unlink"})
    assert not first.linked.exists()


def test_different_people_are_never_answered_in_one_letter(town, first, officer):
    other = web.application(town, form=form("申请人乙", "110101199003071248"))
    with pytest.raises(NotAllowed, match="不是同一申请人"):
        linking.merge(application=first, into=other, why="内容相同", by=officer, moment=web.at(web.MONDAY))


def test_merging_leaves_both_with_their_clocks(town, first, officer):
    again = web.application(town, form=form("申请人甲", "11010119900307123X"))
    linking.merge(application=again, into=first, why="同一天重复提交", by=officer, moment=web.at(web.MONDAY))
    again.refresh_from_db()
    assert (again.merged_into, again.due_on, again.phase) == (first, first.due_on, "open")
    linking.unmerge(application=again, by=officer, moment=web.at(web.MONDAY))
    again.refresh_from_db()
    assert again.merged_into is None


def test_a_merged_one_takes_no_third(town, first, officer):
    second, third = (web.application(town, form=form("申请人甲", "11010119900307123X")) for _ in range(2))
    linking.merge(application=second, into=first, why="重复提交", by=officer, moment=web.at(web.MONDAY))
    with pytest.raises(NotAllowed, match="并入"):
        linking.merge(application=third, into=second, why="重复提交", by=officer, moment=web.at(web.MONDAY))


def test_a_number_of_another_organ_is_as_unknown_as_any(bureau, first, officer, enter, text):
    other = web.application(bureau)
    response = enter(officer, web.at(web.MONDAY)).post(
        f"/desk/cases/{first.pk}/link", {"number": other.register_number, "why": "x", "deed": "link"}, follow=True
    )
    assert "本机关没有登记编号" in text(response)


def test_the_page_of_similar_ones_opens(first, officer, enter):
    assert enter(officer, web.at(web.MONDAY)).get(f"/desk/cases/{first.pk}/alike").status_code == 200
