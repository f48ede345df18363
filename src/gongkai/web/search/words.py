"""Text as the index holds it: letters and digits only, and every pair of neighbours.

Pairs need no dictionary and miss nothing: whoever types two characters that stand side by side in a text finds it.
"""

from __future__ import annotations

import re

from gongkai.lib.text import alike

_APART = re.compile(r"[\s，,。；;、？?！!：:“”\"'（）()《》〈〉【】\[\]〔〕]+")
_LONGEST_QUERY = 200  # characters of a question that are looked at
_MOST_PAIRS = 64


def plain(text: str) -> str:
    """The text without anything but letters and digits, widths and script made alike, in small letters.

    >>> plain("示政发〔２０２５〕3 号")
    '示政发20253号'
    """
    return "".join(character for character in alike(text).casefold() if character.isalnum())


def pairs(text: str) -> list[str]:
    """The pairs of a plain text as words of an index, each once: hexadecimal, so that no database takes them apart.

    >>> pairs("示例镇")
    ['x793a4f8b', 'x4f8b9547']
    """
    return list(dict.fromkeys(f"x{ord(first):x}{ord(second):x}" for first, second in zip(text, text[1:], strict=False)))


def terms(query: str) -> list[str]:
    """What a question asks for: its words between blanks and marks, plain, without the empty ones."""
    found = (plain(part) for part in _APART.split(alike(query[:_LONGEST_QUERY])))
    return list(dict.fromkeys(part for part in found if part))


def asked_pairs(parts: list[str]) -> list[str]:
    """The pairs of all terms, at most as many as an index is asked for at once."""
    return list(dict.fromkeys(pair for part in parts for pair in pairs(part)))[:_MOST_PAIRS]
