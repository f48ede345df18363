"""Two versions on one page: without what came it is the old text, without what went the new."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from gongkai.lib.richtext import Summary, changed, clean, compare
from gongkai.lib.richtext.differences import steps
from lib.richtext.sources import HTML

OLD = (
    "<h2>一、标准</h2><p>每人每月补助<b>2000元</b>，自2024年1月1日起执行。</p><ul><li>户口簿</li><li>身份证</li></ul>"
    "<table><tr><th>序号<th>金额<tr><td>1<td>100<tr><td>2<td>200</table><p>本办法由民政办解释。</p>"
)
NEW = (
    "<h2>一、标准</h2><p>每户每月补助<b>2500元</b>，自2025年1月1日起执行。</p><ul><li>户口簿</li><li>居民身份证</li><li>申请表</li></ul>"
    "<table><tr><th>序号<th>金额<tr><td>1<td>150<tr><td>2<td>200<tr><td>3<td>300</table>"
)


def without(made: str, tag: str) -> str:
    """The words left when one side and all that is only for the ear is taken away."""
    if not made:
        return ""
    root = lxml_html.fragment_fromstring(made, create_parent="div")
    for each in list(root.iter()):
        if each.getparent() is not None and (each.tag == tag or each.get("class") in (f"gk-{tag}", "gk-hidden")):
            each.drop_tree()
    return "".join("".join(root.itertext()).split())


def words(body: str) -> str:
    return "".join("".join(lxml_html.fragment_fromstring(body, create_parent="div").itertext()).split()) if body else ""


@settings(max_examples=40)
@given(HTML, HTML, st.randoms(use_true_random=False))
def test_either_side_can_be_read_from_the_comparison(one, other, chance):
    old, new = clean(one), clean(other)
    if chance.random() < 0.5:  # a version of the same body
        blocks = [*old.split("\n"), *new.split("\n")]
        chance.shuffle(blocks)
        new = clean("\n".join(blocks[1:]))
    made = compare(old, new)
    assert without(made, "ins") == words(old)
    assert without(made, "del") == words(new)
    summary = changed(old, new)
    assert (summary.added, summary.removed) == (words_marked(made, "ins"), words_marked(made, "del"))


def words_marked(made: str, tag: str) -> int:
    root = lxml_html.fragment_fromstring(made or "<p></p>", create_parent="div")
    for each in list(root.iter()):
        if each.get("class") == "gk-hidden":
            each.drop_tree()
    return sum(len("".join("".join(each.itertext()).split())) for each in root.iter(tag))


def test_figures_and_words_change_as_wholes():
    made = compare(OLD, NEW)
    assert '<del><span class="gk-hidden">删去：</span>2024</del><ins><span class="gk-hidden">新增：</span>2025</ins>年' in made
    assert '<strong>2000</strong></del><ins><span class="gk-hidden">新增：</span><strong>2500</strong></ins><strong>元</strong>' in made


def test_points_rows_and_paragraphs_that_came_or_went_are_marked_whole():
    made = compare(OLD, NEW)
    assert '<li class="gk-ins"><ins><span class="gk-hidden">新增：</span>申请表</ins></li>' in made
    assert made.count('<tr class="gk-ins">') == 1
    assert '<del class="gk-block"><span class="gk-hidden">删去：</span><p>本办法由民政办解释。</p></del>' in made


def test_the_same_body_has_no_marks():
    made = compare(OLD, OLD)
    assert made == clean(OLD)
    assert changed(OLD, OLD) == Summary(0, 0, 0)
    assert changed(OLD, OLD).sentence() == "正文文字没有改动"


def test_the_summary_counts_places_and_characters():
    assert changed("<p>每人2000元。</p><p>同。</p>", "<p>每户2500元。</p><p>同。</p><p>新增一段。</p>") == Summary(10, 5, 2)
    assert changed("<p>甲</p>", "<p>乙丙</p>").sentence() == "2 段有改动，新增 2 字，删去 1 字"


def test_a_table_of_another_shape_is_shown_before_and_after():
    made = compare("<table><tr><td>1<td>2</table>", "<table><tr><td>1<td>2<td>3</table>")
    assert made.count("<table>") == 2
    assert '<del class="gk-block">' in made


def test_a_picture_that_was_exchanged_is_shown_twice():
    made = compare("<p>甲<img src='attachment:1.png' alt=一></p>", "<p>甲<img src='attachment:2.png' alt=二></p>")
    assert made.index("attachment:1.png") < made.index("</del>") < made.index("attachment:2.png")


@pytest.mark.parametrize(
    ("old", "new"), [("", "甲乙"), ("甲乙", ""), ("甲的乙", "丙的丁"), ("一二三四五", "一三五"), ("a 12", "a 13"), ("，。", "。，")]
)
def test_steps_lead_from_the_old_text_to_the_new(old, new):
    made = steps(old, new)
    assert "".join(step.text for step in made if step.kind != "+") == old
    assert "".join(step.text for step in made if step.kind != "-") == new


def test_an_island_of_one_character_is_no_island():
    assert [step.kind for step in steps("甲乙的丙丁", "戊己的庚辛")] == ["-", "+"]


def test_long_bodies_are_compared_quickly():
    old = "".join(f"<p>第{number}条 {'补助标准按照人均收入确定，' * 12}每人{number}元。</p>" for number in range(300))
    new = old.replace("5元", "6元").replace("第7条", "第七条")
    start = time.perf_counter()
    compare(old, new)
    assert time.perf_counter() - start < 10
