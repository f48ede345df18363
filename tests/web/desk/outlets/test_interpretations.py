"""政策解读: linked both ways, due within three working days, its shares counted from what is recorded."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from gongkai.ledger.vocabulary.codes import Explanation
from gongkai.web.publication.models import Genre, Interpretation
from gongkai.web.publication.selectors import explaining as selectors
from gongkai.web.publication.services import explaining
from support import items, web
from web.publication.register.lists import bring, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy(town, team):
    """Public since Friday 2026-03-06: an interpretation is due by Wednesday 2026-03-11."""
    return items.published(town, team, genre=Genre.POLICY.value)


@pytest.fixture
def reading(town, team):
    return items.published(town, team, genre=Genre.INTERPRETATION.value, title="一图读懂危房改造补助", number="")


def link(client, policy, item, **changes):
    given = {"item": str(item.pk), "form": "picture", "interpreter": "", **changes}
    return client.post(reverse("desk:interpretation_link", args=[policy.pk]), given)


def test_a_policy_without_one_shows_how_long_there_is(enter, officer, policy, text):
    where = reverse("desk:interpretations")
    assert "没有解读，剩 2 个工作日（2026年3月11日前）" in text(enter(officer).get(where))
    assert "没有解读，今天到期" in text(enter(officer, date(2026, 3, 11)).get(where))
    assert "没有解读，已超期 1 个工作日" in text(enter(officer, date(2026, 3, 12)).get(where))


def test_linking_counts_at_once_when_both_are_public(enter, officer, policy, reading, text):
    client = enter(officer)
    answer = link(client, policy, reading)
    assert answer.url == reverse("desk:interpretation_link", args=[policy.pk])
    assert Interpretation.objects.get().recorded
    assert "已计入解读" in text(client.get(answer.url))
    shown = text(client.get(reverse("desk:interpretations")))
    assert "100% 1 / 1 件" in shown
    assert "已解读" in shown


def test_a_link_to_a_draft_waits_and_can_be_taken_back(enter, officer, town, team, policy):
    draft = items.drafted(town, team, genre=Genre.INTERPRETATION.value, title="解读草稿")
    client = enter(officer)
    link(client, policy, draft)
    made = Interpretation.objects.get()
    assert not made.recorded
    client.post(reverse("desk:interpretation_unlink", args=[made.pk]))
    assert not Interpretation.objects.exists()


def test_what_is_counted_cannot_be_unlinked(enter, officer, policy, reading, text):
    client = enter(officer)
    link(client, policy, reading)
    answer = client.post(reverse("desk:interpretation_unlink", args=[Interpretation.objects.get().pk]))
    assert "不能取消关联" in text(client.get(answer.url))
    assert Interpretation.objects.count() == 1


def test_a_leader_who_interprets_has_a_name(enter, officer, policy, reading):
    client = enter(officer)
    assert link(client, policy, reading, by_leader="on").status_code == 422
    link(client, policy, reading, by_leader="on", interpreter="镇长丁")
    assert Interpretation.objects.get().by_leader


def test_an_item_of_another_organ_is_not_offered(enter, officer, policy, bureau):
    answer = link(enter(officer), policy, policy)
    assert answer.status_code == 422
    assert not Interpretation.objects.exists()
    assert bureau.slug not in answer.content.decode()


def test_the_shares_are_those_of_a_recount(town, team, officer):
    bring(
        *(row(title=f"政策{number}", genre="政策文件") for number in range(4)),
        *(row(title=f"解读{number}", genre="解读") for number in range(4)),
    )
    policies = list(selectors.policies_of(town, 2021))
    readings = {each.title: each for each in town.items.filter(genre=Genre.INTERPRETATION.value)}
    forms = [
        (0, "解读0", Explanation.TEXT, False),
        (0, "解读1", Explanation.PICTURE, False),
        (1, "解读2", Explanation.VIDEO, True),
        (1, "解读3", Explanation.LEADER, False),
    ]
    for place, title, form, by_leader in forms:
        explaining.link(
            policy=policies[place],
            item=readings[title],
            form=form,
            interpreter="镇长丁",
            by_leader=by_leader,
            by=officer,
            moment=web.at(web.MONDAY),
        )
    found = selectors.figures(town, 2021)
    assert [(each.part, each.whole) for each in found] == [(2, 4), (3, 4), (2, 4)]
    assert [each.percent for each in found] == [50, 75, 50]
    assert [each.percent for each in selectors.figures(town, 2019)] == [None, None, None]


def test_lists_are_had_as_csv_with_a_row_for_each(enter, officer, policy, reading):
    client = enter(officer)
    link(client, policy, reading)
    lines = client.get(reverse("desk:interpretations_export", args=["csv"])).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "一图读懂危房改造补助,图解图表" in lines[1]


def test_the_list_asks_as_often_for_many_as_for_few(enter, officer, town, django_assert_max_num_queries):
    client, where = enter(officer), reverse("desk:interpretations") + "?year=2021"
    bring(*(row(title=f"政策{number}", genre="政策文件") for number in range(3)))
    client.get(where)
    with django_assert_max_num_queries(25) as few:
        client.get(where)
    bring(*(row(title=f"又一政策{number}", genre="政策文件") for number in range(30)))
    with django_assert_max_num_queries(25) as many:
        client.get(where)
    assert len(many) == len(few)


@pytest.mark.parametrize(("who", "status"), [("reviewer", 403), ("outsider", 404), ("supervisor", 403)])
def test_who_may_not_draft_links_nothing(request, enter, policy, reading, who, status):
    assert link(enter(request.getfixturevalue(who)), policy, reading).status_code == status
    assert not Interpretation.objects.exists()
