"""What is hidden or named is gone for good, and the rest is as it was."""

import io
import subprocess
import zipfile

import docx
import openpyxl
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.lib.errors import UnusableInput
from gongkai.proof.files import scan
from gongkai.proof.redaction import MARK, Box, proving, redact, redactor
from tests.support import hostile, secrets
from tests.support.looking_for import left_in

CLEAN = {"docx": secrets.clean_docx, "xlsx": secrets.clean_xlsx, "pdf": secrets.clean_pdf}
# Of PDFs, each of which takes seconds, only one of each way; all are among the two hundred.
QUICK = {"split_glyphs", "attached_xlsx", "hidden_layer", "black_box", "earlier_revision", "actual_text"}
SAMPLE = [item for item in secrets.sample() if not item.name.endswith(".pdf") or item.name.split("-", 1)[1].removesuffix(".pdf") in QUICK]


@pytest.mark.parametrize("planted", SAMPLE, ids=lambda planted: planted.name)
def test_after_redaction_the_secret_is_nowhere(planted):
    done = redact(planted.data, planted.name, [planted.secret] if planted.shown else [])
    assert left_in(done.data, planted.secret) == []
    assert done.removed
    assert "已重新打开检查" in done.proof.sentence
    assert not scan(done.data, planted.name).blocking


def paragraphs(data):
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def test_a_document_reads_as_before_but_for_the_word():
    before = paragraphs(secrets.docx_split_runs(secrets.PLAN))
    done = redact(secrets.docx_split_runs(secrets.PLAN), "a.docx", [secrets.PLAN])
    assert paragraphs(done.data) == [text.replace(secrets.PLAN, MARK) for text in before]


def test_changes_are_accepted_not_rejected():
    body = secrets.para(
        secrets.run("补助"),
        f'<w:ins w:id="1" w:author="乙">{secrets.run("三千")}</w:ins>',
        '<w:del w:id="2" w:author="乙"><w:r><w:delText>两千</w:delText></w:r></w:del>',
        secrets.run("元。"),
    )
    joined = secrets.para(secrets.run("一段"), properties='<w:rPr><w:del w:id="3" w:author="乙"/></w:rPr>') + secrets.para(
        secrets.run("并成")
    )
    done = redact(secrets.document(body, joined), "a.docx")
    assert paragraphs(done.data)[2:4] == ["补助三千元。", "一段并成"]
    assert "正文第 3 段：已删除修订中的删除" in done.removed


def test_a_workbook_reads_as_before_but_for_what_is_hidden():
    made = secrets.Book()
    made.before = '<cols><col min="2" max="2" width="9" hidden="1"/></cols>'
    made.data = (
        secrets.cells([*secrets.ROWS, ["4", "藏", "7", "9"]], marks={3: ' hidden="1"'})
        + '<row r="6"><c r="D6"><f>SUM(D2:D5)</f><v>50009</v></c></row>'
    )
    made.sheets.append(("名单", "hidden", secrets.cells([["甲"]])))
    book = openpyxl.load_workbook(io.BytesIO(redact(made.made(), "a.xlsx").data))
    assert book.sheetnames == ["公示"]
    assert [[cell.value for cell in row] for row in book["公示"].iter_rows()] == [
        ["序号", None, "户数", "金额"], ["1", None, "12", "24000"], [None] * 4, ["3", None, "5", "10000"], ["4", None, "7", "9"], [None, None, None, 50009],
    ]  # fmt: skip


def test_what_an_officer_keeps_stays_and_the_rest_goes():
    made = secrets.Book()
    made.data = secrets.cells([*secrets.ROWS, ["村民甲", secrets.PHONE], ["隐"]], marks={6: ' hidden="1"'})
    made.sheets.append(("名单", "hidden", secrets.cells([[secrets.ID]])))
    number = next(item for item in scan(made.made(), "a.xlsx").findings if item.code == "mobile")
    done = redact(made.made(), "a.xlsx", keep=[number.fingerprint, "hidden_row"])
    book = openpyxl.load_workbook(io.BytesIO(done.data))
    assert book.sheetnames == ["公示"]
    assert book["公示"]["B5"].value == secrets.PHONE
    assert book["公示"]["A6"].value == "隐"
    assert not left_in(done.data, secrets.ID)


def test_shown_personal_data_go_without_being_named():
    done = redact(secrets.docx_text(secrets.ID), "a.docx")
    assert paragraphs(done.data)[2] == f"补助对象：{MARK}。"


