"""From figures to places: a scale that always holds zero, its round ticks, and figures short enough for a label."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from gongkai.charts.table import told

if TYPE_CHECKING:
    from collections.abc import Iterable

# A label of more characters is said in 万 or 亿; the table below the chart keeps every digit.
_LONGEST = 10
_MYRIADS = (("万亿", 12), ("亿", 8), ("万", 4))
_TICKS = 4


class Scale(NamedTuple):
    """The lowest and the highest figure that a picture holds; zero lies between."""

    low: Decimal
    high: Decimal

    def share(self, value: Decimal) -> float:
        """Where a figure lies between the ends, 0 to 1."""
        return float((value - self.low) / (self.high - self.low))

    def ticks(self) -> list[Decimal]:
        """Round figures from one end to the other, zero among them."""
        step = _step(self.high - self.low)
        first, last = int(self.low / step), int(self.high / step)
        return [step * count for count in range(first, last + 1)]


def scale_for(values: Iterable[Decimal | None], *, rounded: bool = False) -> Scale:
    """A scale for figures, unknown ones left out; ``rounded`` ends it on ticks. All zero gives 0 to 1."""
    known = [value for value in values if value is not None]
    low, high = min([Decimal(0), *known]), max([Decimal(0), *known])
    if low == high:
        return Scale(Decimal(0), Decimal(1))
    if rounded:
        step = _step(high - low)
        low, high = (low / step).to_integral(ROUND_FLOOR) * step, (high / step).to_integral(ROUND_CEILING) * step
    return Scale(low, high)


def label_of(value: Decimal, unit: str = "") -> str:
    """A figure for a label; percentages keep their sign, long figures are rounded to 万 or 亿.

    >>> label_of(Decimal("1234567890")), label_of(Decimal("35.2"), "%")
    ('12.35亿', '35.2%')
    """
    sign = unit if unit in {"%", "‰"} else ""
    text = told(value)
    if len(text) <= _LONGEST:
        return text + sign
    for word, power in () if counted_in_myriads(unit) else _MYRIADS:
        if abs(value) >= Decimal(10) ** power:
            short = (value / Decimal(10) ** power).quantize(Decimal("0.01"), ROUND_HALF_UP)
            return f"{_trimmed(short)}{word}{sign}"
    tries = (told(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)) for places in range(6, -1, -1))
    said = next((text for text in tries if len(text) <= _LONGEST), told(value.quantize(Decimal(1), ROUND_HALF_UP)))
    if not said.strip("-0."):
        return f"{'略小于' if value < 0 else '略大于'}0{sign}"
    return (said.rstrip("0").rstrip(".") if "." in said else said) + sign


def counted_in_myriads(unit: str) -> bool:
    """Is the unit itself 万 or 亿 of something? 1.2亿 of 万元 would mislead."""
    return "万" in unit or "亿" in unit


def _trimmed(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _step(span: Decimal) -> Decimal:
    """A step of 1, 2 or 5 times a power of ten that gives some four ticks."""
    rough = span / _TICKS
    power = Decimal(10) ** rough.adjusted()
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
