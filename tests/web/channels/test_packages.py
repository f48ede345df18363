"""What is handed over: packages and lists in which nothing is computed and no name leads out, signed for by somebody."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from gongkai.web.channels.base import Enclosed, Outcome, Said
from gongkai.web.channels.bundle import safe_name
from gongkai.web.channels.listing import workbook
from gongkai.web.channels.package import archive
from gongkai.web.channels.registry import by_key
from support.envelopes import ENVELOPE, MOMENT, page

PACKAGE, REPORT_UP, READING_PLACE = by_key("package"), by_key("report_up"), by_key("reading_place")
SIGNED = Said(person="经办人甲", on=date(2026, 3, 2), place="示例区政务公开办公室", files=("scan-1",))
NASTY = st.text(max_size=60) | st.sampled_from(
    ["=1+1", "@SUM(A1)", "+1", "-1", "\t=1", "http://x.example", "{=1}", "../../a", "..\\a", "C:\\a", "con", "a/b", "\u202egpj.exe", ""]
)


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def test_a_package_holds_every_item_with_its_files_and_their_hashes():
    second = ENVELOPE._replace(key="item-2-v1", item="item-2", title="第二件/通知")
    made = opened(archive([ENVELOPE, second]))
    manifest = json.loads(made.read("manifest.json"))
    assert (manifest["schema"], [each["title"] for each in manifest["items"]]) == ("gongkai.handover/1", [ENVELOPE.title, "第二件/通知"])
    for item in manifest["items"]:
        for file in item["files"]:
            assert hashlib.sha256(made.read(file["path"])).hexdigest() == file["sha256"]
    assert made.namelist()[2:5] == [f"001-{ENVELOPE.title[:40]}/{name}" for name in ("正文.html", "正文.txt", "附件/01-申报表.docx")]
    assert "002-第二件_通知/正文.txt" in made.namelist()
    assert archive([ENVELOPE, second]) == archive([ENVELOPE, second])


def test_the_page_in_a_package_leads_to_the_files_beside_it():
    html = '<p><a href="attachment:申报表.docx">表</a> &lt;b&gt;</p>'
    text = opened(archive([ENVELOPE._replace(html=html)])).read(f"001-{ENVELOPE.title[:40]}/正文.html").decode()
    assert text.count('href="%E9%99%84%E4%BB%B6/01-%E7%94%B3%E6%8A%A5%E8%A1%A8.docx"') == 2


def test_the_list_can_be_read_back():
    rows = CalamineWorkbook.from_filelike(io.BytesIO(workbook([ENVELOPE], ["001"]))).get_sheet_by_index(0).to_python()
    assert rows[1][:4] == ["1", ENVELOPE.title, "11000000000000000X/2026-00012", "示政发〔2026〕3号"]
    assert rows[1][6:8] == [date(2026, 3, 1), date(2026, 3, 2)]


@given(NASTY, NASTY, NASTY, st.dictionaries(st.sampled_from(["索引号", "发文字号"]), NASTY))
@settings(max_examples=60)
def test_whatever_the_text_no_cell_is_computed_and_no_name_leads_out(title, name, column, fields):
    envelope = ENVELOPE._replace(
        title=title, column=column, fields=fields, summary=name, address=name, enclosed=(Enclosed(name, "text/plain", b"x"),) * 2
    )
    made = opened(archive([envelope]))
    book = opened(made.read("index.xlsx"))
    sheets = [each for each in book.namelist() if each.startswith("xl/worksheets/")]
    assert sheets
    assert not any(re.search(rb"<f[ >]|hyperlink", book.read(each)) for each in sheets)
    assert len(set(made.namelist())) == len(made.namelist())
    for each in made.namelist():
        path = PurePosixPath(each)
        assert not path.is_absolute()
        assert ".." not in path.parts
        assert not PureWindowsPath(each).drive
        assert not set(each) & set('\\:*?"<>|\0\n\u202e')


@given(st.text(max_size=200))
def test_a_safe_name_is_a_plain_name_and_stays_so(name):
    safe = safe_name(name)
    assert safe == safe_name(safe)
    assert 0 < len(safe) <= 81
    assert not safe.startswith(".")
    assert not set(safe) & set('/\\:*?"<>|\0\n')


def test_a_package_that_is_published_is_received_by_its_address_or_a_signed_receipt(site):
    waiting = PACKAGE.deliver(ENVELOPE, {"place": "示例区政府办"}, MOMENT)
    assert waiting.words == "请下载移交数据包，交给网站的管理单位（示例区政府办），再写明接收的单位和日期，交发布以后的网址或者签收的回执。"
    assert PACKAGE.confirm(Said(address=site.put("/a", page())), ENVELOPE, site.settings, MOMENT).outcome is Outcome.RECEIVED
    assert PACKAGE.confirm(Said(address=site.put("/b", page(title="别的"))), ENVELOPE, site.settings, MOMENT).outcome is Outcome.WAITING
    receipt = PACKAGE.confirm(SIGNED, ENVELOPE, {}, MOMENT)
    assert (receipt.outcome, receipt.on) == (Outcome.RECEIVED, date(2026, 3, 2))


def test_what_is_sent_up_is_no_publication_and_says_what_was_taken():
    assert REPORT_UP.outlet is None
    receipt = REPORT_UP.confirm(SIGNED._replace(reason="采用，区网站头条"), ENVELOPE, {}, MOMENT)
    assert (receipt.outcome, receipt.evidence["taken"]) == (Outcome.RECEIVED, "采用，区网站头条")
    assert receipt.words.endswith("对方答复：采用，区网站头条。")


@pytest.mark.parametrize(("changed", "word"), [
    ({"place": " "}, "请写明接收的单位"), ({"on": None}, "哪一天"), ({"on": date(2026, 3, 3)}, "还没有到"), ({"on": date(2026, 2, 28)}, "早于成文日期 2026年3月1日"),
    ({"person": ""}, "是谁"), ({"files": ()}, "请交签收的"), ({"address": "无"}, "请从浏览器"),
])  # fmt: skip
def test_what_a_person_leaves_out_is_asked_for(changed, word):
    receipt = READING_PLACE.confirm(SIGNED._replace(**changed), ENVELOPE, {}, MOMENT)
    assert (receipt.outcome, word in receipt.words) == (Outcome.WAITING, True)


def test_all_that_is_missing_is_asked_for_at_once():
    assert READING_PLACE.confirm(Said(), ENVELOPE, {}, MOMENT).words == "请写明接收的单位。请写明是哪一天。请写明是谁办的。请交签收的清单。"
