"""A Word paper comes in whole: words, shape, pictures, and what the paper says of itself."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.lib.errors import UnusableInput
from gongkai.lib.richtext import clean, from_docx, pages
from gongkai.lib.richtext.guessing import read_day, read_number
from lib.richtext.papers import W, docx, p, png, related, zipped

MIDDLE, RIGHT = '<w:jc w:val="center"/>', '<w:jc w:val="right"/>'
PAPER = (
    p("示例镇人民政府文件", MIDDLE) + p("示政发〔2025〕3号", MIDDLE) + p("示例镇人民政府", MIDDLE) + p("关于印发补助办法的通知", MIDDLE) + p("各村民委员会：")
    + p("　　现将办法印发给你们。") + p("一、标准", '<w:pStyle w:val="2"/>') + p("每户2500元。") + p("示例镇人民政府", RIGHT) + p("2025年3月6日", RIGHT)
)  # fmt: skip


def body(inner, **parts):
    return from_docx(docx(inner, **parts)).html


class TestThePaper:
    made = from_docx(docx(PAPER))

    def test_says_title_number_organ_and_day(self):
        assert self.made.guesses == (
            "示例镇人民政府关于印发补助办法的通知",
            "示政发〔2025〕3号",
            "示例镇人民政府",
            datetime.date(2025, 3, 6),
        )
        assert self.made.title == self.made.guesses.title

    def test_has_a_body_without_the_head_and_says_so(self):
        assert self.made.html.split("\n") == [
            '<p class="gk-indent0">各村民委员会：</p>', "<p>现将办法印发给你们。</p>", "<h2>一、标准</h2>", "<p>每户2500元。</p>",
            '<p class="gk-sign">示例镇人民政府</p>', '<p class="gk-sign">2025年3月6日</p>',
        ]  # fmt: skip
        assert self.made.said == ("标题、发文字号等 4 行已填到各自的栏目，正文里不再重复。",)

    def test_a_title_in_the_style_of_titles_counts_before_any_guess(self):
        made = from_docx(docx(p("内部传阅") + p("补助办法", '<w:pStyle w:val="T"/>') + p("每户2500元，按月发放到户。")))
        assert made.title == "补助办法"
        assert made.html == "<p>内部传阅</p>\n<p>每户2500元，按月发放到户。</p>"

    def test_without_a_head_nothing_is_guessed(self):
        made = from_docx(docx(p("每户补助2500元，由镇政府按月发放，自发布之日起执行，有效期两年。") + p("附则。")))
        assert made.guesses == ("", "", "", None)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2025年3月6日", (2025, 3, 6)), ("二〇二五年三月六日", (2025, 3, 6)), ("二○二四年十二月三十一日", (2024, 12, 31)), ("二零二五年十月二十日", (2025, 10, 20)),
        ("2025年2月29日", None), ("于2025年3月6日", None), ("二〇二五年十三月一日", None),
    ],
)  # fmt: skip
def test_a_line_is_a_day_in_either_figures(line, day):
    assert read_day(line) == (datetime.date(*day) if day else None)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("示政发〔2025〕3号", "示政发〔2025〕3号"), ("示政办发[2025]03号", "示政办发〔2025〕3号"), ("示政发（2025）第12号", "示政发〔2025〕12号"),
        ("示政函〔2025〕5号　　　签发人：甲", "示政函〔2025〕5号"), ("根据示政发〔2025〕3号文件", ""), ("〔2025〕3号", ""),
    ],
)  # fmt: skip
def test_a_line_is_a_number_however_it_is_bracketed(line, number):
    assert read_number(line) == number


class TestShape:
    def test_lists_have_bullets_and_numbers_of_the_paper(self):
        def listed(text, number, level=0):
            return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')

        made = body(
            listed("甲", 1)
            + listed("乙", 1, 1)
            + listed("丙", 1)
            + p("文。")
            + listed("丁", 2)
            + listed("戊", 2)
            + listed("总则", 3)
            + p("己。")
        )
        assert made.split("\n") == [
            "<ul><li>甲<ul><li>乙</li></ul></li><li>丙</li></ul>", "<p>文。</p>", "<ol><li>丁</li><li>戊</li></ol>", "<h2>一、总则</h2>", "<p>己。</p>",
        ]  # fmt: skip

    def test_merged_cells_stay_merged(self):
        cell = "<w:tc><w:tcPr>{about}</w:tcPr>{text}</w:tc>".format
        table = (
            "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell(about="", text=p("项目")) + cell(about='<w:gridSpan w:val="2"/>', text=p("金额")) + "</w:tr><w:tr>"
            + cell(about='<w:vMerge w:val="restart"/>', text=p("补助")) + cell(about="", text=p("1")) + cell(about="", text=p("2")) + "</w:tr><w:tr>"
            + cell(about="<w:vMerge/>", text=p()) + cell(about="", text=p("3")) + cell(about="", text=p("4")) + "</w:tr></w:tbl>"
        )  # fmt: skip
        assert body(table) == (
            '<table><thead><tr><th scope="col">项目</th><th colspan="2" scope="colgroup">金额</th></tr></thead><tbody>'
            '<tr><td rowspan="2">补助</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></tbody></table>'
        )

    def test_pictures_are_files_that_the_body_calls_by_name(self):
        drawing = '<w:p><w:r><w:drawing><wp:docPr id="1" name="x" descr="办理流程"/><a:blip r:embed="i1"/></w:drawing></w:r></w:p>'
        made = from_docx(docx(drawing + drawing, related("i1", "image", "media/a.png"), **{"media/a.png": png()}))
        assert [(each.name, each.media_type) for each in made.images] == [("图1.png", "image/png")]
        assert made.images[0].data == png()
        assert made.html.count('<img src="attachment:图1.png" alt="办理流程">') == 2

    def test_a_picture_that_is_linked_or_no_picture_is_said(self):
        drawing = '<w:p><w:r><w:drawing><a:blip r:embed="i1"/></w:drawing></w:r></w:p>'
        made = from_docx(docx(p("文。") + drawing, related("i1", "image", "media/a.emf"), **{"media/a.emf": b"EMF"}))
        assert made.images == ()
        assert "有 1 张图片没有带进来" in made.said[0]

    def test_links_lead_where_they_led(self):
        link = '<w:p><w:hyperlink r:id="h1"><w:r><w:t>办法</w:t></w:r></w:hyperlink><w:hyperlink r:id="h2"><w:r><w:t>底稿</w:t></w:r></w:hyperlink></w:p>'
        field = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://www.example/b" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>乙</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        made = from_docx(
            docx(
                link + field,
                related("h1", "hyperlink", "https://www.example/a", "External")
                + related("h2", "hyperlink", "file:///C:/x.doc", "External"),
            )
        )
        assert made.html == '<p><a href="https://www.example/a">办法</a>底稿</p>\n<p><a href="https://www.example/b">乙</a></p>'
        assert "底稿" in made.said[0]

    def test_notes_of_the_page_come_behind_the_text(self):
        note = '<w:p><w:r><w:t>每户</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2">{p("指户籍户。")}</w:footnote></w:footnotes>'
        assert body(note + p("末。"), footnotes_xml=notes) == "<p>每户[1]</p>\n<p>末。</p>\n<p>[1] 指户籍户。</p>"

    def test_a_text_box_comes_once_and_behind_its_paragraph(self):
        box = "<w:txbxContent>" + p("框内") + "</w:txbxContent>"
        drawing = f"<w:p><w:r><w:t>框外</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        assert body(drawing) == "<p>框外</p>\n<p>框内</p>"

    def test_no_text_box_of_many_is_lost(self):
        def drawing(number):
            box = "<w:txbxContent>" + p(f"框{number}") + "</w:txbxContent>"
            return f"<w:p><w:r><w:t>外{number}</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"

        expected = [f"<p>{where}{number}</p>" for number in range(300) for where in "外框"]
        assert body("".join(map(drawing, range(300)))).split() == expected


class TestWhatStaysOut:
    @pytest.mark.parametrize(
        ("inner", "words", "sentence"),
        [
            (p("明") + p("暗", run="<w:vanish/>"), "明", "1 处隐藏文字"),
            (p("明") + p("暗", run='<w:rStyle w:val="H"/>'), "明", "1 处隐藏文字"),
            (p("明") + p("显", run='<w:vanish w:val="0"/>'), "明显", ""),
            ("<w:p><w:r><w:t>明</w:t></w:r><w:del><w:r><w:delText>暗</w:delText></w:r></w:del></w:p>", "明", "标记为删除"),
            ("<w:p><w:r><w:t>明</w:t></w:r><w:ins><w:r><w:t>显</w:t></w:r></w:ins></w:p>", "明显", "修订插入"),
            ("<w:p><w:r><w:t>明</w:t></w:r><w:moveFrom><w:r><w:t>暗</w:t></w:r></w:moveFrom></w:p>", "明", "标记为删除"),
            ("<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("暗") + "</w:tc></w:tr></w:tbl>" + p("明"), "明", "标记为删除"),
            ("<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>" + p("暗") + "</w:tc></w:tr></w:tbl>" + p("明"), "明", "隐藏文字"),
            (p("明") + "<w:p><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>", "明", "嵌入的内容"),
        ],
    )  # fmt: skip
    def test_is_said(self, inner, words, sentence):
        made = from_docx(docx(p("文，由镇政府负责解释的办法。") + inner))
        assert "".join(letter for letter in made.html if letter in "明显暗") == words
        assert sentence in "".join(made.said)
        assert bool(made.said) is bool(sentence)

    def test_comments_and_headers_are_said(self):
        comments = f'<w:comments xmlns:w="{W}"><w:comment w:id="1" w:author="经办人甲">{p("金额再核对")}</w:comment></w:comments>'
        header = f'<w:hdr xmlns:w="{W}">{p("内部资料")}</w:hdr>'
        made = from_docx(docx(p("文，按月发放。"), related("h", "header", "header1.xml"), comments_xml=comments, header1_xml=header))
        assert made.html == "<p>文，按月发放。</p>"
        assert "金额再核对" in made.said[0]
        assert "内部资料" in made.said[1]


class TestHostileFiles:
    @pytest.mark.parametrize(
        "data",
        [b"", b"PK\x03\x04", zipped({"a": "b"}), zipped({"word/document.xml": "<a"}), zipped({"word/document.xml": "<a/>"}),
         zipped({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), docx("<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * 200_001 + "</w:tr></w:tbl>")],
        ids=["empty", "cut", "other", "broken", "strange", "entity", "wide"],
    )  # fmt: skip
    def test_are_refused_with_a_sentence(self, data):
        with pytest.raises(UnusableInput) as caught:
            from_docx(data)
        assert caught.value.sentence()

    @pytest.mark.parametrize(
        "around", [("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"), ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>")]
    )
    def test_nested_beyond_all_sense_are_refused_with_a_sentence(self, around):
        with pytest.raises(UnusableInput, match="嵌套"):
            from_docx(docx(around[0] * 150 + p("甲") + around[1] * 150))

    @settings(max_examples=40)
    @given(st.integers(0, 3000), st.binary(min_size=1, max_size=6))
    def test_a_damaged_file_is_refused_or_read(self, at, noise):
        data = docx(PAPER)
        at %= len(data)
        try:
            made = from_docx(data[:at] + noise + data[at + len(noise) :])
        except UnusableInput:
            return
        assert clean(made.html) == made.html


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["一、标准", "（一）对象", "• 点", "2025年3月6日", "示例镇人民政府", "正文。", "　　文", "各村："]),
            st.sampled_from(["", MIDDLE, RIGHT, '<w:pStyle w:val="1"/>']),
        ),
        max_size=8,
    )
)
def test_an_imported_body_is_clean(lines):
    made = from_docx(docx("".join(p(text, about) for text, about in lines)))
    assert clean(made.html) == made.html


def test_pages_end_where_the_author_ended_them():
    paper = p("甲") + '<w:p><w:r><w:t>乙</w:t><w:br w:type="page"/><w:t>丙</w:t></w:r></w:p>' + p("丁", "<w:pageBreakBefore/>")
    assert pages(docx(paper), "docx") == ("甲\n乙", "丙", "丁")
