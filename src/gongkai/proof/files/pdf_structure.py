"""What a PDF holds beside its pages: properties, annotations, attachments, scripts, forms, layers, earlier revisions, dead objects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pikepdf

from gongkai.lib.archive import parse
from gongkai.lib.errors import UnusableInput
from gongkai.proof.files import common, pictures
from gongkai.proof.files.model import NOTE, Piece, squeezed
from gongkai.proof.files.package import local
from gongkai.proof.files.pdf_objects import Walk, opened, stream_words, strings_of, walk
from gongkai.proof.files.pdf_revisions import revisions

if TYPE_CHECKING:
    from collections.abc import Iterator

Inner = list[tuple[str, str, bytes]]
_SOFTWARE = {
    "/Creator",
    "/Producer",
    "/CreationDate",
    "/ModDate",
    "/Trapped",
    "/PTEX.Fullbanner",
    "/GTS_PDFXVersion",
    "/GTS_PDFXConformance",
    "/SourceModified",
}
_NAMES = {"/Title": "title", "/Author": "creator", "/Subject": "subject", "/Keywords": "keywords", "/Company": "Company"}
_WORDS = {"title": "标题", "creator": "作者", "subject": "主题", "keywords": "关键词", "Company": "单位"}
# Annotations that are part of the page as it is read: links, fields, what the page itself is marked with.
_PART_OF_PAGE = {"/Link", "/Widget", "/Popup", "/TrapNet", "/PrinterMark", "/Watermark", "/FileAttachment", "/Screen"}
_TOOL_WORDS = re.compile(
    r"(?i)tool|producer|language|date|format|version|documentid|instanceid|id$|part|conformance|rendition|trapped|when|action|changed|softwareagent|history"
)
_PACKET = re.compile(rb"<\?xpacket[^>]*\?>")


def structure(data: bytes, shown: str) -> tuple[list[Piece], Inner]:
    """Pieces and inner files of a PDF. ``shown``: the text of its pages."""
    seen = squeezed(shown)
    with opened(data) as document:
        found = walk(document)
        inner: Inner = []
        pieces = [
            *_info(document, seen),
            *_xmp(found, seen),
            *_annotations(document),
            *_attachments(found, inner),
            *_scripts(found),
            *_links(found),
            *_form(document, found),
            *_layers(document),
            *_marks(found, seen),
            *_images(found),
            *_private(found),
            *_bookmarks(document, seen),
            *_dead(document, found),
        ]
        told = {piece.text for piece in pieces}
        pieces.append(Piece("", "文件内部的文字", "\n".join(text for text in found.strings if text not in told and text not in shown)))
        pieces += revisions(data, document, seen, found.strings)
    return pieces, inner


def _info(document: pikepdf.Pdf, seen: str) -> Iterator[Piece]:
    software = []
    info = document.trailer.get("/Info")
    for key, value in info.items() if isinstance(info, pikepdf.Dictionary) else ():
        text = str(value).strip() if isinstance(value, pikepdf.String) else ""
        if not text:
            continue
        if key in _SOFTWARE:
            software.append(f"{key} {text}")
        elif key in _NAMES:
            name = _NAMES[key]
            yield Piece(
                "metadata",
                f"文件属性“{_WORDS[name]}”",
                text,
                f"文件属性里写着“{_WORDS[name]}”",
                NOTE if common.plain(text, seen, name) else "",
            )
        else:
            yield common.custom(key[1:], text, seen)
    if software:
        yield Piece("software", "文件属性", "\n".join(software), "文件属性里有制作软件和保存时间")


def _xmp(found: Walk, seen: str) -> Iterator[Piece]:
    for where, stream in found.metadata:
        raw = _decoded(stream)
        try:
            root = parse(iter([_PACKET.sub(b"", raw).strip()]), "metadata")
        except UnusableInput:
            yield Piece("metadata", where, stream_words(raw), f"{where}里有读不懂的内容")
            continue
        for element in root.iter():
            texts = [(local(element), element.text or "")] if not len(element) else []
            texts += [(str(key).rsplit("}", 1)[-1], str(value)) for key, value in element.attrib.items()]
            for name, text in texts:
                yield from _xmp_text(_parent_name(element, name), name, text.strip(), where, seen)


def _parent_name(element: object, name: str) -> str:
    """``dc:title`` holds ``rdf:Alt`` holds ``rdf:li``: the name is the outermost that speaks."""
    here = element
    while name in ("li", "Alt", "Seq", "Bag", "value") and (here := here.getparent()) is not None:  # type: ignore[attr-defined]
        name = local(here)
    return name


def _xmp_text(name: str, attribute: str, text: str, where: str, seen: str) -> Iterator[Piece]:
    if (
        not text
        or attribute in ("about", "lang", "parseType", "xmptk", "resource")
        or (_TOOL_WORDS.search(name) and not re.search(r"[\u4e00-\u9fff]", text))
    ):
        return
    known = {
        "title": "title",
        "creator": "creator",
        "description": "subject",
        "subject": "keywords",
        "Keywords": "keywords",
        "Author": "creator",
    }.get(name, "")
    if not common.plain(text, seen, known) and len(text) > 1:
        yield Piece("metadata", f"{where}“{_WORDS.get(known, name)}”", text, f"{where}里写着“{_WORDS.get(known, name)}”")


def _annotations(document: pikepdf.Pdf) -> Iterator[Piece]:
    authors: dict[str, None] = {}
    for number, page in enumerate(document.pages, 1):
        annotations = page.obj.get("/Annots")
        for item in annotations if isinstance(annotations, pikepdf.Array) else ():
            if not isinstance(item, pikepdf.Dictionary) or str(item.get("/Subtype", "")) in _PART_OF_PAGE:
                continue
            text = "\n".join(
                dict.fromkeys(filter(None, (_text(item, key) for key in ("/Contents", "/Subj", "/RC", "/DA", "/OverlayText"))))
            )
            text = re.sub(r"<[^>]*>", "", text)
            if _text(item, "/T"):
                authors[_text(item, "/T")] = None
            redact = str(item.get("/Subtype", "")) == "/Redact"
            sentence = f"第 {number} 页有做了遮盖标记却没有真正删除的内容" if redact else f"第 {number} 页有注释"
            yield Piece("pdf_annotation", f"第 {number} 页", f"{text}\n{_drawn_words(item)}".strip(), sentence)
    if authors:
        yield Piece("comment_author", "注释", "\n".join(authors), f"注释里留着 {len(authors)} 个人的姓名")


def _drawn_words(annotation: pikepdf.Dictionary) -> str:
    look = annotation.get("/AP")
    normal = look.get("/N") if isinstance(look, pikepdf.Dictionary) else None
    return stream_words(_decoded(normal)) if isinstance(normal, pikepdf.Stream) else ""


def _text(holder: pikepdf.Dictionary, key: str) -> str:
    value = holder.get(key)
    return str(value) if isinstance(value, pikepdf.String) else ""


def _attachments(found: Walk, inner: Inner) -> Iterator[Piece]:
    for number, (name, words, stream) in enumerate(found.files, 1):
        title = name or f"附件{number}"
        content = _decoded(stream)
        inner.append(("附件", title, content))
        yield Piece("attachment", f"附件“{title}”", f"{title}\n{words}\n{stream_words(content)}", f"文件里带着附件“{title}”")


def _scripts(found: Walk) -> Iterator[Piece]:
    for item in found.scripts:
        yield Piece("pdf_script", "文件", stream_words(_decoded(item)) if isinstance(item, pikepdf.Stream) else str(item))


def _links(found: Walk) -> Iterator[Piece]:
    for target in found.links:
        if common.is_local(target):
            yield Piece("external_link", "链接", target, "文件链接到本机或内网的文件，会露出路径和姓名")


def _form(document: pikepdf.Pdf, found: Walk) -> Iterator[Piece]:
    for name, value, hint in found.fields:
        if value or hint:
            yield Piece("pdf_form", f"表单项“{name}”", f"{value}\n{hint}".strip(), f"表单项“{name}”里有填写的内容")
    form = document.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        parts = form.XFA if isinstance(form.XFA, pikepdf.Array) else [form.XFA]
        text = "\n".join(stream_words(_decoded(part)) for part in parts if isinstance(part, pikepdf.Stream))
        yield Piece("pdf_form", "动态表单", text, "文件里有动态表单的数据")
    for signature in found.signatures:
        yield Piece("signature", "电子签名", signature)


def _layers(document: pikepdf.Pdf) -> Iterator[Piece]:
    layers = document.Root.get("/OCProperties")
    if not isinstance(layers, pikepdf.Dictionary):
        return
    usual = layers.get("/D")
    usual = usual if isinstance(usual, pikepdf.Dictionary) else pikepdf.Dictionary()
    listed = layers.get("/OCGs")
    every = {
        layer.objgen: layer for layer in (listed if isinstance(listed, pikepdf.Array) else ()) if isinstance(layer, pikepdf.Dictionary)
    }
    off = set(every) if str(usual.get("/BaseState", "")) == "/OFF" else set()
    off |= {layer.objgen for layer in usual.get("/OFF", pikepdf.Array()) if layer.objgen in every}
    off -= {layer.objgen for layer in usual.get("/ON", pikepdf.Array())}
    for key in sorted(off):
        name = str(every[key].get("/Name", ""))
        yield Piece("pdf_layer", f"图层“{name}”", name, f"图层“{name}”是关闭的，里面的内容看不见却还在")


def _marks(found: Walk, seen: str) -> Iterator[Piece]:
    """Replacement texts that say other than the page, and descriptions of pictures."""
    for text in found.replacements:
        if len(text.strip()) > 3 and squeezed(text) not in seen:
            yield Piece("pdf_replacement_text", "文件结构", text)
    for text in found.descriptions:
        if squeezed(text) not in seen:
            yield Piece("alt_text", "图片", text)
    for content in found.contents:
        for text in content:
            if len(text.strip()) > 3:
                yield Piece("pdf_replacement_text", "页面内容", text)


def _images(found: Walk) -> Iterator[Piece]:
    for number, data in enumerate(found.jpegs, 1):
        yield from pictures.metadata(data, f"第 {number} 张图片")
    for data in found.thumbnails:
        yield Piece("thumbnail", "页面", str(len(data)), "文件里存着页面的缩略图，可能是旧内容")


def _private(found: Walk) -> Iterator[Piece]:
    for item in found.private:
        yield Piece("pdf_private_data", "文件", "\n".join(strings_of(item)))


def _bookmarks(document: pikepdf.Pdf, seen: str) -> Iterator[Piece]:
    outlines = document.Root.get("/Outlines")
    waiting = [outlines.get("/First")] if isinstance(outlines, pikepdf.Dictionary) else []
    done: set[tuple[int, int]] = set()
    while waiting:
        item = waiting.pop()
        if not isinstance(item, pikepdf.Dictionary) or item.objgen in done:
            continue
        done.add(item.objgen)
        waiting += [item.get("/First"), item.get("/Next")]
        text = _text(item, "/Title")
        if text and squeezed(text) not in seen:
            yield Piece("pdf_bookmark", "书签", text, "书签里有页面上没有的文字")


def _dead(document: pikepdf.Pdf, found: Walk) -> Iterator[Piece]:
    """Objects that are in the table and that nothing leads to."""
    texts, count = [], 0
    for item in document.objects:
        if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array | pikepdf.String) or item.objgen in found.reached:
            continue
        if isinstance(item, pikepdf.Stream):
            if str(item.get("/Type", "")) in ("/ObjStm", "/XRef"):
                continue
            texts.append(stream_words(_decoded(item)))
            count += 1
        words = list(strings_of(item))
        count += bool(words) and not isinstance(item, pikepdf.Stream)
        texts += words
    if count:
        yield Piece("pdf_unreferenced", "文件", "\n".join(filter(None, texts)), f"文件里有 {count} 个没有用到的旧对象")


def _decoded(stream: pikepdf.Object) -> bytes:
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PikepdfError:
        return bytes(stream.read_raw_bytes())
