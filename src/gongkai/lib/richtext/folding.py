"""White space of a paragraph as a reader sees it, and paragraphs that the source only marked by breaks and blanks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.richtext.tree import BREAK, MARKS, Image, Inline, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Unseen characters: zero width, soft hyphen, direction marks (they make a text read otherwise than it is), controls, no characters.
_GONE = {
    code: None
    for low, high in ((0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD), (0x61C, 0x61C), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFDD0, 0xFDEF), (0xFEFF, 0xFEFF), (0xFFF0, 0xFFFB), (0xFFFE, 0xFFFF), (0xD800, 0xDFFF))
    for code in range(low, high + 1)
} | {0x85: "\n", 0x0B: "\n", 0x2029: BREAK}  # fmt: skip
_WHITE = " \\t\\r\\n\\f\\xa0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000"
_PIECES = re.compile(f"\u2028|[{_WHITE}]+|[^{_WHITE}\u2028]+")
_SEGMENTS = re.compile("\u2028|[^\u2028]+")
_BLANK = re.compile(f"[{_WHITE}\u2028]+")
_WIDTHS = {"\u3000": 1.0, "\xa0": 0.5, "\u2003": 1.0, "\u2001": 1.0, "\u2002": 0.5, "\u2000": 0.5}  # in characters; a plain blank folds
_MOST_BLANKS = 40
_Look = tuple[frozenset[str], str]


class Line(NamedTuple):
    """A folded paragraph and how far its blanks moved it in, in characters."""

    inlines: tuple[Inline, ...]
    lead: float


def lines(inlines: Iterable[Inline]) -> Iterator[Line]:
    """The paragraphs of a rough one: two breaks, or one break and an indent, part them. Empty ones are dropped."""
    fold = _Fold()
    for each in _tidy(inlines):
        if isinstance(each, Image):
            yield from fold.add(each)
            continue
        for segment in _SEGMENTS.findall(each.text):
            for piece in _PIECES.findall(segment):
                if not _BLANK.fullmatch(piece):
                    yield from fold.add(each._replace(text=piece))
                elif "u" in each.marks and (width := _width(piece)) >= 1 and (fold.inside or piece == segment):
                    yield from fold.add(each._replace(text="\u3000" * min(int(width), _MOST_BLANKS)))  # a line to write on
                else:
                    fold.gap += piece
    yield from fold.end()


def one_line(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """All of it as one paragraph; what would be paragraphs are lines in it."""
    made: list[Inline] = []
    for line in lines(inlines):
        if made:
            made.append(Run(BREAK, *_shared(made[-1], line.inlines[0])))
        made += line.inlines
    return tuple(_joined(made))


def _tidy(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Without what is unseen; at most one of raised and lowered; neighbours of one look as one."""
    run: Run | None = None
    for each in inlines:
        if isinstance(each, Run):
            text = each.text.translate(_GONE)
            marks = each.marks - {"sub"} if "sup" in each.marks else each.marks
            if run is not None and run.marks == marks and run.href == each.href:
                run = run._replace(text=run.text + text)
                continue
            if run is not None:
                yield run
            run = Run(text, marks, each.href)
        else:
            if run is not None:
                yield run
            run = None
            yield each
    if run is not None:
        yield run


def _width(blanks: str) -> float:
    return sum(_WIDTHS.get(blank, 0.0) for blank in blanks)


class _Fold:
    """Gathers visible pieces; ``gap`` is the white space since the last one."""

    def __init__(self) -> None:
        self.gap = ""
        self._made: list[Inline] = []
        self._lead = 0.0

    @property
    def inside(self) -> bool:
        """True where something stands before on the same line."""
        return bool(self._made) and BREAK not in self.gap

    def add(self, each: Inline) -> Iterator[Line]:
        """Take a visible piece; the paragraph before it, where the gap ends one."""
        gap, self.gap = self.gap, ""
        if self._made and gap and _parts(gap):
            yield from self.end()
        if not self._made:
            self._lead = _width(gap.rpartition(BREAK)[2])
        elif between := _between(gap, _last(self._made[-1]), _first(each)):
            self._made.append(Run(between, *_shared(self._made[-1], each)))
        self._made.append(each)

    def end(self) -> Iterator[Line]:
        """The paragraph so far."""
        if self._made:
            yield Line(tuple(_joined(self._made)), self._lead)
        self._made, self.gap, self._lead = [], "", 0.0


def _parts(gap: str) -> bool:
    breaks = gap.count(BREAK)
    return breaks > 1 or (breaks == 1 and _width(gap.rpartition(BREAK)[2]) >= 1)


def _between(gap: str, before: str, after: str) -> str:
    """What stays of white space between two characters."""
    if not gap:
        return ""
    if BREAK in gap:
        return BREAK
    if wide := gap.count("\u3000"):
        return "\u3000" * min(wide, _MOST_BLANKS)
    if ("\n" in gap or "\r" in gap) and "\xa0" not in gap and before >= "\u2e80" and after >= "\u2e80":
        return ""  # the source was wrapped
    return " "


def _last(each: Inline) -> str:
    return each.text[-1] if isinstance(each, Run) else "x"


def _first(each: Inline) -> str:
    return each.text[0] if isinstance(each, Run) else "x"


def _shared(before: Inline, after: Inline) -> _Look:
    """The look of a blank: what both sides have."""
    if not (isinstance(before, Run) and isinstance(after, Run)):
        return frozenset(), ""
    return before.marks & after.marks, before.href if before.href == after.href else ""


def _joined(inlines: Sequence[Inline]) -> Iterator[Inline]:
    """Neighbours of one look as one run."""
    run: Run | None = None
    for each in inlines:
        if isinstance(each, Run) and run is not None and run.marks == each.marks and run.href == each.href:
            run = run._replace(text=run.text + each.text)
            continue
        if run is not None:
            yield run
        run = each if isinstance(each, Run) else None
        if run is None:
            yield each
    if run is not None:
        yield run


def plain(inlines: Iterable[Inline], *marks: str) -> tuple[Inline, ...]:
    """The same without some marks (all, when none is named)."""
    off = frozenset(marks or MARKS)
    return tuple(_joined([each._replace(marks=each.marks - off) if isinstance(each, Run) else each for each in inlines]))
