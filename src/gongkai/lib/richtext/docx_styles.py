"""What a Word document says apart from its text: styles, relationships, notes and comments."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.docx_numbers import Numbers
from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from gongkai.lib.archive import Archive

SPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
RELATIONS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_CHAIN = 12  # styles based on styles based on …
_TITLES = frozenset({"title", "标题一级", "文件标题", "公文标题"})


class Style(NamedTuple):
    """What a style says of paragraphs and runs in it; None where it leaves that to the style below."""

    level: int | None = None  # 1 to 9; 0 is said to be no heading
    title: bool | None = None
    align: str | None = None
    bold: bool | None = None
    hidden: bool | None = None
    based: str | None = None


class Related(NamedTuple):
    """What an id of the document leads to."""

    target: str
    outside: bool
    kind: str


class Package:
    """The parts of a Word file around its text. UnusableInput, KeyError and those of lxml when it is none."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._main = _main_part(archive)
        self.root = archive.tree(self._main)
        space = next((space for space in SPACES if self.root.tag.startswith(space)), None)
        if space is None:
            raise UnusableInput("不是 Word 文档的正文", "请用 Word 或 WPS 打开后另存为 .docx 再试")
        self.space = space
        styles = archive.tree("word/styles.xml") if "word/styles.xml" in archive else None
        self._styles = dict(self._read_styles(styles)) if styles is not None else {}
        self.numbers = Numbers(space, archive.tree("word/numbering.xml"), styles) if "word/numbering.xml" in archive else None
        self.related = self._relations(self._main)

    def style(self, name: str | None) -> Style:
        """A style with what it takes from those it is based on."""
        found = Style()
        for _ in range(_CHAIN):
            below = self._styles.get(name or "")
            if below is None:
                break
            found = _over(found, below)
            name = below.based
        return found

    def texts(self, name: str, element: str) -> dict[str, str]:
        """The notes or comments of a part (``footnotes.xml``, ``footnote``) by their id, a blank between paragraphs."""
        part = f"word/{name}"
        if part not in self.archive:
            return {}
        found = {}
        for item in self.archive.tree(part).iterchildren(self.space + element):
            if item.get(self.space + "type") is None:  # separators have one
                found[item.get(self.space + "id") or ""] = " ".join(filter(None, map(self._text, item.iter(self.space + "p"))))
        return found

    def headers(self) -> str:
        """The words of the headers and footers that the document uses, without page numbers."""
        found = []
        for related in self.related.values():
            if related.kind in ("header", "footer") and related.target in self.archive:
                root = self.archive.tree(related.target)
                found.append(" ".join(filter(None, map(self._text, root.iter(self.space + "p")))))
        return " ".join(words for words in found if words.strip("—-– 0123456789第页共/"))

    def picture(self, identity: str | None) -> tuple[str, bytes] | None:
        """Name and content of an embedded picture; None when it is linked or missing."""
        related = self.related.get(identity or "")
        if related is None or related.outside or related.target not in self.archive:
            return None
        return related.target, self.archive.read(related.target)

    def _text(self, paragraph: etree._Element) -> str:
        return "".join(piece.text or "" for piece in paragraph.iter(self.space + "t")).strip()

    def _relations(self, part: str) -> dict[str, Related]:
        folder, name = posixpath.split(part)
        beside = f"{folder}/_rels/{name}.rels"
        if beside not in self.archive:
            return {}
        found = {}
        for item in self.archive.tree(beside).iterchildren(_PACKAGE + "Relationship"):
            target, outside = item.get("Target") or "", item.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))
            found[item.get("Id") or ""] = Related(target, outside, (item.get("Type") or "").rsplit("/", 1)[-1])
        return found

    def _read_styles(self, styles: etree._Element) -> Iterator[tuple[str, Style]]:
        space = self.space
        for item in styles.iterchildren(space + "style"):
            name = (value(item, space, "name") or "").lower().strip()
            paragraph, run = item.find(space + "pPr"), item.find(space + "rPr")
            level = value(paragraph, space, "outlineLvl")
            if level is None and name.startswith("heading ") and name[8:].isdecimal():
                level = str(int(name[8:]) - 1)
            yield (
                item.get(space + "styleId") or "",
                Style(
                    int(level) + 1 if level and level.isdecimal() and int(level) < 9 else (None if level is None else 0),
                    True if name in _TITLES else None,
                    value(paragraph, space, "jc"),
                    switch(run, space, "b"),
                    switch(run, space, "vanish"),
                    value(item, space, "basedOn"),
                ),
            )


def _over(upper: Style, lower: Style) -> Style:
    """What the upper style says, and what it leaves to the lower."""
    return lower._replace(**{name: said for name, said in upper._asdict().items() if said is not None})


def value(element: etree._Element | None, space: str, child: str) -> str | None:
    """``w:val`` of a child; None without one."""
    found = element.find(space + child) if element is not None else None
    return None if found is None else found.get(space + "val")


def switch(element: etree._Element | None, space: str, child: str) -> bool | None:
    """A property that is on by its presence; None when it is not there."""
    found = element.find(space + child) if element is not None else None
    return None if found is None else (found.get(space + "val") or "1").lower() not in ("0", "false", "off", "none")


def _main_part(archive: Archive) -> str:
    name = "word/document.xml"
    if name in archive:
        return name
    for other in archive.names():
        if other.startswith("word/document") and other.endswith(".xml"):
            return other
    raise KeyError(name)
