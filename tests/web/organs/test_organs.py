"""The tree of organs: who is below whom, since when, which numbers were used, who took over."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, connections, transaction

from gongkai.law.remedies import OrganFacts
from gongkai.web.organs import services, settings
from gongkai.web.organs.models import Organ
from gongkai.web.organs.selectors import calendar_of, existing, receiving, remedy_facts, subtree
from support import web


def test_a_subtree_is_the_organ_and_all_below_it(district, town, bureau):
    assert set(subtree(district)) == {district, town, bureau}
    assert set(subtree(town)) == {town}


def test_a_name_that_begins_alike_is_not_below(district, town):
    other = services.establish(slug="shilizhen-er", name="示例二镇人民政府", level="town", valid_from=web.FOUNDED, parent=district)
    assert other not in subtree(town)


def test_an_organ_is_there_from_its_first_day_to_its_last(district, town):
    services.close(organ=town, last_day=date(2026, 6, 30), successor=None)
    days = (web.FOUNDED - timedelta(days=1), web.FOUNDED, date(2026, 6, 30), date(2026, 7, 1))
    assert [town in existing(day) for day in days] == [False, True, True, False]


def test_an_inner_department_receives_no_applications(district, town):
    office = services.establish(slug="zonghe", name="党政综合办公室", level="department", valid_from=web.FOUNDED, parent=town)
    assert office in existing(web.MONDAY)
    assert office not in receiving(web.MONDAY)


@pytest.mark.parametrize("slug", ["示例镇", "a b", "shilizhen"])
def test_a_slug_is_plain_and_used_once(district, town, slug):
    with pytest.raises(ValidationError):
        services.establish(slug=slug, name="某镇人民政府", level="town", valid_from=web.FOUNDED, parent=district)


def test_the_database_refuses_an_end_before_the_beginning(town):
    with pytest.raises(IntegrityError), transaction.atomic():
        Organ.objects.filter(pk=town.pk).update(valid_to=web.FOUNDED - timedelta(days=1))


class TestEnd:
    def why_not(self, organ, successor=None, last_day=date(2026, 6, 30)):
        return services.why_not_close(organ=organ, last_day=last_day, successor=successor)

    def test_nothing_stands_against_it(self, town, bureau):
        assert self.why_not(town, bureau) == []

    def test_who_took_over_knows_its_predecessor(self, town, bureau):
        services.close(organ=town, last_day=date(2026, 6, 30), successor=bureau)
        assert list(bureau.predecessors.all()) == [town]
        assert list(town.successors.all()) == [bureau]

    def test_every_reason_is_named(self, district, town):
        reasons = self.why_not(district, town, web.FOUNDED - timedelta(days=1))
        assert [any(word in reason for reason in reasons) for word in ("设立日期", "下级机关", "不能是它自己")] == [True] * 3

    def test_a_successor_must_be_there_on_the_next_day(self, district, town):
        late, in_time = (
            services.establish(slug=f"xin-{day}", name="新镇人民政府", level="town", valid_from=date(2026, 7, day), parent=district)
            for day in (2, 1)
        )
        assert self.why_not(town, late)
        assert self.why_not(town, in_time) == []

    def test_it_ends_once(self, town):
        services.close(organ=town, last_day=date(2026, 6, 30), successor=None)
        assert "已经撤销" in self.why_not(town)[0]


class TestSettings:
    def test_a_default_is_not_kept(self, town):
        services.choose(organ=town, choices={"correction_days": 7})
        services.choose(organ=town, choices={"correction_days": 10})
        assert Organ.objects.get(pk=town.pk).choices == {}

    def test_what_changed_is_told_with_old_and_new(self, town):
        assert services.choose(organ=town, choices={"correction_days": 7, "reason_days": 10}) == {"correction_days": [10, 7]}
        assert settings.of(town, "correction_days") == 7

    def test_every_setting_has_a_reason(self):
        assert all(setting.why and setting.label for setting in settings.SETTINGS.values())

    def test_place_and_name_are_not_edited(self, town):
        with pytest.raises(KeyError):
            services.edit(organ=town, changes={"path": "/"})


class TestNumbers:
    def test_serials_run_by_organ_series_and_year(self, town, bureau):
        def number(organ, word, year):
            return services.next_number(organ=organ, word=word, year=year)

        assert [number(town, "申", 2026), number(town, "申", 2026)] == ["示政公开申〔2026〕1号", "示政公开申〔2026〕2号"]
        assert number(town, "补", 2026) == "示政公开补〔2026〕1号"
        assert number(town, "申", 2027) == "示政公开申〔2027〕1号"
        assert number(bureau, "申", 2026) == "示教公开申〔2026〕1号"

    def test_an_act_that_fails_takes_no_number(self, town):
        @transaction.atomic
        def act():
            services.next_number(organ=town, word="申", year=2026)
            raise RuntimeError

        with pytest.raises(RuntimeError):
            act()
        assert services.next_number(organ=town, word="申", year=2026) == "示政公开申〔2026〕1号"


@pytest.fixture
def on_disk(transactional_db, tmp_path, monkeypatch):
    """What threads open is a file, as in an installation: a database in memory knows no waiting."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy:
            connection.connection.backup(copy)
        # A dictionary of its own: the connection of this thread must still know that it is in memory, or closing it loses all tables.
        elsewhere = {**connections.settings["default"], "NAME": str(tmp_path / "copy.sqlite3")}
        monkeypatch.setitem(connections.settings, "default", elsewhere)


def test_two_at_once_never_get_the_same_number(on_disk):
    taken: list[int] = []
    with ThreadPoolExecutor(4) as pool:
        organ = pool.submit(_in_thread, web.district).result()
        begin = threading.Barrier(4)

        def take() -> list[int]:
            begin.wait()
            return [services.next_serial(organ=organ, series="示区政公开申", year=2026) for _ in range(5)]

        for each in [pool.submit(_in_thread, take) for _ in range(4)]:
            taken += each.result()
    assert sorted(taken) == list(range(1, 21))


def _in_thread(work):
    try:
        return work()
    finally:
        connection.close()


def test_the_remedy_clause_gets_what_it_needs(town):
    assert remedy_facts(town) == OrganFacts("示例镇人民政府", "town", "示例区人民政府", "", "示例区人民法院", "")


def test_a_region_without_days_of_its_own_counts_by_the_national_calendar(town):
    town.region = "999999"
    assert calendar_of(town).is_working(web.MONDAY)
