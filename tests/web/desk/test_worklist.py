"""The work list: what is due stands first, in words; searching finds; ten thousand cases cost no more queries than ten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.law.calendar import Calendar
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Channel
from gongkai.web.applications.models import Application, Item, Person
from gongkai.web.applications.selectors import days, worklist
from gongkai.web.applications.selectors.worklist import COUNTED
from gongkai.web.applications.services.acting import act
from gongkai.web.applications.services.submitting import Asked, Form, Somebody
from support import web

DUE = date(2026, 3, 30)  # of an application received on web.MONDAY


def asked(text, name="申请人甲", identity=""):
    return Form(people=(Somebody(name=name, identity=identity, phone="13800000001"),), items=(Asked(text),))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 24), "剩 4 个工作日"),
        (date(2026, 3, 30), "今天到期"),
        (date(2026, 3, 31), "已超期 1 个工作日"),
        (date(2026, 4, 1), "已超期 2 个工作日"),
    ],
)
def test_a_line_says_how_many_working_days_are_left(application, officer, enter, text, day, words):
    assert words in text(enter(officer, web.at(day)).get("/desk/"))


@pytest.mark.parametrize(
    ("day", "key"), [(date(2026, 3, 25), "near"), (date(2026, 3, 23), "soon"), (DUE, "today"), (date(2026, 4, 7), "overdue")]
)
def test_a_case_moves_from_list_to_list_as_its_day_comes(application, officer, enter, day, key):
    response = enter(officer, web.at(day)).get("/desk/", {"list": key})
    assert [line.case.pk for line in response.context["lines"]] == [application.pk]


def test_one_working_day_earlier_it_is_not_yet_near(application, officer, enter):
    response = enter(officer, web.at(date(2026, 3, 24))).get("/desk/", {"list": "near"})
    assert not response.context["lines"]


def test_an_email_without_confirmation_must_be_confirmed_today(town, officer, enter, text):
    web.application(town, channel=Channel.EMAIL)
    client = enter(officer, web.at(web.MONDAY))
    response = client.get("/desk/", {"list": "confirm"})
    assert "今天必须确认" in text(response)
    assert response.context["counts"]["confirm"] == 1


def test_a_case_that_waits_for_the_applicant_has_no_due_day_but_says_for_whom(application, officer, enter, text):
    event = a.CorrectionRequested(letter="示政公开补〔2026〕1号", until=date(2026, 3, 20))
    act(application=application, events=[(event, date(2026, 3, 5))], by=officer, moment=web.at(date(2026, 3, 5)))
    response = enter(officer, web.at(date(2026, 3, 6))).get("/desk/", {"list": "correction"})
    assert "等申请人补正" in text(response)
    assert response.context["counts"]["soon"] == 0


def test_applicants_are_masked(application, officer, enter, text):
    page = text(enter(officer, web.at(web.MONDAY)).get("/desk/"))
    assert "申***" in page
    assert "申请人甲" not in page


@pytest.mark.parametrize("words", ["示政公开申〔2026〕1号", "危房改造", "申请人甲", "申请人甲 "])
def test_searching_finds_by_number_text_and_whole_name(application, officer, enter, words):
    response = enter(officer, web.at(web.MONDAY)).get("/desk/", {"q": words})
    assert [line.case.pk for line in response.context["lines"]] == [application.pk]


@pytest.mark.parametrize("words", ["申请", "13800000001", "教育"])
def test_part_of_a_name_and_a_telephone_number_find_nobody(town, officer, enter, words):
    web.application(town, form=asked("示例镇2025年预算"))
    assert not enter(officer, web.at(web.MONDAY)).get("/desk/", {"q": words}).context["lines"]


def test_lists_narrow_by_year_kind_of_applicant_and_handler(town, application, officer, enter):
    client = enter(officer, web.at(web.MONDAY))
    assert len(client.get("/desk/", {"year": "2026", "column": "person"}).context["lines"]) == 1
    assert not client.get("/desk/", {"year": "2025"}).context["lines"]
    assert not client.get("/desk/", {"column": "business"}).context["lines"]
    assert not client.get("/desk/", {"handler": str(officer.pk)}).context["lines"]


def test_what_cannot_be_read_of_an_address_asks_for_nothing(application, officer, enter):
    response = enter(officer, web.at(web.MONDAY)).get("/desk/", {"year": "x", "handler": "x", "phase": "x", "list": "x", "page": "x"})
    assert response.status_code == 200


def test_unconfirmed_ones_come_first_then_the_most_overdue(town, officer, enter):
    late = web.application(town, on=date(2026, 1, 5))
    near = web.application(town)
    unconfirmed = web.application(town, on=date(2026, 3, 31), channel=Channel.FAX)
    response = enter(officer, web.at(date(2026, 3, 31))).get("/desk/")
    assert [line.case.pk for line in response.context["lines"]] == [unconfirmed.pk, late.pk, near.pk]


def test_another_organ_sees_nothing_of_it(application, outsider, enter, text):
    response = enter(outsider, web.at(web.MONDAY)).get("/desk/", {"list": "every"})
    assert "示政公开申" not in text(response)
    assert set(response.context["counts"].values()) == {0}


def test_an_empty_list_says_what_will_appear_there(officer, enter, text):
    assert "登记的申请会列在这里" in text(enter(officer, web.at(web.MONDAY)).get("/desk/"))


def test_only_a_fragment_is_sent_to_a_page_that_asks_for_one(application, officer, enter):
    response = enter(officer, web.at(web.MONDAY)).get("/desk/", headers={"HX-Request": "true"})
    assert response.content.lstrip().startswith(b'<div id="lines">')


def many(town, count):
    """Copies of a case, spread over days, in bulk: the lists read columns only."""
    first = web.application(town)
    fields = {
        field.attname: getattr(first, field.attname) for field in Application._meta.concrete_fields if field.attname not in ("id", "register_number")
    }  # fmt: skip
    cases = [
        Application(
            **{**fields, "submission_key": None, "register_number": f"示政公开申〔2025〕{n}号", "due_on": DUE + timedelta(days=n % 40)}
        )
        for n in range(1, count)
    ]
    Application.objects.bulk_create(cases, batch_size=1000)
    Item.objects.bulk_create((Item(application=case, number=1, content=f"第{case.register_number}件") for case in cases), batch_size=1000)
    token = first.people.get().name
    Person.objects.bulk_create(
        (Person(application=case, capacity="principal", column="person", name=token) for case in cases), batch_size=1000
    )


@pytest.mark.parametrize("count", [10, pytest.param(10_000, marks=pytest.mark.slow)])
def test_the_list_takes_at_most_twelve_queries(town, head, enter, count, django_assert_max_num_queries):
    many(town, count)
    client = enter(head, web.at(date(2026, 3, 25)))
    with django_assert_max_num_queries(12):
        response = client.get("/desk/")
    assert response.context["counts"]["all"] == count
    with django_assert_max_num_queries(12):
        client.get("/desk/", {"q": "号件"})


def test_the_figures_beside_the_lists_are_what_the_lists_hold(town):
    many(town, 300)
    waits = ("", "补正", "提出意见", "缴费", "答复")
    phases = ("open", "reanswering", "unregistered", "answered", "closed")
    for number, case in enumerate(Application.objects.all()):
        case.phase, case.waiting_what, case.unserved = phases[number % 5], waits[number // 5 % 5], number % 3
        case.due_on = None if number % 7 == 0 else DUE + timedelta(days=number % 23 - 8)
        case.save()
    marks = days.marks(DUE, Calendar.standard())
    for cases in (Application.objects.filter(organ=town), Application.objects.none()):
        assert worklist.counts(cases, marks) == {key: cases.filter(worklist.in_bucket(key, marks)).count() for key in COUNTED}


def test_counting_reads_an_index_and_never_the_whole_table(town, officer, enter):
    many(town, 50)
    client = enter(officer, web.at(date(2026, 3, 25)))
    with CaptureQueriesContext(connection) as seen:
        client.get("/desk/")
    counting = [query["sql"] for query in seen.captured_queries if "UNION ALL" in query["sql"]]
    assert len(counting) == 1
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {counting[0]}")
            plan = [row[3] for row in cursor.fetchall()]
        assert not [line for line in plan if line.startswith("SCAN applications_application") and "INDEX" not in line]


def test_the_download_holds_what_is_shown_and_no_formula(town, officer, enter):
    web.application(town, form=asked("=HYPERLINK(1)"))
    client = enter(officer, web.at(web.MONDAY))
    table = client.get("/desk/cases.csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in table
    assert "申***" in table
    assert client.get("/desk/cases.xlsx").content[:2] == b"PK"
    assert client.get("/desk/cases.exe").status_code == 404
