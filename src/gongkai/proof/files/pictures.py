"""What a picture carries beside its pixels: camera, place, author, comments, data behind its end. Read without decoding it."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

from gongkai.proof.files.model import Content, Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = {b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png", b"GIF8": "gif", b"II*\x00": "tiff", b"MM\x00*": "tiff"}
_GPS = 0x8825
_PNG_PLAIN = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"sBIT", b"sRGB", b"bKGD", b"pHYs", b"hIST", b"acTL", b"fcTL", b"fdAT", b"iCCP"}  # fmt: skip
_WORDS = re.compile(rb"[\x20-\x7e]{4,}|(?:[\xe4-\xe9][\x80-\xbf]{2}){2,}")


def kind_of(data: bytes) -> str:
    """``jpeg``, ``png``, ``gif`` or ``tiff`` by the first bytes; "" for anything else."""
    return next((kind for lead, kind in KINDS.items() if data.startswith(lead)), "")


def read(data: bytes, name: str) -> Content:
    """A picture as a file of its own."""
    pieces = list(metadata(data, f"图片“{name}”"))
    pieces.append(Piece("unread_picture", f"图片“{name}”", ""))
    return Content("picture", pieces, [])


def metadata(data: bytes, place: str) -> Iterator[Piece]:
    """What beside the pixels stands in the picture at ``place``; damaged ends are not followed."""
    kind = kind_of(data)
    try:
        extra = {"jpeg": _jpeg, "png": _png, "gif": _gif, "tiff": _tiff}[kind](data) if kind else []
    except (struct.error, IndexError):
        extra = [data[-2000:]]
    extra = [piece for piece in extra if piece]
    if any(_has_location(piece) for piece in extra):
        yield Piece("image_location", place, _text(extra), f"{place}带着拍摄地点的经纬度")
    if extra:
        yield Piece("image_metadata", place, _text(extra), f"{place}带着拍摄或制作信息（设备、时间、作者等）")


def _text(extra: list[bytes]) -> str:
    """Readable words of the pieces: plain, UTF-8 and UTF-16 (Windows writes XPAuthor so)."""
    joined = b"\n".join(extra)
    words = [match.decode("utf-8", "replace") for match in _WORDS.findall(joined)]
    for start in (0, 1):
        wide = joined[start:].decode("utf-16-le", "ignore")
        words += re.findall(r"[\u4e00-\u9fff0-9A-Za-z]{3,}", wide) if len(joined) < 200_000 else []
    return "\n".join(words)


def _jpeg(data: bytes) -> list[bytes]:
    """Application segments (but for JFIF, colour profiles and Adobe's colour mark), comments, and what follows the end."""
    extra = []
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if mark == 0xFF:
            at += 1
            continue
        if mark == 0xDA:
            break
        size = struct.unpack_from(">H", data, at + 2)[0]
        body = data[at + 4 : at + 2 + size]
        plain = (mark == 0xE0 and body.startswith(b"JFIF")) or body.startswith((b"ICC_PROFILE", b"Adobe\x00"))
        if (0xE0 <= mark <= 0xEF or mark == 0xFE) and not plain:
            extra.append(body)
        at += 2 + size
    end = data.rfind(b"\xff\xd9")
    return [*extra, _tail(data, end + 2 if end > 0 else len(data))]


def _png(data: bytes) -> list[bytes]:
    extra = []
    at = 8
    while at + 12 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        if name not in _PNG_PLAIN:
            extra.append(name + b" " + data[at + 8 : at + 8 + size])
        at += 12 + size
        if name == b"IEND":
            break
    return [*extra, _tail(data, at)]


def _gif(data: bytes) -> list[bytes]:
    return [data[at : at + 2000] for at in (match.start() for match in re.finditer(b"\x21\xfe", data))][:20]


def _tiff(data: bytes) -> list[bytes]:
    """Tags that tell of people, places and times."""
    return [b"Exif\x00\x00" + data[:65536]] if {0x10F, 0x13B, 0x8298, 0x8769, _GPS} & set(_tags(data)) else []


def _tail(data: bytes, end: int) -> bytes:
    rest = data[end:].strip(b"\x00\r\n \xff")
    return rest if len(rest) > 8 else b""


def _has_location(piece: bytes) -> bool:
    if piece.startswith(b"eXIf "):
        piece = b"Exif\x00\x00" + piece[5:]
    return (piece.startswith(b"Exif\x00\x00") and _GPS in _tags(piece[6:])) or b"GPSLatitude" in piece


def _tags(tiff: bytes) -> list[int]:
    """The tags of the first directory."""
    order = "<" if tiff.startswith(b"II") else ">"
    try:
        start = struct.unpack_from(f"{order}I", tiff, 4)[0]
        count = struct.unpack_from(f"{order}H", tiff, start)[0]
        return [struct.unpack_from(f"{order}H", tiff, start + 2 + 12 * entry)[0] for entry in range(min(count, 200))]
    except struct.error:
        return []
