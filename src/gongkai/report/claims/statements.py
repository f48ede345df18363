"""Statements with a count, read out of prose: what, how many, by which verb, of whom.

Cautious: a statement about another year, a part of the year, a channel, another kind of
letter (信访, 咨询) or a half-said thing is no claim at all.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache
from typing import NamedTuple

from gongkai.report.claims.counts import CASES, MONEY, Quantity, quantities
from gongkai.report.claims.flat import Flat, flatten
from gongkai.report.claims.patterns import Pattern, Words

_STOPS = Pattern(r"[，。；：！？\n（）…]")
_ENDS = "。！？\n…"
# Words in front of a count that make it a count of something else.
_OTHER_TIME = Pattern(r"上半年|下半年|季度|月份|\d月|历年|以来|同比|较上|比上|去年|环比|增长|增加|减少|下降|目标")
_OTHER_LETTERS = Words(
    "信访|咨询|举报|投诉|信件|来信|留言|建议|提案|许可|来电|热线|投稿|意见|低保|救助|补贴|"
    "住房|贷款|专利|商标|仲裁|援助|赔偿|补正|材料|更正|复议|诉讼|起诉|行政处罚|登记证|听证|培训"
)
_CHANNEL = Words("网上|网络|网站|平台|邮寄|信函|当面|现场|传真|邮件|邮箱|微信|在线|线上|线下|窗口|电子|书面|口头|电话")
_SCOPE = Pattern(
    r"[^，。；、]{0,4}(?:政府办公室|政府办|府办|办公室|管委会办)|[^，。；、]{0,3}本级|为主体|代表[^，。；]{1,8}政府|以[^，。；]{1,10}名义"
    r"|(?:[^全各我，。；、]{0,4}(?:局|街道|镇|乡))(?:共|新|总共)?(?:收到|受理|接到|办理)"
)
_WHOLE = Pattern(r"全[区县市省州旗镇乡局街年]|共|累计|本年度?|年度|总计")


class Claim(NamedTuple):
    """One counted statement.

    ``kind``: new, handled, carried_in, carried_out, a row of table three, ``applicant.0``…, review,
    litigation, issued, repealed, in_force (with ``rules.`` before it for 规章), licences,
    penalties, coercion, fees, processing_fee. ``scope`` are the words that narrow it to an office
    inside the organ, ``whole`` true where it speaks of the whole year or organ. ``start`` and ``end``
    are characters of the text that was read; ``quote`` those words without blanks. ``labels`` are further kinds the words name.
    """

    kind: str
    value: int | float
    exact: bool
    verb: str
    scope: str
    whole: bool
    start: int
    end: int
    quote: str
    places: int = 0
    unit: str = ""
    labels: tuple[str, ...] = ()
    note: str = ""


class Piece(NamedTuple):
    """A quantity in its surroundings, all of them flat."""

    quantity: Quantity
    sentence: str  # from the sentence's beginning to the quantity
    clause: str  # from the last comma or bracket
    local: str  # the same, behind the quantity before
    after: str  # to the next comma or bracket
    rest: str  # to the sentence's end
    in_region: bool  # stands in the part （二）依申请公开
    begin: int  # where ``local`` begins


class Reading(NamedTuple):
    """A text with its quantities; the ground of claims and lists."""

    flat: Flat
    quantities: tuple[Quantity, ...]
    stops: tuple[int, ...]
    region: tuple[int, int]


@cache
def _heading() -> re.Pattern[str]:
    return re.compile(r"（[一二三四五六七]）|[二三]是(?=依申请)")


@lru_cache(maxsize=16)
def read(text: str) -> Reading:
    """The text made ready: flat, its counted things, its stops, and where 依申请公开 is reported."""
    flat = flatten(text)
    return Reading(flat, quantities(flat.text), tuple(match.start() for match in _STOPS.finditer(flat.text)), _region(flat.text))


def _region(text: str) -> tuple[int, int]:
    """The paragraph under a heading with 依申请公开, up to the next heading."""
    if "依申请" not in text:
        return -1, -1
    marks = [match.start() for match in _heading().finditer(text)]
    for number, start in enumerate(marks):
        place = text.find("依申请", start, start + 12)
        if place >= 0:
            return start, marks[number + 1] if number + 1 < len(marks) else len(text)
    return -1, -1


@lru_cache(maxsize=16)
def pieces(printed: str) -> tuple[Piece, ...]:
    """Every quantity of a text with the words around it, at most 200 characters back and 60 ahead."""
    reading = read(printed)
    text, stops = reading.flat.text, reading.stops
    found = []
    done = 0
    sentence = ahead = -1
    for quantity in reading.quantities:
        start, end = quantity.start, quantity.end
        if ahead < start:
            sentence = max(text.rfind(mark, max(0, start - 200), start) for mark in _ENDS) + 1
            sentence = max(sentence, start - 200, 0)
            stop = [place for mark in _ENDS if (place := text.find(mark, end, end + 200)) >= 0]
            ahead = min(stop) if stop else min(len(text), end + 200)
        index = bisect_left(stops, start) - 1
        clause = max(stops[index] + 1 if index >= 0 else 0, start - 60)
        index = bisect_left(stops, end)
        after = min(stops[index] if index < len(stops) else len(text), end + 60)
        local = max(clause, done)
        found.append(
            Piece(
                quantity, text[sentence:start], text[clause:start], text[local:start].lstrip("、和及与"), text[end:after],
                text[end : max(end, ahead)], reading.region[0] <= start < reading.region[1], local,
            )
        )  # fmt: skip
        done = end
    return tuple(found)


def claim(reading: Reading, piece: Piece, kind: str, verb: str, labels: tuple[str, ...] = (), note: str = "") -> Claim:
    """The claim that a piece makes, quoted from its clause to the unit."""
    quantity = piece.quantity
    start = min(piece.begin, quantity.start)
    while start < quantity.start and reading.flat.text[start] in "、和及与…":
        start += 1
    end = quantity.end + (len(piece.after) if quantity.start - start < 2 and len(piece.after) < 20 else 0)
    return Claim(
        kind, quantity.value, quantity.exact, verb, scope_of(piece.sentence), _WHOLE.search(piece.clause) is not None,
        *reading.flat.span(start, end), reading.flat.text[start:end], quantity.places, quantity.unit, labels, note,
    )  # fmt: skip


def scope_of(sentence: str) -> str:
    """Words that narrow a sentence to an office inside the organ; "" when it speaks of the whole."""
    match = _SCOPE.search(sentence)
    if match is None or re.search(r"全[区县市省州旗镇乡]", sentence[: match.end()]):
        return ""
    return match[0]


def of_this_year(piece: Piece, year: int | None) -> bool:
    """False where the words before the count name another year or a part of the year."""
    words = piece.clause
    if _OTHER_TIME.search(words):
        return False
    years = re.findall(r"20\d\d(?=年)", piece.sentence)
    return not years or year is None or int(years[-1]) == year


def counts_other_letters(words: str) -> bool:
    """The words speak of letters that are no applications: 信访, 咨询, 提案."""
    return _OTHER_LETTERS.search(words)


def of_another_kind(words: str) -> bool:
    """The words before the count speak of letters that are no applications, or of one channel."""
    if counts_other_letters(words):
        return True
    return _CHANNEL.search(words) and not re.search(r"等|共|各", words)


def is_case(piece: Piece) -> bool:
    """Counted in a unit that applications and cases are counted in (never 「六个部分」)."""
    unit = piece.quantity.unit
    if unit in ("个", "项", "次"):
        return piece.after == "" or piece.after.startswith(("申请", "政府信息", "行政", "依申请"))
    return unit in CASES or unit == ""


def is_money(quantity: Quantity) -> bool:
    """Counted in 元 or 万元."""
    return quantity.unit in MONEY
