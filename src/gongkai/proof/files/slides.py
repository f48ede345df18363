"""What a presentation shows, and what it holds beside that: hidden slides, the speaker's notes, comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.proof.files import common
from gongkai.proof.files.model import Content, Piece
from gongkai.proof.files.package import Package, attribute, children, local, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_KNOWN = {
    "slide",
    "notesSlide",
    "comments",
    "commentAuthors",
    "image",
    "presentation",
    "officeDocument",
    "core-properties",
    "extended-properties",
}


def read(data: bytes) -> Content:
    """A .pptx file."""
    package = Package(data)
    pages: list[str] = []
    pieces: list[Piece] = []
    for number, part in enumerate(_slides(package), 1):
        place, root = f"第 {number} 张幻灯片", package.tree(part)
        text = "\n".join(_lines(root))
        if attribute(root, "show") in ("0", "false"):
            pieces.append(Piece("hidden_slide", place, text, f"{place}是隐藏的"))
        else:
            pages.append(text)
            pieces.append(Piece("", place, text))
        pieces += _hidden_shapes(root, place)
        pieces += [Piece("speaker_notes", place, "\n".join(_lines(package.tree(notes)))) for notes in package.targets(part, "notesSlide")]
        pieces += [Piece("comment", place, words(package.tree(comments))) for comments in package.targets(part, "comments")]
    pieces += [
        Piece("", f"部件 {name}", common.part_words(package, name))
        for name, sort in package.reached.items()
        if sort not in _KNOWN and name.endswith(".xml")
    ]
    pieces = [piece for piece in pieces if piece.code != "speaker_notes" or piece.text.strip().strip("0123456789")]
    pieces += common.pieces(package, "\n".join(pages))
    return Content("pptx", pieces, pages, common.embedded(package))


def _slides(package: Package) -> Iterator[str]:
    links = package.relations(package.main)
    for entry in children(package.tree(package.main), "sldIdLst"):
        ids = [str(value) for key, value in entry.attrib.items() if str(key).endswith("}id")]
        if ids and ids[0] in links and links[ids[0]].target in package:
            yield links[ids[0]].target


def _lines(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        if local(element) == "p":
            yield "".join(inner.text or "" for inner in element.iter() if local(inner) == "t")


def _hidden_shapes(root: etree._Element, place: str) -> Iterator[Piece]:
    for element in root.iter():
        if local(element) == "cNvPr" and attribute(element, "hidden") in ("1", "true"):
            holder = element.getparent()
            whole = holder.getparent() if holder is not None else None
            yield Piece("hidden_shape", place, "\n".join(_lines(whole)) if whole is not None else "")
