"""Who may open and do what: 404 for who has nothing to do with the organ, 403 for another role, the login page for strangers."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from support import items, web

LOOK = ("item", "item_preview", "item_compare", "item_check")
DRAFT = ("item_edit", "item_classify", "item_submit", "item_attach")
JUDGE = ("item_review", "item_approve")
PUBLISH = ("item_release", "item_unschedule", "item_take_down", "item_repeal", "item_expire")
ALL = (*LOOK, *DRAFT, *JUDGE, "item_reassess", *PUBLISH)


@pytest.fixture
def item(town, team):
    return items.submitted(items.drafted(town, team), team)


def asked(client, name, item):
    """The answer to a look, or to an empty post where looking is not possible."""
    where = reverse(f"desk:{name}", args=[item.pk])
    found = client.get(where).status_code
    return client.post(where).status_code if found == 405 else found


@pytest.mark.parametrize("name", ALL)
def test_another_organ_is_not_told_that_it_exists(item, outsider, supervisor, enter, name):
    assert asked(enter(outsider), name, item) == 404
    assert asked(enter(supervisor), name, item) in (403, 404)


@pytest.mark.parametrize("name", ALL)
def test_strangers_are_led_to_the_login(item, name):
    where = reverse(f"desk:{name}", args=[item.pk])
    for answer in (Client().get(where), Client().post(where)):
        assert answer.status_code in (302, 405)
        assert answer.status_code == 405 or "/accounts/login/" in answer["Location"]


@pytest.mark.parametrize("name", LOOK)
def test_everybody_of_the_office_may_look(item, team, enter, name):
    assert {asked(enter(user), name, item) for user in team} == {200}


@pytest.mark.parametrize("name", [*DRAFT, *PUBLISH])
def test_who_reviews_does_not_write_or_publish(item, team, enter, name):
    assert {asked(enter(user), name, item) for user in (team.reviewer, team.legal, team.leader)} == {403}
    assert asked(enter(team.officer), name, item) in (200, 302)


def test_who_signs_is_asked_and_who_drafts_may_register_paper(item, team, enter):
    def open_to(name):
        return [asked(enter(user), name, item) for user in (team.officer, team.reviewer, team.legal, team.head, team.leader)]

    assert open_to("item_review") == [200, 200, 200, 200, 200]
    assert open_to("item_approve") == [200, 403, 403, 200, 200]
    assert open_to("item_reassess") == [403, 403, 403, 200, 200]


def test_an_officer_does_not_review_on_screen(item, team, enter):
    assert enter(team.officer).post(reverse("desk:item_review", args=[item.pk]), {"verdict": "passed"}).status_code == 403


def test_an_item_that_is_not_there_is_not_found(team, enter):
    assert enter(team.officer).get(reverse("desk:item", args=[uuid.uuid4()])).status_code == 404


def test_pages_without_an_item_are_for_who_works_with_items(town, team, enter):
    admin = web.account("admin", "管理员壬", town, web.Role.SYSTEM_ADMIN)
    for name in ("items", "item_new", "item_from_docx", "reviews"):
        assert enter(admin).get(reverse(f"desk:{name}")).status_code == 403
    assert enter(team.reviewer).get(reverse("desk:item_new")).status_code == 403
    assert enter(team.reviewer).post(reverse("desk:item_live_check")).status_code == 403
