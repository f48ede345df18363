"""How much of a text stands in another: shingles of eight characters, in linear time.

Figures, years, blanks, punctuation and the names of the organs do not count, so that two
offices that filled in one template differ only by what they wrote themselves.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

SHINGLE = 8


class Bare(NamedTuple):
    """A text without what does not count. ``offsets[i]`` is the place of ``text[i]`` in the original."""

    text: str
    offsets: tuple[int, ...]
    shingles: dict[str, int]


class Common(NamedTuple):
    """What a text shares with another: ``share`` of its own shingles (0…1), its bare length, and
    the longest common passage as ``start:end`` of the original text.
    """

    share: float
    length: int
    start: int
    end: int


@lru_cache(maxsize=512)
def bare(text: str, names: tuple[str, ...] = ()) -> Bare:
    """The text reduced to what counts; ``names`` are dropped wherever they stand."""
    pattern = "|".join([*(re.escape(name) for name in sorted(names, key=len, reverse=True) if len(name) > 1), r"[\W\x00-\x7f]"])
    kept: list[str] = []
    offsets: list[int] = []
    end = 0
    for match in re.finditer(pattern, text):
        kept.append(text[end : match.start()])
        offsets.extend(range(end, match.start()))
        end = match.end()
    kept.append(text[end:])
    offsets.extend(range(end, len(text)))
    short = "".join(kept)
    return Bare(short, tuple(offsets), {short[at : at + SHINGLE]: at for at in range(len(short) - SHINGLE + 1)})


def common(text: str, other: str, names: tuple[str, ...] = (), least: float = 0.0) -> Common:
    """What ``text`` has in common with ``other``.

    Below a share of ``least`` the longest passage is not looked for and is empty: that comparison
    alone is one intersection of sets, cheap enough for every pair of a hundred reports.
    """
    own, theirs = bare(text, names), bare(other, names)
    share = len(own.shingles.keys() & theirs.shingles.keys()) / len(own.shingles) if own.shingles else 0.0
    if not share or share < least:
        return Common(share, len(own.text), 0, 0)
    first, last = _longest(own, theirs)
    return Common(share, len(own.text), own.offsets[first], own.offsets[last] + 1)


def _longest(own: Bare, theirs: Bare) -> tuple[int, int]:
    """First and last character of the longest passage of the own bare text that the other has too."""
    run = best = best_at = 0
    expected = -1
    for at in range(len(own.text) - SHINGLE + 1):
        found = theirs.shingles.get(own.text[at : at + SHINGLE], -1)
        if found < 0:
            run = 0
            continue
        run = run + 1 if run and _continues(theirs.text, own.text, at, expected) else 1
        expected = expected + 1 if run > 1 else found + SHINGLE
        if run > best:
            best, best_at = run, at
    return best_at - best + 1, best_at + SHINGLE - 1


def _continues(theirs: str, own: str, at: int, expected: int) -> bool:
    """True when the other text goes on with the same character as the shingle at ``at`` ends with."""
    return expected < len(theirs) and theirs[expected] == own[at + SHINGLE - 1]


def passages(text: str, other: str, names: tuple[str, ...] = (), least: int = SHINGLE) -> tuple[tuple[int, int], ...]:
    """Every passage of at least ``least`` bare characters that the other text has too, as ``(start, end)`` of the original, in order.

    Passages do not overlap: one that ends where the other text goes on differently is told whole before the next begins.
    """
    own, theirs = bare(text, names), bare(other, names)
    found: list[tuple[int, int]] = []
    at, last = 0, len(own.text) - SHINGLE
    while at <= last:
        there = theirs.shingles.get(own.text[at : at + SHINGLE], -1)
        length = _shared(own.text, at, theirs.text, there) if there >= 0 else 0
        if length >= max(least, SHINGLE):
            found.append((own.offsets[at], own.offsets[at + length - 1] + 1))
        at += max(length, 1) if length >= least else 1
    return tuple(found)


def _shared(own: str, at: int, theirs: str, there: int) -> int:
    """How many characters two bare texts have alike from these places on."""
    length = 0
    for mine, other in zip(own[at:], theirs[there:], strict=False):
        if mine != other:
            break
        length += 1
    return length
