"""Totals of published items said on their own, percentages, and items sent up counted with those published."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from gongkai.report.claims.counts import ITEMS
from gongkai.report.claims.patterns import Pattern, Words
from gongkai.report.claims.statements import Reading, of_this_year, pieces, read

_NOT_TOTAL = Words("其中|截至|历年|累计至|以来|包括|分别|解读|重点|栏目|每|平均|转载|报送|上报|推送|更新|占|较|比|依申请|不予|部分")
_SITE = Pattern(r"([^，。；、]{0,4})(?:门户网站|网站|网上|官网|网)")
_MEDIA = Words(
    "微信|公众号|微博|新媒体|抖音|头条|平台|客户端|公示栏|公开栏|宣传栏|报纸|日报|广播|电视|其他|其它|专栏|栏|目录|APP|方式|渠道|途径"
)


class Total(NamedTuple):
    """A total of items published. ``channel``: "" or 主动 for all, else the web site; places in the text that was read."""

    channel: str
    low: float
    high: float
    value: int | float
    quote: str
    start: int
    end: int


class Share(NamedTuple):
    """A number with the percentage that it is said to be of something; places in the text that was read.

    ``bases`` are the counts said before it, of any of which it may be the share.
    """

    number: int
    percent: float
    places: int
    quote: str
    start: int
    end: int
    bases: tuple[int | float, ...] = ()


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(
        r"(?:公开|发布)(?:了)?(?:各类|全部)?(?:政府|政务|政府工作|政务公开)?信息(?:总数|总量|数)?(?:共|共计|合计|总计|累计|达|为|约|超过?|近|逾|了){0,2}$"
    )


@lru_cache(maxsize=16)
def totals(text: str, year: int | None) -> tuple[Total, ...]:
    """Totals of items published in the year, whole or by the web site; parts of a list are none."""
    if "信息" not in text:
        return ()
    reading = read(text)
    found = []
    for piece in pieces(text):
        quantity = piece.quantity
        if quantity.unit not in ("条", "篇", "件") or quantity.unit not in ITEMS or not _bare().search(piece.clause[-24:]):
            continue
        if _NOT_TOTAL.search(piece.sentence[-80:]) or not of_this_year(piece, year):
            continue
        if _MEDIA.search(piece.clause) or not re.match(r"$|的?(?:政府|政务)?信息$", piece.after):
            continue
        if re.search(r"各(?!类)|所属|下属|直部门|乡镇|镇街|村级|[^农]村", piece.clause) or re.match(r"，占", piece.rest):
            continue
        if re.search(r"部门|[镇乡](?:和|、|（)?街道|各镇|各乡", re.split("[，；。]", piece.sentence)[-1]):
            continue
        site = _SITE.search(piece.clause)
        if not site and not re.search(r"全[年区县市镇乡街局]|共|累计|本年|年度|\d年|主动", piece.sentence[-40:]):
            continue
        start = quantity.start - len(piece.clause)
        place = reading.flat.span(start, quantity.end)
        channel = f"{site[1]}网站" if site else "主动" if "主动" in piece.clause else ""
        found.append(Total(channel, quantity.low, quantity.high, quantity.value, reading.flat.text[start : quantity.end], *place))
    return tuple(found)


@lru_cache(maxsize=16)
def shares(text: str) -> tuple[Share, ...]:
    """Counts with their percentage: 「1592条，占76.9%」."""
    if "%" not in text or "占" not in text:
        return ()
    reading = read(text)
    pattern = re.compile(
        r"(?<![\d.])(\d{1,9})(?:条|件|篇|份)(?:信息)?，?占(?:比|总数的?|总量的?|总条数的?|全部的?|公开总数的?|公开总量的?)?[为达]?(\d{1,3}(?:\.(\d{1,4}))?)%"
    )
    return tuple(
        Share(
            int(match[1]),
            float(match[2]),
            len(match[3] or ""),
            match[0],
            *reading.flat.span(*match.span()),
            _before(reading, match.start()),
        )
        for match in pattern.finditer(reading.flat.text)
    )


def _before(reading: Reading, place: int) -> tuple[int | float, ...]:
    return tuple(
        quantity.value for quantity in reading.quantities if place - 300 < quantity.start and quantity.end <= place and quantity.value
    )


class Tally(NamedTuple):
    """A total said behind its parts: 「动态63条、公告3条，合计66条」; places in the text that was read."""

    parts: tuple[int | float, ...]
    total: int | float
    unit: str
    start: int
    end: int


@cache
def _summing() -> re.Pattern[str]:
    return re.compile(r"(?:合计|共计|总计|总共)(?:共|公开|发布|主动公开)?了?(?:各类)?(?:政府|政务)?(?:信息)?(?:共|共计)?$")


@lru_cache(maxsize=16)
def tallies(text: str) -> tuple[Tally, ...]:
    """Totals behind their parts that no run of the parts before them gives."""
    if not any(word in text for word in ("合计", "共计", "总计", "总共")):
        return ()
    reading = read(text)
    flat = reading.flat.text
    found = []
    for piece in pieces(text):
        quantity = piece.quantity
        if quantity.unit not in ITEMS or not quantity.exact or not _summing().fullmatch(piece.clause):
            continue
        begin = max(flat.rfind(mark, 0, quantity.start) for mark in "。！？\n") + 1
        before = [other for other in reading.quantities if begin <= other.start < quantity.start and other.unit in ITEMS]
        parts = [other for other in before if other.unit == quantity.unit]
        known = len(parts) > 1 and all(other.exact for other in before)
        if not known or re.search(r"其中|包括|包含|含|（|比|较|余|上年|去年", flat[begin : quantity.start]):
            continue
        sums = {sum(other.value for other in run[at:]) for run in (before, parts) for at in range(len(run))}
        if quantity.value not in sums:
            values = tuple(other.value for other in parts)
            found.append(Tally(values, quantity.value, quantity.unit, *reading.flat.span(parts[0].start, quantity.end)))
    return tuple(found)


@lru_cache(maxsize=16)
def sent_up(text: str) -> tuple[tuple[str, int, int], ...]:
    """Words that count items sent to a superior together with those published, with their places."""
    if "报送" not in text and "上报" not in text:
        return ()
    reading = read(text)
    pattern = re.compile(
        r"(?:(?:报送|上报)(?:并|和|及|、|以及)(?:主动)?(?:公开|发布)|(?:公开|发布)(?:并|和|及|、|以及)(?:报送|上报))[^，。；：\d]{0,16}\d{1,7}[余多]?[条件篇]"
    )
    return tuple((match[0], *reading.flat.span(*match.span())) for match in pattern.finditer(reading.flat.text))
