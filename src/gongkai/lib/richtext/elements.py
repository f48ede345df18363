"""The elements of HTML by what a reader of bodies does with them, and safe steps through their tree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.lib import limits
from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

NESTING = limits.NESTING // 2  # of elements; every one takes four calls
BLOCKS = frozenset(
    "p div section article header footer main aside nav address center dl dt dd fieldset legend form details summary pre hgroup h1 h2 h3 h4 "
    "h5 h6 caption figcaption li tbody thead tfoot tr td th col colgroup search menu dialog body".split()
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
MARKS = {"b": "strong", "strong": "strong", "em": "em", "i": "em", "u": "u", "sup": "sup", "sub": "sub"}
# Left out with all that is in them; with a word what to say of it.
GONE = dict.fromkeys(
    "script style noscript template title meta link base xml rt rp o:lock v:shapetype v:stroke v:formulas w:sdtpr param source track".split(),
    "",
)
GONE |= dict.fromkeys("iframe object embed svg math canvas audio video applet frame frameset o:oleobject portal model".split(), "object")
GONE |= dict.fromkeys("input select textarea button option optgroup datalist meter progress".split(), "control")
GONE |= dict.fromkeys("v:imagedata v:fill image".split(), "image")
_PAIRED = re.compile(
    r"<(/?)(?!(?:p|li|td|tr|th|tbody|thead|tfoot|dd|dt|option|br|img|hr|input|meta|link|col|area|base|wbr|source)\b)[a-z][\w:-]*",
    re.IGNORECASE,
)


def children(node: LexborNode) -> Iterator[LexborNode]:
    """The nodes in an element."""
    child = node.child
    while child is not None:
        following = child.next
        yield child
        child = following


def span(value: str | None) -> int:
    """A number of rows or columns as an attribute says it."""
    return min(max(int(value), 1), limits.SPAN) if value and value.isascii() and value.isdecimal() and len(value) < 6 else 1


def refuse_nesting(text: str) -> None:
    """Refuse what piles up open tags: building its tree alone could take minutes."""
    depth = 0
    for match in _PAIRED.finditer(text):
        depth += -1 if match[1] and depth else 1
        if depth > 4 * NESTING:
            raise too_deep()


def too_deep() -> UnusableInput:
    """What to raise where elements are nested beyond all sense."""
    return UnusableInput(f"粘贴的内容嵌套超过 {NESTING} 层", "请先粘贴到记事本，再复制过来")
