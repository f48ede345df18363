"""The pages of 机构改革: planned and carried out by the system administrator, confirmed by the supervisor, read after it is done; what readers find."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gongkai.web.applications.models import Application
from gongkai.web.oversight.models import OrganChange
from gongkai.web.reporting.models import AnnualReport, Scope
from gongkai.web.reporting.selectors.due import rows_of
from gongkai.web.reporting.selectors.subordinates import units
from support import items, web
from support.web import browser
from web.oversight.changing import DAY, NUMBER, TODAY, confirmed, done, planned
from web.portal.markup import faults


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("gongkai.web.clock.now", lambda: web.at(TODAY, 10))


def page(client, name, **given):
    text = client.get(reverse(f"desk:{name}", kwargs=given)).content.decode()
    assert faults(text) == []
    return text


def act(client, change, what):
    return client.post(reverse("desk:organ_change_act", kwargs={"pk": change.pk, "act": what}), follow=True).content.decode()


def test_a_merge_is_planned_confirmed_and_carried_out_in_a_browser(town, heir, officer, admin, supervisor):
    case = web.application(town, on=date(2026, 6, 15))
    manages, watches = browser(admin), browser(supervisor)
    given = {"sources": [town.slug], "main": heir.slug, "day": "2026-07-01", "number": NUMBER}
    paper = SimpleUploadedFile("批复.pdf", b"%PDF-1.4\n%%EOF\n")
    planned_page = manages.post(
        reverse("desk:organ_change_new", kwargs={"kind": "merge"}), {**given, "file": paper}, follow=True
    ).content.decode()
    change = OrganChange.objects.get()
    assert "没有办结的申请" in planned_page
    assert case.register_number in planned_page
    assert "办理合并" not in planned_page, "not before the superior confirmed"
    assert "已确认" in act(watches, change, "confirm")
    assert "办理合并" in page(manages, "organ_change", pk=change.pk)
    done_page = act(manages, change, "carry_out")
    assert "移交了什么" in done_page
    assert f"{case.register_number}：归{heir.name}" in done_page
    assert Application.objects.get(pk=case.pk).organ == heir
    assert "示例镇人民政府并入示例乡人民政府" in page(watches, "organ_changes")


@pytest.mark.parametrize("kind", OrganChange.Kind.values)
def test_the_form_of_each_kind_is_valid_and_asks_for_the_paper(town, admin, kind):
    assert "批准文件的文号" in page(browser(admin), "organ_change_new", kind=kind)


def test_what_is_wrong_with_a_plan_is_said_beside_what_was_typed(town, admin):
    answer = browser(admin).post(reverse("desk:organ_change_new", kwargs={"kind": "merge"}), {"sources": [town.slug], "day": "2026-07-01"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "请选择并入哪个机关" in text
    assert 'value="2026-07-01"' in text or "2026" in text


def test_all_reasons_against_it_stand_on_the_page(town, heir, admin):
    change = planned("merge", [town], [heir], admin, day=date(2026, 8, 1))
    assert "要到2026年8月1日才能办理" in page(browser(admin), "organ_change", pk=change.pk)


def test_where_a_case_of_a_split_goes_is_chosen_in_the_list(town, heir, other, officer, admin):
    case = web.application(town, on=date(2026, 6, 15))
    change = planned("split", [town], [heir, other], admin)
    answer = browser(admin).post(
        reverse("desk:organ_change_direct", kwargs={"pk": change.pk}), {f"to-application-{case.pk}": other.slug}, follow=True
    )
    text = answer.content.decode()
    assert "已改 1 件的去向" in text
    assert f'<option value="{other.slug}" selected>' in text


def test_what_comes_to_the_old_organ_later_is_moved_as_well(town, heir, officer, admin, supervisor):
    change = done("merge", [town], [heir], admin, supervisor)
    late = web.application(town, on=date(2026, 6, 30))
    client = browser(admin)
    assert "办理以后又有的" in page(client, "organ_change", pk=change.pk)
    assert "已补办移交" in act(client, change, "follow_up")
    assert Application.objects.get(pk=late.pk).organ == heir


def test_a_change_may_be_dropped_before_it_is_carried_out(town, heir, admin, supervisor):
    change = confirmed("merge", [town], [heir], admin, supervisor)
    assert "已放弃" in act(browser(admin), change, "drop")
    change.refresh_from_db()
    assert change.state == "dropped"


def test_readers_find_the_pages_of_the_old_organ_and_who_took_over(town, heir, admin, supervisor):
    out = items.published(town, items.team(town))
    done("merge", [town], [heir], admin, supervisor)
    reader = Client()
    for address in (reverse("portal:organ", args=[town.slug]), reverse("portal:item", args=[town.slug, out.pk])):
        answer = reader.get(address)
        text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()
        assert answer.status_code == 200
        assert "已于2026年6月30日撤销" in text
        assert heir.name in text


def test_an_old_address_of_the_form_leads_to_who_answers_now(town, heir, other, district, admin, supervisor):
    done("merge", [town], [heir], admin, supervisor)
    answer = Client().get(reverse("portal:apply", args=[town.slug]))
    assert (answer.status_code, answer["Location"]) == (301, reverse("portal:apply", args=[heir.slug]))


def test_after_a_split_nobody_is_led_to_one_of_several(town, heir, other, admin, supervisor):
    done("split", [town], [heir, other], admin, supervisor)
    assert Client().get(reverse("portal:apply", args=[town.slug])).status_code == 404
    text = Client().get(reverse("portal:organ", args=[town.slug])).content.decode()
    assert heir.name in text
    assert other.name in text


def test_the_merge_of_a_region_says_why_a_report_ends_in_july(town, heir, district, admin, supervisor):
    done("merge", [town], [heir], admin, supervisor)
    annual = AnnualReport.objects.create(organ=district, year=DAY.year, scope=Scope.REGION, form="2021", created_at=web.at(TODAY))
    said = {each.organ.slug: each.part_year for each in units(annual)}
    assert said[town.slug] == f"2026年6月30日撤销，报告只到这一天；没有办完的由{heir.name}承接并计数"
    assert said[heir.slug] == f"本年承接了{town.name}，它没有办完的从接手之日起计入"
    town.refresh_from_db()
    assert [bool(rows_of([town], year, TODAY)) for year in (2026, 2027)] == [True, False], "one report on its part of the year, none later"
