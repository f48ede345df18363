"""How facts stand in a sentence: full stops, quotation marks, citations in a row."""

from __future__ import annotations

import re

from gongkai.law.citation import printed
from gongkai.notices.letter import BREAK

_ENDS = "。；;，,、：: "
_WAYS = {"当面": "当面提交", "邮寄": "邮寄", "网络": "互联网", "传真": "传真", "口头": "口头"}


def stop(text: str) -> str:
    """The text with one full stop at its end.

    >>> stop("另行制作；")
    '另行制作。'
    """
    body = bare(text)
    return body if body.endswith(("！", "？", "”")) and body[-2:-1] in "。！？" else body + "。"


def bare(text: str) -> str:
    """The text without the punctuation at its end, to stand inside a sentence."""
    return text.strip().rstrip(_ENDS + BREAK)


def quoted(text: str) -> str:
    """The words of someone else in quotation marks; marks inside become single ones (标点 4.8.3.3)."""
    inner = bare(text).replace("“", "‘").replace("”", "’").replace('"', "＂")
    return f"“{inner}”"


def way(received_by: str) -> str:
    """The way of submission inside 「以……方式」."""
    return _WAYS[received_by]


def laws(*keys: str) -> str:
    """Several articles of one instrument: its title once.

    >>> laws("条例:14", "条例:36(3)")
    '《中华人民共和国政府信息公开条例》第十四条、第三十六条第（三）项'
    """
    first, *others = (printed(key) for key in keys)
    title = re.match(r"《.+?》", first)
    return "、".join([first, *(other.removeprefix(title[0]) if title else other for other in others)])
