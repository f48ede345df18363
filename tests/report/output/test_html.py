import re

from lxml import html as parser

from gongkai.report.output import html
from gongkai.report.output.checked import Checked
from tests.report.output import made


def page_of(*items):
    return parser.fromstring(html.render(items))


def test_every_link_on_the_page_leads_to_something_and_no_anchor_stands_twice():
    page = page_of(made.checked(), made.checked(), Checked("坏.docx", None, (), "打不开"))
    anchors = page.xpath("//@id")
    assert len(anchors) == len(set(anchors))
    assert {link[1:] for link in page.xpath("//a/@href")} <= set(anchors)


def test_list_and_report_lead_to_each_other_for_every_finding():
    page = page_of(made.checked())
    for number in range(1, len(made.findings()) + 1):
        assert page.xpath(f'//li[@id="f1-{number}"]//a[@href="#m1-{number}"]')
        assert page.xpath(f'//*[@id="m1-{number}"][@href="#f1-{number}"]')


def test_the_words_meant_are_marked_in_the_prose():
    (mark,) = page_of(made.checked()).xpath('//article//mark[@class="gk-info"]')
    assert mark.text_content() == "准确的将"


def test_the_cell_meant_is_outlined_and_numbered():
    (cell,) = page_of(made.checked()).xpath('//td[contains(@class, "gk-error")]')
    assert cell.text_content() == "3✕1"


def test_a_label_is_shown_as_the_document_prints_it():
    (label,) = page_of(made.checked()).xpath('//th[@scope="row"][contains(@class, "gk-warning")]')
    assert label.text_content().startswith("一、本年新收到政府信息公开申请数量")


def test_text_of_the_report_cannot_become_markup():
    assert "&lt;b&gt;完成&lt;/b&gt;" in html.render([made.checked()])
    assert not page_of(made.checked()).xpath("//article//b")


def test_overlapping_words_are_cut_so_that_tags_nest():
    overview = made.report().sections["overview"]
    at = overview.index("准确的将工作")
    first = made.finding("N010", "info", place=made.Place("overview", text="准确的将", start=at, end=at + 4))
    second = made.finding("N011", "error", place=made.Place("overview", text="的将工作", start=at + 2, end=at + 6))
    marks = page_of(Checked("a.txt", made.report(), (first, second))).xpath("//article//mark")
    assert [(mark.get("class"), mark.text_content()) for mark in marks] == [("gk-info", "准确"), ("gk-error", "的将"), ("gk-error", "工作")]


def test_words_over_two_lines_are_marked_in_both():
    overview = made.report().sections["overview"]
    at = overview.index("\n（二）")
    place = made.Place("overview", text=overview[at - 3 : at + 4], start=at - 3, end=at + 4)
    marks = page_of(Checked("a.txt", made.report(), (made.finding(place=place),))).xpath("//article//mark")
    assert [mark.text_content() for mark in marks] == [overview[at - 3 : at], overview[at + 1 : at + 4]]


def test_nothing_is_loaded_from_outside_and_nothing_runs():
    page = html.render([made.checked()])
    assert not re.search(r"<script|https?://|@import|url\(|\son\w+=", page)


def test_every_number_says_its_level_in_words():
    labels = page_of(made.checked()).xpath('//a[starts-with(@class, "gk-no")]/@aria-label')
    assert labels
    assert all(re.match(r"(错误|提醒|提示|存疑)，第 \d+ 条：", label) for label in labels)


def test_the_colours_of_the_style_have_contrast_enough():
    tokens = dict(re.findall(r"--gk-([\w-]+):(#[0-9a-f]{3,6})", html.STYLE))
    pairs = [("ink", "paper"), ("soft", "paper"), ("soft", "mist"), ("blue", "paper"), ("blue", "blue-wash")]
    pairs += [("red", "red-wash"), ("amber", "amber-wash"), ("green", "green-wash"), ("red", "paper"), ("amber", "paper")]
    assert all(contrast(tokens[front], tokens[back]) >= 4.5 for front, back in pairs)


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