def test_a_link_with_the_word_in_its_address_goes_and_others_stay():
    def setup(office):
        office.link("hyperlink", "https://www.example/%E5%BC%A0%E4%B8%89%E4%B8%B0", external=True)
        office.link("hyperlink", "https://www.example/plan", external=True)

    links = [f'<w:hyperlink r:id="rId{number}">{secrets.run(text)}</w:hyperlink>' for number, text in ((1, "一"), (2, "二"))]
    done = redact(secrets.document(secrets.para(*links), setup=setup), "a.docx", ["张三丰"])
    with zipfile.ZipFile(io.BytesIO(done.data)) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
    assert "example/plan" in relations
    assert "%E5" not in relations


def test_pictures_lose_their_place_and_keep_their_look():
    done = redact(secrets.docx_photo("申请人甲的照片"), "a.docx")
    with zipfile.ZipFile(io.BytesIO(done.data)) as archive:
        picture = archive.read("word/media/image1.jpg")
    assert picture.startswith(b"\xff\xd8\xff")
    assert b"Exif" not in picture


def text_of(data, page=0):
    with pypdfium2.PdfDocument(data) as document:
        return document[page].get_textpage().get_text_range().replace("\r\n", "\n")


def test_a_page_of_a_pdf_with_nothing_to_hide_keeps_its_text_and_look():
    data = secrets.pdf_metadata("经办人乙某某")
    done = redact(data, "a.pdf")
    assert done.pictures == ()
    assert text_of(done.data) == text_of(data)
    with pypdfium2.PdfDocument(data) as before, pypdfium2.PdfDocument(done.data) as after:
        assert before[0].render(scale=1).to_pil().tobytes() == after[0].render(scale=1).to_pil().tobytes()


def test_a_page_with_a_word_becomes_a_picture_whose_other_words_can_be_searched():
    done = redact(secrets.pdf_text(secrets.PLAN), "a.pdf", [secrets.PLAN])
    assert done.pictures == (1,)
    assert secrets.TITLE in text_of(done.data)
    assert "第 1 页：重新生成为图片，原来的文字和图形不再保留" in done.removed
    with pypdfium2.PdfDocument(done.data) as document:
        picture = document[0].render(scale=1).to_pil().convert("L")
    assert 0 in picture.tobytes(), "the place is black"


def test_a_box_on_a_page_is_burned_out():
    done = redact(secrets.clean_pdf(), "a.pdf", boxes=[Box(1, 55, 55, 400, 80)])
    assert secrets.TITLE not in text_of(done.data)
    with pypdfium2.PdfDocument(done.data) as document:
        assert set(document[0].render(scale=1).to_pil().convert("L").crop((60, 60, 395, 78)).tobytes()) == {0}


def test_a_mark_for_redaction_that_nobody_carried_out_is_carried_out():
    def change(document):
        secrets.stamped(document, secrets.PLAN)
        mark = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Redact, Rect=[50, 440, 550, 500])
        document.pages[0].obj.Annots = pikepdf.Array([document.make_indirect(mark)])

    done = redact(secrets.changed(change), "a.pdf")
    assert left_in(done.data, secrets.PLAN) == []
    assert done.pictures == (1,)


def test_a_stamp_stays_on_the_page_and_a_comment_does_not():
    def change(document):
        def look(content):
            return document.make_stream(content, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 100, 100])

        boxes = [
            (pikepdf.Name.Stamp, [400, 400, 500, 500], b"1 0 0 rg 0 0 100 100 re f"),
            (pikepdf.Name.Square, [100, 400, 200, 500], b"0 0 1 rg 0 0 100 100 re f"),
        ]
        document.pages[0].obj.Annots = pikepdf.Array(
            [
                document.make_indirect(
                    pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=kind, Rect=rect, F=4, AP=pikepdf.Dictionary(N=look(content)))
                )
                for kind, rect, content in boxes
            ]
        )

    done = redact(secrets.changed(change), "a.pdf")
    with pypdfium2.PdfDocument(done.data) as document:
        picture = document[0].render(scale=1).to_pil().convert("RGB")
    assert picture.getpixel((450, 390)) == (255, 0, 0)
    assert picture.getpixel((150, 390)) == (255, 255, 255)


def test_the_same_file_makes_the_same_bytes():
    for make, name in ((secrets.docx_comment, "a.docx"), (secrets.xlsx_hidden_row, "a.xlsx"), (secrets.pdf_annotation, "a.pdf")):
        assert redact(make(secrets.ID), name).data == redact(make(secrets.ID), name).data


def test_what_is_not_proven_is_not_handed_out(monkeypatch):
    """A rewriter that forgets something is found out by the proof."""
    data = secrets.docx_text(secrets.PLAN)
    monkeypatch.setitem(redactor._OFFICE, "word", ("Word 文档", lambda data, terms, keep: (data, {})))
    with pytest.raises(UnusableInput, match="重新打开后"):
        redact(data, "a.docx", [secrets.PLAN])
    with pytest.raises(UnusableInput, match="重新打开后"):
        redact(secrets.docx_comment(secrets.PLAN), "a.docx")


