"""Whether a run of a Word document can be seen: its own properties, those of its styles, the colour behind it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from gongkai.proof.files.package import attribute, child, local, switched

if TYPE_CHECKING:
    from lxml import etree

_TINY = 5  # half points: 2.5 pt
_NEAR_WHITE = 240


class Look(NamedTuple):
    """What is said of a run; None where nothing is said. ``size`` in half points."""

    vanish: bool | None = None
    color: str | None = None
    size: float | None = None

    def over(self, below: Look) -> Look:
        """This, and what it leaves open as below."""
        return Look(
            below.vanish if self.vanish is None else self.vanish,
            below.color if self.color is None else self.color,
            below.size if self.size is None else self.size,
        )


def look(properties: etree._Element | None) -> Look:
    """What an ``rPr`` says."""
    if properties is None:
        return Look()
    color, size = child(properties, "color"), child(properties, "sz")
    return Look(
        switched(properties, "vanish"),
        attribute(color, "val").upper() if color is not None else None,
        _number(attribute(size, "val")) if size is not None else None,
    )


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


class Styles:
    """The styles of a document; ``root`` None when it has none."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, tuple[Look, str]] = {}
        self._shaded: set[str] = set()
        self._default = self._plain = Look()
        for style in root if root is not None else ():
            if local(style) == "docDefaults":
                self._default = look(child(style, "rPrDefault", "rPr"))
            if local(style) != "style":
                continue
            name, based = attribute(style, "styleId"), child(style, "basedOn")
            self._styles[name] = look(child(style, "rPr")), attribute(based, "val") if based is not None else ""
            if attribute(style, "type") == "table" and any(dark_fill(shading) for shading in style.iter() if local(shading) == "shd"):
                self._shaded.add(name)
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true"):
                self._plain = self._styles[name][0]
        self.of = cache(self._of)

    def _of(self, name: str) -> Look:
        found, seen = Look(), set[str]()
        while name in self._styles and name not in seen:
            seen.add(name)
            own, based = self._styles[name]
            found, name = found.over(own), based
        return found

    def effective(self, run: etree._Element | None, paragraph: etree._Element | None) -> Look:
        """The look of a run by its own ``rPr``, its character style, the style of its paragraph, the defaults."""
        own = look(run).over(self.of(_named(run, "rStyle")))
        return own.over(self.of(_named(paragraph, "pStyle"))).over(self._plain).over(self._default)

    def shades(self, table: etree._Element) -> bool:
        """Whether a table's style puts colour behind words."""
        style = child(table, "tblPr", "tblStyle")
        return style is not None and attribute(style, "val") in self._shaded


def _named(properties: etree._Element | None, kind: str) -> str:
    found = child(properties, kind) if properties is not None else None
    return attribute(found, "val") if found is not None else ""


def white(color: str | None) -> bool:
    """Whether a colour (RRGGBB) is white or nearly."""
    if color is None or len(color) != 6:
        return False
    try:
        return min(int(color[at : at + 2], 16) for at in (0, 2, 4)) >= _NEAR_WHITE
    except ValueError:
        return False


def dark_fill(shading: etree._Element) -> bool:
    """Whether shading makes white words readable."""
    fill = attribute(shading, "fill").upper()
    pattern = attribute(shading, "val")
    return (fill not in ("", "AUTO") and not white(fill)) or pattern == "solid" or bool(attribute(shading, "themeFill"))


def unseen(style: Look, shaded: bool) -> str:
    """Why a run is not seen: a code of a finding, or ""."""
    if style.vanish:
        return "hidden_text"
    if white(style.color) and not shaded:
        return "white_text"
    return "tiny_text" if style.size is not None and style.size <= _TINY else ""
