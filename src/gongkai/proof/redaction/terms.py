"""Words to be taken out: found whatever their width, their blanks and the pieces they stand in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from gongkai.lib.errors import UnusableInput
from gongkai.lib.text import alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MARK = "〔已隐去〕"
_MOST = 2_000
_SHORTEST = 2
# A term of this many characters is also found over the end of a paragraph: no chance makes so much of two.
_OVER_LINES = 6
_BLANK = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_GAP = r"[\s\u200b-\u200f\u2060\ufeff\u00ad]{0,4}"
_UNSEEN = r"[\u200b-\u200f\u2060\ufeff\u00ad]{0,4}"
_NUMBER_GAP = r"[\s\u200b-\u200f\u2060\ufeff\u00ad\-·.]{0,4}"


class Terms:
    """Words to be taken out.

    Raises :class:`UnusableInput` for a word that is too short to tell, or for too many of them.
    """

    def __init__(self, terms: Iterable[str]) -> None:
        terms = list(terms)
        self.spellings = {*(_BLANK.sub("", term) for term in terms), *map(squeezed, terms)} - {""}
        self.words = tuple(sorted({tight for term in terms if (tight := squeezed(term))}, key=lambda word: (-len(word), word)))
        short = [word for word in self.words if len(word) < _SHORTEST]
        if short:
            raise UnusableInput(f"要隐去的“{short[0]}”只有一个字", f"请写出至少 {_SHORTEST} 个字，免得把别处也隐去")
        if len(self.words) > _MOST:
            raise UnusableInput(f"要隐去的词超过 {_MOST} 个", "请分几次处理")
        self._every = _pattern(self.words)
        self._long = _pattern([word for word in self.words if len(word) >= _OVER_LINES])

    def __bool__(self) -> bool:
        return bool(self.words)

    def spans(self, text: str, *, over_lines: bool = False) -> list[tuple[int, int]]:
        """Where the words stand in a text. ``over_lines``: only those long enough to be looked for over the ends of lines."""
        pattern = self._long if over_lines else self._every
        return [match.span() for match in pattern.finditer(alike(text))] if pattern else []

    def without(self, text: str) -> str:
        """The text with every word replaced by the mark."""
        return self.across([text])[0]

    def across(self, texts: Sequence[str], *, over_lines: bool = False) -> list[str]:
        """The pieces of one text with every word replaced, also where it begins in one piece and ends in another."""
        spans = self.spans("".join(texts), over_lines=over_lines)
        if not spans:
            return list(texts)
        found, start = [], 0
        for text in texts:
            found.append(_cut(text, start, spans))
            start += len(text)
        return found


def _cut(text: str, start: int, spans: list[tuple[int, int]]) -> str:
    """One piece that begins at ``start`` of the whole: the mark stands where a word begins."""
    kept, at = [], 0
    for first, last in spans:
        low, high = max(first - start, 0), min(last - start, len(text))
        if low >= high:
            continue
        kept.append(text[at:low])
        if first >= start:
            kept.append(MARK)
        at = high
    return "".join([*kept, text[at:]])


def squeezed(term: str) -> str:
    """A word as it is compared: widths made alike, no blanks."""
    return _BLANK.sub("", alike(term))


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    if not words:
        return None
    return re.compile("|".join(_loose(word) for word in words), re.IGNORECASE)


def _loose(word: str) -> str:
    """A word with blanks allowed in it. A short number is only itself: two cells of a table are soon one."""
    if word.isascii() and len(word) < _OVER_LINES:
        return _UNSEEN.join(map(re.escape, word))
    pieces = [re.escape(word[0])]
    for before, character in zip(word, word[1:], strict=False):
        pieces += [_NUMBER_GAP if before.isdigit() and character.isdigit() else _GAP, re.escape(character)]
    return "".join(pieces)


def _plainly(word: str) -> Iterator[str]:
    """The ways a word is written in code: as it is, in character references, in escapes."""
    yield word
    yield "".join(f"&#{ord(character)};" for character in word)
    for form in ("&#x%X;", "&#x%x;", "\\u%04x", "\\u%04X"):
        yield "".join(form % ord(character) for character in word)
    if quote(word) != word:
        yield quote(word)
        yield quote(word).lower()


def forms(word: str) -> set[bytes]:
    """The bytes that a word may be in a file: encodings, hexadecimal, octal, references, escapes."""
    found = {text.encode() for text in _plainly(word)}
    for encoding in ("utf-8", "utf-16-be", "utf-16-le", "gb18030"):
        raw = word.encode(encoding)
        found |= {raw, raw.hex().encode(), raw.hex().upper().encode(), "".join(f"\\{byte:03o}" for byte in raw).encode()}
        found.add(b"".join(b"\\%03o" % byte if byte < 32 or byte > 126 else bytes([byte]) for byte in raw))
    return found


def sayable(word: str) -> bool:
    """Whether finding the bare bytes of a word in code means something: four digits stand in every file by chance."""
    return not word.isascii() or len(word) >= 8
