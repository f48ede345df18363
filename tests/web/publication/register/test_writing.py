"""A list brought in: items, receipts, figures and history; nothing kept unless there is no error."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from gongkai.ledger.vocabulary.codes import Outlet
from gongkai.lib.errors import UnusableInput
from gongkai.web.events import store
from gongkai.web.events.verification import verify
from gongkai.web.organs.models import Level, Organ
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.publication.models import Delivery, Item, Phase, Reach, Upward, Version
from gongkai.web.publication.projection import FIELDS, project, project_beside
from gongkai.web.publication.register import writing
from gongkai.web.publication.register.row import Row
from gongkai.web.publication.selectors import worklist
from gongkai.web.publication.selectors.figures import listed, year_of
from gongkai.web.publication.services.acting import document_of, state_of
from gongkai.web.publication.services.drafting import digest_of, next_index_number
from gongkai.web.reporting.services import projecting
from gongkai.web.search.models import PublicItem
from web.publication.register.lists import NOW, TODAY, TOWN, bring, row

pytestmark = pytest.mark.django_db
# 164 items, 45 on the website, 6 through new media: the year of the town in the issue, its rest explained.
YEAR = [
    *({"channels": "政府网站"} for _ in range(41)), *({"channels": "政府网站；政务微信公众号"} for _ in range(4)),
    *({"channels": "微信公众号"} for _ in range(2)), *({"channels": "信息公告栏、电子信息屏"} for _ in range(100)),
    *({"channels": "报刊、广播、电视"} for _ in range(17)),
]  # fmt: skip


def year():
    return [row(title=f"第{number}条", **each) for number, each in enumerate(YEAR, 1)]


def test_the_figures_of_a_year_are_counted_from_what_was_brought_in(town):
    bring(*year())
    found = year_of(town, 2021)
    assert (found.total.value, found.new_media.value, found.elsewhere.value) == (164, 6, 119)
    assert {each.key: each.value for each in found.outlets} == {"website": 45, "wechat": 6, "board": 100, "press": 17}
    assert {each.key: each.value for each in found.only} == {"only.wechat": 2, "only.board": 100, "only.press": 17}
    for figure in (found.total, *found.outlets, found.new_media, found.elsewhere, *found.only):
        assert listed(town, 2021, figure.key).count() == figure.value


def test_sent_up_is_counted_apart_and_is_no_publication(town):
    bring(row(), row(title="一条报送", channels="报送"), row(title="又一条报送", channels="报送被采用；政府网站"))
    found = year_of(town, 2021)
    assert (found.total.value, found.sent_up.value, found.taken_up.value) == (2, 2, 1)
    sent = Item.objects.get(title="一条报送")
    assert (sent.first_published_on, sent.shown, sent.phase) == (None, None, Phase.APPROVED)
    assert not PublicItem.objects.filter(origin=sent.pk).exists()


def test_what_was_only_sent_up_in_a_former_year_is_on_nobodys_list(town):
    bring(row(title="一条报送", channels="报送"))
    counts = worklist.counts(Item.objects.filter(organ=town), worklist.marks(town, TODAY))
    assert {key: count for key, count in counts.items() if count} == {"all": 1}


def test_every_channel_has_a_receipt_that_names_file_and_row(town):
    bring(row(channels="政府网站；微信；报送", address="https://www.shiliqu.example/1.html"))
    rows = {each.outlet: each for each in Delivery.objects.all()}
    assert set(rows) == {"website", "wechat", ""}
    assert {each.state for each in rows.values()} == {Delivery.State.RECEIVED}
    assert rows["website"].evidence == {"imported": True, "row": 2, "file": "清单.xlsx"}
    assert [rows[key].address for key in ("website", "wechat", "")] == ["https://www.shiliqu.example/1.html", "", ""]
    assert all(each.received_on == date(2021, 3, 5) for each in rows.values())
    state = state_of(Item.objects.get())
    assert {each.receipt for each in state.standing} == {str(rows["website"].pk), str(rows["wechat"].pk)}


def test_the_ledger_holds_and_its_columns_can_be_made_again(town):
    bring(*year()[:30], row(title="报送的", channels="报送"), row(title="文件", genre="规范性文件", number="示政发〔2021〕1号"))
    assert verify(None).fault is None
    for item in Item.objects.select_related("organ"):
        before = [getattr(item, name) for name in FIELDS]
        state = state_of(item)
        project(item, state, calendar_of(item.organ))
        assert [getattr(item, name) for name in FIELDS] == before
        beside = [
            set(model.objects.filter(item=item).values_list(*names))
            for model, names in ((Reach, ("outlet", "on")), (Upward, ("on", "taken")))
        ]
        Reach.objects.filter(item=item).delete()
        Upward.objects.filter(item=item).delete()
        project_beside(item, state)
        assert beside == [
            set(model.objects.filter(item=item).values_list(*names))
            for model, names in ((Reach, ("outlet", "on")), (Upward, ("on", "taken")))
        ]


def test_what_readers_see_is_one_frozen_version_with_its_digest(town):
    bring(row(text="各村：\n请于3月6日前报送 <b>名单</b>。", summary="概述", keywords="危房"))
    item = Item.objects.get()
    version = Version.objects.get()
    assert (item.shown_id, item.draft_id, item.phase) == (version.pk, version.pk, Phase.PUBLISHED)
    assert version.frozen
    assert version.digest == digest_of(version)
    assert "请于3月6日前报送" in version.text
    assert version.fields["summary"] == "概述"
    assert "<script" not in version.html


def test_a_body_with_script_is_cleaned(town):
    bring(row(text="<p>一<script>alert(1)</script><img src=x onerror=alert(1)></p>"))
    assert "script" not in Version.objects.get().html
    assert "onerror" not in Version.objects.get().html


def test_what_the_website_had_is_found_by_searching_at_once_and_what_only_hung_on_a_board_is_not(town):
    bring(row(text="补助标准每户二万元"), row(title="公告栏的", channels="公告栏"))
    board = Item.objects.get(title="公告栏的")
    assert set(PublicItem.objects.values_list("origin", flat=True)) == set(Item.objects.exclude(pk=board.pk).values_list("pk", flat=True))
    assert (board.shown, board.phase) == (None, Phase.PUBLISHED), "it counts, and no page of ours shows it"


def test_extra_columns_are_kept_with_the_item(town):
    bring(row(阅读量=1234.0, 备注="转载"))
    assert Item.objects.get().imported_channels == {
        "channels": ["政府网站"], "extra": {"阅读量": "1234", "备注": "转载"}, "row": 2, "file": "清单.xlsx",
    }  # fmt: skip


def test_a_normative_document_begins_its_life_and_one_that_ended_has_ended(town):
    bring(
        row(title="甲办法", genre="规范性文件", number="示政发〔2021〕1号"),
        row(title="乙办法", genre="规范性文件", number="示政发〔2021〕2号", effective="2021-04-01", expires="2023-04-01"),
        row(title="丙通知", genre="通知"),
    )
    first, second, third = (Item.objects.get(title=title) for title in ("甲办法", "乙办法", "丙通知"))
    assert (first.validity, second.validity, third.validity, third.document) == ("valid", "expired", "", None)
    state = document_of(second)
    assert state is not None
    assert (state.issued_on, state.ended_on, state.repealed) == (date(2021, 3, 1), date(2023, 4, 1), False)


def test_a_document_that_another_one_repealed_was_repealed_and_did_not_run_out(town):
    bring(
        row(title="甲办法", genre="规范性文件", number="示政发〔2021〕1号", repealed="2022-05-31", repealed_by="示政发〔2022〕9号"),
        row(title="乙办法", genre="规范性文件", number="示政发〔2021〕2号", expires="2024-04-01", repealed="2022-05-31"),
    )
    for title in ("甲办法", "乙办法"):
        item = Item.objects.get(title=title)
        state = document_of(item)
        assert state is not None
        assert (state.ended_on, state.repealed, item.validity, item.expires_on) == (date(2022, 5, 31), True, "repealed", date(2022, 5, 31))


def test_a_document_cannot_be_repealed_before_it_was_written(town):
    done = bring(row(genre="规范性文件", formed="2021-03-01", repealed="2020-01-01"))
    assert [each.words for each in done.checked.problems] == [
        "第 2 行“废止日期”写的是 2020-01-01，早于“成文日期”2021-03-01。请改正后重新上传。"
    ]


def test_index_numbers_are_given_out_behind_those_that_the_list_has(town):
    bring(row(index_number="SHILIZHEN/2021-00007"), row(title="二"), row(title="三", formed="2020-12-30"))
    assert set(Item.objects.values_list("index_number", flat=True)) == {
        "SHILIZHEN/2021-00007",
        "SHILIZHEN/2021-00008",
        "SHILIZHEN/2020-00001",
    }
    assert next_index_number(town, 2021) == "SHILIZHEN/2021-00009"


def test_nothing_is_kept_when_one_row_is_wrong(town):
    done = bring(row(), row(title=""))
    assert (done.imported, len(done.checked.problems)) == (0, 1)
    assert not Item.objects.exists()
    assert not Delivery.objects.exists()


def test_an_organ_that_is_not_there_is_made_once(district):
    first, second = bring(row(), organ="示例乙镇人民政府"), bring(row(title="另一条"), organ="示例乙镇人民政府")
    assert (first.made, second.made) == (True, False)
    made = Organ.objects.get(name="示例乙镇人民政府")
    assert (made.level, Item.objects.filter(organ=made).count()) == (Level.TOWN, 2)


def test_who_gave_out_the_same_number_meanwhile_is_told_and_nothing_is_kept(town, monkeypatch):
    def clash(*given):
        raise IntegrityError

    monkeypatch.setattr(writing.bulk, "insert", clash)
    with pytest.raises(UnusableInput, match="同样的索引号"):
        bring(row())
    assert store.position() == 0


def test_what_is_not_for_everybody_says_so_and_is_not_shown(town):
    bring(row(title="内部的", channels="报送", attribute="依申请公开"))
    item = Item.objects.get()
    assert (item.attribute, item.phase, item.shown) == ("on_request", Phase.WITHHELD, None)
    assert item.notes.get().text == "导入的清单没有写理由"


def test_400_rows_take_no_query_each(town):
    """The database takes many rows with one statement; their number grows with the statements, never with the rows."""
    few, many = (CaptureQueriesContext(connection) for _ in range(2))
    with few:
        bring(*(row(title=f"第{number}条") for number in range(20)))
    with many:
        bring(*(row(title=f"又一条{number}") for number in range(420)))
    assert len(many) - len(few) < 100  # 400 rows more, of five tables each


def test_outlets_of_the_law_are_all_understood(town):
    bring(*(row(title=each.label, channels=each.label) for each in Outlet))
    assert set(Reach.objects.values_list("outlet", flat=True)) == {each.value for each in Outlet}
    assert town.name == TOWN
    assert NOW.date() == TODAY


def test_every_item_in_the_index_has_its_own_address(town):
    bring(row(title="第一条"), row(title="第二条"), row(title="第三条"))
    found = {each.origin: each.address for each in PublicItem.objects.all()}
    assert len(found) == 3
    assert all(str(origin) in address for origin, address in found.items())


def test_facts_that_are_taken_in_hand_are_those_that_are_read(town):
    """``reporting`` counts an import while its entries are in hand: the same rows as when it reads the ledger."""
    rows = [Row(2, {"title": "决定", "formed": date(2025, 1, 6), "published": date(2025, 1, 9), "channels": ("website", "board"), "column": "others",
                    "genre": "normative_documents", "number": "示政规〔2025〕1号"})]  # fmt: skip
    with transaction.atomic(), projecting.taking() as take:
        writing.write(lambda: rows, organ=town, moment=NOW, written=take)
    tables = [table for kind in ("publication", "document") for table in projecting.TABLES[kind]]
    taken = {table: list(map(_values, table.objects.all())) for table in tables}
    assert projecting.catch_up().cases == 0
    projecting.rebuild()
    assert {table: list(map(_values, table.objects.all())) for table in tables} == taken
    assert len(taken[tables[0]]) > 0


def _values(each):
    return [getattr(each, field.attname) for field in each._meta.concrete_fields if field.attname != "id"]
