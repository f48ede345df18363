"""What is still to be looked at: near pages first, every kind of page in turn, files last, never more than the bounds."""

from __future__ import annotations

import heapq
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from gongkai.inspection.addresses import endless, identity, is_file, shape

if TYPE_CHECKING:
    from gongkai.inspection.bounds import Bounds
    from gongkai.lib.network.target import Target

_TURN = 10  # so many of one shape, then others have their turn


class Waiting(NamedTuple):
    """An address to look at: clicks from the first page, the page that links to it, the words of the link."""

    wanted: Target
    depth: int
    on: str
    words: str
    inside: bool  # the link stands in the text of its page
    leaf: bool  # looked at, its links not followed

    @property
    def file(self) -> bool:
        """Whether it is a file to download."""
        return is_file(self.wanted)


class Frontier:
    """A queue that takes every address once. ``refused`` counts what it did not take, by reason."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._heap: list[tuple[bool, int, int, int, Waiting]] = []
        self._seen: set[str] = set()
        self._shapes: Counter[str] = Counter()
        self._offered = 0
        self.refused: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._heap)

    def offer(self, each: Waiting) -> None:
        """Take an address unless it was taken before or lies outside the bounds."""
        name = identity(each.wanted)
        if name in self._seen or len(self._seen) >= 4 * self._bounds.waiting:
            return
        self._seen.add(name)
        alike = shape(each.wanted)
        self._shapes[alike] += 1
        why = self._why_not(each, alike)
        if why:
            self.refused[why] += 1
            return
        self._offered += 1
        heapq.heappush(self._heap, (each.file, each.depth, self._shapes[alike] // _TURN, self._offered, each))

    def know(self, wanted: Target) -> None:
        """Mark an address as seen without looking at it again (where a redirect led)."""
        self._seen.add(identity(wanted))

    def next(self) -> Waiting | None:
        """The next address; None when nothing is left."""
        return heapq.heappop(self._heap)[4] if self._heap else None

    def _why_not(self, each: Waiting, alike: str) -> str:
        if each.depth > self._bounds.depth:
            return f"离首页超过 {self._bounds.depth} 次点击"
        if endless(each.wanted):
            return "网址像是没有尽头地重复"
        if not alike.endswith("?") and self._shapes[alike] > self._bounds.alike:
            return f"只有参数不同的网址超过 {self._bounds.alike} 个"
        if len(self._heap) >= self._bounds.waiting:
            return f"等着看的网址超过 {self._bounds.waiting} 个"
        return ""
