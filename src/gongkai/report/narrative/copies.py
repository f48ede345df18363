"""Which passages of a text stand in last year's as well. Figures, years, punctuation and the organ's names do not count."""

from __future__ import annotations

from typing import NamedTuple

from gongkai.proof.similarity import bare, common

LEAST = 20  # counted characters from which a passage is worth showing


class Passage(NamedTuple):
    """Characters of the text that stand in the other too; ``words`` as printed, ``counted`` how many of them count."""

    start: int
    end: int
    words: str
    counted: int


def copied(text: str, last_year: str, names: tuple[str, ...] = (), least: int = LEAST) -> list[Passage]:
    """The passages of ``text``, in order, that ``last_year`` has too, each at least ``least`` counted characters long.

    Whether so much of it is the same that a finding is due, the rules D001 and D002 say; this says where.
    """
    return _passages(text, 0, len(text), last_year, names, least)


def _passages(text: str, start: int, end: int, other: str, names: tuple[str, ...], least: int) -> list[Passage]:
    """The longest passage of a stretch, and what stands to its left and right."""
    found = common(text[start:end], other, names)
    first, last = start + found.start, start + found.end
    counted = len(bare(text[first:last], names).text)
    if found.start >= found.end or counted < least:
        return []
    left = _passages(text, start, first, other, names, least)
    return [*left, Passage(first, last, text[first:last], counted), *_passages(text, last, end, other, names, least)]
