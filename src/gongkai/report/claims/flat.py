"""Prose without white space, with the way back to the place in the text as printed.

A PDF breaks lines inside words and a page pads numbers with blanks; what is counted is
looked for in the text without them. One character of a traditional text becomes one
character of a simplified one, for the few words that statements are made of.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

_GAP = re.compile(r"\s+")
_TRADITIONAL = str.maketrans(
    "條請開關辦報複復訴訟議數類與個項額結轉機構處罰強許業規範現廢發佈體動網縣區鎮鄉億萬餘兩為無沒電門會計總還屬決這間團隊題衆眾單臺證實際據編製務組態預執",
    "条请开关办报复复诉讼议数类与个项额结转机构处罚强许业规范现废发布体动网县区镇乡亿万余两为无没电门会计总还属决这间团队题众众单台证实际据编制务组态预执",
)
# A text whose longest line is shorter than this was broken by a page, not by its author.
_PAGE_WIDTH = 60
# No office writes more than this in one part; what stands behind is a page that was read wrongly.
LONGEST = 20_000


class Flat(NamedTuple):
    """``text`` without blanks; ``cuts`` are places in it behind which ``gone`` characters are missing."""

    text: str
    cuts: tuple[int, ...]
    gone: tuple[int, ...]

    def origin(self, place: int) -> int:
        """The same character's place in the text that was flattened."""
        return place + self.gone[bisect_right(self.cuts, place) - 1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Start and end in the original of a span that is not empty."""
        return self.origin(start), self.origin(end - 1) + 1


def flatten(text: str) -> Flat:
    """Blanks removed; a line break stays, as one ``\\n``, where it ends a sentence or heading."""
    text = text[:LONGEST]
    if "條" in text or "開" in text:
        text = text.translate(_TRADITIONAL)
    wrapped = _wrapped(text)
    pieces: list[str] = []
    cuts, gone = [0], [0]
    done = length = 0
    for gap in _GAP.finditer(text):
        start, end = gap.span()
        kept = _kept(text, start, end, wrapped)
        pieces.append(text[done:start])
        pieces.append(kept)
        length += start - done + len(kept)
        if end - start != len(kept):
            cuts.append(length)
            gone.append(end - length)
        done = end
    pieces.append(text[done:])
    return Flat("".join(pieces), tuple(cuts), tuple(gone))


def _kept(text: str, start: int, end: int, wrapped: bool) -> str:
    before, after = text[start - 1 : start], text[end : end + 1]
    if text.find("\n", start, end) < 0:
        return " " if before.isascii() and before.isalnum() and after.isascii() and after.isalnum() else ""
    if before in "，、；：（":
        return ""
    if not wrapped or after == "（" or text[end + 1 : end + 2] == "、" or text.count("\n", start, end) > 1:
        return "\n"
    return "\n" if start - text.rfind("\n", 0, start) < 16 else ""


def _wrapped(text: str) -> bool:
    lines = text.split("\n")
    return len(lines) > 5 and max(map(len, lines)) <= _PAGE_WIDTH
