"""Files of an item: added, described, looked into, redacted; a Word document that becomes a draft."""

from __future__ import annotations

import io
from datetime import date

import pytest
import xlsxwriter
from django.urls import reverse

from gongkai.proof.files import scan
from gongkai.web.publication.models import Attachment, Item
from gongkai.web.publication.services import drafting
from gongkai.web.vault import files
from gongkai.web.vault.files import Upload
from lib.richtext.papers import docx, p, png, related
from support import items, web

PHONE, IDENTITY = "13900000009", "110101199003071233"


def book() -> bytes:
    """A list with a telephone number, and a hidden sheet with an identity number."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as made:
        shown, hidden = made.add_worksheet("名单"), made.add_worksheet("底稿")
        for row, line in enumerate((("姓名", "电话"), ("村民甲", PHONE))):
            shown.write_row(row, 0, line)
        hidden.write(0, 0, f"户主身份证{IDENTITY}")
        hidden.hide()
    return file.getvalue()


def to(name, item, *parts):
    return reverse(f"desk:{name}", args=[item.pk, *parts])


@pytest.fixture
def item(town, team):
    return items.drafted(town, team)


@pytest.fixture
def client(team, enter):
    return enter(team.officer, web.at(items.DRAFTED))


@pytest.fixture
def listed(item, team):
    """The item with the list attached."""
    return drafting.attach(item=item, upload=Upload("补助名单.xlsx", book()), by=team.officer, moment=web.at(items.DRAFTED))


def test_files_are_added_several_at_once_and_a_bad_one_is_said(item, client, text, upload):
    given = [upload("说明.txt", "带身份证复印件。".encode()), upload("程序.exe", b"MZ\x00\x01"), upload("示意图.png", png())]
    words = text(client.post(to("item_attach", item), {"given": given}, follow=True))
    assert "“程序.exe”不是可以接收的文件" in words
    assert "已加上 2 个附件" in words
    assert [each.name for each in Attachment.objects.all()] == ["说明.txt", "示意图.png"]
    assert "请上传附件" in text(client.post(to("item_attach", item), follow=True))


def test_an_attachment_is_taken_off(item, client, listed, text):
    assert "已去掉“补助名单.xlsx”" in text(client.post(to("item_detach", item, listed.pk), follow=True))
    assert not Attachment.objects.exists()


def test_after_submission_files_stay_as_they_are(item, team, client, listed, text, upload):
    items.submitted(item, team, on=items.DRAFTED)
    assert "已经送审" in text(client.post(to("item_attach", item), {"given": upload("说明.txt", b"abc")}, follow=True))
    assert "已经送审" in text(client.post(to("item_detach", item, listed.pk), follow=True))
    assert "要换附件" in text(client.get(to("item_redact", item, listed.pk)))
    assert Attachment.objects.count() == 1


def test_a_picture_of_the_text_asks_for_words_until_it_has_them(item, team, client, text):
    picture = drafting.attach(item=item, upload=Upload("示意图.png", png()), by=team.officer, moment=web.at(items.DRAFTED), inline=True)
    assert "没有文字说明" in text(client.get(to("item", item)))
    assert "请填写图片说明" in text(client.post(to("item_alt", item, picture.pk), {"alt": ""}, follow=True))
    words = text(client.post(to("item_alt", item, picture.pk), {"alt": "各村户数柱状图"}, follow=True))
    assert "没有文字说明" not in words
    assert "各村户数柱状图" in words


def test_what_a_file_hides_stands_beside_it(item, client, listed, text):
    page = client.get(to("item", item))
    assert "工作表“底稿”是隐藏的" in text(page)
    assert IDENTITY not in page.content.decode()
    assert PHONE not in page.content.decode()


def test_a_redacted_copy_takes_the_place_of_the_file_and_proves_itself(item, client, listed, text):
    page = client.get(to("item_redact", item, listed.pk))
    assert "139******09" in text(page)
    assert PHONE not in page.content.decode()
    found = list(page.context["form"].blocking)
    words = text(client.post(to("item_redact", item, listed.pk), {"found": found, "terms": "村民甲"}, follow=True))
    assert "已删除隐藏的工作表" in words
    assert "已重新打开检查" in words
    listed.refresh_from_db()
    data = files.read(listed.file)
    assert not scan(data, listed.name).blocking
    assert listed.name == "补助名单.xlsx"
    assert "村民甲" not in "".join(listed.pages)
    assert "已重新打开检查" in text(client.get(to("item", item)))


def test_what_is_left_in_the_file_stays_a_question(item, client, listed, text):
    page = client.get(to("item_redact", item, listed.pk))
    kept = [key for key, words in page.context["form"].blocking.items() if "手机号码" in words]
    found = [key for key in page.context["form"].blocking if key not in kept]
    client.post(to("item_redact", item, listed.pk), {"found": found})
    listed.refresh_from_db()
    assert {each.code for each in scan(files.read(listed.file), listed.name).blocking} == {"mobile"}
    assert "139******09" in text(client.get(to("item_check", item)))


def test_a_text_file_is_looked_into_and_cannot_be_redacted_here(item, team, client, text):
    note = drafting.attach(item=item, upload=Upload("说明.txt", f"户主电话{PHONE}".encode()), by=team.officer, moment=web.at(items.DRAFTED))
    assert "文本有手机号码" in text(client.get(to("item", item)))
    assert "只能处理" in text(client.get(to("item_redact", item, note.pk)))


def test_a_file_of_another_item_is_not_found(item, town, team, client, listed):
    other = items.drafted(town, team)
    for name in ("item_detach", "item_alt", "item_redact"):
        assert client.post(to(name, other, listed.pk), {"alt": "x"}).status_code == 404
    assert client.get(to("item_file", other, listed.file_id)).status_code == 404
    assert client.get(to("item_file", item, listed.file_id)).status_code == 200


PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="图" descr="各村户数"/><a:graphic><a:graphicData>'
    '<a:blip r:embed="rId7"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
)

CENTRED = '<w:jc w:val="center"/>'


def paper(*body, **parts):
    return docx("".join(body), related("rId7", "image", "media/1.png"), **parts)


def test_a_word_document_becomes_a_draft(town, client, text, upload):
    data = paper(
        p("示例镇人民政府文件", CENTRED), p("示政发〔2026〕3号", CENTRED), p("关于2026年危房改造补助的通知", '<w:pStyle w:val="T"/>'), p("各村（社区）："),
        p("现将补助申报有关事项通知如下，请认真遵照执行，按时报送。"), PICTURE, p("示例镇人民政府"), p("2026年2月27日"), **{"media/1.png": png()},
    )  # fmt: skip
    sent = {"file": upload("通知.docx", data), "column": "livelihood", "genre": "notice"}
    response = client.post(reverse("desk:item_from_docx"), sent, follow=True)
    item = Item.objects.get()
    assert "已从“通知.docx”起草" in text(response)
    assert (item.title, item.number, item.formed_on) == ("关于2026年危房改造补助的通知", "示政发〔2026〕3号", date(2026, 2, 27))
    picture = item.draft.attachments.get()
    assert picture.inline
    assert f"attachment:{picture.name}" in item.draft.html
    assert f'src="{to("item_file", item, picture.file_id)}?show=1"' in client.get(to("item_preview", item)).content.decode()


def test_a_document_without_a_day_says_that_one_is_owed(town, client, text, upload):
    sent = {"file": upload("通知.docx", docx(p("各村请按时申报，不得延误。"))), "column": "livelihood", "genre": "notice"}
    assert "没有找到成文日期" in text(client.post(reverse("desk:item_from_docx"), sent, follow=True))
    assert Item.objects.get().formed_on == items.DRAFTED


def test_what_is_no_word_document_is_refused(town, client, text, upload):
    sent = {"file": upload("通知.docx", b"%PDF-1.4\n"), "column": "livelihood", "genre": "notice"}
    response = client.post(reverse("desk:item_from_docx"), sent)
    assert response.status_code == 422
    assert "请交 Word 文档（.docx）" in text(response)
    assert not Item.objects.exists()
