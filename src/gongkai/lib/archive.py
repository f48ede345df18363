"""Zip archives and the XML in them, read so that a hostile file costs little and changes nothing.

What an archive says about its own sizes is checked first and then not believed: every byte is
counted as it comes out. XML is parsed without entities, without a document type, without network.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lxml import etree

from gongkai.lib import limits
from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMBERS = 2_000
# The angle brackets and equals signs of one part: every element and attribute has one, and each
# costs the parser about 100 bytes. A long report in Word has some 50,000.
MARKS = 500_000
# Office files shrink 5 to 50 times. A part of this size that shrinks more than this is a bomb.
_RATIO = 200
_RATIO_FROM = 4 * 1024 * 1024
_CHUNK = 1 << 16
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")
_RESAVE = "请用 Word 或 WPS 打开后另存一份再试"
_DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    etree.LxmlError,
    EOFError,
    OSError,
    LookupError,
    ValueError,
    ArithmeticError,
    NotImplementedError,
    RuntimeError,
    MemoryError,
    TypeError,
    AttributeError,
)


@contextmanager
def whole(kind: str, remedy: str = _RESAVE) -> Iterator[None]:
    """Turns whatever a damaged file makes zip, zlib, lxml and plain lookups raise into one sentence.

    ``kind`` is the file's kind in words (「Word 文档」).
    """
    try:
        yield
    except UnusableInput:
        raise
    except _DAMAGE as error:
        raise UnusableInput(f"{kind}已损坏或不完整", remedy) from error


class Archive:
    """A zip file in memory. Raises :class:`UnusableInput` for what no honest office file has."""

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        members = self._zip.infolist()
        if len(members) > MEMBERS:
            raise UnusableInput(f"压缩包内的文件超过 {MEMBERS} 个", _RESAVE)
        if sum(member.file_size for member in members) > limits.UNPACKED_BYTES:
            raise _too_large()
        for member in members:
            _check_name(member.filename)
            if member.flag_bits & 0x1:
                raise UnusableInput("文件有密码，打不开", "请去掉密码后再试")
        self._members = {member.filename: member for member in members}
        self._left = limits.UNPACKED_BYTES

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def names(self) -> Iterator[str]:
        """The names of all members, in the order of the archive."""
        return iter(self._members)

    def read(self, name: str) -> bytes:
        """One member, unpacked. Counts towards the limit of the whole archive. KeyError when it is not there."""
        return b"".join(self._stream(name))

    def tree(self, name: str) -> etree._Element:
        """The root element of an XML member. KeyError when it is not there."""
        return parse(self._stream(name), name)

    @staticmethod
    def parsed(data: bytes, name: str) -> etree._Element:
        """The root element of a part that has been read already."""
        return parse(iter([data]), name)

    def _stream(self, name: str) -> Iterator[bytes]:
        member = self._members[name]
        size = 0
        with self._zip.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                self._left -= len(chunk)
                if self._left < 0 or (size > _RATIO_FROM and size > _RATIO * member.compress_size):
                    raise _too_large()
                yield chunk


def parse(chunks: Iterator[bytes], name: str) -> etree._Element:
    """The root element of XML that comes in pieces; ``name`` is the part's name, for the message."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    marks = 0
    before = b""
    try:
        for chunk in chunks:
            marks += chunk.count(b"<") + chunk.count(b"=")
            if marks > MARKS:
                raise UnusableInput(f"文件内部的 {name} 结构过于庞大", "请确认没有选错文件")
            seam = before + chunk
            if any(word in seam for word in _FORBIDDEN):
                raise _declares(name)
            before = chunk[-12:]
            parser.feed(chunk)
        root = parser.close()
    except etree.XMLSyntaxError as error:
        raise _syntax(error, name) from error
    # UTF-16 hides the words from the search above.
    if root.getroottree().docinfo.internalDTD is not None:
        raise _declares(name)
    return root


def custom_properties(archive: Archive) -> dict[str, str]:
    """The named text values of docProps/custom.xml, where our own writers leave what a page cannot show."""
    name = "docProps/custom.xml"
    if name not in archive:
        return {}
    found = {}
    for entry in archive.tree(name):
        key = entry.get("name")
        if key and len(entry):
            found[key] = "".join(piece for piece in entry.itertext() if isinstance(piece, str))
    return found


def _check_name(name: str) -> None:
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
        raise UnusableInput("压缩包内有不安全的文件名", _RESAVE)


def _too_large() -> UnusableInput:
    size = limits.UNPACKED_BYTES // (1024 * 1024)
    return UnusableInput(f"解压后超过 {size} MB 或压缩比异常", "请确认没有选错文件，去掉大图片后再试")


def _declares(name: str) -> UnusableInput:
    return UnusableInput(f"文件内部的 {name} 含有不允许的实体或类型声明", _RESAVE)


def _syntax(error: etree.XMLSyntaxError, name: str) -> UnusableInput:
    if "depth" in str(error):
        return UnusableInput(f"文件内部的 {name} 嵌套超过 {limits.NESTING} 层", "请确认没有选错文件")
    return UnusableInput(f"文件内部的 {name} 已损坏或不完整", _RESAVE)
