"""The auditor: every line without its content, what was written late or changed, and any figure with its cases."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from gongkai.ledger.vocabulary import Corrected
from gongkai.ledger.vocabulary import application as a
from gongkai.web.accounts.figures import CARRIED, RECEIVED, figures, workbook
from gongkai.web.accounts.models import AdminAct
from gongkai.web.applications.services.acting import act, state_of
from gongkai.web.events import browse
from support import web

MOMENT = web.at(web.MONDAY)


@pytest.fixture
def withdrawn(town):
    """An application that its applicant took back, recorded eleven days late."""
    made = web.application(town)
    act(
        application=made, events=[(a.Withdrawn(document="撤回申请"), web.MONDAY)], by="applicant", moment=web.at(web.MONDAY.replace(day=13))
    )
    return made


def test_lines_are_shown_without_what_they_say_of_anybody(entered, auditor, application):
    page = entered(auditor).get(reverse("accounts:ledger")).content.decode()
    assert str(application.pk) in page
    assert "申请人（网上）" in page
    assert not any(secret in page for secret in ("申请人甲", "13800000001", "危房改造"))


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"kind": "application.registered"}, True), ({"kind": "voided"}, False), ({"actor": "applicant"}, True), ({"actor": "officer"}, False),
        ({"organ": "shilizhen"}, True), ({"from_day": "2026-03-03"}, False), ({"from_day": "2026-03-02", "to_day": "2026-03-02"}, True),
    ],
)  # fmt: skip
def test_lines_are_found_by_organ_kind_day_and_actor(entered, auditor, officer, application, query, shown):
    page = entered(auditor).get(reverse("accounts:ledger"), query).content.decode()
    assert (str(application.pk) in page) is shown


def test_what_was_written_long_after_its_day_is_listed_by_itself(withdrawn, town):
    wanted = browse.Wanted((town.pk,))
    assert [line.kind for line in browse.late(wanted, 3)] == ["application.withdrawn"]
    assert [line.kind for line in browse.late(wanted, 10)] == ["application.withdrawn"]
    assert not browse.late(wanted, 11)


def test_a_changed_day_is_listed_by_itself(entered, auditor, application, officer):
    registered = state_of(application).registered
    assert registered is not None
    change = Corrected(number=1, effective_on=web.MONDAY, event=registered)
    act(application=application, events=[(change, web.MONDAY)], by=officer, moment=MOMENT)
    page = entered(auditor).get(reverse("accounts:changes")).content.decode()
    assert "更正记录" in page
    assert "经办人甲" in page


def test_an_auditor_of_one_organ_does_not_see_another(entered, bureau, application):
    other = web.account("bureau-auditor", "审计管理员辰", bureau, "auditor")
    assert str(application.pk) not in entered(other).get(reverse("accounts:ledger")).content.decode()


def test_figures_are_counted_from_the_ledger(application, withdrawn, town):
    found = figures(town, 2026)
    assert (found.counts[RECEIVED], found.counts[CARRIED], found.counts["other.rest"]) == (2, 1, 1)
    assert figures(town, 2025).counts[RECEIVED] == 0
    assert figures(town, 2027).counts == {RECEIVED: 0, CARRIED: 1}


def test_the_workbook_holds_figures_cases_and_events_and_no_formula(application, withdrawn, town):
    town.name = "=HYPERLINK(1)"
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(figures(town, 2026), "+审计")))
    assert book.sheet_names == ["数字", "案件", "事件"]
    numbers, cases, events = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    assert ["本年新收", 2] in numbers
    assert {row[0] for row in cases[1:]} == {"示政公开申〔2026〕1号", "示政公开申〔2026〕2号"}
    assert len(events) == 4
    assert all(len(str(row[7])) == 64 for row in events[1:])
    assert any("=HYPERLINK(1)" in str(cell) for row in numbers for cell in row)


def test_the_workbook_is_downloaded(entered, auditor, application):
    answer = entered(auditor).get(reverse("accounts:export", args=["shilizhen", 2026]))
    assert answer.content[:2] == b"PK"
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''")


def test_checking_the_ledger_says_and_keeps_what_was_found(entered, auditor, application):
    client = entered(auditor)
    client.post(reverse("accounts:check"))
    assert "与写下时一致" in client.get(reverse("accounts:check")).content.decode()
    assert AdminAct.objects.get().detail["fault"] == ""


@pytest.mark.parametrize("name", ["accounts:ledger", "accounts:late", "accounts:changes", "accounts:acts", "accounts:figures"])
def test_a_page_costs_few_queries(entered, auditor, application, name, django_assert_max_num_queries):
    client = entered(auditor)
    with django_assert_max_num_queries(16):
        assert client.get(reverse(name)).status_code == 200
