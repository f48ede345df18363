"""Numbers that Word writes itself: 「一、」「（二）」「3.」 stand in no paragraph, only in its list.

Clerks number their headings and the rows of tables so. Without these numbers 「一、总体情况」
would be read as 「总体情况」.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml import etree

_CHINESE = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "十", "百", "千")
_FORMAL_UNITS = ("", "拾", "佰", "仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
# No list of a report is longer; a start value beyond it is damage.
_MOST = 9_999
_LEVELS = 9


def _counted(number: int, digits: str, units: tuple[str, ...], drop_one: bool) -> str:
    """Chinese counting: 10 → 十, 21 → 二十一, 105 → 一百〇五."""
    text = ""
    pending = False
    for place, digit in enumerate(reversed(str(number))):
        value = int(digit)
        if not value:
            pending = bool(text)
            continue
        text = digits[value] + units[place] + (digits[0] if pending else "") + text
        pending = False
    return text[1:] if drop_one and text.startswith(digits[1] + units[1]) else text


def _digits(number: int) -> str:
    return "".join(_CHINESE[int(digit)] for digit in str(number))


def _letters(number: int) -> str:
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if number <= 26 * 20 else str(number)


def _roman(number: int) -> str:
    if number > 399:
        return str(number)
    text = ""
    for value, sign in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), *_ROMAN):
        text += sign * (number // value)
        number %= value
    return text


def printed(number: int, form: str) -> str:
    """The number as Word prints it in the counting ``form`` (w:numFmt); empty for bullets.

    >>> printed(12, "chineseCounting"), printed(3, "decimal"), printed(2, "bullet")
    ('十二', '3', '')
    """
    if form in {"bullet", "none"}:
        return ""
    if not 0 < number <= _MOST:
        return str(number)
    if form in {"ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"}:
        return _digits(number)
    if form in {"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"}:
        return _counted(number, _FORMAL, _FORMAL_UNITS, drop_one=False)
    if form.startswith(("chinese", "taiwanese", "japaneseCounting", "korean")):
        return _counted(number, _CHINESE, _UNITS, drop_one=True)
    if form.startswith("decimalEnclosedCircle") and number <= 20:
        return chr(0x2460 + number - 1)
    if form == "decimalEnclosedParen" and number <= 20:
        return chr(0x2474 + number - 1)
    if form == "decimalFullWidth":
        return "".join(chr(0xFEE0 + ord(digit)) for digit in str(number))
    if form == "decimalZero":
        return f"{number:02d}"
    if form in {"lowerLetter", "upperLetter"}:
        return _letters(number).upper() if form == "upperLetter" else _letters(number)
    if form in {"lowerRoman", "upperRoman"}:
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    if form == "ideographTraditional":
        return _STEMS[(number - 1) % 10]
    if form == "ideographZodiac":
        return _BRANCHES[(number - 1) % 12]
    return str(number)


class _Level(NamedTuple):
    start: int
    form: str
    text: str
    style: str


class Numbers:
    """The running numbers of one document. ``space`` is the word namespace in braces."""

    def __init__(self, space: str, numbering: etree._Element, styles: etree._Element | None) -> None:
        self._space = space
        abstract = {item.get(space + "abstractNumId"): self._levels(item) for item in numbering.iterchildren(space + "abstractNum")}
        self._lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        for item in numbering.iterchildren(space + "num"):
            self._add_list(item, abstract)
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()
        self._styles: dict[str, tuple[str | None, str | None, str | None]] = {}
        if styles is not None:
            for style in styles.iterchildren(space + "style"):
                self._add_style(style)

    def number(self, list_id: str | None, level: str | None, style: str | None) -> str:
        """The number that stands before this paragraph, with its marks; empty when it has none. Counts on."""
        if list_id is None and style:
            list_id, style_level = self._of_style(style)
            level = level if level is not None else style_level
        found = self._lists.get(list_id or "")
        if found is None:
            return ""
        name, levels, restarts = found
        index = int(level) if level and level.isdecimal() and len(level) < 3 else 0
        at = levels.get(index)
        if at is None:
            return ""
        counts = self._counts.setdefault(name, [None] * _LEVELS)
        if index in restarts and (list_id or "", index) not in self._started:
            self._started.add((list_id or "", index))
            counts[index] = restarts[index] - 1
        before = counts[index]
        counts[index] = (at.start - 1 if before is None else before) + 1
        for deeper in range(index + 1, _LEVELS):
            counts[deeper] = None
        return self._shown(at, levels, counts)

    def bullet(self, list_id: str | None, level: str | None, style: str | None) -> bool:
        """True when such a paragraph has a bullet instead of a number. Does not count on."""
        if list_id is None and style:
            list_id, style_level = self._of_style(style)
            level = level if level is not None else style_level
        found = self._lists.get(list_id or "")
        at = found[1].get(int(level) if level and level.isdecimal() and len(level) < 3 else 0) if found else None
        return at is not None and at.form == "bullet"

    def _shown(self, at: _Level, levels: dict[int, _Level], counts: list[int | None]) -> str:
        if at.form in {"bullet", "none"}:
            return ""
        text = at.text
        for index in range(_LEVELS):
            mark = f"%{index + 1}"
            if mark in text and index in levels:
                count = counts[index]
                text = text.replace(mark, printed(levels[index].start if count is None else count, levels[index].form))
        return text + " " if text[-1:].isalnum() and text[-1:].isascii() else text

    def _levels(self, item: etree._Element) -> dict[int, _Level]:
        levels = {}
        for level in item.iterchildren(self._space + "lvl"):
            index = _whole(level.get(self._space + "ilvl"), 0)
            if 0 <= index < _LEVELS:
                levels[index] = _Level(
                    _whole(self._value(level, "start"), 1),
                    self._value(level, "numFmt") or "decimal",
                    self._value(level, "lvlText") or "",
                    self._value(level, "pStyle") or "",
                )
        return levels

    def _add_list(self, item: etree._Element, abstract: dict[str | None, dict[int, _Level]]) -> None:
        name = self._value(item, "abstractNumId") or ""
        levels = dict(abstract.get(name, {}))
        restarts = {}
        for override in item.iterchildren(self._space + "lvlOverride"):
            index = _whole(override.get(self._space + "ilvl"), 0)
            levels.update(self._levels(override))
            start = self._value(override, "startOverride")
            if start is not None:
                restarts[index] = _whole(start, 1)
        self._lists[item.get(self._space + "numId") or ""] = (name, levels, restarts)

    def _add_style(self, style: etree._Element) -> None:
        numbered = style.find(f"{self._space}pPr/{self._space}numPr")
        list_id = level = None
        if numbered is not None:
            list_id, level = self._value(numbered, "numId"), self._value(numbered, "ilvl")
        self._styles[style.get(self._space + "styleId") or ""] = (list_id, level, self._value(style, "basedOn"))

    def _of_style(self, style: str) -> tuple[str | None, str | None]:
        """List and level of a style, or of the styles that it is based on."""
        asked: str | None = style
        for _ in range(_LEVELS):
            list_id, level, asked_next = self._styles.get(asked or "", (None, None, None))
            if list_id is not None:
                return list_id, level if level is not None else self._linked(list_id, style)
            asked = asked_next
        return None, None

    def _linked(self, list_id: str, style: str) -> str | None:
        levels = self._lists.get(list_id, ("", {}, {}))[1]
        return next((str(index) for index, level in levels.items() if level.style == style), None)

    def _value(self, element: etree._Element, child: str) -> str | None:
        found = element.find(self._space + child)
        return None if found is None else found.get(self._space + "val")


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise
