"""One walk over all objects of a PDF that its trailer leads to."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pikepdf

from gongkai.lib import limits
from gongkai.lib.errors import UnusableInput
from gongkai.proof.files.pictures import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_OBJECTS = 400_000
_PAGE_BYTES = 12_000_000  # a page of a map has some 5
_LONG = 20_000_000  # bytes of decoded streams that are searched for replacement texts
_LITERAL = re.compile(rb"\(((?:[^()\\]|\\.)*)\)|<([0-9A-Fa-f\s]+)>", re.DOTALL)


@dataclass
class Walk:
    """What the walk came by."""

    reached: set[tuple[int, int]] = field(default_factory=set)
    strings: dict[str, None] = field(default_factory=dict)
    metadata: list[tuple[str, pikepdf.Object]] = field(default_factory=list)
    files: list[tuple[str, str, pikepdf.Object]] = field(default_factory=list)
    scripts: list[pikepdf.Object] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    fields: list[tuple[str, str, str]] = field(default_factory=list)
    signatures: list[str] = field(default_factory=list)
    replacements: dict[str, None] = field(default_factory=dict)
    descriptions: dict[str, None] = field(default_factory=dict)
    contents: list[list[str]] = field(default_factory=list)
    jpegs: list[bytes] = field(default_factory=list)
    thumbnails: list[bytes] = field(default_factory=list)
    private: list[pikepdf.Object] = field(default_factory=list)
    searched: int = 0


def opened(data: bytes) -> pikepdf.Pdf:
    """A document of qpdf. Raises UnusableInput for passwords and damage."""
    try:
        document = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError as error:
        raise UnusableInput("文件有密码，打不开", "请去掉密码后再试") from error
    except (pikepdf.PikepdfError, ValueError, RuntimeError) as error:
        raise UnusableInput("PDF 文件已损坏或不完整", "请重新下载或导出一份再试") from error
    if len(document.objects) > _OBJECTS:
        raise UnusableInput("PDF 内部的对象过多", "请重新导出一份再试")
    return document


def check_pages(data: bytes) -> None:
    """Raises UnusableInput when drawing a page would cost too much: asked before a page is drawn."""
    with opened(data) as document:
        if len(document.pages) > limits.PDF_PAGES:
            raise UnusableInput(f"PDF 超过 {limits.PDF_PAGES} 页", "请分成几个文件再试")
        seen: dict[tuple[int, int], int] = {}
        for page in document.pages:
            contents = page.obj.get("/Contents")
            streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
            if sum(_length(stream, seen) for stream in streams) > _PAGE_BYTES:
                raise UnusableInput("PDF 一页内的内容过多", "请导出成简单一些的 PDF 再试")


def _length(stream: object, seen: dict[tuple[int, int], int]) -> int:
    if not isinstance(stream, pikepdf.Stream):
        return 0
    if stream.objgen not in seen:
        try:
            seen[stream.objgen] = len(stream.read_bytes())
        except pikepdf.PikepdfError:
            seen[stream.objgen] = 0
    return seen[stream.objgen]


def walk(document: pikepdf.Pdf) -> Walk:
    """All objects that the trailer leads to."""
    found = Walk()
    waiting: list[tuple[object, int]] = [(document.trailer, 0)]
    while waiting:
        item, depth = waiting.pop()
        if depth > limits.NESTING or not isinstance(item, pikepdf.Object):
            continue
        if item.is_indirect:
            if item.objgen in found.reached:
                continue
            found.reached.add(item.objgen)
            depth = 0
        if isinstance(item, pikepdf.String):
            found.strings[str(item)] = None
        elif isinstance(item, pikepdf.Array):
            waiting += [(entry, depth + 1) for entry in item]
        elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            if isinstance(item, pikepdf.Stream):
                _stream(item, found)
            _dictionary(item, found, is_root=item.get("/Type") == "/Catalog")
            waiting += [(value, depth + 1) for value in _values(item) if isinstance(value, pikepdf.Object)]
    return found


def _values(holder: pikepdf.Object) -> Iterator[object]:
    for key in holder.keys():  # noqa: SIM118 - a PDF dictionary iterates over more than keys
        yield holder.get(key)


def _stream(stream: pikepdf.Object, found: Walk) -> None:
    raw_filter = stream.get("/Filter")
    if raw_filter == "/DCTDecode" or (isinstance(raw_filter, pikepdf.Array) and len(raw_filter) == 1 and raw_filter[0] == "/DCTDecode"):
        raw = bytes(stream.read_raw_bytes())
        if kind_of(raw):
            found.jpegs.append(raw)
        return
    if stream.get("/Subtype") == "/Image" or stream.get("/Type") in ("/XRef", "/ObjStm") or "/Length1" in stream or found.searched > _LONG:
        return
    try:
        content = bytes(stream.read_bytes())
    except pikepdf.PikepdfError:
        return
    found.searched += len(content)
    if b"/ActualText" in content or b"/Alt" in content:
        found.contents.append(list(_replacements(content)))


def _replacements(content: bytes) -> Iterator[str]:
    for start in re.finditer(rb"/(?:ActualText|Alt|E)\s*(?=[(<])", content):
        match = _LITERAL.match(content, start.end())
        if match:
            yield _literal(match)


def _literal(match: re.Match[bytes]) -> str:
    try:
        return str(pikepdf.Object.parse(match[0]))
    except (pikepdf.PikepdfError, ValueError):
        return match[0].decode("latin-1")


def _dictionary(item: pikepdf.Object, found: Walk, *, is_root: bool) -> None:
    for key, kept in (("/ActualText", found.replacements), ("/E", found.replacements), ("/Alt", found.descriptions)):
        value = item.get(key)
        if isinstance(value, pikepdf.String):
            kept[str(value)] = None
    if isinstance(item.get("/Metadata"), pikepdf.Stream):
        found.metadata.append(("文件属性（XMP）" if is_root else "图片或页面的属性（XMP）", item.Metadata))
    if "/JS" in item:
        found.scripts.append(item.JS)
    if isinstance(item.get("/Thumb"), pikepdf.Stream):
        found.thumbnails.append(bytes(item.Thumb.read_raw_bytes()))
    if "/PieceInfo" in item:
        found.private.append(item.PieceInfo)
    if isinstance(item.get("/EF"), pikepdf.Dictionary):
        _file(item, found)
    action = item.get("/S")
    if action in ("/URI", "/Launch", "/GoToR", "/SubmitForm", "/ImportData"):
        found.links += [text for text in strings_of(item, 3) if text]
    if item.get("/FT") is not None or ("/V" in item and "/T" in item):
        _field(item, found)
    if item.get("/Type") == "/Sig":
        found.signatures.append(
            "\n".join(str(item.get(key)) for key in ("/Name", "/Reason", "/Location", "/ContactInfo") if item.get(key) is not None)
        )


def _file(item: pikepdf.Object, found: Walk) -> None:
    names = [str(item.get(key)) for key in ("/UF", "/F") if isinstance(item.get(key), pikepdf.String)]
    words = str(item.get("/Desc")) if isinstance(item.get("/Desc"), pikepdf.String) else ""
    streams = {stream.objgen: stream for stream in _values(item.EF) if isinstance(stream, pikepdf.Stream)}
    found.files += [(names[0] if names else "", words, stream) for stream in streams.values()]


def _field(item: pikepdf.Object, found: Walk) -> None:
    kind = item.get("/FT")
    if kind in ("/Sig", "/Btn"):
        return
    values = [text for key in ("/V", "/DV", "/RV") for text in strings_of(item.get(key), 2)]
    options = list(strings_of(item.get("/Opt"), 3))
    hint = str(item.get("/TU")) if isinstance(item.get("/TU"), pikepdf.String) else ""
    name = str(item.get("/T")) if isinstance(item.get("/T"), pikepdf.String) else ""
    found.fields.append((name, "\n".join(dict.fromkeys(values)), "\n".join([hint, *options]).strip() if values else hint))


def strings_of(item: object, levels: int = 12) -> Iterator[str]:
    """All text strings in an object, not following references to pages."""
    waiting: list[tuple[object, int]] = [(item, levels)]
    done: set[tuple[int, int]] = set()
    while waiting:
        here, left = waiting.pop()
        if isinstance(here, pikepdf.String):
            text = str(here).strip()
            if text:
                yield text
            continue
        if left < 0 or not isinstance(here, pikepdf.Object):
            continue
        if here.is_indirect:
            if here.objgen in done or (isinstance(here, pikepdf.Dictionary) and here.get("/Type") == "/Page"):
                continue
            done.add(here.objgen)
        if isinstance(here, pikepdf.Array):
            waiting += [(entry, left - 1) for entry in here]
        elif isinstance(here, pikepdf.Dictionary | pikepdf.Stream):
            waiting += [(here.get(key), left - 1) for key in here.keys() if key != "/Parent"]  # noqa: SIM118


def stream_words(content: bytes) -> str:
    """What can be read in the bytes of a stream: plain text, strings of PDF, UTF-16 and UTF-8."""
    head = content[:400_000]
    found = []
    for match in _LITERAL.finditer(head) if b"Tj" in head or b"TJ" in head or b"/" in head[:2000] else ():
        text = _literal(match)
        if re.search(r"[\u4e00-\u9fff]|[0-9A-Za-z]{3}", text):
            found.append(text)
    pieces = re.findall(rb"[\x20-\x7e]{6,}|(?:[\x20-\x7e]{0,20}(?:[\xe4-\xe9][\x80-\xbf]{2})+[\x20-\x7e]{0,20})+", head)
    found += [piece.decode("utf-8", "replace") for piece in pieces]
    for encoding in ("utf-16-be", "utf-16-le"):
        for start in (0, 1):
            found += re.findall(r"[\u4e00-\u9fff0-9A-Za-z]{4,}", head[start:].decode(encoding, "ignore"))
    return "\n".join(dict.fromkeys(found))[:100_000]
