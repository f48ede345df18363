"""Dead links are found in the background and answered before the approval."""

from __future__ import annotations

import pytest

from gongkai.web.channels.links import Checked
from gongkai.web.publication import tasks
from gongkai.web.publication.services import checking, looking
from support import items, web

pytestmark = pytest.mark.django_db
LINKED = (
    '<p>详见<a href="https://www.shiliqu.example/gone.html">办事指南</a>和<a href="https://www.shiliqu.example/fine.html">申请表</a>。</p>'
)
DEAD = "链接 https://www.shiliqu.example/gone.html：网页不存在（404），请改正或者删去链接。"


@pytest.fixture
def people(officer, reviewer, legal, head, leader):
    return items.Team(officer, reviewer, legal, head, leader)


@pytest.fixture
def opened(monkeypatch):
    """What is opened, in place of the network."""
    asked = []

    def check(addresses, *, policy):
        asked.extend(addresses)
        return [Checked(each, "fine" in each, "" if "fine" in each else "网页不存在（404），请改正或者删去链接。") for each in addresses]

    monkeypatch.setattr(looking, "check_links", check)
    return asked


def test_the_worker_opens_the_links_of_what_waits_for_review_once(town, people, opened):
    item = items.submitted(items.drafted(town, people, html=LINKED), people)
    tasks.minutely()
    tasks.minutely()
    assert len(opened) == 2
    dead = [each for each in checking.remarks(items.again(item)) if each.code == "dead_link"]
    assert [each.message for each in dead] == [DEAD]
    assert dead[0].open


def test_a_draft_is_not_looked_at_until_somebody_asks(town, people, opened):
    item = items.drafted(town, people, html=LINKED)
    tasks.minutely()
    assert opened == []
    assert looking.look(version=item.draft, moment=web.at(items.DRAFTED)) == 1


def test_a_dead_link_that_was_answered_no_longer_stops_the_approval(town, people, opened, officer):
    item = items.submitted(items.drafted(town, people, html=LINKED), people)
    tasks.minutely()
    item = items.again(item)
    assert DEAD in "".join(reason.sentence for reason in checking.why_not(item))
    found = next(each for each in checking.remarks(item) if each.code == "dead_link")
    checking.answer(item=item, answers={found.fingerprint: "链接的网站今晚维修，明早恢复"}, by=officer, moment=web.at(items.SUBMITTED))
    assert "gone.html" not in "".join(reason.sentence for reason in checking.why_not(item))


def test_only_inner_hosts_that_the_office_named_are_opened(town, people, officer):
    assert looking.policy_for(town).inner == ()
