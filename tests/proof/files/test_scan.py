"""The scanner finds what is planted at every place, says where, never says all of it, and leaves honest files alone."""

import io
import zipfile
from functools import cache

import pikepdf
import pypdfium2
import pytest

from gongkai.lib.errors import UnusableInput
from gongkai.proof.files import BLOCK, LABELS, NOTE, scan
from gongkai.proof.files.model import PERSONAL
from gongkai.proof.redaction import redact
from tests.support import hostile, secrets

SAMPLE = secrets.sample()
CLEAN = {"docx": secrets.clean_docx, "xlsx": secrets.clean_xlsx, "pdf": secrets.clean_pdf}


@cache
def hostile_files():
    return hostile.hostile_set()


@cache
def scanned_clean(kind):
    return scan(CLEAN[kind](), f"公告.{kind}")


@pytest.mark.parametrize("planted", SAMPLE, ids=lambda planted: planted.name)
def test_a_planted_secret_is_found_at_its_place(planted):
    found = scan(planted.data, planted.name)
    codes = {finding.code for finding in found.findings}
    assert planted.code in codes
    telling = [finding for finding in found.findings if planted.secret in f"{finding.message}{finding.excerpt}{finding.place}"]
    assert not telling, "a finding shows the whole secret"


@pytest.mark.parametrize("kind", CLEAN)
def test_an_honest_file_gives_no_blocking_finding_and_its_text(kind):
    found = scanned_clean(kind)
    assert found.kind == kind
    assert not found.blocking
    assert ("示例村" if kind == "xlsx" else secrets.TITLE) in "".join(found.pages).replace("\n", "")


@pytest.mark.parametrize("planted", SAMPLE, ids=lambda planted: planted.name)
def test_the_same_file_without_the_secret_has_no_such_finding(planted):
    """Else the finding would say nothing of the secret."""
    clean = scanned_clean(planted.name.rsplit(".", 1)[1])
    assert planted.code not in {finding.code for finding in clean.findings if finding.level == BLOCK}


def test_every_level_and_every_personal_kind_is_known():
    assert {level for _, level in LABELS.values()} == {BLOCK, NOTE}
    assert set(LABELS) >= PERSONAL


def test_fingerprints_hold_when_the_same_bytes_are_scanned_again_and_differ_from_one_another():
    data = secrets.xlsx_hidden_sheet(secrets.ID)
    marks = [finding.fingerprint for finding in scan(data, "a.xlsx").findings]
    assert marks == [finding.fingerprint for finding in scan(data, "b.xlsx").findings]
    assert len(set(marks)) == len(marks)
    other = scan(secrets.xlsx_hidden_sheet(secrets.PHONE), "a.xlsx")
    assert not {item.fingerprint for item in other.findings if item.code == "hidden_sheet"} & set(marks)


def test_a_hidden_sheet_is_told_in_words():
    found = scan(secrets.xlsx_hidden_sheet(secrets.PHONE), "a.xlsx")
    assert [item.message for item in found.findings if item.code == "hidden_sheet"] == ["工作表“名单”是隐藏的，有 2 行内容"]
    assert [item.message for item in found.findings if item.code == "mobile"] == ["工作表“名单”（隐藏的工作表）有手机号码"]


def test_text_under_a_black_box_is_told_in_words():
    found = scan(secrets.pdf_black_box(secrets.PLAN), "a.pdf")
    assert [item.message for item in found.blocking] == ["第 1 页的色块或图片下面还有文字"]
    assert secrets.PLAN not in "".join(found.pages)


def test_files_in_files_are_looked_into():
    inner = secrets.xlsx_hidden_sheet(secrets.ID)
    middle = secrets.document(setup=lambda office: office.add("word/embeddings/list.xlsx", inner, sort="package") and None)
    with pikepdf.open(io.BytesIO(secrets.clean_pdf())) as document:
        document.attachments["附件.docx"] = pikepdf.AttachedFileSpec(document, middle, filename="附件.docx")
        buffer = io.BytesIO()
        document.save(buffer)
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("公告.pdf", buffer.getvalue())
    found = scan(zipped.getvalue(), "全部.zip")
    assert found.kind == "zip"
    deep = [finding for finding in found.findings if finding.code == "citizen_id"]
    assert [finding.place for finding in deep if "工作表“名单”" in finding.place] == [
        "压缩包里的“公告.pdf”里的附件“附件.docx”里的嵌入的文件“list.xlsx”里的工作表“名单”（隐藏的工作表）"
    ]


def test_nesting_has_an_end_and_it_is_said():
    data = secrets.clean_docx()
    for _ in range(6):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("a.zip", data)
        data = buffer.getvalue()
    assert "not_scanned" in {finding.code for finding in scan(data, "deep.zip").blocking}


def test_what_cannot_be_looked_into_blocks_and_says_what_to_do():
    old = scan(hostile_files()["old.doc"], "旧.doc")
    assert [finding.code for finding in old.blocking] == ["not_scanned"]
    assert "另存为" in old.blocking[0].message