@pytest.mark.parametrize(
    "make", [secrets.pdf_text, secrets.pdf_attachment, secrets.pdf_earlier_revision, secrets.pdf_script], ids=lambda make: make.__name__
)
def test_a_pdf_that_was_not_cleaned_is_found_out(make, monkeypatch):
    monkeypatch.setattr(redactor.pdf, "redacted", lambda data, terms, boxes, keep: (data, {}, ()))
    with pytest.raises(UnusableInput, match="重新打开后"):
        redact(make(secrets.PLAN), "a.pdf", [secrets.PLAN])


@pytest.mark.parametrize(
    "form",
    [
        "青松方案内部底价".encode("utf-16-be").hex(),
        "青松方案内部底价".encode("utf-16-be").hex().upper(),
        "&#38738;&#26494;&#26041;&#26696;",
    ],
)
def test_the_proof_reads_what_is_written_in_another_way(form):
    data = secrets.document(f'<w:bookmarkStart w:id="1" w:name="x{form}"/>')
    terms = redactor.Terms(["青松方案内部底价" if form[0] != "&" else "青松方案"])
    with pytest.raises(UnusableInput):
        proving._searched(data, terms.spellings, terms)


@pytest.mark.parametrize("kind", CLEAN)
def test_broken_files_are_refused(kind):
    with pytest.raises(UnusableInput):
        redact(CLEAN[kind]()[:500], f"a.{kind}")


def test_other_kinds_boxes_on_word_and_pages_that_are_not_there_are_refused():
    with pytest.raises(UnusableInput, match="只能处理"):
        redact(hostile.PNG, "a.png")
    with pytest.raises(UnusableInput, match="只有 PDF"):
        redact(secrets.clean_docx(), "a.docx", boxes=[Box(1, 0, 0, 9, 9)])
    with pytest.raises(UnusableInput, match="没有第 3 页"):
        redact(secrets.clean_pdf(), "a.pdf", boxes=[Box(3, 0, 0, 9, 9)])
    with pytest.raises(UnusableInput, match="有密码"):
        redact(hostile.locked_pdf(), "a.pdf")


WORDS = st.text(alphabet="张三李四王五赵六青松白杨0123456789", min_size=2, max_size=10)
TEXTS = st.text(alphabet="张三李四王五赵六青松白杨0123456789，。 ", max_size=12)
FEW = settings(max_examples=25)


@FEW
@given(st.lists(st.tuples(TEXTS, st.booleans()), min_size=1, max_size=6), WORDS, st.integers(0, 5))
def test_a_word_put_into_any_runs_is_gone(pieces, word, at):
    cut = at % len(word)
    runs = [secrets.run(text, "<w:b/>" if bold else "") for text, bold in pieces]
    runs[at % len(runs) : 0] = [secrets.run(word[:cut]), secrets.run(word[cut:], "<w:i/>")]
    done = redact(secrets.document(secrets.para(*runs)), "a.docx", [word])
    assert word not in "".join(paragraphs(done.data)[2].split())


@FEW
@given(st.lists(st.lists(TEXTS, min_size=1, max_size=4), min_size=1, max_size=5), WORDS, st.integers(0, 30))
def test_a_word_put_into_any_cell_is_gone(rows, word, at):
    row = rows[at % len(rows)]
    row[at % len(row)] += word
    done = redact(secrets.book(rows), "a.xlsx", [word])
    values = [str(cell.value or "") for line in openpyxl.load_workbook(io.BytesIO(done.data)).active.iter_rows() for cell in line]
    assert not [value for value in values if word in "".join(value.split())]


@pytest.mark.slow
@pytest.mark.parametrize(
    "make",
    [
        secrets.docx_photo,
        secrets.docx_comment,
        secrets.docx_deleted_row,
        secrets.xlsx_hidden_sheet,
        secrets.xlsx_pivot_cache,
        secrets.xlsx_comment,
    ],
    ids=lambda make: make.__name__,
)
def test_an_office_program_opens_the_result(make, tmp_path, office):
    kind = make.__name__.split("_", 1)[0]
    path = tmp_path / f"a.{kind}"
    path.write_bytes(redact(make(secrets.ID), path.name).data)
    subprocess.run(
        [
            office,
            "--headless",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=100,
    )
    text = text_of((tmp_path / "a.pdf").read_bytes())
    assert ("示例二村" if kind == "xlsx" else secrets.TITLE) in text
