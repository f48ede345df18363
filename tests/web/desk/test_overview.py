"""Figures: one source for every page; a rate over few cases is not shown; the supervisor sees clock and outcome and nobody's name."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.ledger.vocabulary import application as a
from gongkai.web.applications.models import Application
from gongkai.web.applications.selectors.figures import OrganLine
from gongkai.web.applications.services.acting import act
from support import web


def test_the_side_list_the_overview_and_the_list_count_alike(town, head, enter):
    web.application(town)
    web.application(town, on=date(2026, 1, 5))
    client = enter(head, web.at(date(2026, 3, 30)))
    overview = client.get("/desk/overview/").context["found"]
    home = client.get("/desk/", {"list": "overdue"})
    assert overview.now["overdue"] == home.context["counts"]["overdue"] == len(home.context["lines"]) == 1
    assert (overview.received, overview.now["all"]) == (2, 2)


def test_outcomes_stand_in_their_rows(town, application, officer, head, enter):
    events = [(a.Withdrawn(document="x"), date(2026, 3, 4))]
    act(application=application, events=events, by=officer, moment=web.at(date(2026, 3, 4)))
    found = enter(head, web.at(date(2026, 3, 5))).get("/desk/overview/").context["found"]
    assert found.rows == [("other.rest", "（六）其他处理3.其他", 1)]


def test_the_supervisor_sees_every_organ_below_and_no_applicant(town, bureau, supervisor, enter, text):
    web.application(town)
    web.application(bureau)
    response = enter(supervisor, web.at(date(2026, 4, 7))).get("/desk/oversight/")
    words = text(response)
    assert [line.overdue for line in response.context["organs"]] == [0, 1, 1]  # the district, its bureau, its town
    assert "示政公开申〔2026〕1号" in words
    for secret in ("申请人甲", "申***", "危房改造", "1380000", "138*"):
        assert secret not in words


def test_the_supervisor_is_led_to_his_page(supervisor, enter):
    assert enter(supervisor, web.at(web.MONDAY)).get("/desk/").headers["Location"] == "/desk/oversight/"


def test_the_supervisors_table_is_downloaded(application, supervisor, enter):
    table = enter(supervisor, web.at(web.MONDAY)).get("/desk/oversight.csv").content.decode("utf-8-sig")
    assert "示例镇人民政府,1,0,0,,1,0,0,0,0" in table


def test_an_officer_does_not_watch_others(officer, enter):
    assert enter(officer, web.at(web.MONDAY)).get("/desk/oversight/").status_code == 403


@pytest.mark.parametrize(("ended", "late", "rate"), [(4, 1, ""), (5, 1, "80%"), (200, 1, "100%")])
def test_a_rate_over_few_cases_is_not_shown(ended, late, rate, town):
    assert OrganLine(town, 0, ended, late, 0, 0, 0, 0, 0).on_time == rate


@pytest.mark.parametrize("address", ["/desk/oversight/", "/desk/overview/"])
def test_the_pages_of_figures_take_at_most_twelve_queries(town, bureau, district, enter, address, django_assert_max_num_queries):
    user = web.account("both", "负责人丙", district, web.Role.SUPERVISOR, web.Role.OFFICE_HEAD, subtree=True)
    for organ in (town, bureau, district):
        web.application(organ)
    client = enter(user, web.at(web.MONDAY))
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("role", "heading"), [(web.Role.SYSTEM_ADMIN, "机关"), (web.Role.SECURITY_ADMIN, "账号"), (web.Role.AUDITOR, "管理员操作")]
)
def test_an_administrator_comes_to_his_own_page_and_has_nothing_to_search(district, enter, text, role, heading):
    admin = web.account("admin", "管理员壬", district, role)
    response = enter(admin, web.at(web.MONDAY)).get("/desk/", follow=True)
    assert response.redirect_chain
    assert heading in text(response)
    assert 'role="search"' not in response.content.decode()


def test_who_handles_cases_can_search_on_every_page(officer, enter):
    client = enter(officer, web.at(web.MONDAY))
    for address in ("/desk/", "/desk/help/", "/accounts/admin/leave/"):
        assert 'role="search"' in client.get(address).content.decode()


def test_who_has_no_duty_is_told_whom_to_ask(district, enter, text):
    nobody = web.account("nobody", "局外人丙", district)
    assert "您的账号现在没有职责" in text(enter(nobody, web.at(web.MONDAY)).get("/desk/"))


def test_who_signs_finds_it_first(town, leader, officer, enter, text):
    leads = text(enter(leader, web.at(web.MONDAY)).get("/desk/"))
    assert leads.index("待我签") < leads.index("今天必须确认")
    assert "待我签" not in text(enter(officer, web.at(web.MONDAY)).get("/desk/"))


@pytest.mark.parametrize("address", ["/desk/", "/desk/intake/", "/desk/overview/", "/desk/reveals/", "/desk/help/", "/desk/cases.csv"])
def test_everything_asks_for_a_login(client, db, address):
    assert client.get(address).status_code == 302


def test_help_explains_the_keys(officer, enter, text):
    assert "往下、往上移动" in text(enter(officer, web.at(web.MONDAY)).get("/desk/help/"))


def test_the_lists_are_made_of_columns_that_can_be_made_again(application):
    before = Application.objects.values().get(pk=application.pk)
    assert before["due_on"] == date(2026, 3, 30)
