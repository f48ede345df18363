"""What was asked for, marked in a text: as pieces, never as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.text import alike
from gongkai.web.search.words import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

_AROUND = 40  # characters of text before what was found; three times as many after its beginning
_STEPS = (4000, 100)  # characters, the coarse step first


class Piece(NamedTuple):
    """A part of a text; ``marked`` where it is what was asked for."""

    text: str
    marked: bool = False


def pieces(text: str, terms: Sequence[str]) -> list[Piece]:
    """The text in pieces, every place of every plain term marked; marks that touch are one.

    >>> pieces("示政发〔2025〕3号", ["发2025"])
    [Piece(text='示政', marked=False), Piece(text='发〔2025', marked=True), Piece(text='〕3号', marked=False)]
    """
    if not text or not holds(text, terms):
        return [Piece(text)] if text else []
    flat, origin = _mapped(text)
    marks = bytearray(len(text))
    for term in terms:
        at = flat.find(term)
        while at >= 0:
            begin, end = origin[at], origin[at + len(term) - 1] + 1
            marks[begin:end] = b"\1" * (end - begin)
            at = flat.find(term, at + 1)
    found: list[Piece] = []
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or marks[at] != marks[begin]:
            found.append(Piece(text[begin:at], bool(marks[begin])))
            begin = at
    return found


def snippet(text: str, terms: Sequence[str], known: str | None = None) -> list[Piece]:
    """The text around the first place of any term, the beginning where there is none; cut ends are "…". ``known``: its plain text, if at hand."""
    flat = " ".join(text.split())
    at, end = _first(flat, plain(flat) if known is None else known, terms)
    start = max(0, at - _AROUND)
    stop = max(end, at + 2 * _AROUND)
    cut = pieces(flat[start:stop], terms)
    return [*([Piece("…")] if start else []), *cut, *([Piece("…")] if stop < len(flat) else [])]


def holds(text: str, terms: Sequence[str]) -> bool:
    """Whether any of the plain terms stands in the text."""
    flat = plain(text)
    return any(term in flat for term in terms)


def _mapped(text: str) -> tuple[str, list[int]]:
    """The plain text, and for each of its characters where it came from."""
    folded = alike(text).casefold()
    if len(folded) == len(text):
        return plain(text), [at for at, character in enumerate(folded) if character.isalnum()]
    flat: list[str] = []
    origin: list[int] = []
    for at, character in enumerate(alike(text)):  # one letter that folds into two
        for each in filter(str.isalnum, character.casefold()):
            flat.append(each)
            origin.append(at)
    return "".join(flat), origin


def _first(text: str, flat: str, terms: Sequence[str]) -> tuple[int, int]:
    """Where the first of the terms begins and ends in the text as printed, which is ``flat`` when plain; (0, 0) where none does."""
    found = [(at, len(term)) for term in terms if (at := flat.find(term)) >= 0]
    if not found:
        return 0, 0
    at, length = min(found)
    return _printed(text, at), _printed(text, at + length - 1) + 1


def _printed(text: str, at: int) -> int:
    """Where the plain character ``at`` stands in the text: whole steps are only counted, the last is looked at."""
    start = before = 0
    for step in _STEPS:
        while start < len(text):
            count = len(plain(text[start : start + step]))
            if before + count > at:
                break
            before += count
            start += step
    return start + _mapped(text[start : start + _STEPS[-1]])[1][at - before] if start < len(text) else len(text)
