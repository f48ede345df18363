"""What a proof finds: some words at a place, and what they should be."""

from __future__ import annotations

from typing import NamedTuple


class Flaw(NamedTuple):
    """Words ``text[start:end]`` that are wrong.

    ``right`` replaces them where that is safe without a person, else None. ``kind`` names the
    sort of flaw in Chinese. ``sure`` is False where a person has to decide.
    """

    start: int
    end: int
    wrong: str
    right: str | None = None
    kind: str = ""
    sure: bool = True
