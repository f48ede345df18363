"""Two people wrote on the same text: what each changed is put together, and where both changed the same place nothing is decided.

Texts are compared sentence by sentence. A change of one stands, equal changes of both stand once; where both say something else the
place is a clash, and both are shown.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SENTENCES = re.compile(r"[^。；\n]*[。；\n]|[^。；\n]+$")
_CLAUSES = re.compile(r"[，、：。；\n]|[^，、：。；\n]+")
# Pairs of sentences beyond which texts are compared at both ends only: no report has a tenth of it.
_PAIRS = 250_000


class Clash(NamedTuple):
    """A place at which both wrote something else: how it was, and what each made of it."""

    base: str
    mine: str
    theirs: str

    @property
    def proposal(self) -> str:
        """What may be meant, for people to look at: both changes where they are in different clauses, else both texts one after the other.

        >>> Clash("新收2件，结转1件。", "新收3件，结转1件。", "新收2件，结转1件，都已答复。").proposal
        '新收3件，结转1件，都已答复。'
        >>> Clash("", "甲。", "乙。").proposal
        '乙。甲。'
        """
        if self.base:
            finer = _joined(*(_CLAUSES.findall(text) for text in self))
            if not finer.clashes:
                return finer.text
        return self.theirs + self.mine


class Joined(NamedTuple):
    """The text in the order of its places: what can be put together as it is to be, and the clashes where they stand."""

    pieces: tuple[str | Clash, ...]

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """The places that somebody has to decide."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Clash))

    @property
    def text(self) -> str:
        """The joined text where there is no clash; else what stands around them, of which alone nothing is to be used."""
        return "".join(piece for piece in self.pieces if isinstance(piece, str))

    def decided(self, words: Iterable[str]) -> str:
        """The whole text with these words at the clashes, one after the other. ValueError when they are more or fewer than the clashes."""
        given = list(words)
        if len(given) != len(self.clashes):
            raise ValueError(f"{len(self.clashes)} places to decide, {len(given)} decided")
        return "".join(piece if isinstance(piece, str) else given.pop(0) for piece in self.pieces)


def join(base: str, mine: str, theirs: str) -> Joined:
    """The text with what ``mine`` and ``theirs`` changed of ``base``.

    >>> join("一。二。三。", "一。二。三三。", "一一。二。三。").text
    '一一。二。三三。'
    >>> join("一。二。", "一。甲。", "一。乙。").pieces
    ('一。', Clash(base='二。', mine='甲。', theirs='乙。'))
    """
    return _joined(sentences(base), sentences(mine), sentences(theirs))


def sentences(text: str) -> list[str]:
    """The text in sentences with the mark that ends each; joined they are the text again.

    >>> sentences("一。二；\\n三")
    ['一。', '二；', '\\n', '三']
    """
    return _SENTENCES.findall(text)


def _joined(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Joined:
    pieces: list[str | Clash] = []
    for was, one, other in _regions(base, mine, theirs):
        if one in (was, other):
            _add(pieces, other)
        elif other == was:
            _add(pieces, one)
        else:
            pieces.append(Clash(was, one, other))
    return Joined(tuple(pieces))


def _add(pieces: list[str | Clash], text: str) -> None:
    """Text behind text is one piece; no piece is empty."""
    last = pieces[-1] if pieces else None
    if isinstance(last, str):
        pieces[-1] = last + text
    elif text:
        pieces.append(text)


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
    others = list(_same(base, theirs))
    for own_at, mine_at, size in _same(base, mine):
        for other_at, theirs_at, other_size in others:
            begin, end = max(own_at, other_at), min(own_at + size, other_at + other_size)
            if begin < end:
                yield (begin, mine_at + begin - own_at, theirs_at + begin - other_at), end - begin


def _same(base: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Runs that two texts share, in order: where each begins in both, how many sentences. What is the same at both ends is found first."""
    shorter = min(len(base), len(other))
    head = next((at for at in range(shorter) if base[at] != other[at]), shorter)
    tail = next((at for at in range(shorter - head) if base[-1 - at] != other[-1 - at]), shorter - head)
    if head:
        yield 0, 0, head
    middle, inner = base[head : len(base) - tail], other[head : len(other) - tail]
    if 0 < len(middle) * len(inner) <= _PAIRS:
        for block in SequenceMatcher(None, middle, inner, autojunk=False).get_matching_blocks():
            if block.size:
                yield head + block.a, head + block.b, block.size
    if tail:
        yield len(base) - tail, len(other) - tail, tail


def _cut(pieces: Sequence[str], begin: int, end: int) -> str:
    return "".join(pieces[begin:end])
