"""机构改革: every kind of change moves what runs, by events, once, whole or not at all; what is finished stays where it was."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.ledger.state import effective
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary import rectification as r
from gongkai.ledger.vocabulary import remedy as m
from gongkai.ledger.vocabulary.base import Passed
from gongkai.ledger.vocabulary.codes import Channel, Procedure, Sort
from gongkai.lib.errors import UnusableInput
from gongkai.web.accounts.figures import CARRIED, RECEIVED
from gongkai.web.accounts.figures import figures as recount
from gongkai.web.accounts.models import AdminAct, Appointment, Role
from gongkai.web.accounts.permissions import may
from gongkai.web.accounts.services.refusals import Refusal
from gongkai.web.applications.models import Application, Rectification, Remedy
from gongkai.web.applications.services import acting, beside_acting
from gongkai.web.channels.models import Account
from gongkai.web.events import store
from gongkai.web.oversight.models import OrganChange
from gongkai.web.oversight.selectors.changes import words_of
from gongkai.web.oversight.selectors.plans import plan_of
from gongkai.web.oversight.services import changes
from gongkai.web.publication.models import Column, Item
from gongkai.web.reporting.models import AnnualReport, Trouble
from gongkai.web.reporting.selectors import figures, telling
from gongkai.web.reporting.services.projecting import catch_up
from support import items, reports, web
from web.beside.cases import answered
from web.oversight.changing import DAY, NUMBER, TODAY, confirmed, done, planned

MERGE, SPLIT, RENAME, ABOLISH = OrganChange.Kind
JUNE = date(2026, 6, 15)


def registered(organ, by, on=JUNE, key=None):
    """An application of which the clock runs."""
    made = web.application(organ, on=on, key=key)
    made.refresh_from_db()
    return made


def cells(organ, year):
    catch_up()
    report = figures.compiled(organ.pk, organ.name, year).report
    return {f"{row}[{index}]": figure.value for row, held in report.rows.items() for index, figure in enumerate(held)}


def table3(organ, year):
    return {cell: value for cell, value in cells(organ, year).items() if cell.startswith("table3.")}


def together(old, new):
    """The cells of both halves added up."""
    return {cell: (old[cell] or 0) + (new[cell] or 0) for cell in old}


def moves_of(row):
    return [each for each in effective(store.entries(row.pk)) if isinstance(each.event, Passed)]


# --- 合并 ----------------------------------------------------------------------------------------------


def test_a_merge_moves_the_running_case_by_an_event_of_its_own_stream(town, heir, officer, admin, supervisor):
    case = registered(town, officer)
    due, number = case.due_on, case.register_number
    change = done(MERGE, [town], [heir], admin, supervisor)
    case.refresh_from_db()
    assert (case.organ, case.register_number, case.due_on, case.phase) == (heir, number, due, "open")
    (step,) = moves_of(case)
    assert (step.effective_on, step.event) == (DAY, a.Moved(source=str(town.pk), to=str(heir.pk), document=str(change.file_id)))
    assert change.moved["application"] == [{"number": number, "to": heir.name}]


def test_an_organ_that_was_merged_ends_the_day_before_and_its_history_stays(town, heir, officer, admin, supervisor):
    over = answered(registered(town, officer, web.MONDAY), officer)
    done(MERGE, [town], [heir], admin, supervisor)
    town.refresh_from_db()
    over.refresh_from_db()
    assert town.valid_to == date(2026, 6, 30)
    assert list(town.successors.all()) == [heir]
    assert over.organ == town
    assert moves_of(over) == []


def test_both_halves_of_a_year_are_the_whole(town, heir, officer, admin, supervisor):
    answered(registered(town, officer, web.MONDAY), officer)
    registered(town, officer, date(2025, 12, 22), key="k1")
    registered(town, officer, JUNE, key="k2")
    registered(heir, officer, JUNE, key="k3")
    whole = {year: together(table3(town, year), table3(heir, year)) for year in (2025, 2026, 2027)}
    done(MERGE, [town], [heir], admin, supervisor)
    for year, wanted in whole.items():
        old, new = table3(town, year), table3(heir, year)
        assert together(old, new) == wanted, year
    assert table3(town, 2025)["table3.carried_out[6]"] == 1 == table3(heir, 2026)["table3.carried_in[6]"]
    assert table3(town, 2026)["table3.carried_out[6]"] == 0
    assert (table3(town, 2026)["table3.new[6]"], table3(heir, 2026)["table3.new[6]"]) == (1, 2)


def test_the_auditor_counts_each_half_as_its_report_does(town, heir, officer, admin, supervisor):
    answered(registered(town, officer, web.MONDAY), officer)
    registered(town, officer, date(2025, 12, 22), key="k1")
    registered(town, officer, JUNE, key="k2")
    done(MERGE, [town], [heir], admin, supervisor)
    for year in (2025, 2026):
        for organ in (town, heir):
            recounted, table = recount(organ, year), table3(organ, year)
            assert recounted.counts[RECEIVED] == table["table3.new[6]"], (organ, year)
            assert recounted.counts[CARRIED] == table["table3.carried_out[6]"], (organ, year)
    assert (recount(town, 2026).counts[RECEIVED], recount(heir, 2026).counts[CARRIED]) == (1, 2)


def test_the_prose_of_a_year_carries_the_name_of_its_last_day(town, heir, officer, admin, supervisor):
    done(RENAME, [town], [], admin, supervisor, name="示例新镇人民政府")
    town.refresh_from_db()
    told = {year: telling.year_of(town, figures.compiled(town.pk, town.name, year).report, year).organ for year in (2025, 2026)}
    assert told == {2025: "示例镇人民政府", 2026: "示例新镇人民政府"}


def test_what_nobody_registered_yet_goes_too(town, heir, officer, admin, supervisor):
    waiting = web.application(town, on=JUNE, channel=Channel.EMAIL)
    waiting.refresh_from_db()
    assert waiting.phase == "unregistered"
    done(MERGE, [town], [heir], admin, supervisor)
    waiting.refresh_from_db()
    assert waiting.organ == heir


def test_roles_columns_channels_and_open_problems_go_to_who_takes_over(town, heir, officer, admin, supervisor):
    Column.objects.create(organ=town, key="livelihood", shown=True, label="危房改造")
    channel = Account.objects.create(organ=town, channel="by_hand", name="公示栏", changed_at=web.at(JUNE))
    for number, done_on in enumerate((None, JUNE)):
        Trouble.objects.create(
            organ=town, year=2026, problem=f"问题{number}", measure="改", done_on=done_on, created_at=web.at(JUNE), created_by=officer.actor
        )
    change = done(MERGE, [town], [heir], admin, supervisor)
    channel.refresh_from_db()
    assert channel.organ == heir
    assert Column.objects.get(organ=heir).label == "危房改造"
    assert [each.problem for each in Trouble.objects.filter(organ=heir)] == ["问题0"]
    assert (change.moved["column"], change.moved["channel"], change.moved["trouble"], change.moved["appointment"]) == (1, 1, 1, 1)
    role = Appointment.objects.get(user=officer, organ=heir)
    assert (role.role, role.valid_from) == (Role.OFFICER, DAY)
    assert may(officer, "case.handle", heir, DAY)
    assert may(officer, "report.edit", town, date(2027, 1, 10)), "somebody must make the last report"


def test_drafts_move_and_published_things_keep_their_place(town, heir, admin, supervisor):
    team = items.team(town)
    out = items.published(town, team)
    on_its_way = items.drafted(town, team, title="关于另一件事的通知")
    done(MERGE, [town], [heir], admin, supervisor)
    assert Item.objects.get(pk=out.pk).organ == town
    assert Item.objects.get(pk=on_its_way.pk).organ == heir


def test_carried_out_twice_it_moves_nothing_more(town, heir, officer, admin, supervisor):
    case = registered(town, officer)
    change = done(MERGE, [town], [heir], admin, supervisor)
    before = store.position(), AdminAct.objects.count()
    again = changes.carry_out(change=change, by=admin, moment=web.at(TODAY))
    assert again == change.moved
    assert (store.position(), AdminAct.objects.count()) == before
    assert len(moves_of(case)) == 1


def test_a_failure_in_the_middle_leaves_everything_as_it_was(town, heir, officer, admin, supervisor, monkeypatch):
    case = registered(town, officer)
    change = confirmed(MERGE, [town], [heir], admin, supervisor)

    def broken(**given):
        raise RuntimeError("disk full")

    monkeypatch.setattr(changes, "carry_over", broken)
    with pytest.raises(RuntimeError):
        changes.carry_out(change=change, by=admin, moment=web.at(TODAY))
    case.refresh_from_db()
    town.refresh_from_db()
    change.refresh_from_db()
    assert (case.organ, town.valid_to, change.state, moves_of(case)) == (town, None, "confirmed", [])


# --- 分设 ----------------------------------------------------------------------------------------------


def test_a_split_sends_each_case_where_its_officer_goes_unless_the_clerk_says_otherwise(town, heir, other, officer, admin, supervisor):
    Appointment.objects.create(user=officer, organ=other, role=Role.OFFICER, valid_from=DAY)
    his, nobodys, told = (registered(town, officer, key=f"k{number}") for number in range(3))
    Application.objects.filter(pk=his.pk).update(handler=officer)
    change = planned(SPLIT, [town], [heir, other], admin)
    plan = plan_of(change, TODAY)
    assert {each.number: each.to for each in plan.things} == {
        his.register_number: other,
        nobodys.register_number: heir,
        told.register_number: heir,
    }
    changed = changes.direct(change=change, destinations={f"application-{told.pk}": other}, by=admin, moment=web.at(TODAY))
    changes.confirm(change=change, by=supervisor, moment=web.at(TODAY))
    changes.carry_out(change=change, by=admin, moment=web.at(TODAY))
    assert changed == 1
    assert dict(Application.objects.values_list("register_number", "organ__slug")) == {
        his.register_number: other.slug, nobodys.register_number: heir.slug, told.register_number: other.slug,
    }  # fmt: skip
    assert {each.slug for each in town.successors.all()} == {heir.slug, other.slug}
    assert not Application.objects.filter(organ=town).exists(), "nothing is left behind"


def test_three_parts_of_a_split_are_the_whole(town, heir, other, officer, admin, supervisor):
    answered(registered(town, officer, web.MONDAY), officer)
    for number in range(4):
        registered(town, officer, key=f"k{number}")
    wanted = table3(town, 2026)
    change = planned(SPLIT, [town], [heir, other], admin)
    first = Application.objects.exclude(ended_on__isnull=False).order_by("register_number")[0]
    changes.direct(change=change, destinations={f"application-{first.pk}": other}, by=admin, moment=web.at(TODAY))
    changes.confirm(change=change, by=supervisor, moment=web.at(TODAY))
    changes.carry_out(change=change, by=admin, moment=web.at(TODAY))
    parts = [table3(organ, 2026) for organ in (town, heir, other)]
    assert {cell: sum(part[cell] or 0 for part in parts) for cell in wanted} == {cell: value or 0 for cell, value in wanted.items()}
    assert [part["table3.new[6]"] for part in parts] == [1, 3, 1]


def test_another_list_is_to_be_confirmed_again(town, heir, other, officer, admin, supervisor):
    case = registered(town, officer)
    change = confirmed(SPLIT, [town], [heir, other], admin, supervisor)
    changes.direct(change=change, destinations={f"application-{case.pk}": other}, by=admin, moment=web.at(TODAY))
    change.refresh_from_db()
    assert (change.state, change.confirmed_by) == ("planned", None)


def test_a_case_can_only_go_to_an_organ_that_takes_over(town, heir, other, bureau, officer, admin):
    case = registered(town, officer)
    change = planned(SPLIT, [town], [heir, other], admin)
    with pytest.raises(Refusal, match="不是承接机关"):
        changes.direct(change=change, destinations={f"application-{case.pk}": bureau}, by=admin, moment=web.at(TODAY))
    with pytest.raises(Refusal, match="没有这一件"):
        changes.direct(change=change, destinations={"application-0": heir}, by=admin, moment=web.at(TODAY))


# --- 更名 ----------------------------------------------------------------------------------------------


def test_a_change_of_name_keeps_the_organ_and_its_history(town, officer, admin, supervisor):
    case = registered(town, officer)
    change = done(RENAME, [town], [], admin, supervisor, name="示例街道办事处", short_name="示例街道")
    town.refresh_from_db()
    case.refresh_from_db()
    assert (town.name, town.short_name, town.valid_to, case.organ) == ("示例街道办事处", "示例街道", None, town)
    assert [town.named(day) for day in (date(2026, 6, 30), DAY)] == ["示例镇人民政府", "示例街道办事处"]
    assert moves_of(case) == []
    assert words_of(change) == "示例镇人民政府更名为示例街道办事处"


def test_the_report_of_a_year_carries_the_name_of_its_last_day(town, admin, supervisor):
    done(RENAME, [town], [], admin, supervisor, name="示例街道办事处")
    town.refresh_from_db()
    assert [AnnualReport(organ=town, year=year).organ_name for year in (2025, 2026)] == ["示例镇人民政府", "示例街道办事处"]


def test_a_name_that_is_taken_is_refused(town, heir, admin, supervisor):
    change = confirmed(RENAME, [town], [], admin, supervisor, name=heir.name)
    with pytest.raises(Refusal, match=f"已经有名为“{heir.name}”的机关"):
        changes.carry_out(change=change, by=admin, moment=web.at(TODAY))


# --- 撤销 ----------------------------------------------------------------------------------------------


def test_an_organ_with_nothing_left_is_abolished_without_a_successor(town, admin, supervisor):
    done(ABOLISH, [town], [], admin, supervisor)
    town.refresh_from_db()
    assert town.valid_to == date(2026, 6, 30)


def test_an_organ_with_something_running_is_not_abolished_without_a_successor(town, officer, admin, supervisor):
    registered(town, officer)
    change = confirmed(ABOLISH, [town], [], admin, supervisor)
    with pytest.raises(Refusal) as refused:
        changes.carry_out(change=change, by=admin, moment=web.at(TODAY))
    assert set(refused.value.reasons) == {
        "没有办结的申请还有 1 件，请写明由谁承接。", "还有 1 项职责没有着落，请写明承接机关，或者请安全管理员先终止。",
    }  # fmt: skip


def test_the_government_above_takes_over_from_an_organ_that_is_abolished(district, bureau, officer, admin, supervisor):
    case = registered(bureau, officer)
    done(ABOLISH, [bureau], [district], admin, supervisor)
    case.refresh_from_db()
    assert case.organ == district


# --- why not -------------------------------------------------------------------------------------------


def test_all_reasons_are_said_at_once(town, heir, officer, admin):
    case = registered(town, officer, date(2026, 7, 2))
    change = planned(MERGE, [town], [heir], admin)
    with pytest.raises(Refusal) as refused:
        changes.carry_out(change=change, by=admin, moment=web.at(date(2026, 6, 20)))
    said = "\n".join(refused.value.reasons)
    assert "要上级的监督员确认" in said
    assert "要到2026年7月1日才能办理" in said
    assert f"{case.register_number}：不能划转：" in said


def test_a_day_before_the_last_step_is_refused(town, heir, officer, admin, supervisor):
    case = registered(town, officer)
    acting.act(
        application=case,
        events=[(a.ReasonsRequested(letter="示政公开说〔2026〕1号"), date(2026, 7, 2))],
        by=officer,
        moment=web.at(date(2026, 7, 2)),
    )
    change = confirmed(MERGE, [town], [heir], admin, supervisor)
    with pytest.raises(Refusal, match="划转日期2026年7月1日早于最近一步的2026年7月2日"):
        changes.carry_out(change=change, by=admin, moment=web.at(TODAY))


def test_two_numbers_alike_are_refused(town, heir, officer, admin, supervisor):
    case, there = registered(town, officer, key="k1"), registered(heir, officer, key="k2")
    Application.objects.filter(pk=there.pk).update(register_number=case.register_number)
    change = confirmed(MERGE, [town], [heir], admin, supervisor)
    assert any("两件不能同号" in each for each in plan_of(change, TODAY).reasons)


def test_an_organ_that_is_gone_is_refused(town, heir, admin, supervisor):
    done(MERGE, [town], [heir], admin, supervisor)
    again = confirmed(ABOLISH, [town], [], admin, supervisor)
    assert f"{town.name}已经撤销，不用再办。" in plan_of(again, TODAY).reasons


def test_one_organ_has_one_change_at_a_time(town, heir, admin):
    planned(MERGE, [town], [heir], admin)
    second = planned(RENAME, [town], [], admin, name="示例街道办事处")
    assert any("还有一项没有办理的合并" in each for each in plan_of(second, TODAY).reasons)


def test_a_report_that_is_signed_is_published_first(town, district, heir, admin):
    people = reports.team(town, district)
    annual = reports.finished(town, people)
    reports.signed(annual, people)
    change = planned(MERGE, [town], [heir], admin)
    assert any("年度报告已经签发，还没有公布，请先公布" in each for each in plan_of(change, TODAY).reasons)


@pytest.mark.parametrize(
    ("kind", "heirs", "more", "words"),
    [
        (MERGE, 0, {}, "合并要写一个承接机关"),
        (SPLIT, 1, {}, "分设至少要写两个承接机关"),
        (RENAME, 0, {}, "没有写新的名称"),
        (ABOLISH, 2, {}, "撤销最多写一个承接机关"),
        (MERGE, 1, {"number": " "}, "没有写批准文件的文号"),
    ],
)
def test_a_change_that_says_too_little_is_not_written_down(town, heir, other, admin, kind, heirs, more, words):
    with pytest.raises(UnusableInput, match=words):
        planned(kind, [town], [heir, other][:heirs], admin, **more)
    assert not OrganChange.objects.exists()


def test_who_planned_it_does_not_confirm_it(town, heir, admin):
    change = planned(MERGE, [town], [heir], admin)
    with pytest.raises(Refusal, match="拟订的人不能自己确认"):
        changes.confirm(change=change, by=admin, moment=web.at(JUNE))


def test_what_is_over_is_not_changed_any_more(town, heir, admin, supervisor):
    change = done(MERGE, [town], [heir], admin, supervisor)
    for act in (lambda: changes.drop(change=change), lambda: changes.confirm(change=change, by=supervisor, moment=web.at(TODAY))):
        with pytest.raises(Refusal, match="已办理，不能再改"):
            act()


def test_the_auditor_reads_what_was_done(town, heir, officer, admin, supervisor):
    registered(town, officer)
    done(MERGE, [town], [heir], admin, supervisor)
    act = AdminAct.objects.get(what="organ.change")
    assert (act.about, act.detail["number"], act.detail["moved"]["application"]) == (f"{town.name}并入{heir.name}", NUMBER, 1)


def test_reviews_and_requests_for_correction_move_with_their_numbers(town, heir, officer, admin, supervisor):
    suit = Remedy.objects.create(
        organ=town, register_number="示政公开复〔2026〕1号", sort=Sort.REVIEW, body_name="示例区人民政府", created_at=web.at(JUNE)
    )
    beside_acting.begin(row=suit)
    copy = m.CopyReceived(register_number=suit.register_number, sort=Sort.REVIEW, application="", procedure=Procedure.ORDINARY)
    beside_acting.act(row=suit, events=[(copy, JUNE)], by=officer, moment=web.at(JUNE))
    wish = Rectification.objects.create(
        organ=town, register_number="示政公开更申〔2026〕1号", record="x", wanted="y", created_at=web.at(JUNE)
    )
    beside_acting.begin(row=wish)
    asked = r.RectificationReceived(register_number=wish.register_number, channel=Channel.IN_PERSON, evidence="e")
    beside_acting.act(row=wish, events=[(asked, JUNE)], by=officer, moment=web.at(JUNE))
    done(MERGE, [town], [heir], admin, supervisor)
    for row, number in ((suit, suit.register_number), (wish, wish.register_number)):
        row.refresh_from_db()
        assert (row.organ, row.register_number, len(moves_of(row))) == (heir, number, 1)
    old, new = cells(town, 2026), cells(heir, 2026)
    assert (old["table4.review[3]"], new["table4.review[3]"]) == (0, 1)
