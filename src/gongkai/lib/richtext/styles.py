"""The little of CSS that says what a text means: hidden, bold, centred, moved in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.richtext.tree import CENTER, RIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SHEET_LIMIT = 512 * 1024  # a Word page brings some 30 KB of styles
_COMMENTS = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULES = re.compile(r"([^{}]{1,500})\{([^{}]{0,4000})\}")
_SELECTOR = re.compile(r"([a-zA-Z][\w:-]{0,40})?(?:\.([\w-]{1,80}))?")
# Nothing else of a style is ever asked for.
_ASKED = frozenset(
    "display visibility mso-hide font-size font-weight font-style text-align text-indent margin-left padding-left vertical-align "
    "text-decoration text-decoration-line mso-list mso-element font-family mso-special-character mso-comment-reference white-space margin "
    "opacity".split()
)
_LENGTH = re.compile(r"(-?\d{0,6}(?:\.\d{1,6})?)(pt|px|cm|mm|in|em|rem|ch|char|%)?")
# Characters of 16 points, the size of official papers, in one unit.
_UNITS = {"pt": 1 / 16, "px": 0.75 / 16, "cm": 28.35 / 16, "mm": 2.835 / 16, "in": 72 / 16, "em": 1.0, "rem": 1.0, "ch": 0.5, "char": 1.0}
_ALIGNS = {"center": CENTER, "right": RIGHT, "end": RIGHT, "left": "", "start": "", "justify": ""}
_SIGNS = {"ü": "√", "þ": "☑", "¨": "□", "o": "□", "R": "☑", "§": "▪", "Ø": "➢", "l": "●", "n": "■", "u": "◆", "v": "◆", "q": "□"}

Look = dict[str, str]


def declarations(style: str) -> Look:
    """The properties of a style attribute that mean something here, names and values in small letters.

    >>> declarations("TEXT-ALIGN:Center; color:red")
    {'text-align': 'center'}
    """
    found = {}
    for piece in style.split(";"):
        name, colon, value = piece.partition(":")
        name = name.strip().lower()
        if colon and name in _ASKED:
            found[name] = value.replace("!important", "").strip().lower()
    return found


class Sheet(NamedTuple):
    """The rules of a page whose selectors are a tag, a class or both."""

    rules: Mapping[tuple[str, str], Look]

    def look(self, tag: str, classes: Iterable[str], style: str) -> Look:
        """What holds for an element: rules of its tag, of its classes, of both, then its own style."""
        if not self.rules:
            return declarations(style) if style else {}
        found = dict(self.rules.get((tag, ""), {}))
        for name in classes:
            found |= self.rules.get(("", name), {})
            found |= self.rules.get((tag, name), {})
        return found | declarations(style)


def sheet(texts: Iterable[str]) -> Sheet:
    """The sheet of a page from the insides of its ``style`` elements."""
    rules: dict[tuple[str, str], Look] = {}
    for text in texts:
        for match in _RULES.finditer(_COMMENTS.sub(" ", text[:_SHEET_LIMIT])):
            look = declarations(match[2])
            for selector in match[1].split(",") if look else ():
                whole = _SELECTOR.fullmatch(selector.strip())
                if whole and (whole[1] or whole[2]):
                    rules.setdefault(((whole[1] or "").lower(), (whole[2] or "").lower()), {}).update(look)
    return Sheet(rules)


def is_hidden(look: Look) -> bool:
    """True for what a reader of the page or of the paper does not see."""
    return (
        look.get("display") == "none"
        or look.get("mso-hide") in ("all", "screen")
        or look.get("visibility") in ("hidden", "collapse")
        or re.fullmatch(r"0(?:\.0+)?(?:pt|px|em|%)?", look.get("font-size", "")) is not None
        or look.get("opacity") in ("0", "0.0", "0%")
    )


def marks(look: Look, before: frozenset[str]) -> frozenset[str]:
    """The marks of text after an element with this look."""
    on: set[str] = set()
    off: set[str] = set()
    weight = look.get("font-weight", "")
    if weight:
        (on if weight in ("bold", "bolder") or (weight.isdecimal() and int(weight[:4]) >= 600) else off).add("strong")
    slant = look.get("font-style", "")
    if slant:
        (on if slant in ("italic", "oblique") else off).add("em")
    line = look.get("text-decoration", "") + " " + look.get("text-decoration-line", "")
    if "underline" in line:
        on.add("u")
    height = look.get("vertical-align", "")
    if height in ("super", "sub"):
        on.add("sup" if height == "super" else "sub")
    return before if not (on or off) else (before - off) | on


def align(look: Look, attribute: str, before: str) -> str:
    """``CENTER``, ``RIGHT`` or "" after an element with this look and this ``align`` attribute."""
    return _ALIGNS.get(look.get("text-align", ""), _ALIGNS.get(attribute.lower(), before))


def lead(look: Look) -> float:
    """How far the first line is moved in, in characters."""
    sides = look.get("margin", "").split()
    left = look.get("margin-left") or (sides[3] if len(sides) == 4 else sides[1] if 2 <= len(sides) <= 3 else "")
    return sum(_length(text) for text in (look.get("text-indent", ""), left, look.get("padding-left", "")) if text)


def _length(text: str) -> float:
    match = _LENGTH.fullmatch(text)
    if match is None or match[1] in ("", "-", "."):
        return 0.0
    return float(match[1]) * _UNITS.get(match[2] or "", 0.0)


def signs(text: str, family: str) -> str:
    """Letters of a picture font as the signs that they show; other text as it is."""
    if "wingdings" not in family and "symbol" not in family:
        return text
    return "".join(_SIGNS.get(letter, letter if letter.isspace() or ord(letter) > 0x2E80 else "·") for letter in text)