@pytest.mark.parametrize("kind", CLEAN)
def test_a_broken_file_is_refused_with_a_sentence(kind):
    data = CLEAN[kind]()
    with pytest.raises(UnusableInput):
        scan(data[: len(data) // 2], f"半个.{kind}")


def test_a_locked_file_is_refused_with_a_sentence():
    with pytest.raises(UnusableInput, match="有密码"):
        scan(hostile.locked_pdf(), "锁.pdf")
    with pytest.raises(UnusableInput, match="有密码"):
        scan(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "锁.docx")


@pytest.mark.parametrize(
    "name", ["bomb.docx", "members.zip", "pages.pdf", "lines.pdf", "truncated.pdf", "self.pdf", "spaces.txt", "cells.xlsx"]
)
def test_a_hostile_file_is_refused(name):
    with pytest.raises(UnusableInput):
        scan(hostile_files()[name], name)


def test_xml_with_entities_is_refused_in_a_real_package():
    data = secrets.clean_docx()
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:document", b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document', 1)
            target.writestr(name, content)
    with pytest.raises(UnusableInput, match="实体"):
        scan(buffer.getvalue(), "x.docx")


def test_a_red_seal_over_words_hides_nothing():
    """A picture with holes, as a seal is: the words under it are seen."""

    def seal(document):
        mask = document.make_stream(
            bytes(255 if (x // 4) % 3 == 0 else 0 for y in range(60) for x in range(60)),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=60,
            Height=60,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
        )
        picture = document.make_stream(
            bytes([200, 0, 0]) * 3600,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=60,
            Height=60,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
            SMask=mask,
        )
        name = document.pages[0].add_resource(picture, pikepdf.Name.XObject)
        document.pages[0].contents_add(f"q 300 0 0 120 60 700 cm {name} Do Q".encode())

    assert not scan(secrets.changed(seal), "盖章.pdf").blocking


def test_white_words_on_a_dark_ground_are_seen():
    cell = (
        '<w:tc><w:tcPr><w:shd w:val="clear" w:fill="1F4E79"/></w:tcPr>'
        + secrets.para(secrets.run("表头文字", '<w:color w:val="FFFFFF"/>'))
        + "</w:tc>"
    )
    table = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl>"
    assert not scan(secrets.document(table), "a.docx").blocking

    def banner(document):
        document.pages[0].contents_add(b"q 0.1 0.2 0.5 rg 50 440 500 60 re f Q")
        secrets.stamped(document, "白字标题白字标题", fill="white")

    found = scan(secrets.changed(banner), "a.pdf")
    assert not found.blocking
    assert "白字标题" in found.pages[0]


def test_hidden_rows_and_columns_without_content_are_nothing_to_tell():
    made = secrets.Book()
    made.before = '<cols><col min="9" max="16384" width="0" hidden="1"/></cols>'
    made.data = secrets.cells(secrets.ROWS) + '<row r="20" hidden="1"/>'
    assert not scan(made.made(), "a.xlsx").blocking


def test_a_signed_file_that_was_only_added_to_is_noted_not_blocked():
    data = secrets.clean_pdf()
    with pikepdf.open(io.BytesIO(data)) as document:
        number = document.pages[0].obj.Contents.objgen[0]
        content = document.pages[0].obj.Contents.read_bytes()
    found = scan(secrets.updated(data, number, b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream"), "签.pdf")
    assert [finding.level for finding in found.findings if finding.code == "pdf_earlier_revision"] == [NOTE]
    assert not found.blocking


def test_the_recognised_words_of_a_scan_are_read_and_only_noted():
    def scanned(document):
        page = document.pages[0]
        form = page.obj.Contents.read_bytes()
        with pypdfium2.PdfDocument(secrets.clean_pdf()) as shown:
            image = shown[0].render(scale=2).to_pil().convert("L")
        picture = document.make_stream(
            image.tobytes(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=image.width,
            Height=image.height,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
        )
        name = page.add_resource(picture, pikepdf.Name.XObject)
        page.obj.Contents = document.make_stream(f"q 595 0 0 842 0 0 cm {name} Do Q\n".encode() + form.replace(b"0 Tr", b"3 Tr"))

    found = scan(secrets.changed(scanned), "扫描.pdf")
    assert not found.blocking
    assert "pdf_ocr_layer" in {finding.code for finding in found.findings}
    assert secrets.TITLE in found.pages[0]


def test_words_beside_the_page_that_are_shown_anyhow_are_only_noted():
    data = secrets.changed(lambda document: secrets.stamped(document, secrets.TITLE, before="1 0 0 1 900 0 cm") and None)
    found = scan(data, "a.pdf")
    assert [finding.level for finding in found.findings if finding.code == "pdf_off_page"] == [NOTE]
    assert not found.blocking


def test_numbers_as_objects_of_their_own_are_no_stumbling_block():
    """As LibreOffice writes the lengths of its streams."""
    data = secrets.changed(lambda document: document.pages[0].obj.__setitem__("/Rotate", document.make_indirect(0)))
    assert not scan(data, "a.pdf").blocking
    assert not redact(data, "a.pdf", [secrets.TITLE]).proof.scan.blocking


def test_long_lists_are_told_once_for_each_place():
    rows = [[f"村民{number}", f"1391234{number:04}"] for number in range(300)]
    found = scan(secrets.book(rows), "名单.xlsx")
    assert [(finding.code, finding.times) for finding in found.blocking] == [("mobile", 300)]
