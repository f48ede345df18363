"""By hand: fields to copy, files to upload, an address or a screenshot that comes back."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta

import pytest

from gongkai.web.channels.base import Enclosed, Outcome, Said
from gongkai.web.channels.field_maps import field_maps, why_not_map
from gongkai.web.channels.registry import by_key
from support.envelopes import ENVELOPE, MOMENT, page

SLASHES = "://"  # kept apart, because no file names a host that is not known: these are no hosts but attacks

WEBSITE = by_key("website")


def confirmed(site, **said):
    return WEBSITE.confirm(Said(**said), ENVELOPE, site.settings, MOMENT)


def test_delivering_waits_for_the_clerk():
    receipt = WEBSITE.deliver(ENVELOPE, {"system": "示例区门户后台"}, MOMENT)
    assert (receipt.outcome, receipt.words) == (Outcome.WAITING, "请把各项内容复制到示例区门户后台，发布以后把网址贴回来。")
    assert WEBSITE.by_hand({})


@pytest.mark.parametrize("key", field_maps())
def test_each_map_fills_its_fields_from_the_item(key):
    filled = {each.label: each.value for each in WEBSITE.copied(ENVELOPE, {"field_map": key})}
    assert ENVELOPE.title in filled.values()
    assert ENVELOPE.html in filled.values()
    assert "申报表.docx\n补助对象名单.pdf" in filled.values()
    assert any(value.startswith("2026-03-02") for value in filled.values())
    assert why_not_map(key) == []


def test_dates_of_the_metadata_take_the_pattern_of_the_map():
    filled = {each.label: each.value for each in WEBSITE.copied(ENVELOPE, {"field_map": "catalogue"})}
    assert (filled["生效日期"], filled["废止日期"], filled["公开方式"]) == ("2026-04-01", "", "主动公开")


def test_an_office_writes_its_own_map_and_hears_all_that_is_wrong_in_it():
    own = [
        {"label": "名称", "source": "title"},
        {"label": "日子", "source": "issued_on", "kind": "date", "pattern": "%Y.%m.%d"},
        {"label": "来源", "source": "fixed:本镇"},
    ]
    assert WEBSITE.why_not({"field_map": own}) == []
    assert [each.value for each in WEBSITE.copied(ENVELOPE, {"field_map": own})] == [ENVELOPE.title, "2026.03.01", "本镇"]
    wrong = [
        {"label": "", "source": "title.__class__"},
        {"label": "x", "source": "fields", "kind": "pdf", "pattern": "{0.__class__}"},
        {"other": 1},
        "text",
    ]
    assert len(WEBSITE.why_not({"field_map": wrong, "inner_hosts": "no-port"})) == 8
    assert WEBSITE.why_not({"field_map": "unknown"})


def test_the_files_hold_body_fields_and_attachments_under_plain_names():
    bad = Enclosed("../../逃出去.pdf", "application/pdf", b"%PDF-1")
    envelope = ENVELOPE._replace(enclosed=(*ENVELOPE.enclosed, bad, ENVELOPE.enclosed[0]))
    made = WEBSITE.files(envelope, {})
    archive = zipfile.ZipFile(io.BytesIO(made))
    assert archive.namelist() == [
        "正文.html", "正文.txt", "字段.txt", "附件/01-申报表.docx", "附件/02-补助对象名单.pdf", "附件/03-_.._逃出去.pdf", "附件/04-申报表.docx",
    ]  # fmt: skip
    assert archive.read("附件/01-申报表.docx") == b"PK-form"
    assert "索引号：11000000000000000X/2026-00012" in archive.read("字段.txt").decode("utf-8-sig")
    assert WEBSITE.files(envelope, {}) == made


def test_the_pasted_address_is_fetched_and_compared_and_is_the_receipt(site):
    receipt = confirmed(site, address=site.put("/art/1.html", page()), person="经办人甲")
    assert (receipt.outcome, receipt.address) == (Outcome.RECEIVED, f"http://{site.host}/art/1.html")
    assert receipt.words == "标题一致；发布日期一致；成文日期一致；正文一致；附件 2 个都有链接。"
    assert (receipt.evidence["status"], receipt.evidence["person"], len(receipt.evidence["points"])) == (200, "经办人甲", 5)


def test_a_page_that_differs_is_not_counted_until_it_is_mended_or_accepted_with_a_reason(site):
    address = site.put("/art/1.html", page(dates="发布日期：2026-03-05"))
    receipt = confirmed(site, address=address)
    assert receipt.outcome is Outcome.WAITING
    assert "发布日期不一致：网页是 2026年3月5日，本机关登记的是 2026年3月2日" in receipt.words
    assert confirmed(site, address=address, accepted=("published",)).outcome is Outcome.WAITING
    accepted = confirmed(site, address=address, accepted=("published",), reason="区里审核后才上网", person="经办人甲")
    assert accepted.outcome is Outcome.RECEIVED
    assert accepted.words.endswith("不一致的已由经办人甲确认：区里审核后才上网")
    site.put("/art/1.html", page())
    assert WEBSITE.ask(receipt, ENVELOPE, site.settings, MOMENT).outcome is Outcome.RECEIVED
    assert WEBSITE.ask(accepted, ENVELOPE, site.settings, MOMENT).outcome is Outcome.RECEIVED


@pytest.mark.parametrize(
    ("shown", "day"), [("2026-03-02", date(2026, 3, 2)), ("2026-03-04", date(2026, 3, 4)), ("2026-02-01", None), ("2026-03-09", None)]
)
def test_the_receipt_is_of_the_day_that_the_page_shows_when_it_can_be_true(site, shown, day):
    address = site.put("/art/1.html", page(dates=f"发布日期：{shown}"))
    said = Said(address=address, accepted=("published",), reason="区里审核后才上网", person="经办人甲")
    receipt = WEBSITE.confirm(said, ENVELOPE, site.settings, MOMENT + timedelta(days=3))
    assert (receipt.outcome, receipt.on) == (Outcome.RECEIVED, day)


def test_a_screenshot_counts_where_the_page_cannot_be_read_and_only_there(site):
    shot = {"files": ("file-1",), "person": "经办人甲"}
    walled = site.put("/walled", "<title>验证</title>", status=412)
    assert confirmed(site, address=walled).outcome is Outcome.FAILED
    assert confirmed(site, address=walled, **shot).outcome is Outcome.RECEIVED
    shell = site.put("/shell", "<title>x</title><div id=app></div>")
    assert "脚本" in confirmed(site, address=shell).words
    assert confirmed(site, address=shell, **shot).outcome is Outcome.RECEIVED
    other = site.put("/other", page(title="别的通知"))
    assert confirmed(site, address=other, **shot).outcome is Outcome.WAITING
    assert confirmed(site, address=f"http://{site.host}/missing", **shot).outcome is Outcome.WAITING
    assert confirmed(site, address=walled, files=("file-1",)).outcome is Outcome.WAITING  # nobody saw it


def test_an_inner_address_is_never_fetched_unless_the_office_listed_it(site):
    address = site.put("/art/1.html", page())
    receipt = WEBSITE.confirm(Said(address=address), ENVELOPE, {}, MOMENT)
    assert (receipt.outcome, site.asked) == (Outcome.REFUSED, [])


@pytest.mark.parametrize("address", ["", "   ", "见门户网站", "www.site.example/a", "file:///etc/passwd", f"http{SLASHES}a@site.example/"])
def test_what_is_no_address_is_asked_for_again(site, address):
    receipt = confirmed(site, address=address, files=("f",), person="甲")
    assert receipt.outcome is Outcome.WAITING
    assert receipt.words


def test_taken_down_is_what_nobody_finds_any_more(site):
    address = site.put("/art/1.html", page())
    receipt = WEBSITE.withdraw(confirmed(site, address=address), ENVELOPE, site.settings, MOMENT)
    assert receipt.outcome is Outcome.WAITING
    still = WEBSITE.ask(receipt, ENVELOPE, site.settings, MOMENT)
    assert (still.outcome, still.words) == (Outcome.WAITING, "原网址上还能看到这条信息，请撤下以后再核对。")
    site.put("/art/1.html", "<h1>该信息已删除</h1>")
    assert WEBSITE.ask(still, ENVELOPE, site.settings, MOMENT).outcome is Outcome.RECEIVED
    del site.pages["/art/1.html"]
    assert WEBSITE.ask(still, ENVELOPE, site.settings, MOMENT).outcome is Outcome.RECEIVED
    site.put("/art/1.html", "busy", status=503)
    assert WEBSITE.ask(still, ENVELOPE, site.settings, MOMENT).outcome is Outcome.WAITING
