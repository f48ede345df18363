"""The contract of ``portal.catalogue``: whatever changes the bytes of an address changes its key; publishing changes few."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.ledger.vocabulary.codes import Explanation
from gongkai.web.organs.services import edit
from gongkai.web.portal.catalogue import organ_stamps, public_addresses, site_addresses
from gongkai.web.publication.services import columns, explaining, lifecycle, releasing
from gongkai.web.reporting.models import PastReport, Scope
from support import items, sealed, web
from web.portal.test_lists_page import fill

ON = date(2026, 3, 10)
REPORT = "/o/shilizhen/reports/2024/"
_PAPERS = (".pdf", ".docx", ".xlsx", ".png")  # dear to make, and of the same key as their page


def keys(world):
    every = [*site_addresses(on=ON), *public_addresses([world.town, world.district], on=ON)]
    return {each.path: each.key for each in every}


def by_organ(world):
    return {
        each.slug: [(one.path, one.key, one.status) for one in public_addresses([each], on=ON)] for each in (world.town, world.district)
    }


def contents(reader, paths):
    return {path: reader.get(path).content for path in paths if not path.endswith(_PAPERS)}


@pytest.fixture(scope="module")
def was():
    """What every address answered before anything was done: the same for each act, because what it does is undone behind it."""
    return {}


def publish(world):
    items.published(world.town, world.team, title="新的通知", number="示政办发〔2026〕50号")


def first_in_a_column(world):
    items.published(world.town, world.team, title="筹资筹劳的通知", number="示政办发〔2026〕51号", column="town.levies")


def correct(world):
    item = items.edited(world.corrected, world.team, on=ON, html="<p>又改了一次。</p>", note="再改")
    item = items.approved(items.reviewed(items.submitted(item, world.team, on=ON), world.team, on=ON), world.team, on=ON)
    items.released(item, world.team, on=ON)


def take_down(world):
    releasing.take_down(item=world.answers, reason="内容有误。", by=world.team.leader, moment=web.at(ON))


def repeal(world):
    lifecycle.repeal(item=world.policy, number="示政发〔2026〕60号", on=ON, by=world.team.leader, moment=web.at(ON))


def explain(world):
    item = items.published(world.town, world.team, title="新的解读", number="", genre="interpretation")
    explaining.link(
        policy=world.repealed, item=item, form=Explanation.TEXT, interpreter="", by_leader=False, by=world.team.officer, moment=web.at(ON)
    )


def telephone(world):
    edit(organ=world.town, changes={"phone": "0000-7654321"})


def telephone_above(world):
    edit(organ=world.district, changes={"phone": "0000-7654322"})


def column(world):
    columns.choose(organ=world.town, choices={"town.levies": columns.Choice(False)})


def header(world):
    columns.mount(organ=world.town, changes={"header": "<p>新的页头</p>"})


def renamed_below(world):
    edit(organ=world.town, changes={"short_name": "新示例镇"})


def report(world):
    sealed.seal(world.town, sealed.report(world.town, 2025), on=ON)


def corrected_report(world):
    sealed.seal(world.town, sealed.report(world.town, 2024, new=(9, 0, 0, 0, 0, 0, 9)), on=ON, note="又改一次。")


def report_of_the_region(world):
    sealed.seal(world.district, sealed.report(world.district, 2025), on=ON, scope=Scope.REGION)


def history(world):
    sealed.past(world.town, sealed.report(world.town, 2023), on=ON)


def better_history(world):
    PastReport.objects.filter(organ=world.town, year=2022).update(replaced_at=web.at(ON))
    sealed.past(world.town, sealed.report(world.town, 2022, new=(2, 0, 0, 0, 0, 0, 2)), on=ON)


ACTS = [
    publish, first_in_a_column, correct, take_down, repeal, explain, telephone, telephone_above, column, header, renamed_below, report, corrected_report,
    report_of_the_region, history, better_history,
]  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_an_organ_with_another_key_has_another_stamp_also_where_the_act_was_another_organ_s(world, reader, act):
    before, stamped = by_organ(world), organ_stamps(on=ON)
    act(world)
    after, now = by_organ(world), organ_stamps(on=ON)
    changed = {slug for slug in after if after[slug] != before[slug]}
    assert changed
    assert not {slug for slug in changed if now[slug] == stamped[slug]}


def test_a_stamp_stays_while_nothing_is_done_and_is_another_the_next_day(world, reader):
    assert organ_stamps(on=ON) == organ_stamps(on=ON)
    assert organ_stamps(on=ON)["shilizhen"] != organ_stamps(on=date(2026, 3, 11))["shilizhen"]


# Each reads every page again: the rest of the acts does it among the slow tests.
QUICK = (publish, correct, take_down, telephone_above, corrected_report)


@pytest.mark.parametrize("act", [each if each in QUICK else pytest.param(each, marks=pytest.mark.slow) for each in ACTS])
def test_whatever_changes_the_bytes_of_an_address_changes_its_key(world, reader, was, act):
    before = keys(world)
    if not was:
        was.update(contents(reader, before))
    act(world)
    after = keys(world)
    same = [path for path in after if path in was and before[path] == after[path]]
    now = contents(reader, same)
    missed = [path for path in now if now[path] != was[path]]
    assert not missed
    assert any(before[path] != after[path] for path in before if path in after)


def test_nothing_done_changes_no_key(world, reader):
    assert keys(world) == keys(world)


def test_one_more_among_many_leaves_older_pages_and_other_things_alone(world, reader):
    fill(world.town, 205)
    before = keys(world)
    publish(world)
    after = keys(world)
    changed = {path for path in before if after.get(path) != before[path]}
    assert f"/o/shilizhen/items/{world.policy.pk}/" not in changed
    assert "/o/shilizhen/items/page/3/" not in changed
    assert "/o/shilizhen/guide/" not in changed
    assert [path for path in before if "/year/2024/" in path]
    assert not [path for path in changed if "/year/2024/" in path]
    assert "/o/shilizhen/" in changed
    assert len(changed) < len(before) / 4


def test_a_correction_of_a_report_changes_no_file_of_an_older_edition(world, reader):
    before = keys(world)
    corrected_report(world)
    after = keys(world)
    changed = {path for path in before if after[path] != before[path]}
    assert f"{REPORT}report.json" in changed
    assert {path for path in changed if path.startswith(f"{REPORT}editions/") and not path.endswith("/")} == set()
    assert f"{REPORT}editions/3/report.json" in after.keys() - before.keys()


def test_a_report_of_another_year_changes_no_file_of_this_one(world, reader):
    before = keys(world)
    report(world)
    after = keys(world)
    assert not [path for path in before if path.startswith(f"{REPORT}") and not path.endswith("/") and after[path] != before[path]]


def test_an_address_that_is_gone_is_listed_no_more_and_one_taken_down_as_gone(world, reader):
    take_down(world)
    every = {each.path: each for each in public_addresses([world.town], on=ON)}
    assert every[f"/o/shilizhen/items/{world.answers.pk}/"].status == 410
    assert f"/o/shilizhen/items/{world.answers.pk}/item.docx" not in every


def test_the_last_change_is_told_where_it_is_known(world, reader):
    every = {each.path: each for each in public_addresses([world.town], on=ON)}
    assert every[f"/o/shilizhen/items/{world.corrected.pk}/"].changed_at == world.corrected.changed_at
