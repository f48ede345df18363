"""Word's XML: runs, fonts, properties of a file, and the package around them.

What any document of the house shares; its styles and its body are the writer's own. Lengths in
twips (1/20 pt) as Word has them.
"""

from __future__ import annotations

import io
import zipfile
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DOC_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same letter makes the same bytes

FONTS = {"": "仿宋_GB2312", "hei": "黑体", "kai": "楷体_GB2312", "title": "方正小标宋简体", "song": "宋体"}
# What stands in where a font is not installed; Word takes the first of altName that it has.
_INSTEAD = {
    "仿宋_GB2312": "仿宋,FangSong,FandolFang R,Noto Serif CJK SC",
    "黑体": "SimHei,Noto Sans CJK SC",
    "楷体_GB2312": "楷体,KaiTi,FandolKai,Noto Serif CJK SC",
    "方正小标宋简体": "小标宋体,华文中宋,STZhongsong,Noto Serif CJK SC",
    "宋体": "SimSun,Noto Serif CJK SC",
}
# A4 with the type area of GB/T 9704-2012: 156 × 225 mm, 37 mm above, 28 mm left of it.
PAGE_SIZE = '<w:pgSz w:w="11906" w:h="16838"/>'
MARGINS = 'w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"'
TEXT_WIDTH = 8845
GRID = '<w:docGrid w:type="lines" w:linePitch="579"/>'
# 22 lines on 225 mm: 579 twips each. 28 characters on 156 mm: 15.79 pt each, so 16 pt type is set 0.3 pt closer; a grid of characters
# would do the same in Word, but LibreOffice sets it far too wide. At 0.25 pt LibreOffice 7.4 lost some full stops at the end of full lines.
CLOSER = '<w:spacing w:val="-6"/>'


def fonts(kind: str = "") -> str:
    """The fonts of a run: "" 仿宋, ``hei``, ``kai``, ``title`` 小标宋, ``song``."""
    name = FONTS[kind]
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="Times New Roman" w:hint="eastAsia"/>'


def run(text: str, properties: str = "") -> str:
    """A run of text; line feeds become line breaks."""
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inner}</w:r>"


def paragraph(inner: str, properties: str = "") -> str:
    """A paragraph around runs, with the inside of its ``pPr``."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def page_number() -> str:
    """Runs that print 「— 1 —」 with the number of the page."""
    field = "".join(
        f"<w:r>{piece}</w:r>"
        for piece in (
            '<w:fldChar w:fldCharType="begin"/>', '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>', "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>',
        )
    )  # fmt: skip
    return f"{run('— ')}{field}{run(' —')}"


def style(name: str, title: str, paragraph: str, run: str, *, based: str = "Normal", following: str = "Normal") -> str:
    """A paragraph style. A Chinese ``title`` makes it one of our own."""
    own = "" if title.isascii() else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{name}"><w:name w:val="{title}"/><w:basedOn w:val="{based}"/>'
        f'<w:next w:val="{following}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


def core_properties(title: str, creator: str) -> str:
    """``docProps/core.xml``. No date: the same letter makes the same file."""
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>'
        f"{escape(title)}</dc:title><dc:creator>{escape(creator)}</dc:creator><dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def font_table() -> str:
    """``word/fontTable.xml`` with what may stand in for each font."""
    entries = "".join(f'<w:font w:name="{name}"><w:altName w:val="{instead}"/></w:font>' for name, instead in _INSTEAD.items())
    return f'{HEAD}<w:fonts xmlns:w="{W}">{entries}</w:fonts>'


def package(parts: Mapping[str, str], title: str, creator: str) -> bytes:
    """The .docx around ``parts`` (``document.xml`` ``styles.xml`` ``header1.xml`` … without the folder ``word/``).

    Part number n of all but the document has the relationship ``rIdn``, in the order given.
    """
    beside = [name for name in parts if name != "document.xml"] + ["fontTable.xml"]
    whole = {
        "[Content_Types].xml": _content_types(["document.xml", *beside]),
        "_rels/.rels": _relationships(
            {
                "word/document.xml": f"{R}/officeDocument",
                "docProps/core.xml": "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
            }
        ),
        "word/_rels/document.xml.rels": _relationships({name: f"{R}/{_kind(name)}" for name in beside}),
        "docProps/core.xml": core_properties(title, creator),
        **{f"word/{name}": text for name, text in parts.items()},
        "word/fontTable.xml": font_table(),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in whole.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), text.encode("utf-8"), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _kind(name: str) -> str:
    """``header1.xml`` → ``header``."""
    return name.removesuffix(".xml").rstrip("0123456789")


def _content_types(names: list[str]) -> str:
    main = {"document": "document.main"}
    items = "".join(
        f'<Override PartName="/word/{name}" ContentType="{_DOC_TYPE}.{main.get(_kind(name), _kind(name))}+xml"/>' for name in names
    )
    core = '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{items}{core}</Types>'
    )


def _relationships(targets: Mapping[str, str]) -> str:
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>' for number, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'
