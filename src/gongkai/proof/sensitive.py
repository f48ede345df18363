"""An office's own list of words that must not stand in a public text, or only after a second look.

The list may have tens of thousands of words. A text is read once, whatever the length of the list: two characters say
which lengths can begin here, one look into a table says whether a word does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.text import alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Stops the way to the public until it is mended or answered; asks for an answer; only tells.
BLOCK, ASK, NOTE = "block", "ask", "note"
_STRICTNESS = {NOTE: 0, ASK: 1, BLOCK: 2}
_LOWER = {ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


class Word(NamedTuple):
    """An entry of the list. ``why`` is told to the clerk; ``replacement`` is what to write instead, "" when the office names nothing."""

    word: str
    why: str = ""
    replacement: str = ""
    level: str = ASK


class Hit(NamedTuple):
    """A word of the list at ``text[start:end]``, where it may have blanks in it and other widths than in the list."""

    start: int
    end: int
    word: Word


class Matcher:
    """A list made ready. Truth: it has words."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._words: dict[str, Word] = {}
        lengths: dict[str, set[int]] = {}
        for word in words:
            form = _form(word.word)
            before = self._words.get(form)
            if form and (before is None or _STRICTNESS.get(word.level, 1) > _STRICTNESS.get(before.level, 1)):
                self._words[form] = word
                lengths.setdefault(form[:2], set()).add(len(form))
        self._lengths = {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()}

    def __len__(self) -> int:
        return len(self._words)

    def hits(self, text: str) -> tuple[Hit, ...]:
        """The words of the list in a text, in order; at one place the longest, none over another.

        A blank inside does not hide a word, the end of a line or of a cell does part it.
        """
        return tuple(self._hits(text)) if self._words else ()

    def _hits(self, text: str) -> Iterator[Hit]:
        form, places = _flat(text)
        at = 0
        while at < len(form):
            length = self._longest(form, at)
            if length:
                yield Hit(places[at], places[at + length - 1] + 1, self._words[form[at : at + length]])
            at += length or 1

    def _longest(self, form: str, at: int) -> int:
        for length in self._lengths.get(form[at : at + 2], ()):
            piece = form[at : at + length]
            if piece in self._words:
                return len(piece)
        return 1 if form[at] in self._lengths and form[at] in self._words else 0


def compile_words(words: Iterable[Word]) -> Matcher:
    """A list made ready to be looked for. Of two entries that are alike the stricter counts, of equals the first.

    >>> [hit.start for hit in compile_words([Word("首府")]).hits("本市是全省的首 府。")]
    [6]
    """
    return Matcher(words)


def _form(word: str) -> str:
    """A word of the list as it is looked for."""
    return "".join(alike(word).translate(_LOWER).split())


def _flat(text: str) -> tuple[str, list[int]]:
    """The text made alike without blanks, and for each character its place in the text."""
    same = alike(text.replace("\t", "\n")).translate(_LOWER)
    places = [place for place, character in enumerate(same) if character != " "]
    return same.replace(" ", ""), places
