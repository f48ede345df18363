"""The sheet for the notice board and the list to sign, as somebody with a PDF reader finds them; and outlets that people serve."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.ledger.vocabulary.codes import Outlet
from gongkai.web.channels.base import Outcome, Said
from gongkai.web.channels.registry import CHANNELS, by_key, of_outlet
from support.envelopes import ENVELOPE, MOMENT

BOARD, READING_PLACE = by_key("board"), by_key("reading_place")


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "").replace("\u200b", "")
    finally:
        document.close()


def images_of(pdf: bytes) -> int:
    return pdf.count(b"/Subtype /Form") + pdf.count(b"/Subtype/Form") + pdf.count(b"/Figure")


def test_the_sheet_has_title_facts_body_and_a_code_for_the_address():
    pdf = BOARD.sheet(ENVELOPE)
    text = text_of(pdf)
    for words in (
        ENVELOPE.title,
        "补助标准为每户3.5万元",
        "示政发〔2026〕3号",
        "2026年3月2日",
        "扫二维码看网上的全文和附件",
        "town.example/xxgk/item-1",
        "张贴地点",
        "申报表.docx",
    ):
        assert words.replace(" ", "") in text.replace(" ", ""), words
    assert "二维码，内容是网址".encode("utf-16-be") in pdf or b"/Alt" in pdf


def test_without_a_web_address_there_is_no_code():
    assert "二维码" not in text_of(BOARD.sheet(ENVELOPE._replace(address="/xxgk/1/")))


def test_every_kind_of_block_is_on_the_sheet():
    html = (
        '<h2>一级</h2>\n<h3>二级</h3>\n<p class="gk-center">居中</p>\n<p class="gk-sign">落款</p>\n<ol start="3"><li>第三点<ul><li>里面</li></ul></li></ol>\n'
        '<table><caption>表题</caption><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody><tr><td rowspan="2">并</td><td>1</td></tr><tr><td>2</td></tr></tbody></table>\n'
        '<blockquote><p>引用</p></blockquote>\n<hr>\n<figure><img src="attachment:图.png" alt="图解"><figcaption>图题</figcaption></figure>\n<p>m<sup>2</sup><u>线</u><strong>重</strong></p>'
    )
    text = text_of(BOARD.sheet(ENVELOPE._replace(html=html)))
    for words in ("一级", "二级", "居中", "落款", "3.", "第三点", "里面", "表题", "甲", "并", "引用", "图解", "图题", "重"):
        assert words in text, words


@given(st.text(max_size=40))
@settings(max_examples=8)
def test_no_text_is_taken_for_markup(text):
    assert BOARD.sheet(
        ENVELOPE._replace(title=f"通知{text}", html=f"<p>{text.replace('<', '&lt;')}#panic()$x$</p>", enclosed=())
    ).startswith(b"%PDF")


def test_the_list_to_sign_names_each_item_once():
    made = READING_PLACE.handover([ENVELOPE, ENVELOPE._replace(title="第二件")], {"place": "示例区档案馆"}, date(2026, 3, 2))
    text = text_of(made)
    for words in ("政府信息移交清单", "移交单位：示例镇人民政府", "接收单位：示例区档案馆", "共2件", "第二件", "接收人（签名）"):
        assert words in text.replace(" ", ""), words


def test_posted_on_the_board_counts_from_the_day_it_hung_there_with_a_photograph():
    waiting = BOARD.deliver(ENVELOPE, {"place": "镇政府门口公告栏"}, MOMENT)
    assert waiting.words == "请打印张贴页，贴到公告栏（镇政府门口公告栏），再写明张贴的地点和日期，交张贴后的照片。"
    said = Said(person="经办人甲", on=date(2026, 3, 1), files=("photo-1",))
    receipt = BOARD.confirm(said, ENVELOPE, {"place": "镇政府门口公告栏"}, MOMENT)
    assert (receipt.outcome, receipt.on) == (Outcome.RECEIVED, date(2026, 3, 1))
    assert receipt.words == "2026年3月1日，镇政府门口公告栏，由经办人甲办理，有凭据。"
    assert receipt.evidence["files"] == ["photo-1"]
    assert BOARD.ask(receipt, ENVELOPE, {}, MOMENT) == receipt
    assert BOARD.withdraw(receipt, ENVELOPE, {}, MOMENT).outcome is Outcome.WAITING


@pytest.mark.parametrize("outlet", list(Outlet))
def test_every_outlet_of_the_annual_report_has_a_channel(outlet):
    assert of_outlet(outlet)


def test_only_reporting_up_is_counted_under_no_outlet():
    assert [each.key for each in of_outlet(None)] == ["report_up"]


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.key)
def test_every_channel_says_in_chinese_what_it_needs_and_never_raises(channel):
    assert len({field.key for field in channel.fields}) == len(channel.fields)
    assert all(reason.endswith("。") for reason in channel.why_not({}))
    receipt = channel.deliver(ENVELOPE, {}, MOMENT)
    assert receipt.outcome in (Outcome.WAITING, Outcome.REFUSED)
    assert receipt.words.endswith("。")
    assert channel.confirm(Said(), ENVELOPE, {}, MOMENT).outcome is Outcome.WAITING
    assert channel.ask(receipt, ENVELOPE, {}, MOMENT).outcome is not Outcome.FAILED
    assert channel.withdraw(receipt, ENVELOPE, {}, MOMENT).outcome is Outcome.WAITING
    assert channel.by_hand({}) is (channel.key != "http_push")
