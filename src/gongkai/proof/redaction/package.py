"""An Office package written anew: only parts of known sorts come along, every word that is to go is replaced in all of them."""

from __future__ import annotations

import io
import posixpath
import zipfile
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from gongkai.proof.files import common
from gongkai.proof.files.package import Package, Relation, local
from gongkai.proof.redaction.pictures import cleaned
from gongkai.proof.redaction.terms import sayable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from gongkai.proof.redaction.terms import Terms

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_IDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PLAIN_TYPES = {
    "application/vnd.ms-word.document.macroEnabled.main+xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}  # fmt: skip
# Elements whose text is one run of words for a reader, whatever pieces it is written in.
_BLOCKS = {"p", "si", "is"}
_TEXTS = {"t", "instrText"}
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_OWN_TYPES = {"diagramDrawing": "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing"}


class Draft:
    """The package in the making: kept parts and their links, both still changing."""

    def __init__(self, package: Package, sorts: frozenset[str], terms: Terms) -> None:
        self.package, self.terms = package, terms
        self.links: dict[str, dict[str, Relation]] = {}
        self.sorts: dict[str, str] = {}
        self.trees: dict[str, etree._Element] = {}
        self.counts: dict[str, int] = {}
        waiting = [(package.main, "officeDocument")]
        while waiting:
            part, sort = waiting.pop()
            if part in self.sorts:
                continue
            self.sorts[part] = sort
            self.links[part] = {link.id: link for link in package.relations(part).values() if self._kept(link, sorts)}
            waiting += [(link.target, link.sort) for link in self.links[part].values() if not link.external]
            if sort != "image":
                self.trees[part] = package.tree(part)

    def _kept(self, link: Relation, sorts: frozenset[str]) -> bool:
        if not link.external:
            return link.sort in sorts and link.target in self.package
        told = self.terms.spans(unquote(link.target)) or self.terms.spans(link.target)
        return link.sort == "hyperlink" and not common.is_local(link.target) and not told

    def drop(self, part: str) -> None:
        """Leave a part out, with every link that leads to it and the parts that only it leads to."""
        self.sorts.pop(part, None)
        self.trees.pop(part, None)
        self.links.pop(part, None)
        for source in self.links:
            self.links[source] = {key: link for key, link in self.links[source].items() if link.external or link.target != part}
        reached = {self.package.main} | {link.target for links in self.links.values() for link in links.values()}
        for other in [name for name in self.sorts if name not in reached]:
            self.drop(other)

    def of_sort(self, *sorts: str) -> Iterator[tuple[str, etree._Element]]:
        """The kept parts of some sorts, with their roots."""
        for part, sort in list(self.sorts.items()):
            if sort in sorts and part in self.trees:
                yield part, self.trees[part]

    def replace_words(self, place: Callable[[str], str]) -> None:
        """Replace the words that are to go in every text and attribute of every part."""
        for part, root in self.trees.items():
            count = _replaced(root, self.terms)
            if count:
                title = place(self.sorts[part])
                self.counts[title] = self.counts.get(title, 0) + count

    def written(self) -> bytes:
        """The new file. The same draft makes the same bytes."""
        names = self._names()
        types = _types(self.package)
        ids = _STRICT if "purl.oclc.org" in str(self.trees[self.package.main].tag) else _IDS
        parts: dict[str, bytes] = {}
        for part, sort in self.sorts.items():
            parts[names[part]] = cleaned(self.package.read(part)) if sort == "image" else _serial(self.trees[part])
        for part, links in self.links.items():
            if links:
                folder, base = posixpath.split(names[part])
                parts[posixpath.join(folder, "_rels", f"{base}.rels")] = _relationships(links.values(), names, ids)
        main = Relation("rId1", "officeDocument", self.package.main, False)
        parts["_rels/.rels"] = _relationships([main], names, ids)
        parts = {"[Content_Types].xml": _content_types({names[part]: types(part) for part in self.sorts}), **parts}
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
        return buffer.getvalue()

    def _names(self) -> dict[str, str]:
        """Names of the parts; one that says something in itself gets a plain one."""
        found: dict[str, str] = {}
        for number, part in enumerate(self.sorts, 1):
            folder, base = posixpath.split(part)
            plain = base.isascii() and not self.terms.spans(base)
            found[part] = part if plain else posixpath.join(folder, f"part{number}{posixpath.splitext(base)[1]}")
        return found


def _quoted(text: str) -> str:
    """An attribute's value with its quotation marks."""
    return f'"{escape(text)}"'


def _serial(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _types(package: Package) -> Callable[[str], str]:
    """The content type of a part, as the package said it."""
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    for entry in package.tree("[Content_Types].xml"):
        kind = _PLAIN_TYPES.get(entry.get("ContentType", ""), entry.get("ContentType", ""))
        if local(entry) == "Override":
            overrides[entry.get("PartName", "").lstrip("/").lower()] = kind
        else:
            defaults[entry.get("Extension", "").lower()] = kind
    return lambda part: overrides.get(part.lower()) or defaults.get(part.rsplit(".", 1)[-1].lower(), "application/octet-stream")


def _content_types(types: Mapping[str, str]) -> bytes:
    entries = "".join(f"<Override PartName={_quoted('/' + part)} ContentType={_quoted(kind)}/>" for part, kind in types.items())
    links = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Types xmlns="{_TYPES}">{links}{entries}</Types>'.encode()


def _relationships(links: Iterable[Relation], names: Mapping[str, str], ids: str) -> bytes:
    entries = "".join(_relationship(link, names, ids) for link in links)
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_LINKS}">{entries}</Relationships>'.encode()


def _relationship(link: Relation, names: Mapping[str, str], ids: str) -> str:
    target = link.target if link.external else "/" + names[link.target]
    mode = ' TargetMode="External"' if link.external else ""
    kind = _OWN_TYPES.get(link.sort, f"{ids}/{link.sort}")
    return f"<Relationship Id={_quoted(link.id)} Type={_quoted(kind)} Target={_quoted(target)}{mode}/>"


# --- words ---------------------------------------------------------------------------------------


def _replaced(root: etree._Element, terms: Terms) -> int:
    """Replace in all texts and attributes; how many were replaced."""
    if not terms:
        return 0
    blocks, loose = _texts(root)
    count = sum(_across(nodes, terms) for nodes in blocks)
    count += _over_lines(blocks, terms)
    for element in loose:
        count += _alone(element, terms)
    return count + _attributes(root, terms)


def _texts(root: etree._Element) -> tuple[list[list[etree._Element]], list[etree._Element]]:
    """The text elements by the block they stand in, and all other elements."""
    blocks: dict[etree._Element | None, list[etree._Element]] = {}
    loose = []
    for element in root.iter("*"):
        block = next((above for above in element.iterancestors() if local(above) in _BLOCKS), None) if local(element) in _TEXTS else None
        if block is None:
            loose.append(element)
        else:
            blocks.setdefault(block, []).append(element)
            if element.tail:
                loose.append(element)
    return list(blocks.values()), loose


def _across(nodes: list[etree._Element], terms: Terms) -> int:
    texts = [node.text or "" for node in nodes]
    new = terms.across(texts)
    if new == texts:
        return 0
    for node, text in zip(nodes, new, strict=True):
        _put(node, text)
    return len(terms.spans("".join(texts)))


def _over_lines(blocks: list[list[etree._Element]], terms: Terms) -> int:
    """Long words that go over the end of a paragraph."""
    pieces: list[tuple[etree._Element | None, str]] = []
    for nodes in blocks:
        pieces += [(node, node.text or "") for node in nodes]
        pieces.append((None, "\n"))
    texts = [text for _, text in pieces]
    new = terms.across(texts, over_lines=True)
    if new == texts:
        return 0
    for (node, _), text in zip(pieces, new, strict=True):
        if node is not None:
            _put(node, text)
    return len(terms.spans("".join(texts), over_lines=True))


def _put(node: etree._Element, text: str) -> None:
    if node.text == text:
        return
    node.text = text
    if local(node) == "t" and text != text.strip():
        node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _alone(element: etree._Element, terms: Terms) -> int:
    count = 0
    if element.text and (spans := terms.spans(element.text)) and local(element) not in _TEXTS:
        element.text = terms.without(element.text)
        count += len(spans)
    if element.tail and (spans := terms.spans(element.tail)):
        element.tail = terms.without(element.tail)
        count += len(spans)
    return count


def _attributes(root: etree._Element, terms: Terms) -> int:
    """Attributes that speak: a short number in one is a width or an id."""
    count = 0
    for element in root.iter("*"):
        for key, value in element.attrib.items():
            text = str(value)
            spans = [(first, last) for first, last in terms.spans(text) if sayable(text[first:last])] if len(text) > 1 else []
            if spans:
                element.set(key, terms.without(text))
                count += len(spans)
    return count


# --- trees ---------------------------------------------------------------------------------------


def remove(element: etree._Element) -> None:
    """Take an element out; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def unwrap(element: etree._Element) -> None:
    """Put what is in an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for offset, inner in enumerate(list(element)):
        parent.insert(at + offset, inner)
    remove(element)


def strip_names(root: etree._Element, names: frozenset[str]) -> None:
    """Remove all elements of these names."""
    for element in [found for found in root.iter() if local(found) in names]:
        remove(element)


def strip_attributes(root: etree._Element, unwanted: Callable[[str, str], bool]) -> None:
    """Remove attributes by name (without namespace) and namespace."""
    for element in root.iter("*"):
        for key in list(element.attrib):
            namespace, _, name = str(key).rpartition("}")
            if unwanted(name, namespace.lstrip("{")):
                del element.attrib[key]


def strip_instructions(root: etree._Element) -> None:
    """Remove processing instructions and comments, also beside the root."""
    for node in list(root.iter(etree.Comment, etree.ProcessingInstruction, etree.Entity)):
        remove(node)
