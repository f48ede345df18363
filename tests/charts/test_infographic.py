"""A policy on one page: within the limits all is there, in its place, readable; beyond them every fault is told."""

import io
import re
from collections import Counter
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from PIL import Image

from gongkai.charts.icons import ICONS
from gongkai.charts.infographic import infographic
from gongkai.charts.layouts import A4_HEIGHT, WIDTH
from gongkai.charts.palette import PAPER
from gongkai.charts.qr import modules
from gongkai.charts.shapes import Box, Modules, Text, extent
from gongkai.charts.sheet import HEADINGS, LAYOUT_NAMES, LAYOUTS, PANEL_KINDS, Panel, Point, read_panel
from gongkai.lib.errors import UnusableInput
from tests.charts.pictures import NO_FLAWS, check_svg, flaws, said, texts_of
from tests.charts.sheets import HOUSING, sheets

MANY = settings(max_examples=60, suppress_health_check=list(HealthCheck))


def refused(layout, sheet):
    with pytest.raises(UnusableInput) as caught:
        infographic(layout, sheet)
    return caught.value.sentence()


def bare(text):
    return re.sub(r"\s", "", text)


def words_of(sheet):
    points = [part for panel in sheet.panels for point in panel.points for part in (point.label, point.text, point.new)]
    return [bare(part) for part in (sheet.title, sheet.issuer, sheet.number, *(panel.title for panel in sheet.panels), *points)]


@MANY
@given(sheets())
def test_within_the_limits_nothing_overflows_overlaps_or_is_lost(made):
    layout, sheet = made
    drawn = infographic(layout, sheet)
    assert (drawn.paper.width, drawn.paper.height) == (WIDTH, A4_HEIGHT)
    for picture in (drawn.phone, drawn.paper):
        assert flaws(picture) == NO_FLAWS
        assert out_of_their_cards(picture) == []
        assert not Counter("".join(words_of(sheet))) - Counter(said(picture))


def out_of_their_cards(picture):
    """Texts that begin in a framed card and reach over its edge."""
    cards = [extent(shape) for shape in picture.shapes if isinstance(shape, Box) and shape.radius and shape.stroke]
    found = []
    for text in picture.shapes:
        if isinstance(text, Text):
            box = extent(text)
            for card in cards:
                begins = card.left <= box.left <= card.right and card.top <= text.y <= card.bottom
                if begins and (box.right > card.right + 0.5 or box.bottom > card.bottom + 0.5 or box.top < card.top - 0.5):
                    found.append(text.text)
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_word_of_the_sheet_is_in_the_picture_and_in_the_text(layout):
    drawn = infographic(layout, HOUSING)
    for picture in (drawn.phone, drawn.paper):
        shown = said(picture)
        assert [word for word in words_of(HOUSING) if word not in shown] == []
    assert [word for word in words_of(HOUSING) if word not in bare(drawn.text)] == []
    assert HOUSING.address in drawn.text
    assert "2026年3月6日" in said(drawn.phone)
    assert bare(f"《{HOUSING.policy}》") in said(drawn.paper)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_svg_is_valid_and_says_what_it_is(layout):
    drawn = infographic(layout, replace(HOUSING, title='补助<script>&"办法"'))
    for board in (False, True):
        root = check_svg(drawn.svg(1080, prefix="p", board=board), "p")
        assert root.get("width") == "1080"
        assert root.findtext("{*}desc") == drawn.sentence
    assert "谁能享受、标准是多少" in drawn.sentence
    assert check_svg(drawn.svg(0), "gk-sheet").get("width") == "100%"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_pdf_is_one_page_of_a4_whose_words_can_be_searched(layout):
    document = pypdfium2.PdfDocument(infographic(layout, HOUSING).pdf())
    assert len(document) == 1
    assert [round(side) for side in document[0].get_size()] == [595, 842]
    text = bare(document[0].get_textpage().get_text_range())
    assert [word for word in words_of(HOUSING) if word not in text] == []


@pytest.mark.parametrize("board", [False, True])
def test_the_png_is_as_wide_as_asked_and_shows_the_band(board):
    drawn = infographic("points", HOUSING)
    image = Image.open(io.BytesIO(drawn.png(540, board=board))).convert("RGB")
    picture = drawn.paper if board else drawn.phone
    assert abs(image.width - 540) <= 1
    assert abs(image.height - 540 * picture.height / picture.width) <= 2
    assert image.getpixel((3, 3)) == (0x0B, 0x5C, 0xAB)
    assert image.getpixel((3, image.height - 3)) == (255, 255, 255)


def test_the_code_has_its_white_edge_and_leads_to_the_address():
    drawn = infographic("points", HOUSING)
    (code,) = [shape for shape in drawn.paper.shapes if isinstance(shape, Modules)]
    assert code.rows == modules(HOUSING.address)
    square = code.size / len(code.rows)
    quiet = extent(code)._replace(left=code.x - 4 * square, right=code.x + code.size + 4 * square, top=code.y - 4 * square)
    assert not [shape.text for shape in texts_of(drawn.paper) if extent(shape).meets(quiet)]
    assert not [box for box in drawn.paper.shapes if isinstance(box, Box) and box.fill not in {"", PAPER} and extent(box).meets(quiet)]


