"""The colours of charts and infographics, and what contrast they give."""

from __future__ import annotations

INK = "#1b1f24"
SOFT = "#57606a"
PAPER = "#ffffff"
MIST = "#f5f7fa"
LINE = "#d8dee4"
BLUE = "#0b5cab"
DEEP = "#084a8a"
WASH = "#e8f1fb"
RED = "#b3191f"
# Six colours that people with any colour blindness tell apart; in this order.
SERIES = ("#0b5cab", "#d1495b", "#edae49", "#00798c", "#66a182", "#8d6a9f")
READABLE = 4.5
_DARKEST = "#000000"


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours by WCAG 2.2, from 1 to 21.

    >>> round(contrast("#ffffff", "#000000"))
    21
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_on(fill: str) -> str:
    """The colour of text that can be read on a fill: white, else ink, else black."""
    return next((colour for colour in (PAPER, INK) if contrast(colour, fill) >= READABLE), _DARKEST)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
