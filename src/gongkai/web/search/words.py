"""Text as the index holds it: letters and digits only, every character, every two and every three neighbours.

They need no dictionary and miss nothing: whoever types two characters that stand side by side in a text finds it.
"""

from __future__ import annotations

import re
from operator import add
from typing import TYPE_CHECKING

from gongkai.lib.text import alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_APART = re.compile(r"[\s，,。；;、？?！!：:“”\"'（）()《》〈〉【】\[\]〔〕]+")
_NO_WORD = re.compile(r"[\W_]+")  # the same characters for which ``str.isalnum`` says no
_LATIN = re.compile(r"[0-9a-z]{3,}")
_LONGEST_QUERY = 200  # characters of a question that are looked at
_MOST_PAIRS = 64
END = "zzzz"  # longer than any gram


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


def triples(text: str) -> list[str]:
    """Three neighbours each, in their order.

    >>> triples("示例镇政府")
    ['示例镇', '例镇政', '镇政府']
    """
    return list(map(_three, text, text[1:], text[2:]))


def grams(fields: Iterable[str]) -> str:
    """What an index is given for the plain fields of one thing: its characters and pairs, each once, then every triple in its order.

    Behind each field stands a word that nobody asks for, so that no row of triples reaches across.

    >>> grams(["示例镇政", "3号"]).replace(END, "|").split()
    ['示', '例', '镇', '政', '3', '号', '示例', '例镇', '镇政', '3号', '示例镇', '例镇政', '|', '|']
    """
    held = [field for field in fields if field]
    singles = dict.fromkeys(character for field in held for character in field)
    both = dict.fromkeys(pair for field in held for pair in map(add, field, field[1:]))
    return " ".join((*singles, *both, *(word for field in held for word in (*triples(field), END))))


def lexemes(text: str) -> Iterator[str]:
    """What an index without positions is given for a plain text: its characters, pairs, and three Latin letters or digits in a row.

    Pairs of digits are in nearly every text: three in a row tell more.
    """
    yield from dict.fromkeys(text)
    yield from pairs(text)
    yield from latin(text)


def latin(text: str) -> dict[str, None]:
    """Three Latin letters or digits in a row, each once.

    >>> list(latin("示政发20253号"))
    ['202', '025', '253']
    """
    return dict.fromkeys(run[at : at + 3] for run in _LATIN.findall(text) for at in range(len(run) - 2))


def phrase(term: str) -> str:
    """A plain term as grams in a row: found in ``grams`` exactly where the term stands in a field.

    >>> phrase("示例镇政"), phrase("示例")
    ('示例镇 例镇政', '示例')
    """
    return term if len(term) < 3 else " ".join(triples(term))


def _three(first: str, second: str, third: str) -> str:
    return first + second + third


def terms(query: str) -> list[str]:
    """What a question asks for: its words between blanks and marks, plain, without the empty ones."""
    found = (plain(part) for part in _APART.split(alike(query[:_LONGEST_QUERY])))
    return list(dict.fromkeys(part for part in found if part))


def asked_pairs(parts: Iterable[str]) -> list[str]:
    """The pairs of all terms, at most as many as an index is asked for at once."""
    return list(dict.fromkeys(pair for part in parts for pair in pairs(part)))[:_MOST_PAIRS]
