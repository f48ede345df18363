"""Open data: readable by anybody, described, and without anything of any person."""

from __future__ import annotations

import json

import pytest

from gongkai.web.search.models import PublicItem
from support import web


def get(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def test_organs_with_their_public_contact_data(client, town):
    found = get(client, "/api/organs")["organs"]
    assert [(each["slug"], each["parent"]) for each in found] == [("shiliqu", None), ("shilizhen", "shiliqu")]
    assert found[1]["phone"] == "0000-1000002"
    assert set(found[1]) == {
        "slug", "name", "level", "parent", "credit_code", "region", "office", "address", "postcode", "phone", "fax", "email", "hours",
    }  # fmt: skip


def test_the_deadline_with_every_day(client, db):
    clock = get(client, "/api/deadline?received=2026-03-02")
    assert (clock["due"], clock["provisional"], clock["days"][0]["number"]) == ("2026-03-30", False, None)
    assert clock["days"][1]["number"] == 1


def test_events_move_the_deadline(client, db):
    clock = get(client, "/api/deadline?received=2026-03-02&event=correction_requested@2026-03-06")
    assert (clock["due"], clock["waiting_for"]["who"]) == (None, "申请人")
    clock = get(client, "/api/deadline?received=2026-03-02&event=extended@2026-03-20=20")
    assert clock["due"] == "2026-04-28"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("deadline", "没有写"),
        ("deadline?received=昨天", "不是日期"),
        ("deadline?received=2026-03-02&event=x", "没有写日期"),
        ("deadline?received=2026-03-02&event=moved@2026-03-03", "moved"),
        ("deadline?received=2026-03-02&event=extended@2026-03-03=many", "几个工作日"),
        ("deadline?received=1990-01-01", "1990"),
        ("deadline?received=9999-12-31", "超出了日历"),
        ("deadline?received=2026-03-02&region=999999", "999999"),
        ("fee", "其中一个"),
        ("fee?items=1&pages=1", "其中一个"),
        ("fee?items=0", "太小"),
        ("fee?items=99999999999999999999", "大"),
        ("fee?items=1&on=2001-01-01", ""),
        ("items", "没有写"),
        ("items?q=", "太短"),
        ("items?q=路&organ=nobody", "nobody"),
    ],
)
def test_what_cannot_be_answered_is_422_with_a_sentence(client, db, question, words):
    problems = get(client, f"/api/{question}", 422)["problems"]
    assert any(words in each["where"] + each["words"] for each in problems), problems
    assert all(any("\u4e00" <= character <= "\u9fff" for character in each["words"]) for each in problems)


def test_the_fee_with_its_slices(client, db):
    fee = get(client, "/api/fee?items=12")
    assert (fee["amount"], fee["lines"][1]) == ("200.00", {"from": 11, "to": 12, "quantity": 2, "rate": "100.00", "amount": "200.00"})


def test_public_items_are_found(client, town, django_assert_max_num_queries):
    PublicItem.objects.create(
        organ=town, source="publication", title="2025年农村危房改造补助名单", number="示政发〔2025〕3号", number_key="示政发20253号", published_on=web.MONDAY,
        plain="2025年农村危房改造补助名单", plain_title="2025年农村危房改造补助名单",
    )  # fmt: skip
    with django_assert_max_num_queries(6):
        found = get(client, "/api/items?q=示政发〔2025〕3号")["items"]
    assert [(each["title"], each["exact"]) for each in found] == [("2025年农村危房改造补助名单", True)]


def test_answers_hold_nothing_of_an_applicant(client, application):
    for address in ("/api/organs", "/api/items?q=申请人甲", "/api/openapi.json"):
        text = client.get(address).content.decode()
        assert not any(secret in text for secret in ("申请人甲", "110101", "13800000001", application.register_number))


def test_the_description_names_every_answer_and_its_refusal(client, db):
    described = get(client, "/api/openapi.json")
    assert set(described["paths"]) == {"/api/organs", "/api/deadline", "/api/fee", "/api/items"}
    for address in ("/api/deadline", "/api/fee", "/api/items"):
        assert {"200", "422"} <= set(described["paths"][address]["get"]["responses"])


def test_anybody_may_read_and_a_cache_may_keep_what_went_well(client, db):
    well, ill = client.get("/api/fee?items=1"), client.get("/api/fee")
    assert (well["Cache-Control"], well["Access-Control-Allow-Origin"]) == ("public, max-age=300", "*")
    assert ill["Cache-Control"] == "no-store"
    assert well["Content-Type"] == "application/json; charset=utf-8"
    assert "政府" in json.loads(client.get("/api/openapi.json").content)["info"]["title"]


@pytest.mark.parametrize("address", ["/api/organs", "/api/deadline", "/api/fee", "/api/items"])
def test_nothing_can_be_written(client, db, address):
    assert client.post(address).status_code == 405


def test_there_is_no_page_that_loads_scripts(client, db):
    assert client.get("/api/docs").status_code == 404
