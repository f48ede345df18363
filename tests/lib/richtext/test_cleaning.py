"""Whatever is pasted, the body is small, clean, the same when cleaned again, and what is not in it is said."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given, settings

from gongkai.lib.errors import UnusableInput
from gongkai.lib.richtext import clean, cleaned
from lib.richtext.attacks import ATTACKS
from lib.richtext.sources import HTML, misplaced, seen, washed

LAW = settings(max_examples=40)


def said(source):
    return "".join(cleaned(source).said)


class TestWhatHoldsForAnyHtml:
    @LAW
    @given(HTML)
    @example("<ul><div style='text-decoration:underline'>一、总体要求<p>\u3000\u3000正文。</p></ul>")
    @example("<h2><u><b>\u3000\u3000</b>一</u></h2><table><tr><th><u><b>\xa0\xa0</b>一</u></th><td>二</td></tr></table>")
    def test_cleaning_again_changes_nothing_and_says_nothing(self, source):
        once = clean(source)
        assert clean(once) == once
        assert cleaned(once).said == ()

    @LAW
    @given(HTML)
    def test_every_element_stands_where_html_allows_it(self, source):
        assert misplaced(clean(source)) == []

    @LAW
    @given(HTML)
    def test_another_cleaner_finds_nothing_to_take_away(self, source):
        made = clean(source)
        assert washed(made) == seen(made)

    @LAW
    @given(HTML)
    def test_no_word_that_a_reader_sees_comes_from_nowhere(self, source):
        letters = set(re.sub(r"<[^>]*>|&\w+;", "", clean(source)))
        assert letters <= set(source) | set(" \n\u3000&<>\"'“”·√☑□▪➢●■◆")


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_comes_through(attack):
    for source in (attack, f"<p>{attack}</p>", f"<table><tr><td>{attack}</td></tr></table>", f"<ul><li>{attack}</ul>"):
        made = clean(source)
        assert clean(made) == made
        assert misplaced(made) == []
        assert washed(made) == seen(made)
        attributes = re.findall(r"<[^>]*>", made)
        assert not [
            tag
            for tag in attributes
            if re.search(r"\son\w+\s*=|style\s*=|script:|data:|\\", re.sub(r'alt="[^"]*"', "", tag), re.IGNORECASE)
        ]


WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<style><!-- p.MsoNormal, li.MsoNormal{mso-style-name:"正文";text-align:justify;font-size:10.5pt} p.a1{text-align:right} span.SpellE{mso-style-name:""} span.xx{mso-hide:all}--></style>
<xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml></head><body lang=ZH-CN><!--StartFragment-->
<p class=MsoNormal align=center style='text-align:center;line-height:28.0pt'><b><span style='font-size:22.0pt;font-family:方正小标宋简体'>示例镇农村危房改造补助办法<span lang=EN-US><o:p></o:p></span></span></b></p>
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
<p class=MsoNormal><span style='font-size:16.0pt'>各村民委员会：</span></p>
<p class=MsoNormal style='text-indent:32.0pt'><span style='font-family:黑体'>一、总体要求</span></p>
<p class=MsoNormal style='text-indent:32.0pt'><span style='font-size:16.0pt;font-family:仿宋_GB2312'>为做好<st1:chmetcnv UnitName="年">2025年</st1:chmetcnv>农村危房
改造工作，<a href="https://www.example/a"><u>办法</u></a>如下。<span class=xx>底稿不公开</span></span></p>
<p class=MsoListParagraph style='margin-left:21.0pt;text-indent:-21.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span lang=EN-US style='font-family:Wingdings'><span
style='mso-list:Ignore'>l<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>户口簿；</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='font-family:Wingdings'><span style='mso-list:Ignore'>n<span>&nbsp; </span></span></span><![endif]>复印件；</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp;</span></span>身份证。</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>3.<span>&nbsp;</span></span>提出申请</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>4.<span>&nbsp;</span></span>审核</p>
<p class=MsoNormal>补助<ins cite="mailto:x" datetime="2025-03-01T10:00">每户</ins><del cite="mailto:x">每人</del>2500元。<a style='mso-comment-reference:x_1'><span class=MsoCommentReference><span lang=EN-US>[x1]</span></span></a></p>
<!--[if gte vml 1]><v:shape id=x><v:imagedata src="file:///C:/x.png"/></v:shape><![endif]--><![if !vml]><img width=10 src="file:///C:/x.png"><![endif]>
<p class=a1>示例镇人民政府</p><p class=a1>二〇二五年三月六日</p>
<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>这里要不要写金额？</p></div></div>
<!--EndFragment--></body></html>"""


