"""Two people wrote on the same text: what each changed is put together, and where both changed the same place nothing is decided.

Texts are compared sentence by sentence. A change of one stands, equal changes of both stand once; where both say something else the
text cannot be joined and both are shown.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SENTENCES = re.compile(r"[^。；\n]*[。；\n]|[^。；\n]+$")


class Clash(NamedTuple):
    """A place at which both wrote something else: how it was, and what each made of it."""

    base: str
    mine: str
    theirs: str


class Joined(NamedTuple):
    """The joined text, of which nothing is to be used where there are ``clashes``."""

    text: str
    clashes: tuple[Clash, ...]


def join(base: str, mine: str, theirs: str) -> Joined:
    """The text with what ``mine`` and ``theirs`` changed of ``base``.

    >>> join("一。二。三。", "一。二。三三。", "一一。二。三。")
    Joined(text='一一。二。三三。', clashes=())
    >>> join("一。", "甲。", "乙。").clashes
    (Clash(base='一。', mine='甲。', theirs='乙。'),)
    """
    text: list[str] = []
    clashes: list[Clash] = []
    for was, one, other in _regions(_SENTENCES.findall(base), _SENTENCES.findall(mine), _SENTENCES.findall(theirs)):
        if one == other or other == was:
            text.append(one)
        elif one == was:
            text.append(other)
        else:
            clashes.append(Clash(was, one, other))
    return Joined("".join(text), tuple(clashes))


def _regions(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """The three texts cut where all of them have the same: in turn what differs, and what does not."""
    at = (0, 0, 0)
    for begin, size in _common(base, mine, theirs):
        yield _cut(base, at[0], begin[0]), _cut(mine, at[1], begin[1]), _cut(theirs, at[2], begin[2])
        same = _cut(base, begin[0], begin[0] + size)
        yield same, same, same
        at = (begin[0] + size, begin[1] + size, begin[2] + size)
    yield _cut(base, at[0], len(base)), _cut(mine, at[1], len(mine)), _cut(theirs, at[2], len(theirs))


def _common(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[tuple[int, int, int], int]]:
    """Runs of sentences that all three have: where they begin in each, how many."""
    others = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    for block in SequenceMatcher(None, base, mine, autojunk=False).get_matching_blocks():
        for other in others:
            begin, end = max(block.a, other.a), min(block.a + block.size, other.a + other.size)
            if begin < end:
                yield (begin, block.b + begin - block.a, other.b + begin - other.a), end - begin


def _cut(pieces: Sequence[str], begin: int, end: int) -> str:
    return "".join(pieces[begin:end])
