"""The QR code that leads from a paper to the full text."""

from __future__ import annotations

import segno

from gongkai.lib.errors import UnusableInput

# Versions above this have squares too small for a telephone at arm's length of a notice board.
_LARGEST = 12


def modules(address: str) -> tuple[tuple[bool, ...], ...]:
    """The squares of the code, row by row, without the quiet zone of four squares that must stay white around it.

    Raises :class:`UnusableInput` when the address is too long to be scanned from a board.
    """
    try:
        code = segno.make(address, error="m", boost_error=True, micro=False)
    except segno.DataOverflowError as error:
        raise _too_long(address) from error
    if int(code.version) > _LARGEST:
        raise _too_long(address)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def _too_long(address: str) -> UnusableInput:
    return UnusableInput(f"全文地址有 {len(address)} 个字符，二维码太密，手机扫不出", "请换用短一些的地址")
