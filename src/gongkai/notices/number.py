"""文号: organ code, a word for the kind of letter, the year in 〔〕, a serial without zero or 第.

``示政公开补〔2026〕3号``. Serials run per organ code, word and year; one that was used is never used
again, and a gap is either explained or named. Pure: the numbers used are handed in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# The words of the house: 申 an application itself, 告 a notice, 补 正, 延 期, 征 求意见, 办 a paper inside, 费 a fee, 更 正, 答 复.
WORDS = ("申", "告", "补", "延", "征", "办", "费", "更", "答")
# 公文格式 7.2.5: year in full in six-angled brackets, no 第, no leading zero, 号 at the end.
_FORM = re.compile(r"(?P<code>[^\s\d〔〕\[\]()（）【】第]+)〔(?P<year>[12]\d{3})〕(?P<serial>[1-9]\d{0,5})号")
_HOW = "请写成“机关代字〔2026〕3号”的样子"
_FAULTS = (
    (re.compile(r"第"), "序号前不加“第”"),
    (re.compile(r"[\[\]()（）【】［］]"), "年份要用六角括号〔〕"),
    (re.compile(r"〕0"), "序号不编虚位，前面不加 0"),
    (re.compile(r"〔(?!\d{4}〕)"), "年份要写全四位"),
    (re.compile(r"(?<!号)$"), "末尾要有“号”字"),
)


class Number(NamedTuple):
    """A 文号 taken apart. ``series`` is the organ code with the word of the kind."""

    series: str
    year: int
    serial: int

    @property
    def printed(self) -> str:
        """As it stands on the letter: 「示政公开补〔2026〕3号」."""
        return f"{self.series}〔{self.year}〕{self.serial}号"


def parse(text: str) -> Number:
    """Take a 文号 apart.

    Raises :class:`UnusableInput` that says which rule of GB/T 9704-2012 it breaks.

    >>> parse("示政公开补〔2026〕3号").serial
    3
    """
    found = _FORM.fullmatch(text)
    if found:
        return Number(found["code"], int(found["year"]), int(found["serial"]))
    fault = next((words for pattern, words in _FAULTS if pattern.search(text)), "写法不对")
    raise UnusableInput(f"文号“{text}”{fault}", _HOW)


def gaps(series: str, year: int, used: Iterable[str], explained: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """One Chinese sentence for every serial that was passed over. ``explained`` gives the reason by 文号."""
    taken = _serials(series, year, used)
    said = explained or {}
    found = []
    for serial in range(1, max(taken, default=0)):
        if serial not in taken:
            name = Number(series, year, serial).printed
            found.append(f"{name}没有使用：{said[name]}" if name in said else f"{name}没有使用，也没有说明原因，请补记")
    return tuple(found)


def following(series: str, year: int, used: Iterable[str], explained: Mapping[str, str] | None = None) -> Number:
    """The next 文号 of the series: one more than the highest used or explained. Gaps are not filled: see :func:`gaps`.

    >>> following("示政公开补", 2026, ["示政公开补〔2026〕1号", "示政公开补〔2025〕9号"]).printed
    '示政公开补〔2026〕2号'
    """
    return Number(series, year, max(_serials(series, year, [*used, *(explained or {})]), default=0) + 1)


def take(wanted: str, used: Iterable[str], explained: Mapping[str, str] | None = None) -> Number:
    """The 文号 ``wanted``, when it may be used. Raises :class:`UnusableInput` when it was, or when it leaves a gap unexplained."""
    number = parse(wanted)
    said = explained or {}
    given = list(used)
    taken = _serials(number.series, number.year, given)
    if number.serial in taken or wanted in said:
        instead = following(number.series, number.year, given, said).printed
        raise UnusableInput(f"文号{wanted}已经{'作废' if wanted in said else '用过'}", f"请改用{instead}")
    skipped = [Number(number.series, number.year, serial).printed for serial in range(1, number.serial) if serial not in taken]
    silent = [name for name in skipped if name not in said]
    if silent:
        raise UnusableInput(f"用{wanted}会空出{silent[0]}", "请用空出的号，或者先说明空号的原因")
    return number


def _serials(series: str, year: int, used: Iterable[str]) -> set[int]:
    numbers = [parse(text) for text in used]
    return {number.serial for number in numbers if (number.series, number.year) == (series, year)}
