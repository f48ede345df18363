"""A package of Office Open XML: its parts, how they lead to one another, and what its zip file holds beside them.

Names are compared without their namespaces, so that the strict dialect is read like the usual one.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from gongkai.lib.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

# Bytes between two members that are no more than a data descriptor.
_SEAM = 24
_HEAD = 4_000  # bytes within which the root element of a part begins
_MAIN = re.compile(rb"<(?:\w+:)?(document|workbook|presentation)[\s>]")


class Relation(NamedTuple):
    """A link of one part: its sort (last word of the type), the part or address it leads to."""

    id: str
    sort: str
    target: str
    external: bool


class Package:
    """The parts of a zip file. Everything is read once, through the bounds of :class:`gongkai.lib.archive.Archive`."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._archive = Archive(data)
        self._names = {name.lower(): name for name in self._archive.names()}
        self._read: dict[str, bytes] = {}
        self._trees: dict[str, etree._Element] = {}
        self._relations: dict[str, dict[str, Relation]] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._archive

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All members that are files."""
        return tuple(name for name in self._archive.names() if not name.endswith("/"))

    def read(self, name: str) -> bytes:
        """One part, unpacked. KeyError when it is not there."""
        if name not in self._read:
            self._read[name] = self._archive.read(name)
        return self._read[name]

    def tree(self, name: str) -> etree._Element:
        """The root of an XML part. KeyError when it is not there."""
        if name not in self._trees:
            self._trees[name] = self._archive.parsed(self.read(name), name)
        return self._trees[name]

    def relations(self, part: str = "") -> dict[str, Relation]:
        """The links of a part by their ids; "" for the package itself."""
        if part not in self._relations:
            folder, base = posixpath.split(part)
            name = posixpath.join(folder, "_rels", f"{base}.rels")
            self._relations[part] = {link.id: link for link in self._links(name, folder)} if name in self else {}
        return self._relations[part]

    def _links(self, name: str, folder: str) -> Iterator[Relation]:
        for entry in self.tree(name):
            target, sort = entry.get("Target", ""), entry.get("Type", "").rsplit("/", 1)[-1]
            external = entry.get("TargetMode") == "External"
            if not external:
                target = self._resolved(folder, target)
            yield Relation(entry.get("Id", ""), sort, target, external)

    def _resolved(self, folder: str, target: str) -> str:
        for wanted in (target, unquote(target)):
            path = posixpath.normpath(posixpath.join("/" if wanted.startswith("/") else folder, wanted)).lstrip("/")
            if path in self:
                return path
            if path.lower() in self._names:
                return self._names[path.lower()]
        return path

    def targets(self, part: str, sort: str) -> list[str]:
        """The parts that ``part`` links to with this sort and that exist."""
        return [link.target for link in self.relations(part).values() if link.sort == sort and not link.external and link.target in self]

    @cached_property
    def main(self) -> str:
        """The part that the package is about; "" when it names none."""
        return next(iter(self.targets("", "officeDocument")), "")

    @cached_property
    def reached(self) -> dict[str, str]:
        """The parts that links lead to, with the sort of the first link that does."""
        found: dict[str, str] = {}
        waiting = [("", "")]
        while waiting:
            part, sort = waiting.pop()
            if part:
                found[part] = sort
            for link in self.relations(part).values():
                if not link.external and link.target in self and link.target not in found:
                    waiting.append((link.target, link.sort))
        return found

    def links(self) -> Iterator[tuple[str, Relation]]:
        """Every link of the package and of its reached parts, with the part it stands in."""
        for part in ("", *self.reached):
            for link in self.relations(part).values():
                yield part, link


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; "" for a comment."""
    tag: object = element.tag  # of a comment, a function
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """The value of an attribute, whatever its namespace; "" when it is not there."""
    value = element.get(name)
    if value is not None:
        return str(value)
    ending = "}" + name
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith(ending)), "")


def child(element: etree._Element, *names: str) -> etree._Element | None:
    """The element that a path of names leads to, first of each; None when a step is missing."""
    here: etree._Element | None = element
    for name in names:
        here = next((inner for inner in here if local(inner) == name), None) if here is not None else None
    return here


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """What stands in the first element of a name; nothing when it is not there."""
    found = child(element, name)
    return [] if found is None else list(found)


def switched(element: etree._Element | None, *names: str) -> bool | None:
    """Whether a property element is on (present, not 0, false or off); None when it is not there."""
    found = child(element, *names) if element is not None else None
    return None if found is None else attribute(found, "val") not in ("0", "false", "off")


def words(element: etree._Element) -> str:
    """All text in an element, one line for each paragraph or cell."""
    lines = [str(piece).strip() for piece in element.itertext()]
    return "\n".join(line for line in lines if line)


def leftovers(data: bytes) -> Iterator[bytes]:
    """What the zip file holds that no member accounts for: comments, gaps, second members of one name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = sorted(archive.infolist(), key=lambda member: member.header_offset)
        directory = archive.start_dir
        if archive.comment:
            yield archive.comment
    end = 0
    names: set[str] = set()
    for member in members:
        yield from _gap(data, end, member.header_offset)
        head = data[member.header_offset : member.header_offset + 30]
        lengths = int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
        if member.comment:
            yield member.comment
        if member.filename in names:
            yield data[end : end + member.compress_size]
        names.add(member.filename)
        end = member.header_offset + 30 + lengths + member.compress_size
    yield from _gap(data, end, directory)


def _gap(data: bytes, start: int, end: int) -> Iterator[bytes]:
    gap = data[start:end]
    if len(gap) > _SEAM or (gap and not gap.startswith(b"PK\x07\x08") and len(gap) > 16):
        yield gap


def part_kind(data: bytes) -> str:
    """``word``, ``sheet`` or ``slides`` by the package's main part; ``open`` for another packaged format, else ``zip``."""
    package = Package(data)
    if "[Content_Types].xml" not in package:
        return "open" if "mimetype" in package or "OFD.xml" in package else "zip"
    root = package.main.rsplit("/", 1)[0] if "/" in package.main else ""
    if package.main.endswith(".xml"):
        head = package.read(package.main)[:_HEAD].replace(b"\0", b"")  # UTF-16 too
        found = _MAIN.search(head)
        return {b"document": "word", b"workbook": "sheet", b"presentation": "slides"}[found[1]] if found else "open"
    return "open" if root or "_rels/.rels" in package else "zip"
