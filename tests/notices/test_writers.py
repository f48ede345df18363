"""One letter in four formats: all of its words in each, the same bytes every time, the measures of GB/T 9704-2012."""

import io
import re
import zipfile
from html.parser import HTMLParser
from importlib import import_module

import docx
import pypdfium2
import pytest
import typst

from gongkai.law.remedy_settings import DEFAULTS
from gongkai.lib.errors import UnusableInput
from gongkai.notices.base import LETTER, PLAIN
from gongkai.notices.edited import read
from gongkai.notices.fill import fill
from gongkai.notices.letter import Table, body_lines, take_apart
from gongkai.notices.measures import indent_of_organ, name_size
from gongkai.notices.render import WRITERS, writer_of
from gongkai.notices.writers.pdf import render as pdf
from tests.notices.samples import ALL, HEAD

FORMATS = ("docx", "pdf", "html", "txt")


def written(code, suffix, **more):
    module, _, name = WRITERS[f".{suffix}"].partition(":")
    return getattr(import_module(module), name)(fill(code, ALL[code] | more))


def bare(text):
    return re.sub(r"[\s|]|（印章）|————————————————|—\d—", "", text)


class Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.silent = [], False

    def handle_starttag(self, tag, attrs):
        self.silent = tag == "style"

    def handle_endtag(self, tag):
        self.silent = False

    def handle_data(self, data):
        if not self.silent:
            self.found.append(data)


def words(data, suffix):
    if suffix == "docx":
        returned = read(data)
        return "\n".join((*returned.around, *returned.lines))
    if suffix == "html":
        page = Words()
        page.feed(data.decode())
        return "\n".join(page.found)
    if suffix == "pdf":
        return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    return data.decode()


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("code", ALL)
def test_every_kind_stands_in_every_format_with_all_its_words(code, suffix):
    shown = bare(words(written(code, suffix), suffix))
    for line in body_lines(fill(code, ALL[code])):
        assert bare(line) in shown


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("layout", [PLAIN, LETTER])
def test_the_same_facts_make_the_same_bytes(suffix, layout):
    assert written("reply", suffix, layout=layout) == written("reply", suffix, layout=layout)


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_place_of_the_seal_is_marked(suffix):
    assert "（印章）" in words(written("P03", suffix), suffix)


@pytest.mark.parametrize("code", ALL)
def test_a_pdf_is_accessible_by_pdf_ua(code, monkeypatch):
    asked = []
    compile_it = typst.compile
    monkeypatch.setattr(typst, "compile", lambda *given, **more: asked.append(more["pdf_standards"]) or compile_it(*given, **more))
    assert b"/StructTreeRoot" in written(code, "pdf")
    assert asked == ["ua-1"]  # never a second time without


def test_a_character_that_no_font_has_costs_the_standard_not_the_letter():
    assert written("P03", "pdf", guidance="\ue000\U000f0000").startswith(b"%PDF")


