"""A text with fields in braces: 「主动公开政府信息{主动公开总数}条」.

Everything else is plain text, to be edited as one likes. A brace that begins no field is a brace; ``{{`` and ``}}`` are
braces where a field would begin. Full-width braces are plain text. What is unknown stays visible as its field, never as 0.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

Shown = int | Decimal | str
_TOKEN = re.compile(r"\{\{|\}\}|\{[ \u3000]*([^{}\s](?:[^{}\n]{0,38}[^{}\s])?)[ \u3000]*\}")


class Value(Protocol):
    """What fills a field: a number or words, and the key under which the record opens it."""

    @property
    def key(self) -> str:
        """A cell (``table3.new[6]``), a sum of cells joined by ``+``, or the name of a count."""

    @property
    def value(self) -> Shown | None:
        """None when it is not known."""


class Field(NamedTuple):
    """A field and the characters of the template that it takes, braces included."""

    name: str
    start: int
    end: int


class Bound(NamedTuple):
    """Characters of a filled text that the record supplied. ``key`` is "" where no fact has the name."""

    name: str
    shown: str
    key: str
    known: bool


class Run(NamedTuple):
    """Characters of the filled text and those of the template from which they come; ``plain`` when they are the same."""

    start: int
    end: int
    from_start: int
    from_end: int
    plain: bool


class Filled(NamedTuple):
    """A filled text. ``pieces`` joined are ``text``; ``missing`` are the names that stayed open, each once, in order."""

    text: str
    pieces: tuple[str | Bound, ...]
    missing: tuple[str, ...]
    runs: tuple[Run, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the template of some characters of the text: where a finding belongs while the text is edited.

        >>> fill("公开{数}条", {}).span(2, 5)
        (2, 5)
        """
        first, last = self._run(start), self._run(max(start, end - 1))
        if first is None or last is None:
            return 0, 0
        begin = first.from_start + (start - first.start if first.plain else 0)
        return begin, last.from_start + (end - last.start) if last.plain else last.from_end

    def _run(self, at: int) -> Run | None:
        index = bisect_right([run.start for run in self.runs], at) - 1
        return self.runs[index] if index >= 0 else None


def fields(text: str) -> list[Field]:
    """The fields of a template in order.

    >>> fields("公开{总数}条，{{总数}}是字")
    [Field(name='总数', start=2, end=6)]
    """
    return [Field(match[1], *match.span()) for match in _TOKEN.finditer(text) if match[1]]


def fill(text: str, values: Mapping[str, Value]) -> Filled:
    """The template with its fields filled; a name that is not in ``values``, and a value that is None or "", stays a field.

    >>> fill("公开{总数}条", {}).text
    '公开{总数}条'
    """
    shown: list[str | Bound] = []
    runs: list[Run] = []
    missing: dict[str, None] = {}
    length = done = 0
    for match in _TOKEN.finditer(text):
        for piece, start, end in ((text[done : match.start()], done, match.start()), (_filled(match, values), *match.span())):
            printed = piece if isinstance(piece, str) else piece.shown
            if printed:
                shown.append(piece)
                runs.append(Run(length, length + len(printed), start, end, len(printed) == end - start and isinstance(piece, str)))
                length += len(printed)
            if isinstance(piece, Bound) and not piece.known:
                missing[piece.name] = None
        done = match.end()
    if done < len(text):
        shown.append(text[done:])
        runs.append(Run(length, length + len(text) - done, done, len(text), True))
    words = "".join(piece if isinstance(piece, str) else piece.shown for piece in shown)
    return Filled(words, _merged(shown), tuple(missing), tuple(runs))


def escaped(text: str) -> str:
    """Finished prose as a template that fills to the same prose, whatever braces it has.

    >>> fill(escaped("{甲}"), {}).text
    '{甲}'
    """
    return text.replace("{", "{{").replace("}", "}}")


def show(value: Shown) -> str:
    """A number as people write it.

    >>> show(12), show(Decimal("0.850")), show(Decimal("1E+3"))
    ('12', '0.85', '1000')
    """
    if not isinstance(value, Decimal):
        return str(value)
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _filled(match: re.Match[str], values: Mapping[str, Value]) -> str | Bound:
    if not match[1]:
        return match[0][0]
    value = values.get(match[1])
    if value is None or value.value is None or value.value == "":
        return Bound(match[1], match[0], value.key if value else "", False)
    return Bound(match[1], show(value.value), value.key, True)


def _merged(pieces: list[str | Bound]) -> tuple[str | Bound, ...]:
    """No two plain pieces behind one another: a doubled brace is no border."""
    found: list[str | Bound] = []
    for piece in pieces:
        last = found[-1] if found else None
        if isinstance(piece, str) and isinstance(last, str):
            found[-1] = last + piece
        else:
            found.append(piece)
    return tuple(found)
