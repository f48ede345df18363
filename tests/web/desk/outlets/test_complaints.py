"""我要纠错: answered in time; how to reach the reader is masked until somebody says why."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from gongkai.web.accounts.models import AdminAct
from gongkai.web.publication.models import Complaint
from gongkai.web.publication.services.complaints import complain
from support import web

pytestmark = pytest.mark.django_db
PHONE = "13800000009"


@pytest.fixture
def complaint(town):
    """Came in on Monday 2026-03-02; to be answered by 2026-03-11."""
    return complain(organ=town, item=None, page="/p/1", kind="错别字", text="“危机”应为“危及”", contact=PHONE, moment=web.at(web.MONDAY))


def test_what_is_due_stands_in_the_list_with_its_days(enter, officer, complaint, text):
    where = reverse("desk:complaints")
    assert "剩 2 个工作日（2026年3月11日前）" in text(enter(officer).get(where))
    assert "已超期 1 个工作日（应当在2026年3月11日前答复）" in text(enter(officer, date(2026, 3, 12)).get(where))


def test_an_answer_is_kept_once(enter, officer, complaint, text):
    client, where = enter(officer), reverse("desk:complaint", args=[complaint.pk])
    assert client.post(where, {"state": "answered", "text": ""}).status_code == 422
    client.post(where, {"state": "answered", "text": "已改正。"})
    found = Complaint.objects.get()
    assert (found.state, found.answer) == ("answered", "已改正。")
    again = client.post(where, {"state": "invalid", "text": "不对"})
    assert "已经处理过" in text(client.get(again.url))
    assert Complaint.objects.get().answer == "已改正。"
    assert "没有待处理的纠错" in text(client.get(reverse("desk:complaints")))
    assert "错别字" in text(client.get(reverse("desk:complaints"), {"list": "all"}))


def test_how_to_reach_the_reader_is_shown_to_who_says_why_and_that_is_recorded(enter, officer, complaint):
    client, where = enter(officer), reverse("desk:complaint", args=[complaint.pk])
    assert PHONE not in client.get(where).content.decode()
    reveal = reverse("desk:complaint_reveal", args=[complaint.pk])
    assert PHONE not in client.post(reveal, {"why": ""}).content.decode()
    assert not AdminAct.objects.exists()
    assert PHONE in client.post(reveal, {"why": "电话告知处理结果"}).content.decode()
    act = AdminAct.objects.get()
    assert (act.what, act.actor, act.detail["why"]) == ("complaint.reveal", officer, "电话告知处理结果")
    assert PHONE not in str(act.detail)
    assert client.get(reveal).status_code == 405
    assert PHONE not in client.get(where).content.decode()


@pytest.mark.parametrize(
    ("who", "looks", "answers"), [("leader", 200, 403), ("reviewer", 200, 403), ("outsider", 404, 404), ("supervisor", 403, 403)]
)
def test_who_does_not_answer_sees_no_contact(request, enter, complaint, who, looks, answers):
    client = enter(request.getfixturevalue(who))
    assert client.get(reverse("desk:complaint", args=[complaint.pk])).status_code == looks
    assert client.post(reverse("desk:complaint", args=[complaint.pk]), {"state": "answered", "text": "好"}).status_code == answers
    assert client.post(reverse("desk:complaint_reveal", args=[complaint.pk]), {"why": "看看"}).status_code == answers
    assert not AdminAct.objects.exists()


def test_the_words_of_a_reader_are_words(enter, officer, town):
    made = complain(organ=town, item=None, page="/p", kind="其他", text="<script>alert(1)</script>", contact="", moment=web.at(web.MONDAY))
    shown = enter(officer).get(reverse("desk:complaint", args=[made.pk])).content.decode()
    assert "<script>alert" not in shown
    assert "没有留" in shown


def test_the_list_asks_as_often_for_many_as_for_few(enter, officer, town, complaint, django_assert_max_num_queries):
    client, where = enter(officer), reverse("desk:complaints")
    client.get(where)
    with django_assert_max_num_queries(20) as few:
        client.get(where)
    for number in range(20):
        complain(organ=town, item=None, page=f"/p/{number}", kind="其他", text="x", contact="", moment=web.at(web.MONDAY))
    with django_assert_max_num_queries(20) as many:
        client.get(where)
    assert len(many) == len(few)
