"""What the paper says of itself: title, number, day and organ, guessed from where they stand by GB/T 9704."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.richtext.tree import CENTER, SIGN, Block, Figure, Para, Rule, Table, words

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER = re.compile(
    r"([\u4e00-\u9fff]{1,14}?)[ \u3000]*[〔\[［（(【]((?:19|20)\d\d)[〕\]］）)】][ \u3000]*(?:第)?[ \u3000]*(\d{1,5})[ \u3000]*号"
)
_SIGNED_BY = re.compile(r"[ \u3000]+签发人.*$")
_ARABIC = re.compile(r"((?:19|20)\d\d) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日")
_CHINESE = re.compile(r"([一二][九〇○零Ｏ][一二三四五六七八九〇○零Ｏ]{2})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日")
_DIGITS = {letter: number for number, letter in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "Ｏ": 0}
_RED = re.compile(r".{2,30}(?:文件|公告|通告|令)$")
_KINDS = re.compile(
    r"(?:通知|公告|通告|通报|办法|方案|意见|报告|决定|决议|规定|细则|计划|规划|总结|函|批复|纪要|指南|指引|名单|公示|清单|目录|制度|规则|预案|要点|说明|情况|解读|建议"
    r"|答复|公报|议案|请示|命令|章程|标准|规程|汇总表|一览表|统计表)(?:[（(].{1,12}[）)])?"
)
_HEAD = 12  # blocks in which the head of a paper stands
_TITLE_LENGTH = 120
_PROSE = 45


class Guesses(NamedTuple):
    """What seems to be the paper's title, number, issuing organ and day; "" and None where nothing says it."""

    title: str = ""
    number: str = ""
    organ: str = ""
    day: date | None = None


def read_day(text: str) -> date | None:
    """The day that a line is, in Arabic or Chinese figures; None for any other line.

    >>> read_day("二〇二五年三月十六日"), read_day("2025年2月30日")
    (datetime.date(2025, 3, 16), None)
    """
    text = text.strip(" \u3000")
    match = _ARABIC.fullmatch(text)
    if match:
        return _day(int(match[1]), int(match[2]), int(match[3]))
    match = _CHINESE.fullmatch(text)
    if match:
        return _day(int("".join(str(_DIGITS[letter]) for letter in match[1])), _counted(match[2]), _counted(match[3]))
    return None


def read_number(text: str) -> str:
    """The number of a paper that a line is, written as 「示政发〔2025〕3号」; "" for any other line."""
    match = _NUMBER.fullmatch(_SIGNED_BY.sub("", text.strip(" \u3000")))
    return f"{match[1]}〔{match[2]}〕{int(match[3])}号" if match else ""


def guess(blocks: Sequence[Block], titles: Sequence[str] = ()) -> tuple[Guesses, tuple[Block, ...]]:
    """The guesses, and the body without the lines of the head that they tell. ``titles``: texts that are said to be titles."""
    end = _head_end(blocks)
    head = [block for block in blocks[:end] if isinstance(block, Para)]
    number = next((found for block in head if (found := read_number(words(block.inlines)))), "")
    styled = [at for at, block in enumerate(blocks[:_HEAD]) if isinstance(block, Para) and words(block.inlines) in titles][:3]
    lines = [words(block.inlines) for at, block in enumerate(blocks) if at in styled and isinstance(block, Para)] or _title(head)
    title = _joined(lines)
    told = (set(lines) | {words(block.inlines) for block in head if _is_red(block, head)}) if title else set()
    gone = {
        at for at, block in enumerate(blocks[:end]) if isinstance(block, Para) and (words(block.inlines) in told or _tells(block, number))
    } | set(styled if title else ())
    rest = tuple(block for at, block in enumerate(blocks) if at not in gone)
    organ, day = _signature(blocks)
    return Guesses(title, number, organ or _red(head), day), rest


def _tells(block: Para, number: str) -> bool:
    return number != "" and read_number(words(block.inlines)) == number


def _head_end(blocks: Sequence[Block]) -> int:
    """Where the text begins: the first long or plain line, or a table."""
    for at, block in enumerate(blocks[:_HEAD]):
        if isinstance(block, Rule | Figure):
            continue
        if not isinstance(block, Para) or isinstance(block, Table):
            return at
        text = words(block.inlines)
        if block.look == CENTER or block.level or read_number(text) or (at == 0 and _looks_like_title(text)):
            continue
        return at
    return min(len(blocks), _HEAD)


def _looks_like_title(text: str) -> bool:
    """True for a short line that ends with a kind of paper: 「……的通知」."""
    found = list(_KINDS.finditer(text))
    return len(text) <= _PROSE and bool(found) and found[-1].end() == len(text)


def _title(head: Sequence[Para]) -> list[str]:
    found: list[str] = []
    for block in head:
        text = words(block.inlines)
        if read_number(text) or read_day(text) or (not found and _is_red(block, head)):
            if found:
                break
            continue
        if re.fullmatch(r"[（(].{1,60}[）)]", text) or (found and re.match(r"第?[一二三四五六七八九十]{1,3}[章节、]|（", text)):
            break
        found.append(text)
    return found


def _joined(lines: Sequence[str]) -> str:
    title = "".join("".join(line.split("\n")) for line in lines)
    title = re.sub(r"(?<=[\u3000-\uffef\u4e00-\u9fff])[ \u3000]+(?=[\u3000-\uffef\u4e00-\u9fff])", "", title)
    return title if len(title) <= _TITLE_LENGTH else ""


def _is_red(block: Para, head: Sequence[Para]) -> bool:
    """True for the red line 「示例镇人民政府文件」: a number or a title comes after it."""
    text = words(block.inlines)
    return text.endswith("文件") and _RED.fullmatch(text) is not None and head[-1] is not block


def _red(head: Sequence[Para]) -> str:
    return next((words(block.inlines).removesuffix("文件").replace("\n", "") for block in head if _is_red(block, head)), "")


def _signature(blocks: Sequence[Block]) -> tuple[str, date | None]:
    """Organ and day of the last signature."""
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        if isinstance(block, Para) and block.look == SIGN and (day := read_day(words(block.inlines))):
            above = blocks[at - 1] if at else None
            organ = words(above.inlines) if isinstance(above, Para) and above.look == SIGN else ""
            return ("" if read_day(organ) else organ.replace("\n", "")), day
    return "", None


def _counted(text: str) -> int:
    """Chinese counting below a hundred: 二十一 → 21."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS[text] if len(text) == 1 else 0
    return (_DIGITS.get(tens, 0) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
