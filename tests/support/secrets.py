"""Files with planted secrets: every kind of file, every place to hide something in it, several secrets. No chance in it: the same files each time."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING, NamedTuple

import pikepdf
import typst
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"

ID, PHONE, CARD = "11010519491231002X", "13912345678", "6222021234567890128"
PLATE, PLAN, HOME = "鲁A7K358", "青松方案内部底价叁佰捌拾万", "家住示例市示例区示例镇示例村三组12号"
SECRETS = (ID, PLAN, PHONE, HOME, CARD, PLATE)
PERSONAL = {ID: "citizen_id", PHONE: "mobile", CARD: "bank_card", PLATE: "plate", HOME: "home_address"}
TITLE = "示例镇人民政府关于危房改造补助的公告"
BODY = "根据有关规定，现将本年度危房改造补助情况予以公告，公告期为七个工作日。"
MORE = "如有异议，请在公告期内以书面形式向示例镇人民政府提出。"


class Planted(NamedTuple):
    """A file with a secret. ``code``: what the scanner must say of it. ``shown``: it stands in plain sight, so it must be named to be removed."""

    name: str
    data: bytes
    secret: str
    code: str
    shown: bool = False


class Place(NamedTuple):
    """A way to hide a secret in a kind of file."""

    kind: str
    title: str
    code: str
    make: Callable[[str], bytes]
    shown: bool = False


PLACES: list[Place] = []


def place(kind: str, code: str, *, shown: bool = False) -> Callable[[Callable[[str], bytes]], Callable[[str], bytes]]:
    """Enters a maker into the list."""

    def enter(make: Callable[[str], bytes]) -> Callable[[str], bytes]:
        PLACES.append(Place(kind, make.__name__.removeprefix(f"{kind}_"), code, make, shown))
        return make

    return enter


def planted(most: int = 200) -> Iterator[Planted]:
    """``most`` files: all places with one secret after the other."""
    count = 0
    for turn in range(len(SECRETS)):
        for number, where in enumerate(PLACES):
            secret = SECRETS[(number + turn) % len(SECRETS)]
            if not where.code and secret not in PERSONAL:
                secret = ID  # in plain sight only what is of a person can be told from other words
            if where.title == "number_cell":
                secret = (PHONE, "13812345670", "15912345671", "18612345672", "13512345673", "13612345674")[turn]
            if count == most:
                return
            count += 1
            yield Planted(f"{count:03}-{where.title}.{where.kind}", where.make(secret), secret, where.code or PERSONAL[secret], where.shown)


def sample() -> list[Planted]:
    """One file of each place."""
    return list(planted(len(PLACES)))


# --- packages ------------------------------------------------------------------------------------


class Office:
    """A package of Office Open XML in the making."""

    def __init__(self, main: str, content_type: str) -> None:
        self.main = main
        self.parts: dict[str, bytes] = {}
        self.types: dict[str, str] = {main: content_type}
        self.links: dict[str, list[tuple[str, str, bool]]] = {"": [(f"{OFFICE}/officeDocument", main, False)]}
        self.comment = b""

    def add(self, part: str, content: str | bytes, *, sort: str = "", source: str | None = None, content_type: str = "") -> str:
        """A part, and unless ``sort`` is empty the link that leads to it; the id of the link."""
        self.parts[part] = (
            content if isinstance(content, bytes) else f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}'.encode()
        )
        if content_type:
            self.types[part] = content_type
        return self.link(sort, part, source) if sort else ""

    def link(self, sort: str, target: str, source: str | None = None, *, external: bool = False) -> str:
        """A link from a part (the main one unless named); its id."""
        links = self.links.setdefault(self.main if source is None else source, [])
        links.append((sort if "://" in sort else f"{OFFICE}/{sort}", target, external))
        return f"rId{len(links)}"

    def made(self) -> bytes:
        """The file."""
        overrides = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in self.types.items())
        defaults = "".join(
            f'<Default Extension="{ending}" ContentType="{kind}"/>'
            for ending, kind in {
                "rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml", "jpg": "image/jpeg", "png": "image/png",
                "bin": "application/octet-stream", "vml": "application/vnd.openxmlformats-officedocument.vmlDrawing",
                "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            }.items()
        )  # fmt: skip
        parts = {"[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{defaults}{overrides}</Types>'.encode()}
        for source, links in self.links.items():
            folder, _, base = source.rpartition("/")
            entries = "".join(
                f'<Relationship Id="rId{number}" Type="{sort}" Target="{escape(target if external else "/" + target)}"{" TargetMode=" + chr(34) + "External" + chr(34) if external else ""}/>'
                for number, (sort, target, external) in enumerate(links, 1)
            )
            parts[f"{folder}/_rels/{base}.rels".lstrip("/")] = (
                f'<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'.encode()
            )
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in {**parts, **self.parts}.items():
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
            archive.comment = self.comment
        return buffer.getvalue()


def core(creator: str = "", **others: str) -> str:
    """``docProps/core.xml``."""
    inner = "".join(f"<{'dc' if name in ('title', 'subject', 'description') else 'cp'}:{name}>{escape(text)}</{'dc' if name in ('title', 'subject', 'description') else 'cp'}:{name}>" for name, text in others.items())  # fmt: skip
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:creator>{escape(creator)}</dc:creator>{inner}</cp:coreProperties>"
    )


def add_core(office: Office, xml: str) -> None:
    office.add(
        "docProps/core.xml",
        xml,
        sort=f"{PACKAGE}/relationships/metadata/core-properties",
        source="",
        content_type="application/vnd.openxmlformats-package.core-properties+xml",
    )


def add_custom(office: Office, name: str, text: str) -> None:
    office.add(
        "docProps/custom.xml",
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{name}"><vt:lpwstr>{escape(text)}</vt:lpwstr></property></Properties>',
        sort="custom-properties", source="", content_type="application/vnd.openxmlformats-officedocument.custom-properties+xml",
    )  # fmt: skip


def photo(words: str = "") -> bytes:
    """A small JPEG; with words it carries them as the author of its Exif, and a place."""
    picture = Image.new("RGB", (64, 48), (40, 120, 200))
    picture.putpixel((3, 3), (255, 255, 255))
    buffer = io.BytesIO()
    if words:
        exif = Image.Exif()
        exif[0x9C9D] = words.encode("utf-16-le") + b"\0\0"
        exif[0x10E] = words if words.isascii() else "photo"
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (36.0, 40.0, 12.0)
        picture.save(buffer, "JPEG", exif=exif)
    else:
        picture.save(buffer, "JPEG")
    return buffer.getvalue()


# --- Word ----------------------------------------------------------------------------------------

_W = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{OFFICE}" xmlns:a="{DRAWING}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(*runs: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(runs)}</w:p>"


def document(*body: str, styles: str = "", setup: Callable[[Office], None] | None = None) -> bytes:
    """A .docx: title, two paragraphs, and what is given between them."""
    office = Office("word/document.xml", f"{_W}.document.main+xml")
    if setup:
        setup(office)
    inner = "".join([para(run(TITLE, "<w:b/>")), para(run(BODY)), *body, para(run(MORE))])
    section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    office.add("word/document.xml", f"<w:document {_NAMESPACES}><w:body>{inner}{section}</w:body></w:document>")
    base = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    office.add("word/styles.xml", f'<w:styles xmlns:w="{WORD}">{base}{styles}</w:styles>', sort="styles", content_type=f"{_W}.styles+xml")
    if "docProps/core.xml" not in office.parts:
        add_core(office, core("示例镇人民政府", title=TITLE))
    return office.made()


def clean_docx() -> bytes:
    """A .docx that hides nothing."""
    return document()


@place("docx", "", shown=True)
def docx_text(secret: str) -> bytes:
    return document(para(run(f"补助对象：{secret}。")))


@place("docx", "", shown=True)
def docx_split_runs(secret: str) -> bytes:
    half = len(secret) // 2
    pieces = [
        run("补助对象："),
        run(secret[:2], "<w:b/>"),
        run(secret[2:half]),
        '<w:proofErr w:type="spellStart"/>',
        run(secret[half:], "<w:i/>"),
    ]
    return document(para(*pieces))


@place("docx", "", shown=True)
def docx_text_box(secret: str) -> bytes:
    box = f'<w:r><w:pict><v:shape style="width:200pt;height:40pt"><v:textbox><w:txbxContent>{para(run("办理人：" + secret))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
    return document(para(box))


@place("docx", "", shown=True)
def docx_table_cell(secret: str) -> bytes:
    def cell(text: str) -> str:
        return f"<w:tc><w:tcPr/>{para(run(text))}</w:tc>"

    return document(f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>{cell('当事人')}{cell(secret)}</w:tr></w:tbl>")


@place("docx", "", shown=True)
def docx_header(secret: str) -> bytes:
    def setup(office: Office) -> None:
        office.add(
            "word/header1.xml",
            f"<w:hdr {_NAMESPACES}>{para(run('申请人 ' + secret))}</w:hdr>",
            sort="header",
            content_type=f"{_W}.header+xml",
        )

    return document(setup=setup)


@place("docx", "metadata")
def docx_metadata(secret: str) -> bytes:
    return document(setup=lambda office: add_core(office, core(secret, title=TITLE)))


@place("docx", "metadata")
def docx_keywords(secret: str) -> bytes:
    return document(setup=lambda office: add_core(office, core("示例镇人民政府", keywords=secret)))


@place("docx", "custom_property")
def docx_custom_property(secret: str) -> bytes:
    return document(setup=lambda office: add_custom(office, "经办", secret))


@place("docx", "custom_xml")
def docx_custom_xml(secret: str) -> bytes:
    return document(
        setup=lambda office: office.add("customXml/item1.xml", f"<data><who>{escape(secret)}</who></data>", sort="customXml") and None
    )


@place("docx", "comment")
def docx_comment(secret: str) -> bytes:
    def setup(office: Office) -> None:
        office.add(
            "word/comments.xml",
            f'<w:comments {_NAMESPACES}><w:comment w:id="0" w:author="经办人乙">{para(run(secret))}</w:comment></w:comments>',
            sort="comments",
            content_type=f"{_W}.comments+xml",
        )

    marks = '<w:commentRangeStart w:id="0"/>' + run("这一段") + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    return document(para(marks), setup=setup)


@place("docx", "comment_author")
def docx_comment_author(secret: str) -> bytes:
    def setup(office: Office) -> None:
        office.add(
            "word/comments.xml",
            f'<w:comments {_NAMESPACES}><w:comment w:id="0" w:author="{secret}">{para(run("已核"))}</w:comment></w:comments>',
            sort="comments",
            content_type=f"{_W}.comments+xml",
        )

    return document(para(run("这一段"), '<w:r><w:commentReference w:id="0"/></w:r>'), setup=setup)


@place("docx", "tracked_deletion")
def docx_deleted(secret: str) -> bytes:
    deleted = f'<w:del w:id="1" w:author="经办人乙"><w:r><w:delText xml:space="preserve">{secret}</w:delText></w:r></w:del>'
    return document(para(run("补助对象见附表"), deleted, run("。")))


@place("docx", "tracked_deletion")
def docx_moved(secret: str) -> bytes:
    return document(para(run("前"), f'<w:moveFrom w:id="1" w:author="经办人乙">{run(secret)}</w:moveFrom>', run("后")))


@place("docx", "tracked_deletion")
def docx_deleted_row(secret: str) -> bytes:
    rows = f'<w:tr><w:tc><w:tcPr/>{para(run("留下的"))}</w:tc></w:tr><w:tr><w:trPr><w:del w:id="3" w:author="乙"/></w:trPr><w:tc><w:tcPr/>{para(run(secret))}</w:tc></w:tr>'
    return document(f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{rows}</w:tbl>")


@place("docx", "hidden_text")
def docx_hidden_text(secret: str) -> bytes:
    return document(para(run("可见的话。"), run(secret, "<w:vanish/>")))


@place("docx", "hidden_text")
def docx_hidden_by_style(secret: str) -> bytes:
    styles = '<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>'
    return document(para(run("可见的话。"), run(secret, '<w:rStyle w:val="Secret"/>')), styles=styles)


@place("docx", "white_text")
def docx_white_text(secret: str) -> bytes:
    return document(para(run("可见的话。"), run(secret, '<w:color w:val="FFFFFF"/>')))


@place("docx", "tiny_text")
def docx_tiny_text(secret: str) -> bytes:
    return document(para(run("可见的话。"), run(secret, '<w:sz w:val="2"/>')))


@place("docx", "orphan_note")
def docx_orphan_note(secret: str) -> bytes:
    def setup(office: Office) -> None:
        office.add(
            "word/footnotes.xml",
            f'<w:footnotes {_NAMESPACES}><w:footnote w:id="7">{para(run(secret))}</w:footnote></w:footnotes>',
            sort="footnotes",
            content_type=f"{_W}.footnotes+xml",
        )

    return document(setup=setup)


@place("docx", "document_variable")
def docx_variable(secret: str) -> bytes:
    xml = f'<w:settings xmlns:w="{WORD}"><w:docVars><w:docVar w:name="who" w:val="{secret}"/></w:docVars></w:settings>'
    return document(setup=lambda office: office.add("word/settings.xml", xml, sort="settings", content_type=f"{_W}.settings+xml") and None)


@place("docx", "field_code")
def docx_field(secret: str) -> bytes:
    pieces = ["begin", f'<w:instrText xml:space="preserve"> COMMENTS "{secret}" </w:instrText>', "separate", run("已办"), "end"]
    runs = [
        piece
        if piece.startswith("<w:r>")
        else f"<w:r>{piece if piece.startswith('<') else f'<w:fldChar w:fldCharType={chr(34)}{piece}{chr(34)}/>'}</w:r>"
        for piece in pieces
    ]
    return document(para(*runs))


@place("docx", "embedded_object")
def docx_embedded_docx(secret: str) -> bytes:
    inner = document(para(run(secret)))
    return document(setup=lambda office: office.add("word/embeddings/paper.docx", inner, sort="package") and None)


@place("docx", "embedded_object")
def docx_embedded_xlsx(secret: str) -> bytes:
    inner = book([["姓名", "号码"], ["甲", secret]])
    return document(setup=lambda office: office.add("word/embeddings/list.xlsx", inner, sort="package") and None)


@place("docx", "orphan_part")
def docx_orphan_part(secret: str) -> bytes:
    return document(setup=lambda office: office.add("word/old.xml", f"<old>{secret}</old>") and None)


@place("docx", "archive_leftover")
def docx_zip_comment(secret: str) -> bytes:
    return document(setup=lambda office: setattr(office, "comment", f"保存记录 {secret}".encode()))


@place("docx", "xml_comment")
def docx_xml_comment(secret: str) -> bytes:
    return document(f"<!-- {secret} -->")


@place("docx", "image_location")
def docx_photo(secret: str) -> bytes:
    return document(_picture("rId1"), setup=lambda office: office.add("word/media/image1.jpg", photo(secret), sort="image") and None)


def _picture(link: str, description: str = "") -> str:
    return para(
        f'<w:r><w:drawing><wp:inline><wp:extent cx="600000" cy="450000"/><wp:docPr id="1" name="图片 1" descr="{description}"/>'
        f'<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="a"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{link}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="600000" cy="450000"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


@place("docx", "alt_text", shown=True)
def docx_alt_text(secret: str) -> bytes:
    return document(_picture("rId1", secret), setup=lambda office: office.add("word/media/image1.jpg", photo(), sort="image") and None)


@place("docx", "external_link")
def docx_template(secret: str) -> bytes:
    def setup(office: Office) -> None:
        office.add(
            "word/settings.xml",
            f'<w:settings xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:attachedTemplate r:id="rId1"/></w:settings>',
            sort="settings",
            content_type=f"{_W}.settings+xml",
        )
        office.link("attachedTemplate", f"file:///D:/{secret}/模板.dotx", "word/settings.xml", external=True)

    return document(setup=setup)


# --- Excel ---------------------------------------------------------------------------------------

_X = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'<styleSheet xmlns="{SHEET}"><numFmts count="1"><numFmt numFmtId="170" formatCode=";;;"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><sz val="11"/><color rgb="FFFFFFFF"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf fontId="0" fillId="0" numFmtId="0"/><xf fontId="1" fillId="0" numFmtId="0" applyFont="1"/>'
    '<xf fontId="0" fillId="0" numFmtId="170" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
ROWS = [["序号", "村", "户数", "金额"], ["1", "示例村", "12", "24000"], ["2", "示例二村", "8", "16000"], ["3", "示例三村", "5", "10000"]]


def cells(rows: list[list[str]], *, marks: dict[int, str] | None = None, first: int = 1) -> str:
    """Rows of inline strings; ``marks`` adds attributes to a row by its number."""
    found = []
    for number, row in enumerate(rows, first):
        inner = "".join(
            f'<c r="{chr(65 + column)}{number}" t="inlineStr"><is><t>{escape(text)}</t></is></c>' if text else ""
            for column, text in enumerate(row)
        )
        found.append(f'<row r="{number}"{(marks or {}).get(number, "")}>{inner}</row>')
    return "".join(found)


class Book:
    """A workbook in the making: what stands before and behind the cells of the first sheet, other sheets, names."""

    def __init__(self) -> None:
        self.office = Office("xl/workbook.xml", f"{_X}.sheet.main+xml")
        self.before = self.behind = self.names = self.extra = ""
        self.sheets: list[tuple[str, str, str]] = []
        self.data = cells(ROWS)
        self.strings = ""

    def made(self) -> bytes:
        """The file."""
        office = self.office
        office.add(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{SHEET}" xmlns:r="{OFFICE}">{self.before}<sheetData>{self.data}</sheetData>{self.behind}</worksheet>',
        )
        ids = [("公示", "visible", office.link("worksheet", "xl/worksheets/sheet1.xml"))]
        office.types["xl/worksheets/sheet1.xml"] = f"{_X}.worksheet+xml"
        for number, (name, state, data) in enumerate(self.sheets, 2):
            part = f"xl/worksheets/sheet{number}.xml"
            link = office.add(
                part,
                f'<worksheet xmlns="{SHEET}"><sheetData>{data}</sheetData></worksheet>',
                sort="worksheet",
                content_type=f"{_X}.worksheet+xml",
            )
            ids.append((name, state, link))
        tabs = "".join(
            f'<sheet name="{name}" sheetId="{number}" state="{state}" r:id="{link}"/>' for number, (name, state, link) in enumerate(ids, 1)
        )
        names = f"<definedNames>{self.names}</definedNames>" if self.names else ""
        office.add("xl/workbook.xml", f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>{tabs}</sheets>{names}{self.extra}</workbook>')
        office.add("xl/styles.xml", _STYLES, sort="styles", content_type=f"{_X}.styles+xml")
        if self.strings:
            office.add(
                "xl/sharedStrings.xml",
                f'<sst xmlns="{SHEET}">{self.strings}</sst>',
                sort="sharedStrings",
                content_type=f"{_X}.sharedStrings+xml",
            )
        if "docProps/core.xml" not in office.parts:
            add_core(office, core("示例镇人民政府"))
        return office.made()


def book(rows: list[list[str]]) -> bytes:
    made = Book()
    made.data = cells(rows)
    return made.made()


def clean_xlsx() -> bytes:
    """An .xlsx that hides nothing."""
    return Book().made()


@place("xlsx", "", shown=True)
def xlsx_text(secret: str) -> bytes:
    return book([*ROWS, ["4", f"当事人{secret}", "1", "2"]])


@place("xlsx", "", shown=True)
def xlsx_rich_text(secret: str) -> bytes:
    made = Book()
    half = len(secret) // 2
    made.strings = f"<si><r><t>当事人</t></r><r><t>{secret[:half]}</t></r><r><rPr><b/></rPr><t>{secret[half:]}</t></r></si>"
    made.data = cells(ROWS) + '<row r="9"><c r="A9" t="s"><v>0</v></c></row>'
    return made.made()


@place("xlsx", "mobile", shown=True)
def xlsx_number_cell(secret: str) -> bytes:
    made = Book()
    made.data = cells(ROWS) + f'<row r="9"><c r="A9"><v>{secret}</v></c></row>'
    return made.made()


@place("xlsx", "", shown=True)
def xlsx_formula_result(secret: str) -> bytes:
    made = Book()
    made.data = cells(ROWS) + f'<row r="9"><c r="A9" t="str"><f>"当事人"&amp;"{secret}"</f><v>当事人{secret}</v></c></row>'
    return made.made()


@place("xlsx", "", shown=True)
def xlsx_header(secret: str) -> bytes:
    made = Book()
    made.behind = f"<headerFooter><oddHeader>&amp;L申请人 {secret}</oddHeader></headerFooter>"
    return made.made()


@place("xlsx", "hidden_sheet")
def xlsx_hidden_sheet(secret: str) -> bytes:
    made = Book()
    made.sheets.append(("名单", "hidden", cells([["姓名", "号码"], ["甲", secret]])))
    return made.made()


@place("xlsx", "very_hidden_sheet")
def xlsx_very_hidden_sheet(secret: str) -> bytes:
    made = Book()
    made.sheets.append(("底稿", "veryHidden", cells([["甲", secret]])))
    return made.made()


@place("xlsx", "hidden_row")
def xlsx_hidden_row(secret: str) -> bytes:
    made = Book()
    made.data = cells([*ROWS, ["4", secret]], marks={5: ' hidden="1"'})
    return made.made()


@place("xlsx", "hidden_row")
def xlsx_flat_row(secret: str) -> bytes:
    made = Book()
    made.data = cells([*ROWS, ["4", secret]], marks={5: ' ht="0" customHeight="1"'})
    return made.made()


@place("xlsx", "filtered_row")
def xlsx_filtered_row(secret: str) -> bytes:
    made = Book()
    made.data = cells([*ROWS, ["4", secret]], marks={5: ' hidden="1"'})
    made.behind = '<autoFilter ref="A1:D5"><filterColumn colId="0"><filters><filter val="1"/></filters></filterColumn></autoFilter>'
    return made.made()


@place("xlsx", "hidden_column")
def xlsx_hidden_column(secret: str) -> bytes:
    made = Book()
    made.before = '<cols><col min="5" max="5" width="9" hidden="1"/></cols>'
    made.data = cells([[*row, secret if number == 2 else "备注"] for number, row in enumerate(ROWS)])
    return made.made()


@place("xlsx", "covered_cell")
def xlsx_covered_cell(secret: str) -> bytes:
    made = Book()
    made.data = cells([*ROWS, ["合计", secret]])
    made.behind = '<mergeCells count="1"><mergeCell ref="A5:D5"/></mergeCells>'
    return made.made()


@place("xlsx", "hidden_format")
def xlsx_hidden_format(secret: str) -> bytes:
    made = Book()
    made.data = cells(ROWS) + f'<row r="9"><c r="A9" s="2" t="inlineStr"><is><t>{secret}</t></is></c></row>'
    return made.made()


@place("xlsx", "white_text")
def xlsx_white_text(secret: str) -> bytes:
    made = Book()
    made.data = cells(ROWS) + f'<row r="9"><c r="A9" s="1" t="inlineStr"><is><t>{secret}</t></is></c></row>'
    return made.made()


@place("xlsx", "comment")
def xlsx_comment(secret: str) -> bytes:
    made = Book()
    xml = f'<comments xmlns="{SHEET}"><authors><author>经办人乙</author></authors><commentList><comment ref="B2" authorId="0"><text><r><t>{secret}</t></r></text></comment></commentList></comments>'
    made.office.add("xl/comments1.xml", xml, sort="comments", source="xl/worksheets/sheet1.xml", content_type=f"{_X}.comments+xml")
    return made.made()


@place("xlsx", "comment")
def xlsx_threaded_comment(secret: str) -> bytes:
    made = Book()
    xml = f'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="B2" id="1"><text>{secret}</text></threadedComment></ThreadedComments>'
    made.office.add(
        "xl/threadedComments/threadedComment1.xml",
        xml,
        sort="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
        source="xl/worksheets/sheet1.xml",
    )
    return made.made()


@place("xlsx", "metadata")
def xlsx_metadata(secret: str) -> bytes:
    made = Book()
    add_core(made.office, core("示例镇人民政府", lastModifiedBy=secret))
    return made.made()


@place("xlsx", "custom_property")
def xlsx_custom_property(secret: str) -> bytes:
    made = Book()
    add_custom(made.office, "审核", secret)
    return made.made()


@place("xlsx", "orphan_string")
def xlsx_old_string(secret: str) -> bytes:
    made = Book()
    made.strings = f"<si><t>{secret}</t></si><si><t>在用</t></si>"
    made.data = cells(ROWS) + '<row r="9"><c r="A9" t="s"><v>1</v></c></row>'
    return made.made()


@place("xlsx", "defined_name")
def xlsx_defined_name(secret: str) -> bytes:
    made = Book()
    made.names = f'<definedName name="底价" hidden="1">"{secret}"</definedName>'
    return made.made()


@place("xlsx", "external_link")
def xlsx_external_link(secret: str) -> bytes:
    made = Book()
    xml = f'<externalLink xmlns="{SHEET}"><externalBook><sheetNames><sheetName val="名册"/></sheetNames><sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1" t="str"><v>{secret}</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>'
    link = made.office.add("xl/externalLinks/externalLink1.xml", xml, sort="externalLink", content_type=f"{_X}.externalLink+xml")
    made.extra = f'<externalReferences><externalReference r:id="{link}"/></externalReferences>'
    return made.made()


@place("xlsx", "connection")
def xlsx_connection(secret: str) -> bytes:
    made = Book()
    xml = f'<connections xmlns="{SHEET}"><connection id="1" name="库" type="1"><dbPr connection="SERVER=内网;UID={secret}" command="select 1"/></connection></connections>'
    made.office.add("xl/connections.xml", xml, sort="connections", content_type=f"{_X}.connections+xml")
    return made.made()


@place("xlsx", "pivot_cache")
def xlsx_pivot_cache(secret: str) -> bytes:
    made = Book()
    xml = f'<pivotCacheDefinition xmlns="{SHEET}"><cacheSource type="worksheet"><worksheetSource ref="A1:B2" sheet="已删"/></cacheSource><cacheFields count="1"><cacheField name="号码"><sharedItems count="1"><s v="{secret}"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>'
    link = made.office.add(
        "xl/pivotCache/pivotCacheDefinition1.xml", xml, sort="pivotCacheDefinition", content_type=f"{_X}.pivotCacheDefinition+xml"
    )
    made.extra = f'<pivotCaches><pivotCache cacheId="1" r:id="{link}"/></pivotCaches>'
    return made.made()


@place("xlsx", "embedded_object")
def xlsx_embedded(secret: str) -> bytes:
    made = Book()
    made.office.add("xl/embeddings/paper.docx", document(para(run(secret))), sort="package", source="xl/worksheets/sheet1.xml")
    return made.made()


@place("xlsx", "scenario")
def xlsx_scenario(secret: str) -> bytes:
    made = Book()
    made.behind = f'<scenarios><scenario name="方案" count="1"><inputCells r="A2" val="{secret}"/></scenario></scenarios>'
    return made.made()


@place("xlsx", "revision_log")
def xlsx_revision_log(secret: str) -> bytes:
    made = Book()
    made.office.add(
        "xl/revisions/revisionHeaders.xml",
        f'<headers xmlns="{SHEET}"><header userName="{secret}" dateTime="2024-01-01T00:00:00Z"/></headers>',
        sort="revisionHeaders",
        content_type=f"{_X}.revisionHeaders+xml",
    )
    return made.made()


@place("xlsx", "orphan_part")
def xlsx_orphan_part(secret: str) -> bytes:
    made = Book()
    made.office.add("xl/worksheets/sheet9.xml", f'<worksheet xmlns="{SHEET}"><sheetData>{cells([[secret]])}</sheetData></worksheet>')
    return made.made()


@place("xlsx", "archive_leftover")
def xlsx_zip_gap(secret: str) -> bytes:
    data = Book().made()
    directory = data.index(b"PK\x01\x02")
    hidden = f"旧的内容 {secret}".encode()
    end = data.rindex(b"PK\x05\x06")
    start = struct.unpack_from("<I", data, end + 16)[0]
    return data[:directory] + hidden + data[directory : end + 16] + struct.pack("<I", start + len(hidden)) + data[end + 20 :]


# --- PDF -----------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def page(text: str, *, at: int = 0, size: float = 14, fill: str = "black") -> bytes:
    """A PDF of one A4 page with this text, ``at`` points below its upper margin."""
    lines = "\n\n".join(f"#text({_string(line)})" for line in text.split("\n"))
    markup = f'#set document(date: none)\n#set page(width: 595pt, height: 842pt, margin: 60pt, fill: none)\n#set text(font: ("Noto Serif CJK SC", "Noto Sans CJK SC"), size: {size}pt, fill: {fill})\n#v({at}pt)\n{lines}'
    return bytes(typst.compile(markup.encode(), format="pdf"))


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@cache
def _clean() -> bytes:
    with pikepdf.open(io.BytesIO(page(f"{TITLE}\n{BODY}\n{MORE}"))) as base:
        for key in list(base.Root.keys()):
            if key not in ("/Type", "/Pages"):
                del base.Root[key]
        return _saved(base)


def _saved(document: pikepdf.Pdf, **options: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable, **options)
    return buffer.getvalue()


def clean_pdf() -> bytes:
    """A PDF that hides nothing."""
    return _clean()


def changed(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The clean PDF with a change."""
    with pikepdf.open(io.BytesIO(_clean())) as document:
        change(document)
        return _saved(document)


