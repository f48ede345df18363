"""Text as the index holds it: letters and digits only, every pair of neighbours, every character.

Pairs need no dictionary and miss nothing: whoever types two characters that stand side by side in a text finds it.
"""

from __future__ import annotations

import re
from operator import add
from typing import TYPE_CHECKING

from gongkai.lib.text import alike

if TYPE_CHECKING:
    from collections.abc import Iterable

_APART = re.compile(r"[\s，,。；;、？?！!：:“”\"'（）()《》〈〉【】\[\]〔〕]+")
_NO_WORD = re.compile(r"[\W_]+")  # the same characters for which ``str.isalnum`` says no
_LATIN = re.compile(r"[0-9a-z]{3,}")
_LONGEST_QUERY = 200  # characters of a question that are looked at
_MOST_PAIRS = 64


def plain(text: str) -> str:
    """The text without anything but letters and digits, widths and script made alike, in small letters.

    >>> plain("示政发〔２０２５〕3 号")
    '示政发20253号'
    """
    return _NO_WORD.sub("", alike(text).casefold())


def pairs(text: str) -> list[str]:
    """The pairs of neighbours of a plain text, each once, in their order.

    >>> pairs("示例镇")
    ['示例', '例镇']
    """
    return list(dict.fromkeys(map(add, text, text[1:])))


def triples(text: str) -> dict[str, None]:
    """Three letters or digits in a row, each once: pairs of digits are in nearly every text, and leave an index too much to compare.

    >>> list(triples("示政发20253号"))
    ['202', '025', '253']
    """
    return dict.fromkeys(run[at : at + 3] for run in _LATIN.findall(text) for at in range(len(run) - 2))


def grams(fields: Iterable[str]) -> str:
    """What an index is given for the plain fields of one thing: its characters, its triples, then every pair in its order.

    Between two fields stand the last character of the one and the first of the other, so that no phrase of pairs reaches across.

    >>> grams(["示例镇", "3号"]).split()
    ['示', '例', '镇', '3', '号', '示例', '例镇', '镇', '3', '3号']
    """
    text = " ".join(filter(None, fields))
    return " ".join((*dict.fromkeys(text), *triples(text), *map(add, text, text[1:])))


def phrase(term: str) -> str:
    """A plain term as grams in a row: found in ``grams`` exactly where the term stands in a field.

    >>> phrase("示例镇")
    '示例 例镇'
    """
    return term if len(term) == 1 else " ".join(map(add, term, term[1:]))


def terms(query: str) -> list[str]:
    """What a question asks for: its words between blanks and marks, plain, without the empty ones."""
    found = (plain(part) for part in _APART.split(alike(query[:_LONGEST_QUERY])))
    return list(dict.fromkeys(part for part in found if part))


def asked_pairs(parts: Iterable[str]) -> list[str]:
    """The pairs of all terms, at most as many as an index is asked for at once."""
    return list(dict.fromkeys(pair for part in parts for pair in pairs(part)))[:_MOST_PAIRS]
