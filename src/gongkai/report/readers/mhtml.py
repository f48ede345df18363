"""Web archives (.mht): what Word saves as 「单个文件网页」, often under the suffix .doc."""

from __future__ import annotations

import email
from email.message import Message
from typing import TYPE_CHECKING

from gongkai.lib.errors import UnusableInput
from gongkai.report.readers import html

if TYPE_CHECKING:
    from gongkai.lib.document import Document

_PARTS = 500


def read(data: bytes) -> Document:
    """The first HTML page of the archive. Raises UnusableInput when there is none."""
    message = email.message_from_bytes(data)
    for number, part in enumerate(message.walk()):
        if number > _PARTS:
            break
        if part.get_content_type() == "text/html" and isinstance(part, Message):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return html.read(content)
    raise UnusableInput("网页归档里没有网页", "请用 Word 或浏览器打开后另存为 .docx 或 .html 再试")