def stamped(
    document: pikepdf.Pdf, secret: str, before: str = "", behind: str = "", *, at: int = 300, size: float = 14, fill: str = "black"
) -> pikepdf.Name:
    """Puts a text onto the first page, between two pieces of content."""
    with pikepdf.open(io.BytesIO(page(secret, at=at, size=size, fill=fill))) as other:
        form = document.copy_foreign(other.pages[0].as_form_xobject())
    first = document.pages[0]
    name = first.add_resource(form, pikepdf.Name.XObject)
    first.contents_add(f"q {before} {name} Do {behind} Q".encode())
    return name


@place("pdf", "", shown=True)
def pdf_text(secret: str) -> bytes:
    return page(f"{TITLE}\n{BODY}\n当事人{secret}。\n{MORE}")


@place("pdf", "", shown=True)
def pdf_split_glyphs(secret: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        half = len(secret) // 2
        wide = sum(7.0 if character.isascii() else 14.0 for character in secret[:half])
        # The second half is drawn first, each half in a form of its own.
        stamped(document, secret[half:], before=f"1 0 0 1 {wide:.2f} 0 cm")
        stamped(document, secret[:half])

    return changed(change)


@place("pdf", "metadata")
def pdf_metadata(secret: str) -> bytes:
    return changed(lambda document: document.docinfo.__setitem__("/Author", secret))


@place("pdf", "custom_property")
def pdf_custom_info(secret: str) -> bytes:
    return changed(lambda document: document.docinfo.__setitem__("/Handler", secret))


@place("pdf", "metadata")
def pdf_xmp(secret: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        with document.open_metadata(set_pikepdf_as_editor=False) as meta:
            meta["dc:description"] = secret

    return changed(change)


def _annotated(subtype: str, **keys: object) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        entries = {"Type": pikepdf.Name.Annot, "Subtype": pikepdf.Name(f"/{subtype}"), "Rect": [100, 100, 130, 130], **keys}
        document.pages[0].obj.Annots = pikepdf.Array([document.make_indirect(pikepdf.Dictionary(entries_named(entries)))])

    return changed(change)


def entries_named(entries: dict[str, object]) -> dict[str, object]:
    return {f"/{name}": value for name, value in entries.items()}


@place("pdf", "pdf_annotation")
def pdf_annotation(secret: str) -> bytes:
    return _annotated("Text", Contents=secret)


@place("pdf", "comment_author")
def pdf_annotation_author(secret: str) -> bytes:
    return _annotated("Highlight", T=secret, QuadPoints=[100, 130, 130, 130, 100, 100, 130, 100])


@place("pdf", "pdf_text_under_box")
def pdf_under_annotation(secret: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        stamped(document, secret)
        look = document.make_stream(b"0 g 0 0 500 60 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 500, 60])
        box = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Square, Rect=[50, 440, 550, 500], F=4, AP=pikepdf.Dictionary(N=look)
        )
        document.pages[0].obj.Annots = pikepdf.Array([document.make_indirect(box)])

    return changed(change)


@place("pdf", "attachment")
def pdf_attachment(secret: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.attachments["名单.txt"] = pikepdf.AttachedFileSpec(document, f"名单\n{secret}".encode(), filename="名单.txt")

    return changed(change)


@place("pdf", "attachment")
def pdf_attached_xlsx(secret: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.attachments["list.xlsx"] = pikepdf.AttachedFileSpec(document, book([["甲", secret]]), filename="list.xlsx")

    return changed(change)


@place("pdf", "pdf_layer")
def pdf_hidden_layer(secret: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        layer = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="审核"))
        document.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer], Order=[layer]))
        document.pages[0].obj.Resources.Properties = pikepdf.Dictionary(MC0=layer)
        stamped(document, secret, before="/OC /MC0 BDC", behind="EMC")

    return changed(change)


@place("pdf", "pdf_invisible_text")
def pdf_render_mode(secret: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        name = stamped(document, secret)
        form = document.pages[0].obj.Resources.XObject[name]
        form.write(form.read_bytes().replace(b"0 Tr", b"3 Tr"))

    return changed(change)


@place("pdf", "pdf_invisible_text")
def pdf_white_text(secret: str) -> bytes:
    return changed(lambda document: stamped(document, secret, fill="white") and None)


@place("pdf", "pdf_invisible_text")
def pdf_tiny_text(secret: str) -> bytes:
    return changed(lambda document: stamped(document, secret, size=0.6) and None)


@place("pdf", "pdf_off_page")
def pdf_off_page(secret: str) -> bytes:
    return changed(lambda document: stamped(document, secret, before="1 0 0 1 900 0 cm") and None)


@place("pdf", "pdf_text_under_box")
def pdf_black_box(secret: str) -> bytes:
    return changed(lambda document: stamped(document, secret, behind="0 g 50 440 500 60 re f") and None)


@place("pdf", "pdf_text_under_box")
def pdf_box_with_label(secret: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        stamped(document, secret, behind="0 g 50 440 500 60 re f")
        stamped(document, "此处不予公开此处不予公开此处不予公开", fill="white")

    return changed(change)


@place("pdf", "pdf_text_under_box")
def pdf_under_picture(secret: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        pixels = bytes((x * 37 + y * 11) % 200 for y in range(20) for x in range(60))
        picture = document.make_stream(
            pixels,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=60,
            Height=20,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
        )
        name = document.pages[0].add_resource(picture, pikepdf.Name.XObject)
        stamped(document, secret, behind=f"q 500 0 0 60 50 440 cm {name} Do Q")

    return changed(change)


def updated(data: bytes, number: int, content: bytes) -> bytes:
    """A PDF saved by adding to its end: object ``number`` is another one now."""
    start = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    size, root = re.findall(rb"/Size (\d+)", data)[-1], re.findall(rb"/Root (\d+ \d+ R)", data)[-1]
    added = b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, len(data))
    return (
        data
        + added
        + table
        + b"trailer\n<< /Root "
        + root
        + b"".join(b" /Info " + link for link in re.findall(rb"/Info (\d+ \d+ R)", data)[-1:])
        + b" /Size "
        + size
        + b" /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (start, len(data) + len(added))
    )


@place("pdf", "pdf_earlier_revision")
def pdf_earlier_revision(secret: str) -> bytes:
    with_secret = changed(lambda document: stamped(document, secret) and None)
    with pikepdf.open(io.BytesIO(with_secret)) as document:
        number = document.pages[0].obj.Contents[-1].objgen[0]
    return updated(with_secret, number, b"<< /Length 3 >>\nstream\nq Q\nendstream")


@place("pdf", "pdf_unreferenced")
def pdf_unreferenced(secret: str) -> bytes:
    with pikepdf.open(io.BytesIO(_clean())) as document:
        document.make_indirect(pikepdf.Dictionary(Note=secret))
        buffer = io.BytesIO()
        document.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.disable, preserve_pdfa=False)
    data = buffer.getvalue()
    # The library drops what nothing leads to: written by hand, with a place in the table.
    number = int(re.findall(rb"/Size (\d+)", data)[-1])
    text = b"<" + ("\ufeff" + secret).encode("utf-16-be").hex().encode() + b">"
    grown = updated(data, number, b"<< /Note " + text + b" >>")
    place_of = grown.rindex(b"/Size ")
    return grown[:place_of] + b"/Size %d" % (number + 1) + grown[grown.index(b" /Prev", place_of) :]


@place("pdf", "pdf_unreferenced")
def pdf_old_object(secret: str) -> bytes:
    """An object in the bytes that no table knows."""
    data = _clean()
    stream = zlib.compress(f"BT ({secret}) Tj ET".encode())
    old = b"9999 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream\nendobj\n"
    start = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    return data[:start] + old + data[start:].replace(b"startxref\n%d" % start, b"startxref\n%d" % (start + len(old)))


@place("pdf", "pdf_unreferenced")
def pdf_trailing(secret: str) -> bytes:
    return _clean() + f"\n缓存 {secret}\n".encode()


@place("pdf", "pdf_form")
def pdf_form(secret: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        field = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="who", V=secret, Rect=[100, 100, 300, 120], F=2
            )
        )
        document.pages[0].obj.Annots = pikepdf.Array([field])
        document.Root.AcroForm = pikepdf.Dictionary(Fields=[field])

    return changed(change)


@place("pdf", "pdf_script")
def pdf_script(secret: str) -> bytes:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.alert('{secret}')")
    return changed(lambda document: document.Root.__setattr__("OpenAction", action))


@place("pdf", "pdf_replacement_text")
def pdf_actual_text(secret: str) -> bytes:
    hexed = ("\ufeff" + secret).encode("utf-16-be").hex()
    return changed(lambda document: stamped(document, "见附件", before=f"/Span << /ActualText <{hexed}> >> BDC", behind="EMC") and None)


@place("pdf", "pdf_private_data")
def pdf_private_data(secret: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.pages[0].obj.PieceInfo = pikepdf.Dictionary(Editor=pikepdf.Dictionary(Private=secret))

    return changed(change)


@place("pdf", "pdf_bookmark")
def pdf_bookmark(secret: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        with document.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(secret, 0))

    return changed(change)
