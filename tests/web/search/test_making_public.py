"""An answer becomes public after review: nothing of a person goes with it, and then everybody finds it (条例 Art. 44)."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.ledger.reasons import NotAllowed
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Way
from gongkai.web.applications.services.acting import act
from gongkai.web.applications.services.making_public import Publication, make_public, questions, take_back
from gongkai.web.search.models import PublicItem
from gongkai.web.search.selectors import find
from support import web

DAY = date(2026, 3, 10)
LATER = date(2026, 3, 20)
PLAIN = Publication("示例镇2025年农村危房改造补助资金拨付情况", "共补助32户，拨付86.4万元。")
FACTS = tuple((key, "1") for key in ("received_on", "received_by", "content", "provided_items", "provided_form"))


@pytest.fixture
def answered(application, officer):
    events = [(a.ItemDecided(item=1, decision="D02", facts=FACTS), DAY), (a.Answered(letter="示政公开答〔2026〕1号", way=Way.POST), DAY)]
    act(application=application, events=events, by=officer, moment=web.at(DAY))
    return application


def publish(application, officer, publication=PLAIN, **answers):
    return make_public(
        application=application, publication=publication, answered=answers.get("answered", {}), on=LATER, by=officer, moment=web.at(LATER)
    )


def reasons(application, officer, publication):
    with pytest.raises(NotAllowed) as refused:
        publish(application, officer, publication)
    assert PublicItem.objects.count() == 0
    return "".join(reason.sentence for reason in refused.value.reasons)


def test_it_is_found_from_its_day_on(answered, officer):
    publish(answered, officer)
    assert find("危房改造补助", on=DAY) == []
    (hit,) = find("危房改造补助", on=LATER)
    assert hit.source == PublicItem.Source.ANSWER


def test_a_number_of_a_person_blocks_until_it_is_answered(answered, officer):
    publication = PLAIN._replace(text="咨询联系示例村委会主任 13900000009 。")
    (question,) = questions(PLAIN._replace(text="户主 13900000009"))
    assert "13900000009" not in question.masked
    asked = questions(publication)
    if asked:
        assert "像个人信息" in reasons(answered, officer, publication)
    answers = {each.masked: "村委会对外公布的办公电话" for each in asked}
    assert publish(answered, officer, publication, answered=answers).pk


def test_a_question_shows_nothing_of_the_number_beside_it():
    asked = questions(PLAIN._replace(text="户主电话 13900000009，另一户 13700000008。"))
    assert len(asked) == 2
    assert all("13900000009"[:8] not in each.around and "00000" not in each.around for each in asked)
    assert all(each.masked in each.around and PLAIN.title not in each.around for each in asked)


@pytest.mark.parametrize("words", ["申请人甲", "13800000001", "示例区示例镇示例村1号", "11010119900307123X"])
def test_nothing_of_the_applicant_goes_with_it(answered, officer, words):
    assert "申请人的" in reasons(answered, officer, PLAIN._replace(text=f"{words}申请公开的情况如下。"))


def test_what_was_not_given_cannot_become_public(application, officer):
    assert "只有予以公开或者部分公开" in reasons(application, officer, PLAIN)


def test_it_can_be_taken_back_with_a_reason(answered, officer):
    publish(answered, officer)
    with pytest.raises(NotAllowed):
        take_back(application=answered, why=" ", on=LATER, by=officer, moment=web.at(LATER))
    take_back(application=answered, why="内容有误", on=LATER, by=officer, moment=web.at(LATER))
    assert find("危房改造补助", on=LATER) == []
