"""What is read from a body: its words, links, headings, files; and bodies of plain text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.lib.errors import UnusableInput
from gongkai.lib.richtext import clean, cleaned, files, from_text, is_html, links, outline, placed, read, taken, to_text
from lib.richtext.sources import HTML, misplaced

BODY = (
    "<h2>一、标准</h2><p>见<a href='https://www.example/a'>办<b>法</b></a>和<a href='attachment:清单.xlsx'>清单</a>。<br>另见。</p><ol start=2><li>甲<ul><li>乙</ul></ol>"
    "<table><caption>表一</caption><tr><td>序号<td>金额<tr><td>1<td>500</table><figure><img src='attachment:图1.png' alt='流程'><figcaption>图一</figcaption></figure>"
)


def test_the_text_is_a_line_a_paragraph_with_tabs_between_cells():
    assert to_text(BODY) == "一、标准\n见办法和清单。\n另见。\n甲\n乙\n表一\n序号\t金额\n1\t500\n图一"


def test_points_can_have_their_marks():
    assert to_text("<ol start=2><li>甲<ul><li>乙</ul></ol>", markers=True) == "2. 甲\n· 乙"


def test_links_are_listed_with_their_words():
    assert links(BODY) == (("https://www.example/a", "办法"), ("attachment:清单.xlsx", "清单"))


def test_headings_are_listed_with_their_level():
    assert outline(BODY) == ((2, "一、标准"),)


def test_files_are_listed_once():
    assert files(BODY + BODY) == ("清单.xlsx", "图1.png")


def test_a_page_puts_its_own_addresses_in():
    made = placed(clean(BODY), {"图1.png": 'x"y.png', "清单.xlsx": "/2?a&b"}.get)
    assert made == clean(BODY).replace("attachment:图1.png", "x&quot;y.png").replace("attachment:清单.xlsx", "/2?a&amp;b")


def test_words_that_look_like_a_name_stay_words():
    assert placed("<p>attachment:图1.png</p>", lambda name: "/1") == "<p>attachment:图1.png</p>"


def test_a_page_without_one_of_the_files_keeps_its_words():
    made = placed(clean(BODY), {"图1.png": "../files/1.png"}.get)
    assert '<img src="../files/1.png" alt="流程">' in made
    assert "清单.xlsx" not in made  # it is not there: the words stay
    assert "清单" in made


def test_a_picture_that_is_not_there_gives_way_to_its_words():
    assert (
        placed(clean("<figure><img src='attachment:1.png' alt='流程图'><figcaption>图一</figcaption></figure>"), lambda name: None)
        == "<p>流程图　图一</p>"
    )


@pytest.mark.parametrize(
    ("text", "html"), [("a<b", False), ("x > y <z>", False), ("<p>a", True), ("a<br/>b", True), ("<!--x-->", True), ("<P CLASS=a>", True)]
)
def test_tags_make_it_html(text, html):
    assert is_html(text) is html


def test_plain_text_becomes_paragraphs_headings_lists_and_tables():
    assert taken("一、标准\n　　每人500元。\n• 甲\n• 乙\n序号\t金额\n1\t500\n<&>").html.split("\n") == [
        "<h2>一、标准</h2>",
        "<p>每人500元。</p>",
        "<ul><li>甲</li><li>乙</li></ul>",
        '<table><thead><tr><th scope="col">序号</th><th scope="col">金额</th></tr></thead><tbody><tr><td>1</td><td>500</td></tr></tbody></table>',
        "<p>&lt;&amp;&gt;</p>",
    ]


@settings(max_examples=60)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf"]) | st.sampled_from("\n\t一、（）1.·•　"), max_size=60))
def test_a_body_of_plain_text_is_clean(text):
    made = from_text(text)
    assert clean(made) == made
    assert misplaced(made) == []


@settings(max_examples=30)
@given(HTML)
def test_the_words_of_a_source_are_those_of_its_body(source):
    assert to_text(source) == to_text(cleaned(source).html)


@given(st.text(st.one_of(st.characters(), st.sampled_from("一二（1）、.示例镇 ~-*#|<>&\u2028·")), max_size=30))
def test_html_and_words_of_one_reading_are_those_of_two(source):
    try:
        html = cleaned(source).html
    except UnusableInput:
        return
    assert read(source) == (html, to_text(html))
