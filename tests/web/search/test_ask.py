"""What the search page is told: marks as pieces, where it stands, exact numbers first, facets, and how many."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.web.search import asking
from gongkai.web.search.selectors import Piece, Query, ask
from gongkai.web.search.services import Page, put, withdraw

TODAY = date(2026, 3, 2)


def titles(text, **how):
    return [hit.title for hit in ask(Query(text, on=TODAY, **how)).hits]


def marked(pieces):
    return [piece.text for piece in pieces if piece.marked]


def printed(pieces):
    return "".join(piece.text for piece in pieces)


@pytest.fixture
def items(town, bureau):
    plans = {"column": "yjgl", "column_label": "应急管理", "genre": "plan", "validity": "valid"}
    money = {"column": "czxx", "column_label": "财政信息", "genre": "notice"}
    return [
        put(organ=town, title="防汛应急预案（2025年修订）", text="为做好防汛工作，" + "保持通信畅通。" * 30, number="示政办发〔2025〕12号",
            index_number="SLZ-2025-012", published_on=date(2025, 5, 2), issued_on=date(2025, 4, 28), summary="组织机构和预警响应", **plans),
        put(organ=bureau, title="校园安全工作通知", text="学校应当制定防汛应急预案。", published_on=date(2026, 1, 9), **plans),
        put(organ=town, title="财政决算", text="见附件。", published_on=date(2026, 2, 1), pages=[
            Page("决算表.xlsx", 0, "收入合计 864 万元"), Page("说明.pdf", 1, "封面"), Page("说明.pdf", 2, "其中防汛支出 12.5 万元")], **money),
        put(organ=town, title="转发示政办发〔2025〕12号的通知", published_on=date(2026, 2, 20)),
    ]  # fmt: skip


def test_an_exact_number_stands_first_and_then_titles_and_then_texts(items):
    results = ask(Query("示政办发〔2025〕12号", on=TODAY))
    assert [(hit.title, hit.exact) for hit in results.hits] == [(items[0].title, True), (items[3].title, False)]
    assert titles("防汛 应急") == [items[0].title, items[1].title]
    assert (results.total, results.counted, results.ranked, results.capped) == (2, "2", True, False)


def test_an_exact_number_stands_first_on_the_first_page_only(items):
    pages = [titles("示政办发〔2025〕12号", page=page, size=1) for page in (1, 2, 3)]
    assert pages == [[items[0].title], [items[3].title], []]


def test_what_was_asked_is_marked_in_title_and_text_however_it_is_written(items):
    (hit, *_) = ask(Query("预案(2025", on=TODAY)).hits
    assert marked(hit.title_pieces) == ["预案", "2025"]
    assert printed(hit.title_pieces) == hit.title
    (first, *_) = ask(Query("通信畅通", on=TODAY)).hits
    assert (marked(first.snippet)[0], first.where) == ("通信畅通", "正文")
    assert printed(first.snippet).endswith("…")


def test_a_page_of_an_attachment_is_named(items):
    (hit,) = ask(Query("防汛支出", on=TODAY)).hits
    assert (hit.title, hit.where, marked(hit.snippet)) == ("财政决算", "附件《说明.pdf》第 2 页", ["防汛支出"])
    (hit,) = ask(Query("收入合计", on=TODAY)).hits
    assert (hit.where, printed(hit.snippet)) == ("附件《决算表.xlsx》", "收入合计 864 万元")


def test_words_may_stand_in_the_title_and_on_a_page_but_one_word_never_on_two(items):
    assert titles("财政 支出") == ["财政决算"]
    for across in ("封面其中", "万元封面", "决算见附"):
        assert all(hit.near for hit in ask(Query(across, on=TODAY)).hits), across


def test_a_hit_carries_what_the_list_shows(items):
    hit = ask(Query("SLZ-2025-012", on=TODAY)).hits[0]
    assert (hit.exact, hit.organ, hit.organ_slug, hit.column_label, hit.genre, hit.validity, hit.issued_on, hit.summary) == (
        True, items[0].organ.name, items[0].organ.slug, "应急管理", "plan", "valid", date(2025, 4, 28), "组织机构和预警响应",
    )  # fmt: skip
    assert ask(Query("预警响应", on=TODAY)).hits[0].where == "概述"


def test_facets_count_all_hits_and_narrow_them(items, town, bureau):
    facets = ask(Query("防汛", size=1, on=TODAY)).facets
    assert [tuple(each) for each in facets.column] == [("yjgl", "应急管理", 2), ("czxx", "财政信息", 1)]
    assert [(each.value, each.hits) for each in facets.organ] == [(town.slug, 2), (bureau.slug, 1)]
    assert [tuple(each) for each in facets.year] == [("2026", "2026年", 2), ("2025", "2025年", 1)]
    assert [(each.value, each.hits) for each in facets.genre] == [("plan", 2), ("notice", 1)]
    assert [(each.value, each.hits) for each in facets.validity] == [("valid", 2)]
    for how, count in (
        ({"column": "yjgl"}, 2),
        ({"year": 2025}, 1),
        ({"organ": bureau}, 1),
        ({"organs": [town, bureau]}, 3),
        ({"genre": "notice"}, 1),
    ):
        assert len(titles("防汛", **how)) == count, how
    assert titles("防汛", organs=[]) == titles("防汛", organ=town, organs=[bureau]) == titles("防汛", year=0) == []


def test_facets_follow_what_is_put_again_and_withdrawn(items, town):
    withdraw(item=items[0], on=TODAY)
    put(organ=town, title="防汛新规", published_on=date(2024, 5, 2), column="yjgl", column_label="应急")
    facets = ask(Query("防汛", on=TODAY)).facets
    assert [(each.label, each.hits) for each in facets.column] == [("应急", 2), ("财政信息", 1)]
    assert [each.value for each in facets.year] == ["2026", "2024"]


def test_beyond_what_is_counted_the_newest_stand_first(town, monkeypatch):
    monkeypatch.setattr(asking, "MOST", 4)
    for day in (3, 1, 6, 2, 5, 4):
        put(organ=town, title="防汛" if day == 1 else "通知", text=f"防汛第{day}次", published_on=date(2025, 1, day))
    results = ask(Query("防汛", size=3, on=TODAY))
    assert [hit.published_on.day for hit in results.hits] == [6, 5, 4]
    assert (results.total, results.capped, results.ranked, results.counted) == (4, True, False, "超过 4")
    assert results.facets.year[0].hits == 4
    assert [hit.published_on.day for hit in ask(Query("防汛", page=2, size=3, on=TODAY)).hits] == [3]
    assert ask(Query("防汛", page=99, size=3, on=TODAY)).hits == []


def test_of_many_hits_the_facets_count_the_newest_and_the_page_says_so(items, town, monkeypatch):
    every = ask(Query("防汛", on=TODAY))
    assert (every.total, every.partly, sum(each.hits for each in every.facets.organ)) == (3, 0, 3)
    monkeypatch.setattr(asking, "FACETED", 2)
    some = ask(Query("防汛", on=TODAY))
    assert (some.total, some.partly, [hit.title for hit in some.hits]) == (3, 2, [hit.title for hit in every.hits])
    assert {each.value: each.hits for each in some.facets.organ} == {town.slug: 1, "jiaoyuju": 1}
    assert sum(each.hits for each in some.facets.year) == 3


def test_a_text_of_marks_only_is_not_where_a_word_of_the_summary_stands(town):
    put(organ=town, title="救助公告", text="——……！", summary="临时救助的标准", published_on=TODAY)
    (hit,) = ask(Query("标准", on=TODAY)).hits
    assert (hit.where, [piece.text for piece in hit.snippet if piece.marked]) == ("概述", ["标准"])


def test_what_is_not_yet_public_is_neither_found_nor_counted_nor_exact(town):
    put(organ=town, title="明天的防汛", number="示政发〔2026〕9号", published_on=date(2026, 3, 3), column="c", column_label="栏")
    for text in ("防汛", "示政发〔2026〕9号"):
        results = ask(Query(text, on=TODAY))
        assert (results.hits, results.total, results.facets.column) == ([], 0, [])
        assert ask(Query(text, on=date(2026, 3, 3))).total == 1


def test_a_whole_sentence_comes_near_page_by_page(items):
    results = ask(Query("防汛应急预案和校园安全在哪里看", size=1, on=TODAY))
    assert (results.near, results.total, results.hits[0].near) == (True, 2, True)
    assert [titles("防汛应急预案和校园安全在哪里看", page=page, size=1) for page in (1, 2, 3)] == [
        ["校园安全工作通知"],
        [items[0].title],
        [],
    ]


def test_markup_in_a_title_stays_text(town):
    put(organ=town, title="<b>防汛</b>&<script>", published_on=TODAY)
    assert ask(Query("防汛", on=TODAY)).hits[0].title_pieces == [Piece("<b>"), Piece("防汛", True), Piece("</b>&<script>")]


def test_the_number_of_queries_does_not_grow_with_the_hits(items, town, django_assert_max_num_queries):
    for place in range(30):
        put(
            organ=town,
            title=f"防汛{place}",
            published_on=TODAY,
            pages=[Page("表.pdf", 1, f"转移{place}安置")],
            column=f"c{place}",
            column_label="栏",
        )
    with django_assert_max_num_queries(9):
        assert len(ask(Query("防汛 安置", on=TODAY)).hits) == 20