class TestWord:
    made = cleaned(WORD)

    def test_the_body_is_what_the_paper_says(self):
        assert self.made.html.split("\n") == [
            '<p class="gk-center"><strong>示例镇农村危房改造补助办法</strong></p>',
            '<p class="gk-indent0">各村民委员会：</p>',
            "<h2>一、总体要求</h2>",
            '<p>为做好2025年农村危房改造工作，<a href="https://www.example/a">办法</a>如下。</p>',
            "<ul><li>户口簿；<ul><li>复印件；</li></ul></li><li>身份证。</li></ul>",
            '<ol start="3"><li>提出申请</li><li>审核</li></ol>',
            "<p>补助每户2500元。</p>",
            '<p class="gk-sign">示例镇人民政府</p>',
            '<p class="gk-sign">二〇二五年三月六日</p>',
        ]

    def test_what_is_not_in_it_is_said(self):
        assert self.made.said == (
            "原文里有 1 处隐藏文字，没有放进正文：“底稿不公开”。",
            "原文里有 1 处修订标记为删除的文字，已经去掉：“每人”。",
            "原文里有 1 处修订插入的文字，已经当作正文，请核对：“每户”。",
            "原文里有 1 条批注，没有放进正文：“这里要不要写金额？”。",
            "有 1 张图片没有带进来，请把图片作为附件上传后再插入。",
        )


class TestWps:
    def test_paragraphs_with_blanks_before_them_and_styles_in_the_sheet(self):
        source = """<html><head><style>@font-face{font-family:"仿宋";} p.p0{margin:0pt;text-align:justify;} p.p16{text-align:center;} span.15{font-weight:bold;}</style></head>
        <body><!--StartFragment--><p class="p16"><span class="15">通知</span></p><p class="p0"><span style="mso-spacerun:'yes';font-size:16.0000pt;">&nbsp;&nbsp;&nbsp;&nbsp;现通知如下。</span><span><o:p></o:p></span></p>
        <p class="p0"><span>　　（一）对象</span></p><p class=p0>本镇村民。</p><!--EndFragment--></body></html>"""
        assert (
            clean(source) == '<p class="gk-center"><strong>通知</strong></p>\n<p>现通知如下。</p>\n<h2>（一）对象</h2>\n<p>本镇村民。</p>'
        )


class TestHeadings:
    def test_a_whole_paragraph_with_a_number_is_a_heading(self):
        source = "<p>一、目的</p><p>甲。</p><p>（一）对象</p><p>乙。</p><p>1. 条件</p><p>丙。</p><p>二、附则</p><p>丁。</p>"
        assert re.findall(r"<h(\d)>", clean(source)) == ["2", "3", "4", "2"]

    @pytest.mark.parametrize(
        "source",
        [
            "<p>1. 户口簿</p><p>2. 身份证</p><p>请于三日内报送。</p>",
            "<p>一、高度重视</p><p>二、加强领导</p>",
            "<p>一、本办法自发布之日起施行。</p><p>甲</p>",
            "<p>前文。</p><p>一、最后一行</p>",
            "<p>1.5公里</p><p>甲</p>",
        ],
    )
    def test_points_of_a_list_and_sentences_are_none(self, source):
        assert "<h" not in clean(source)

    def test_no_level_is_left_out(self):
        assert re.findall(r"<h(\d)>", clean("<h1>甲</h1><h4>乙</h4><p>文</p><h3>丙</h3><h1>丁</h1>")) == ["2", "3", "3", "2"]

    def test_bold_in_a_heading_is_no_emphasis(self):
        assert clean("<h2><b>一、目的</b></h2>") == "<h2>一、目的</h2>"


