"""The mended file on its way: the page carries it, signed, and gives it back when somebody asks for it as a file.

Nothing is kept, so the server that is asked for the mended file does not have it any more, and with several processes it may be one
that never had it. Of the three ways left, keeping bytes in the memory of a process breaks the promise and finds the wrong process;
sending the report back and checking it again carries more (a form field may have 2 MB, a report 32 MB) and costs another turn. So the
page holds the mended Word file itself, some 20 KB, in a hidden field. The signature shows that it was made here: this address never
hands out what somebody else wrote, and nothing older than a working day.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, NamedTuple

from django.core import signing

from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from datetime import datetime

LASTS = 12 * 60 * 60  # seconds
_SALT = "gongkai.checkup.mended"


class Mended(NamedTuple):
    """A file to be kept by whoever asked."""

    name: str
    data: bytes


def seal(name: str, mended: str, moment: datetime) -> str:
    """A form value that holds the file ``mended`` (base64) under the name that goes with the checked one."""
    words = base64.urlsafe_b64encode(f"{_stem(name)}（改后）.docx".encode()).decode("ascii")
    return signing.Signer(salt=_SALT).sign(f"{int(moment.timestamp()) + LASTS}.{words}.{mended}")


def opened(sealed: str, moment: datetime) -> Mended:
    """The file. Raises :class:`UnusableInput` for what was not made here or is too old."""
    try:
        until, words, mended = signing.Signer(salt=_SALT).unsign(sealed).split(".")
        found = Mended(base64.urlsafe_b64decode(words).decode(), base64.b64decode(mended, validate=True))
    except (signing.BadSignature, ValueError, binascii.Error) as problem:
        raise UnusableInput("没有收到改好的文件，或者它在路上变了样", "请把年度报告再检查一次，然后下载") from problem
    if int(until) < moment.timestamp():
        raise UnusableInput(f"检查结果放了超过 {LASTS // 3600} 小时", "请把年度报告再检查一次，然后下载")
    return found


def _stem(name: str) -> str:
    stem, dot, _ = name.rpartition(".")
    return stem if dot and stem else name
