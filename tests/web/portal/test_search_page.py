"""Looking for what is public: marks, facets as links, exact numbers first, suggestions, what to do when there is nothing."""

from __future__ import annotations

import re


def text(reader, path):
    return reader.get(path).content.decode()


def test_hits_are_marked_in_title_and_text(world, reader):
    found = text(reader, "/o/shilizhen/search/?q=救助")
    assert "<mark>救助</mark>" in found
    assert "找到" in found


def test_an_exact_number_stands_first_and_says_so(world, reader):
    for typed in ("示政发〔2026〕2号", "示政发[2026]2号", world.policy.index_number):
        found = reader.get("/o/shilizhen/search/results.json", {"q": typed}).json()["items"][0]
        assert found["title"] == "关于印发低保边缘家庭救助办法的通知"
        assert found["exact"]
    assert "文号或者索引号相符" in text(reader, "/o/shilizhen/search/?q=示政发〔2026〕2号")


def test_a_facet_is_a_link_that_narrows_and_can_be_given_up(world, reader):
    found = text(reader, "/o/shilizhen/search/?q=救助")
    link = re.search(r'href="([^"]*genre=normative_documents[^"]*)"', found)[1].replace("&amp;", "&")
    narrowed = text(reader, f"/o/shilizhen/search/{link.rpartition('/')[2].removeprefix('index.html')}")
    assert "体裁：行政规范性文件" in narrowed
    assert "一图读懂" not in narrowed


def test_words_of_an_attachment_are_found_and_it_is_said_where(world, reader):
    found = text(reader, "/o/shilizhen/search/?q=家庭人口")
    assert "关于印发低保边缘家庭救助办法的通知" in found
    assert "申请表" in found


def test_nothing_found_says_what_to_do(world, reader):
    found = text(reader, "/o/shilizhen/search/?q=天方夜谭xyz")
    assert "没有找到" in found
    assert "申请公开" in found
    assert "/apply/" in found


def test_a_question_is_never_markup(world, reader):
    assert "<script>x" not in text(reader, "/o/shilizhen/search/?q=<script>x")


def test_what_makes_no_sense_in_the_address_is_left_out(world, reader):
    for strange in ("year=²", "year=99999", "page=-1", "page=x", "organ=nobody", "genre=%00", "column=" + "x" * 500, "validity=no"):
        assert reader.get(f"/o/shilizhen/search/?q=救助&{strange}").status_code == 200, strange


def test_suggestions_lead_to_columns_things_and_questions(world, reader):
    found = reader.get("/o/shilizhen/search/suggest.json?q=救助").json()["suggestions"]
    assert found
    assert {each["url"][:13] for each in found} == {"/o/shilizhen/"}
    assert any(each["url"].endswith(f"/items/{world.policy.pk}/") for each in found)
    assert reader.get("/o/shilizhen/search/suggest.json").json() == {"suggestions": []}


def test_the_search_of_all_organs_names_whose_it_is(world, reader):
    assert "示例镇人民政府" in text(reader, "/search/?q=救助办法")


def test_the_data_say_what_the_page_says(world, reader):
    data = reader.get("/o/shilizhen/search/results.json?q=救助").json()
    shown = re.sub(r"</?mark>", "", text(reader, "/o/shilizhen/search/?q=救助"))
    assert data["total"] == len(data["items"])
    assert all(each["title"] in shown for each in data["items"])