class TestLists:
    def test_typed_bullets_are_a_list(self):
        assert clean("<p>● 甲</p><p>•乙</p><p>文</p>") == "<ul><li>甲</li><li>乙</li></ul>\n<p>文</p>"

    def test_a_single_automatic_number_stays_a_number(self):
        assert (
            clean("<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>（一）</span>对象</p><p>文。</p>")
            == "<h2>（一）对象</h2>\n<p>文。</p>"
        )

    def test_a_table_in_a_list_comes_after_its_point_and_the_numbers_go_on(self):
        made = clean("<ol><li>甲<table><tr><td>1<td>2</table><li>乙</ol>")
        assert [line[:14] for line in made.split("\n")] == ["<ol><li>甲</li>", "<table><tbody>", '<ol start="2">']

    def test_lists_without_points_of_their_own_are_taken_up(self):
        assert clean("<ul><ul><li>甲</ul><li>乙</ul>") == "<ul><li>甲</li><li>乙</li></ul>"


class TestTables:
    def test_merged_cells_stay_and_the_head_is_known(self):
        made = clean("<table><thead><tr><td rowspan=2>项目<td colspan=2>金额<tr><td>本年<td>上年<tbody><tr><td>甲<td>1<td>2</table>")
        assert '<th rowspan="2" scope="col">项目</th><th colspan="2" scope="colgroup">金额</th>' in made
        assert made.index("</thead>") < made.index("甲")

    @pytest.mark.parametrize(
        ("source", "rows"),
        [
            ("<table><tr><td colspan=9>题<tr><td>甲<td>乙</table>", ['<td colspan="2">题</td>', "<td>甲</td><td>乙</td>"]),
            ("<table><tr><td rowspan=9>甲<td>乙<tr><td>丙</table>", ['<td rowspan="2">甲</td><td>乙</td>', "<td>丙</td>"]),
            ("<table><tr><td>甲<td>乙<tr><td>丙</table>", ["<td>甲</td><td>乙</td>", "<td>丙</td><td></td>"]),
            (
                "<table><tr><td rowspan=2>甲<td rowspan=2>乙<tr></tr><tr><td>丙<td>丁</table>",
                ["<td>甲</td><td>乙</td>", "<td>丙</td><td>丁</td>"],
            ),
        ],
    )
    def test_spans_that_lead_nowhere_are_cut(self, source, rows):
        assert re.findall(r"<tr>(.*?)</tr>", clean(source)) == rows

    def test_a_table_that_only_sets_the_page_is_opened_and_said(self):
        source = "<table><tr><td><p>甲</p><table><tr><td>1<td>2</table></td></tr></table>"
        assert clean(source).startswith("<p>甲</p>\n<table>")
        assert "只用来排版的表格" in said(source)

    def test_alignment_of_all_that_is_in_a_cell_is_that_of_the_cell(self):
        assert '<td class="gk-right">1</td>' in clean("<table><tr><td align=right><p>1</p></td><td>2</td></tr></table>")

    def test_no_table_of_a_paper_is_that_large(self):
        with pytest.raises(UnusableInput):
            clean("<table>" + "<tr>" + "<td colspan=1000 rowspan=1000>1" * 500 + "</table>")

    def test_hidden_rows_and_cells_stay_out_and_are_said(self):
        source = "<table><tr><td>甲<td style='display:none'>密一<td>乙</tr><tr style='display:none'><td>密二</td></tr></table>"
        assert "密" not in clean(source)
        assert "2 处隐藏文字" in said(source)


