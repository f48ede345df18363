"""Files that no honest office makes, built in memory or on disk: each name to its bytes."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from pathlib import Path

from gongkai.lib.errors import UnusableInput
from gongkai.report import readers

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    "truncated.docx",
    "bomb.docx",
    "lying.docx",
    "xmlbomb.docx",
    "xmlbomb16.docx",
    "xxe.docx",
    "deep.docx",
    "many.docx",
    "attributes.docx",
    "text.docx",
    "span.docx",
    "members.zip",
    "corner.xlsx",
    "merges.xlsx",
    "cells.xlsx",
    "strings.xlsx",
    "nested.html",
    "nested.json",
    "spaces.txt",
    "spaces300.txt",
    "empty.docx",
    "picture.docx",
    "random.bin",
    "old.doc",
    "locked.pdf",
    "truncated.pdf",
    "stream.pdf",
    "lines.pdf",
    "pages.pdf",
    "self.pdf",
)
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(200)


def packed(parts: dict[str, bytes], stored: bool = False) -> bytes:
    """A zip archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def word_xml(body: str) -> bytes:
    """A main part with this body; ``w`` is the prefix of the word namespace."""
    head = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{WORD}" '
    head += 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml">'
    return f"{head}<w:body>{body}</w:body></w:document>".encode()


def word(body: str, parts: dict[str, bytes] | None = None) -> bytes:
    """A .docx file with this body and any other parts."""
    return packed({"word/document.xml": word_xml(body)} | (parts or {}))


def workbook(sheet: str, shared: str = "", state: str = "visible") -> bytes:
    """An .xlsx file of one sheet 「Sheet1」 with this content."""
    book = f'<workbook xmlns="{SHEET}" xmlns:r="{RELATIONS}"><sheets><sheet name="Sheet1" sheetId="1" state="{state}" r:id="rId1"/></sheets></workbook>'
    relations = '<Relationships xmlns="urn:x"><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'
    parts = {
        "xl/workbook.xml": book.encode(),
        "xl/_rels/workbook.xml.rels": relations.encode(),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}">{sheet}</worksheet>'.encode(),
    }
    if shared:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{SHEET}">{shared}</sst>'.encode()
    return packed(parts)


def lying_archive(real: int, said: int) -> bytes:
    """A .docx whose directory says that its main part is ``said`` bytes long; it is ``real``."""
    data = bytearray(packed({"word/document.xml": b" " * real}))
    for signature, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.index(signature) + place, said)
    return bytes(data)


def pdf(content: bytes = b"BT /F1 12 Tf 72 720 Td (Hello there world) Tj ET", *, packed_content: bool = False, pages: int = 1) -> bytes:
    """A small PDF with this content on each of its pages."""
    stream = zlib.compress(content, 9) if packed_content else content
    filters = b"/Filter /FlateDecode " if packed_content else b""
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % pages,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< " + filters + b"/Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
    ]
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
    objects.extend([page] * pages)
    return _numbered(objects)


def locked_pdf() -> bytes:
    """A PDF that asks for a password."""
    plain = pdf()
    lock = b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <" + b"61" * 32 + b"> /U <" + b"62" * 32 + b"> >> "
    return plain.replace(
        b"trailer\n<< ", b"trailer\n<< /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] " + lock
    )


def _numbered(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def flipped(data: bytes, chance: random.Random, most: int = 8) -> bytes:
    """The bytes with a few bits turned over."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, most)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def hostile_set() -> dict[str, bytes]:
    """The names of all hostile files with their contents; without the one of 300 MB, which :func:`write` makes."""
    honest = word("<w:p><w:r><w:t>正文</w:t></w:r></w:p>")
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a0 "哈哈哈哈">{laughs}]><w>&a9;</w>'
    outside = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>'
    cells = '<w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr><w:p/></w:tc>'
    return {
        "truncated.docx": honest[: len(honest) // 2],
        "bomb.docx": packed({"word/document.xml": bytes(100 * 1024 * 1024)}),
        "lying.docx": lying_archive(80 * 1024 * 1024, 1000),
        "xmlbomb.docx": packed({"word/document.xml": bomb.encode()}),
        "xmlbomb16.docx": packed({"word/document.xml": bomb.encode("utf-16")}),
        "xxe.docx": packed({"word/document.xml": outside.encode()}),
        "deep.docx": packed({"word/document.xml": b"<a>" * 200_000 + b"</a>" * 200_000}),
        "many.docx": word("<w:p/>" * 3_000_000),
        "attributes.docx": word("<w:p " + " ".join(f'a{n}=""' for n in range(400_000)) + "/>"),
        "text.docx": word("".join(f"<w:p><w:r><w:t>{'字' * 3_000_000}</w:t></w:r></w:p>" for _ in range(6))),
        "span.docx": word(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"),
        "members.zip": packed({f"word/{number}.xml": b"" for number in range(5000)}),
        "corner.xlsx": workbook('<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>'),
        "merges.xlsx": workbook('<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>'
                                '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "cells.xlsx": workbook("<sheetData>" + "<row>" + "<c><v>1</v></c>" * 2_000_000 + "</row></sheetData>"),
        "strings.xlsx": workbook('<sheetData><row><c t="s"><v>0</v></c></row></sheetData>', "<si><t>" + "字" * 3_000_000 + "</t></si>"),
        "nested.html": b"<html><body>" + b"<table><tr><td>" * 200_000 + b"x",
        "nested.json": b'{"a":' * 200_000,
        "spaces.txt": b" " * (31 * 1024 * 1024),
        "empty.docx": b"",
        "picture.docx": PNG,
        "random.bin": random.Random(7).randbytes(300_000),
        "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(8).randbytes(40_000),
        "locked.pdf": locked_pdf(),
        "truncated.pdf": pdf()[:300],
        "stream.pdf": pdf(b"BT /F1 12 Tf (a) Tj ET\n" * 6_000_000, packed_content=True),
        "lines.pdf": pdf(b"BT /F1 12 Tf 72 720 Td (Hello there) Tj ET\n" + b"0 0 m 500 500 l S\n" * 1_000_000, packed_content=True),
        "pages.pdf": pdf(pages=5000),
        "self.pdf": pdf().replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"),
    }  # fmt: skip


def write(folder: str) -> None:
    """All hostile files into a folder."""
    for name, content in hostile_set().items():
        (Path(folder) / name).write_bytes(content)
    with (Path(folder) / "spaces300.txt").open("wb") as file:
        for _ in range(300):
            file.write(b" " * 1024 * 1024)


def refusal(data: bytes) -> str | None:
    """The sentence of a refused file, None for one that is read. Anything else that is raised fails the test."""
    try:
        readers.read_bytes(data)
    except UnusableInput as error:
        return error.sentence()
    return None
