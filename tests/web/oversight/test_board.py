"""今天要催谁: lamps with their reasons, boundary days, figures hidden under five, one question for all organs, no applicant anywhere."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from gongkai.law.calendar import Calendar
from gongkai.ledger.vocabulary import application as a
from gongkai.web.applications.services.acting import act
from gongkai.web.events import heartbeats, lately
from gongkai.web.organs.models import Level, Organ
from gongkai.web.oversight.models import Order
from gongkai.web.oversight.selectors.board import Figures, board_of, report_reason
from gongkai.web.oversight.selectors.board_measures import BY_KEY, NOW, YEAR, Lamp, Sort, counted, part_of, span_of
from gongkai.web.oversight.selectors.board_things import ordered
from gongkai.web.publication.services import complaints
from gongkai.web.reporting.selectors.due import Owed, due_of
from support import items, web
from support.web import browser
from web.oversight import complaining
from web.portal.markup import faults

DUE = date(2026, 3, 30)  # of an application that came on web.MONDAY
SECRETS = ("申请人甲", "申***", "危房改造", "13800000001", "11010119900307123X", "a@example.com")


@pytest.fixture
def on(monkeypatch):
    """Go to a day."""

    def go(day: date) -> date:
        monkeypatch.setattr("gongkai.web.clock.now", lambda: web.at(day, 10))
        return day

    return go


def page(client, name, query="", **given):
    answer = client.get(reverse(f"desk:{name}", kwargs=given) + query)
    text = answer.content.decode()
    assert answer.status_code == 200, text
    assert faults(text) == []
    return text


def line_of(organ, day):
    span = span_of(day, Calendar.standard())
    return next(line for line in board_of(Organ.objects.all(), span).lines if line.organ == organ)


def keys(line) -> set[str]:
    return {reason.key for reason in line.reasons} - {"silent", "reports", "health"}


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2026, 3, 24), set()), (date(2026, 3, 25), {"cases_near"}), (DUE, {"cases_near"}), (date(2026, 3, 31), {"cases_overdue"}),
    ],
)  # fmt: skip
def test_an_answer_is_near_three_working_days_before_its_day_and_overdue_behind_it(town, day, found):
    web.application(town)
    assert keys(line_of(town, day)) == found


def test_what_had_to_be_public_is_overdue_the_day_behind(town):
    item = items.drafted(town, items.team(town))
    assert item.due_on is not None
    assert "items_near" in keys(line_of(town, item.due_on))
    late = line_of(town, item.due_on + timedelta(days=1))
    assert late.lamp is Lamp.RED
    assert "该公开没有公开 1 条" in late.words


def test_a_policy_without_interpretation_is_near_and_then_overdue(town):
    policy = items.published(town, items.team(town), genre="policy", title="示例办法")
    public = policy.first_published_on
    third = Calendar.standard().add(public, 3).day
    assert "policies_near" in keys(line_of(town, third))
    assert "policies_overdue" in keys(line_of(town, third + timedelta(days=1)))


def test_a_complaint_of_a_reader_that_nobody_answered_is_yellow(town):
    made = complaints.complain(
        organ=town, item=None, page="/", kind=complaints.KINDS[0], text="申请人甲写错了", contact="", moment=web.at(web.MONDAY)
    )
    assert "complaints_near" in keys(line_of(town, made.due_on))
    late = line_of(town, made.due_on + timedelta(days=1))
    assert [reason.lamp for reason in late.reasons if reason.key == "complaints_overdue"] == [Lamp.YELLOW]


@pytest.mark.parametrize(
    ("day", "sent", "words"),
    [
        (date(2027, 1, 15), False, None), (date(2027, 1, 18), False, "2026年度报告最迟2027年1月21日报送"),
        (date(2027, 1, 22), False, "2026年度报告没有报送，应当在2027年1月21日以前"), (date(2027, 1, 22), True, None),
        (date(2027, 1, 31), True, "2026年度报告最迟2027年1月31日公布"), (date(2027, 2, 1), True, "2026年度报告逾期 1 天没有公布"),
    ],
)  # fmt: skip
def test_an_annual_report_is_told_when_it_is_near_not_sent_up_or_late(town, day, sent, words):
    owed = Owed(town, due_of(town, 2026), None, day, 0)
    near = day + timedelta(days=3)
    reason = report_reason(owed, sent=sent, day=day, near=near)
    assert (reason.words if reason else None) == words


def test_who_wrote_nothing_for_a_month_is_silent(town, officer):
    case = web.application(town)
    act(application=case, events=[(a.Withdrawn(document="x"), date(2026, 3, 4))], by=officer, moment=web.at(date(2026, 3, 4)))
    silent = [{reason.key for reason in line_of(town, day).reasons} for day in (date(2026, 4, 3), date(2026, 4, 4))]
    assert ["silent" in found for found in silent] == [False, True]
    assert "31 天没有人登录，也没有办过任何事" in line_of(town, date(2026, 4, 4)).words


def test_what_an_applicant_does_is_no_sign_of_the_office(town):
    web.application(town)
    assert Organ.objects.annotate(wrote=lately.last_written()).get(pk=town.pk).wrote is None


def test_who_logged_in_is_not_silent(town, officer):
    officer.last_login = web.at(date(2026, 4, 1))
    officer.save(update_fields=["last_login"])
    assert "silent" not in {reason.key for reason in line_of(town, date(2026, 4, 10)).reasons}


def test_rates_under_five_are_not_told():
    assert (Figures(ended=4, late=1).on_time, Figures(ended=5, late=1).on_time) == (None, 80)
    assert (Figures(final=4, corrected=1).corrected_share, Figures(final=5, corrected=1).corrected_share) == (None, 20)


def test_the_year_before_is_counted_to_the_same_day(town):
    web.application(town, on=date(2025, 3, 3))
    web.application(town, on=date(2025, 9, 1))
    line = line_of(town, date(2026, 4, 7))
    assert (line.year.received, line.before.received) == (0, 1)
    assert span_of(date(2024, 2, 29), Calendar.standard()).before.last == date(2023, 2, 28)


def test_the_middle_of_a_class_is_that_of_its_organs_alone(district, town, bureau):
    for day in (2, 3, 4):
        web.application(town, on=date(2026, 3, day))
    web.application(bureau)
    board = board_of(Organ.objects.all(), span_of(date(2026, 3, 5), Calendar.standard()))
    assert {each.key: each.values["received"] for each in board.middles} == {"towns": 3, "bureaus": 1, "governments": 0}


def test_every_number_is_that_of_its_list(town, officer):
    web.application(town)
    items.published(town, items.team(town), genre="policy", title="示例办法")
    span = span_of(date(2026, 4, 7), Calendar.standard())
    ids = Organ.objects.values("pk")
    found = counted(ids, span)[town.pk]
    for measure in NOW:
        assert found.now.get(measure.key, 0) == ordered(measure, ids, span).filter(organ=town).count(), measure.key
    for measure in YEAR:
        assert found.year.get(measure.key, 0) == ordered(measure, ids, span).filter(organ=town).count(), measure.key


@pytest.mark.parametrize("amount", [30, pytest.param(2000, marks=pytest.mark.slow)])
def test_the_board_asks_as_few_questions_for_many_organs_as_for_one(amount, town, supervisor, on, django_assert_max_num_queries):
    on(date(2026, 4, 7))
    web.application(town)
    client = browser(supervisor)
    client.get(reverse("desk:district_board"))
    with CaptureQueriesContext(connection) as few:
        page(client, "district_board")
    Organ.objects.bulk_create(
        Organ(
            slug=f"town-{number}", name=f"示例{number}镇人民政府", level=Level.TOWN, parent=town.parent, path=f"{town.parent.path}town-{number}/",
            valid_from=web.FOUNDED,
        )
        for number in range(amount)
    )  # fmt: skip
    with django_assert_max_num_queries(12), CaptureQueriesContext(connection) as many:
        text = page(client, "district_board")
    assert len(many) == len(few)
    assert "第 2 页" in text if amount > 50 else "示例29镇" in text


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan is told in the words of SQLite")
@pytest.mark.parametrize("measure", [each for each in (*NOW, *YEAR) if each.sort in (Sort.CASE, Sort.ITEM)], ids=lambda each: each.key)
def test_what_is_counted_of_many_rows_is_read_from_an_index_alone(db, measure):
    span = span_of(date(2026, 4, 7), Calendar.standard())
    plan = part_of(measure, Organ.objects.values("pk"), span, measure.key).explain()
    steps = [line for line in plan.splitlines() if "publication_item" in line or "applications_application" in line]
    assert steps
    assert all("COVERING INDEX" in step for step in steps), plan


def test_no_applicant_stands_anywhere(town, supervisor, on):
    on(date(2026, 4, 7))
    web.application(town)
    items.drafted(town, items.team(town), title="申请人甲救助公示")
    client = browser(supervisor)
    pages = [page(client, "district_board"), page(client, "district_board_calls")]
    pages += [page(client, "district_board_list", key=key) for key in BY_KEY]
    book = client.get(reverse("desk:district_board_export")).content
    cells = str([sheet.to_python() for sheet in (CalamineWorkbook.from_filelike(_file(book)).get_sheet_by_index(at) for at in range(6))])
    for text in (*pages, cells):
        for secret in SECRETS:
            assert secret not in text
    assert "示政公开申〔2026〕1号" in pages[2]


def test_the_excel_has_a_sheet_for_everything(town, supervisor, on):
    on(date(2026, 4, 7))
    web.application(town)
    book = CalamineWorkbook.from_filelike(_file(browser(supervisor).get(reverse("desk:district_board_export")).content))
    assert book.sheet_names == ["今天要催谁", "各机关", "年报备案", "整改", "雷同", "渠道"]
    rows = book.get_sheet_by_name("各机关").to_python()
    town_row = dict(zip(rows[0], next(row for row in rows if row[0] == town.name), strict=True))
    assert (town_row["答复已超期"], town_row["2026年收到"], town_row["2026年按期率（%）"]) == (1, 1, "")


def test_the_table_is_narrowed_and_sorted(town, bureau, supervisor, on):
    on(date(2026, 3, 5))
    web.application(bureau)
    client = browser(supervisor)
    assert [line.organ for line in client.get(reverse("desk:district_board") + "?kind=bureaus").context["page"]] == [bureau]
    ranked = client.get(reverse("desk:district_board") + "?order=received").context["page"]
    assert ranked[0].organ == bureau
    assert {line.lamp for line in client.get(reverse("desk:district_board") + "?lamp=yellow").context["page"]} <= {Lamp.YELLOW}


def test_a_job_that_is_silent_for_a_day_and_an_hour_is_told_on_the_board_and_not_before(town, supervisor, monkeypatch):
    ran = web.at(date(2026, 3, 10), 9)
    for job in heartbeats.WATCHED:
        heartbeats.went_well(name=job.name, day=date(2026, 3, 10), moment=ran)
    told = {}
    for hours in (25, 26):
        monkeypatch.setattr("gongkai.web.clock.now", lambda hours=hours: ran + timedelta(hours=hours))
        told[hours] = "没有按时办" in page(browser(supervisor), "district_board")
    assert told == {25: False, 26: True}


def test_a_list_of_another_district_is_not_found(town, supervisor, outsider, on):
    on(date(2026, 3, 5))
    assert browser(outsider).get(reverse("desk:district_board")).status_code == 403
    assert browser(supervisor).get(reverse("desk:district_board_list", args=["received"]) + "?organ=nowhere").status_code == 404
    assert browser(supervisor).get(reverse("desk:district_board_list", args=["nothing"])).status_code == 404


def test_an_order_that_is_past_its_day_stands_on_the_board(town, district, supervisor):
    Order.objects.create(
        number="1", district=district, organ=town, what="补齐", basis="条例", first_due=DUE, issued_on=web.MONDAY, created_at=web.at(web.MONDAY),
        created_by=supervisor, due_on=DUE, changed_at=web.at(web.MONDAY),
    )  # fmt: skip
    assert [keys(line_of(town, day)) for day in (DUE, DUE + timedelta(days=1))] == [{"orders_near"}, {"orders_overdue"}]


def test_a_complaint_of_which_the_organ_says_nothing_stands_on_the_board_by_its_number_alone(town, supervisor, on):
    row = complaining.asked(town, supervisor)
    late = complaining.REPLY_BY + timedelta(days=1)
    assert ["grievances_overdue" in keys(line_of(town, day)) for day in (complaining.REPLY_BY, late)] == [False, True]
    on(late)
    text = page(browser(supervisor), "district_board_list", key="grievances_overdue")
    assert row.number in text
    assert "登记号" not in text
    assert not [secret for secret in SECRETS if secret in text]


def _file(data: bytes):
    return io.BytesIO(data)
