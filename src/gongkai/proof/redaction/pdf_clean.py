"""Pages of a PDF with nothing but what draws them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf

from gongkai.lib import limits
from gongkai.lib.errors import UnusableInput
from gongkai.proof.redaction.pictures import cleaned

if TYPE_CHECKING:
    from collections.abc import Iterator

# Annotations that print as part of the page: what a field or a stamp (a seal too) looks like is drawn into the page.
_DRAWN_IN = {"/Widget", "/Stamp", "/Watermark"}
_PAGE_KEYS = {"/Type", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group"}
_RESOURCES = {"/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading"}
# Keys that carry something beside what is drawn.
_BESIDE = {
    "/Metadata", "/PieceInfo", "/OC", "/StructParent", "/StructParents", "/Thumb", "/LastModified", "/AF", "/AA", "/Alternates", "/OPI", "/Annots", "/B", "/Ref", "/Measure",
    "/PtData", "/ID", "/Properties", "/SeparationInfo", "/PZ", "/Trans", "/Dur", "/Private", "/Names", "/Dests", "/Outlines",
}  # fmt: skip
_OPERATORS = set(
    "b B b* B* BI ID EI BT c cm cs CS d d0 d1 Do ET f F f* g G gs h i j J k K l m M n q Q re rg RG ri s S sc SC scn SCN sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \"".split()
)
_INSTRUCTIONS = 2_000_000


def flattened(document: pikepdf.Pdf) -> bytes:
    """The document without annotations; fields and stamps drawn into the page."""
    form = document.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and form.get("/NeedAppearances"):
        document.generate_appearance_streams()
    for page in document.pages:
        annotations = page.obj.get("/Annots")
        if isinstance(annotations, pikepdf.Array):
            page.obj.Annots = pikepdf.Array(
                [item for item in annotations if isinstance(item, pikepdf.Dictionary) and str(item.get("/Subtype", "")) in _DRAWN_IN]
            )
    document.flatten_annotations("screen")
    for page in document.pages:
        if "/Annots" in page.obj:
            del page.obj.Annots
    buffer = io.BytesIO()
    document.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.disable, encryption=False, fix_metadata_version=False)
    return buffer.getvalue()


def bare_page(document: pikepdf.Pdf, number: int) -> None:
    """Leave of a page (from 0) only what draws it."""
    page = document.pages[number]
    for key, value in _inherited(page.obj):
        if key not in page.obj:
            page.obj[key] = value
    for key in list(page.obj.keys()):
        if key not in _PAGE_KEYS and key != "/Parent":
            del page.obj[key]
    content = _rewritten(page)
    page.obj.Contents = document.make_stream(content)
    resources = page.obj.get("/Resources")
    if isinstance(resources, pikepdf.Dictionary):
        _resources(resources, set())
        document.remove_unreferenced_resources()


def _inherited(page: pikepdf.Dictionary) -> Iterator[tuple[str, pikepdf.Object]]:
    """What a page takes from the nodes above it."""
    above, steps = page.get("/Parent"), 0
    while isinstance(above, pikepdf.Dictionary) and steps < limits.NESTING:
        for key in ("/Resources", "/MediaBox", "/CropBox", "/Rotate"):
            if key in above:
                yield key, above[key]
        above, steps = above.get("/Parent"), steps + 1


def _rewritten(holder: pikepdf.Page | pikepdf.Object) -> bytes:
    """A content stream with the operators that draw, without marks, replacement texts and comments."""
    try:
        instructions = pikepdf.parse_content_stream(holder)
        if len(instructions) > _INSTRUCTIONS:
            raise UnusableInput("PDF 一页内的内容过多", "请导出成简单一些的 PDF 再试")
        return bytes(
            pikepdf.unparse_content_stream(
                [item for item in instructions if isinstance(item, pikepdf.ContentStreamInlineImage) or str(item.operator) in _OPERATORS]
            )
        )
    except (pikepdf.PikepdfError, UnicodeDecodeError) as error:
        raise UnusableInput("PDF 有一页的内容读不懂", "请重新导出一份再试") from error


def _resources(resources: pikepdf.Dictionary, done: set[tuple[int, int]]) -> None:
    for key in list(resources.keys()):
        if key not in _RESOURCES:
            del resources[key]
    waiting = [resources]
    while waiting:
        here = waiting.pop()
        for kind in _RESOURCES:
            for _, value in entries(here.get(kind)):
                inner = _cleaned(value, done)
                if isinstance(inner, pikepdf.Dictionary):
                    waiting.append(inner)


def _cleaned(item: pikepdf.Object, done: set[tuple[int, int]]) -> pikepdf.Object | None:
    """Clean a resource that draws; its own resources when it has some."""
    if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream) or (item.is_indirect and item.objgen in done):
        return None
    if item.is_indirect:
        done.add(item.objgen)
    if isinstance(item, pikepdf.Stream):
        if item.get("/Subtype") == "/Form" or item.get("/PatternType") == 1:
            item.write(_rewritten(item))
        elif item.get("/Subtype") == "/Image":
            _image(item)
    for procedure in _procedures(item):
        if procedure.objgen not in done:
            done.add(procedure.objgen)
            procedure.write(_rewritten(procedure))
    inner = item.get("/Resources")
    if isinstance(inner, pikepdf.Dictionary):
        for key in list(inner.keys()):
            if key not in _RESOURCES:
                del inner[key]
    masked = item.get("/SMask")
    group = masked.get("/G") if isinstance(masked, pikepdf.Dictionary) else None
    if isinstance(group, pikepdf.Stream):
        _cleaned(group, done)
    return inner


def _procedures(item: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The little drawings of a Type 3 font."""
    for _, value in entries(item.get("/CharProcs")):
        if isinstance(value, pikepdf.Stream):
            yield value


def entries(holder: object) -> list[tuple[str, pikepdf.Object]]:
    """The entries of a dictionary; nothing of anything else."""
    return list(holder.items()) if isinstance(holder, pikepdf.Dictionary) else []


def _image(item: pikepdf.Object) -> None:
    if item.get("/Filter") == "/DCTDecode":
        raw = bytes(item.read_raw_bytes())
        new = cleaned(raw)
        if new != raw:
            item.write(new, filter=pikepdf.Name.DCTDecode)


def forget(document: pikepdf.Pdf) -> None:
    """Remove from every object what does not draw; no properties, no structure."""
    if "/Info" in document.trailer:
        del document.trailer["/Info"]
    for key in list(document.Root.keys()):
        if key not in ("/Type", "/Pages"):
            del document.Root[key]
    for item in document.objects:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            _forget_in(item, 0)


def _forget_in(item: pikepdf.Object, depth: int) -> None:
    for key in list(item.keys()):
        if key in _BESIDE:
            del item[key]
            continue
        value = item.get(key)
        if isinstance(value, pikepdf.Dictionary) and not value.is_indirect and depth < limits.NESTING and key != "/Font":
            _forget_in(value, depth + 1)