class TestWord:
    def test_another_reader_opens_it(self):
        found = docx.Document(io.BytesIO(written("P12", "docx")))
        assert found.core_properties.title == "示例镇人民政府 政府信息公开信息处理费收费通知书"
        assert [cell.text for cell in found.tables[0].rows[0].cells] == ["计费范围", "数量", "标准", "金额"]

    def test_every_part_named_is_there(self):
        for layout in (PLAIN, LETTER):
            archive = zipfile.ZipFile(io.BytesIO(written("reply", "docx", layout=layout)))
            named = set(re.findall(r'PartName="/([^"]+)"', archive.read("[Content_Types].xml").decode()))
            assert named | {"[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"} == set(archive.namelist())

    def test_margins_leave_156_by_225_millimetres(self):
        section = docx.Document(io.BytesIO(written("P03", "docx"))).sections[0]
        sizes = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
        assert [round(size.mm) for size in sizes] == [37, 35, 28, 26]

    def test_a_letter_to_an_organ_has_red_lines_on_its_first_page_only(self):
        section = docx.Document(io.BytesIO(written("P09", "docx"))).sections[0]
        assert section.different_first_page_header_footer
        assert round(section.header_distance.mm) == 30
        assert round(section.footer_distance.mm) == 20
        assert section.first_page_header.paragraphs[0].text == "示例镇人民政府"
        assert "thickThin" in section.first_page_header._element.xml
        assert "thinThick" in section.first_page_footer._element.xml
        assert "Thick" not in section.header._element.xml

    @pytest.mark.parametrize("layout", [PLAIN, LETTER])
    def test_elements_stand_in_the_order_of_the_standard(self, layout):
        order = "pStyle keepNext pageBreakBefore widowControl pBdr snapToGrid spacing ind jc outlineLvl".split()
        archive = zipfile.ZipFile(io.BytesIO(written("P07", "docx", layout=layout)))
        for name in archive.namelist():
            for inside in re.findall(r"<w:pPr>(.*?)</w:pPr>", archive.read(name).decode()):
                found = [order.index(tag) for tag in re.findall(r"<w:(\w+)[ />]", inside) if tag not in ("top", "bottom")]
                assert found == sorted(set(found))

    def test_its_number_stands_right_under_the_line(self):
        first = docx.Document(io.BytesIO(written("P09", "docx"))).paragraphs[0]
        assert (first.text, first.alignment) == ("示政公开征〔2026〕1号", docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT)

    def test_widths_of_cells_add_up_in_every_row(self):
        for code in ("P01", "P12", "P16"):
            table = docx.Document(io.BytesIO(written(code, "docx"))).tables[0]
            whole = sum(column.width for column in table.columns)
            for row in table.rows:
                assert sum(cell.width for cell in dict.fromkeys(row.cells)) == whole


class TestPage:
    def test_it_is_whole_in_itself_and_not_for_search_engines(self):
        page = written("reply", "html").decode()
        assert page.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
        assert not re.search(r"<script|https?:|src=|@import", page)
        assert '<meta name="robots" content="noindex">' in page

    def test_it_has_one_main_heading_and_headers_in_tables(self):
        page = written("P12", "html").decode()
        assert page.count("<h1>") == 1
        assert page.count('<th scope="col">') == 4

    def test_words_from_outside_are_never_markup(self):
        page = written("P03", "html", guidance='<script>alert(1)</script> & "“”').decode()
        assert "&lt;script&gt;" in page
        assert "<script>" not in page


@pytest.mark.parametrize("suffix", FORMATS)
def test_markup_of_any_format_in_a_fact_stays_text(suffix):
    nasty = 'a#strong[b] $x$ \\ "c" <w:p> *d* _e_ @f // g'
    assert bare(nasty) in bare(words(written("P03", suffix, guidance=nasty), suffix))


def test_without_a_chinese_font_there_is_no_pdf(monkeypatch):
    monkeypatch.setattr("gongkai.lib.typesetting.families", frozenset)
    with pytest.raises(UnusableInput, match="没有找到中文字体"):
        pdf(fill("P03", ALL["P03"]))


def test_an_unknown_suffix_is_refused():
    with pytest.raises(UnusableInput, match=r"不能写成“\.odt”的文件"):
        writer_of("a.odt")
    assert writer_of("A.DOCX").endswith("docx:render")


def test_the_date_stands_four_characters_from_the_right_and_the_organ_centred_over_it():
    assert indent_of_organ("示例镇人民政府", "2026年3月20日") == 4 + (6.5 - 7) / 2
    assert indent_of_organ("很" * 40, "2026年3月20日") == 0


def test_a_long_name_is_set_smaller():
    assert name_size(HEAD["organ"]) == 36
    assert name_size("示例省示例市示例区示例街道办事处综合行政执法大队") < 20


def test_a_template_line_must_say_what_it_is():
    with pytest.raises(ValueError, match="needs its word"):
        take_apart("只有文字", None)
    with pytest.raises(ValueError, match="no such block"):
        take_apart("q: 文字", None)


def test_a_second_header_row_begins_a_second_table():
    assert take_apart("row: 甲 | 乙\nhead: 丙 | 丁\nrow: 戊 | 己", None).blocks == (
        Table((("甲", "乙"),)),
        Table((("丙", "丁"), ("戊", "己")), True),
    )


def test_defaults_of_the_law_are_taken_when_an_office_sets_nothing():
    assert fill("D12", ALL["D12"], settings=DEFAULTS) == fill("D12", ALL["D12"])