class TestParagraphs:
    @pytest.mark.parametrize(
        ("source", "made"),
        [
            ("<p>　　甲。<br>　　乙。</p>", "<p>甲。</p>\n<p>乙。</p>"),
            ("甲<br><br>乙<br>丙", "<p>甲</p>\n<p>乙<br>丙</p>"),
            ("<div>甲<p>乙</p>丙</div>", "<p>甲</p>\n<p>乙</p>\n<p>丙</p>"),
            ("<p>为做好\n工作 in\n2025</p>", "<p>为做好工作 in 2025</p>"),
            ("<p>姓　　名</p>", "<p>姓　　名</p>"),
            ("<p>签名：<u>&nbsp;&nbsp;&nbsp;&nbsp;</u></p>", "<p>签名：<u>　　</u></p>"),
            ("<p>a<span>\u200b</span>b\u202ec</p>", "<p>abc</p>"),
            ("<p>H<sub>2</sub>O<sup>2</sup></p>", "<p>H<sub>2</sub>O<sup>2</sup></p>"),
            ("<b><p>甲<i>乙</i></p></b>", "<p><strong>甲<em>乙</em></strong></p>"),
            ("<b style='font-weight:normal'>甲</b>", "<p>甲</p>"),
            ("<center>甲</center>", '<p class="gk-center">甲</p>'),
            ("<p><s>甲</s>乙</p>", "<p>甲乙</p>"),
            ("<blockquote><h2>甲</h2><blockquote>乙</blockquote></blockquote>", "<blockquote><p>甲</p><p>乙</p></blockquote>"),
            ("<pre>甲\n乙</pre>", "<p>甲<br>乙</p>"),
        ],
    )
    def test_are_what_a_reader_sees(self, source, made):
        assert clean(source) == made

    def test_the_day_and_the_organ_above_it_are_the_signature_however_they_were_moved_there(self):
        for source in (
            "<p>文。</p><p align=right>示例镇人民政府</p><p align=right>2025年3月6日</p>",
            f"<p>文。</p><p>{'&nbsp;' * 60}示例镇人民政府</p><p>{'　' * 20}2025年3月6日</p>",
            "<p>文。</p><p style='text-indent:260pt'>示例镇人民政府</p><p style='margin-left:280pt'>2025年3月6日</p>",
        ):
            assert clean(source).split("\n")[1:] == ['<p class="gk-sign">示例镇人民政府</p>', '<p class="gk-sign">2025年3月6日</p>']

    def test_a_day_under_the_title_is_no_signature(self):
        assert "gk-sign" not in clean("<p align=center>题目</p><p align=center>2025年3月6日</p><p>文。</p>")

    def test_only_who_is_addressed_stands_at_the_margin(self):
        assert "gk-indent0" in clean("<p>各村（社区）、镇属各单位：</p><p>文。</p>")
        assert "gk-indent0" not in clean("<p>现将有关事项通知如下：</p><p>文。</p>")


class TestPicturesAndLinks:
    def test_only_pictures_of_the_item_stay(self):
        source = (
            "<p>甲<img src='attachment:图1.png' alt='示意 图'><img src=https://www.example/a.png><img src='data:image/png;base64,AA'></p>"
        )
        assert clean(source) == '<p>甲<img src="attachment:图1.png" alt="示意 图"></p>'
        assert "有 2 张图片没有带进来" in said(source)

    def test_an_address_of_the_house_becomes_the_name_in_the_body(self):
        assert (
            clean("<p>甲<img src='/files/7'></p>", lambda address: "attachment:7.png" if address == "/files/7" else None)
            == '<p>甲<img src="attachment:7.png" alt=""></p>'
        )

    def test_a_picture_keeps_the_words_under_it(self):
        assert clean("<figure><img src='attachment:1.png'><figcaption>图一</figcaption></figure>").endswith(
            "<figcaption>图一</figcaption></figure>"
        )

    @pytest.mark.parametrize("address", ["https://www.example/a?b=1&c=2", "/xxgk/1.html", "mailto:xxgk@a.example", "attachment:清单.xlsx"])
    def test_links_that_may_stand_on_a_page_stay(self, address):
        assert f'href="{address.replace("&", "&amp;")}"' in clean(f"<a href='{address}'>甲</a>")

    def test_others_leave_their_words_and_are_said(self):
        assert clean("<a href='file:///C:/x.doc'>附件</a>") == "<p>附件</p>"
        assert "1 个链接" in said("<a href='file:///C:/x.doc'>附件</a>")

    def test_jumps_within_the_source_are_dropped_silently(self):
        assert cleaned("<a href='#_Toc1'>一</a>") == ("<p>一</p>", ())


class TestBounds:
    def test_nesting_beyond_all_sense_is_refused_with_a_sentence(self):
        for source in ("<div>" * 3000, "<p>" + "<b>" * 600 + "甲", "<ul><li>" * 300 + "甲"):
            with pytest.raises(UnusableInput, match="嵌套"):
                clean(source)

    def test_a_long_paste_takes_little_time(self):
        source = WORD * 40  # 160 KB
        start = time.perf_counter()
        clean(source)
        assert time.perf_counter() - start < 5