def test_without_an_address_there_is_no_code_and_no_word_of_it():
    drawn = infographic("flow", replace(HOUSING, address=""))
    assert not [shape for shape in drawn.phone.shapes if isinstance(shape, Modules)]
    assert "扫码" not in said(drawn.phone)


def test_short_sheets_are_set_in_larger_type_than_long_ones():
    short = infographic("points", replace(HOUSING, panels=HOUSING.panels[:2]))
    long = infographic("points", HOUSING)

    def size(drawn):
        return max(shape.size for shape in texts_of(drawn.paper) if "低保户" in shape.text)

    assert size(short) > size(long) > 12 / (595.28 / WIDTH) * 0.9


def test_the_limits_say_which_panel_and_by_how_much():
    long = Panel("how", (Point("办" * 100), Point("理" * 34)))
    sentence = refused("points", replace(HOUSING, panels=(long,), title="题" * 41, issuer=""))
    for part in ("“怎么办理”有 134 个字，最多 120 个字，超出 14 个字", "标题有 41 个字，最多 40 个字", "没有发布单位"):
        assert part in sentence


@pytest.mark.parametrize(
    ("layout", "panels", "part"),
    [
        ("poster", HOUSING.panels, "没有“poster”这种版式"),
        ("points", (), "一个要点也没有"),
        ("flow", HOUSING.panels[:3], "流程版式要有“怎么办理”，至少两步"),
        ("contrast", HOUSING.panels[:3], "对照版式要有“有什么变化”，至少一项"),
        ("points", (HOUSING.panels[0], HOUSING.panels[0]), "“谁能享受”有 2 栏，请并成一栏"),
        ("points", (Panel("who", ()),), "“谁能享受”有空的条目"),
        ("points", (Panel("who", (Point(" "),)),), "“谁能享受”有空的条目"),
        ("points", (Panel("old_new", (Point("旧"),)),), "有一项没写新规定"),
        ("points", (Panel("cost", (Point("一"),)),), "没有“cost”这种栏目"),
        ("points", (Panel("who", (Point("一"),) * 7),), "“谁能享受”有 7 条，最多 6 条"),
        ("points", (Panel("who", (Point("一", "标" * 17),)),), "的标签"),
        ("points", (Panel("who", (Point("一"),), "栏" * 13),), "的栏目名有 13 个字"),
        (
            "points",
            tuple(Panel(kind, (Point("字" * 100, new="新"),)) for kind in PANEL_KINDS[:5]),
            "共有 505 个字，一张图最多 480 个字，超出 25 个字",
        ),
        ("points", tuple(Panel(kind, (Point("字", new="新"),) * 4) for kind in PANEL_KINDS[:5]), "共有 20 条"),
    ],
)
def test_what_cannot_be_laid_out_says_why(layout, panels, part):
    assert part in refused(layout, replace(HOUSING, panels=panels))


def test_an_address_too_long_to_scan_is_refused():
    with pytest.raises(UnusableInput, match="二维码太密"):
        modules("https://zwgk.example/" + "文" * 150)


def test_without_a_chinese_font_there_is_svg_but_neither_png_nor_pdf(monkeypatch):
    monkeypatch.setattr("gongkai.lib.typesetting.families", frozenset)
    drawn = infographic("points", HOUSING)
    assert drawn.svg()
    for make in (drawn.png, drawn.pdf):
        with pytest.raises(UnusableInput, match="没有找到中文字体"):
            make()


def test_lines_of_a_clerk_become_points():
    assert read_panel("how", "1. 提出申请：交申请书\n\n（二）评议\n第三步：公示：7日\n•发放").points == (
        Point("交申请书", "提出申请"),
        Point("评议"),
        Point("7日", "公示"),
        Point("发放"),
    )
    assert read_panel("when", "工作日9:00至17:00\n3.5万元起").points == (Point("工作日9:00至17:00"), Point("3.5万元起"))
    assert read_panel("old_new", "标准：2.1万元 → 3.5万元\n时间|60日|30日\n七项材料=>两项").points == (
        Point("2.1万元", "标准", "3.5万元"),
        Point("60日", "时间", "30日"),
        Point("七项材料", "", "两项"),
    )


def test_a_change_without_its_new_side_is_told_with_its_line():
    with pytest.raises(UnusableInput, match="第 2、4 行分不清旧和新"):
        read_panel("old_new", "甲→乙\n丙\n丁→戊\n己 →")


def test_every_kind_and_every_layout_has_its_name_and_icon():
    assert set(HEADINGS) == set(PANEL_KINDS) <= set(ICONS)
    assert set(LAYOUT_NAMES) == set(LAYOUTS)
