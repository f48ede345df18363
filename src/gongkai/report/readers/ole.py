"""The old container of Office (.doc .wps .xls .et): is it whole, and what is in it?

Checked before LibreOffice is started, so that a damaged or foreign file costs no seconds.
"""

from __future__ import annotations

import struct

from gongkai.lib.errors import UnusableInput

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA  # sector numbers from here on are marks
_ENTRY = 128
_ENTRIES = 4096
_RESAVE = "请用 Word 或 WPS 打开后另存为 .docx 再试"
_WORD_MAGIC = 0xA5EC
_ENCRYPTED = 0x0100


def kind(data: bytes) -> str:
    """``doc`` or ``xls``. Raises UnusableInput for damage, a password, or another kind of content."""
    try:
        streams = _streams(data)
    except (struct.error, IndexError, ValueError) as error:
        raise _damaged() from error
    if "EncryptedPackage" in streams or "EncryptionInfo" in streams:
        raise _locked()
    if "WordDocument" in streams:
        _check_word(data, streams["WordDocument"])
        return "doc"
    if "Workbook" in streams or "Book" in streams:
        return "xls"
    raise UnusableInput("不是 Word、WPS 文字或表格文件", "请改用 Word、PDF、网页、表格或文本格式的年度报告")


def _sector_size(data: bytes) -> int:
    order, shift = struct.unpack_from("<HH", data, 28)
    if order != 0xFFFE or shift not in {9, 12}:
        raise _damaged()
    return 1 << int(shift)


def _streams(data: bytes) -> dict[str, int]:
    """Name of each stream and the place in the file where it begins."""
    size = _sector_size(data)
    (sector,) = struct.unpack_from("<I", data, 48)
    table = _allocation(data, size)
    streams: dict[str, int] = {}
    for _ in range(_ENTRIES * _ENTRY // size):
        start = (sector + 1) * size
        if sector >= _LAST or start + size > len(data):
            break
        for place in range(start, start + size, _ENTRY):
            length, kind_of, begins = struct.unpack_from("<HB49xI", data, place + 64)
            if kind_of == 2 and 2 <= length <= 64:
                name = data[place : place + length - 2].decode("utf-16-le", "replace")
                streams[name] = (begins + 1) * size
        sector = table.get(sector, _LAST)
    if not streams:
        raise _damaged()
    return streams


def _allocation(data: bytes, size: int) -> dict[int, int]:
    """The chain of sectors: each sector's next one."""
    table: dict[int, int] = {}
    for sector in struct.unpack_from("<109I", data, 76):
        start = (sector + 1) * size
        if sector >= _LAST or start + size > len(data):
            break
        for following in struct.unpack_from(f"<{size // 4}I", data, start):
            table[len(table)] = following
    return table


def _check_word(data: bytes, start: int) -> None:
    if start + 32 > len(data):
        raise _damaged()
    magic, flags = struct.unpack_from("<H8xH", data, start)
    if magic != _WORD_MAGIC:
        raise _damaged()
    if flags & _ENCRYPTED:
        raise _locked()


def _damaged() -> UnusableInput:
    return UnusableInput("Office 文件已损坏或不完整", _RESAVE)


def _locked() -> UnusableInput:
    return UnusableInput("文件有密码，打不开", "请去掉密码后再试")
