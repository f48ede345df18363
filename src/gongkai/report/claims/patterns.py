"""Patterns that cost nothing until they are used: a check of one file needs few of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Words:
    """Some words, written 「甲|乙」, of which a text may hold any."""

    __slots__ = ("words",)

    def __init__(self, words: str) -> None:
        self.words = tuple(words.split("|"))

    def search(self, text: str) -> bool:
        """True when the text holds one of them."""
        return any(word in text for word in self.words)


class Pattern:
    """A regular expression that is compiled when first used."""

    __slots__ = ("_compiled", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self._compiled: re.Pattern[str] | None = None

    @property
    def compiled(self) -> re.Pattern[str]:
        """The expression itself."""
        if self._compiled is None:
            self._compiled = re.compile(self.source)
        return self._compiled

    def search(self, text: str) -> re.Match[str] | None:
        """As :func:`re.search`."""
        return self.compiled.search(text)

    def match(self, text: str) -> re.Match[str] | None:
        """As :func:`re.match`."""
        return self.compiled.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As :func:`re.fullmatch`."""
        return self.compiled.fullmatch(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As :func:`re.finditer`."""
        return self.compiled.finditer(text)

    def sub(self, replacement: str, text: str) -> str:
        """As :func:`re.sub`, with a fixed replacement."""
        return self.compiled.sub(replacement, text)
