"""Lists of parts behind a total: 「公开信息64条，其中部门工作59条、政策文件3条…」.

A list can be read in several ways: a part may be broken down again, the last part may
stand in the next sentence, another statement may follow. :func:`lists` gives every
plausible sum; only where none fits is something wrong, and it is said only where all
of them err on the same side.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from gongkai.report.claims.counts import ITEMS, Quantity
from gongkai.report.claims.patterns import Pattern, Words
from gongkai.report.claims.statements import Reading, read

if TYPE_CHECKING:
    from collections.abc import Sequence

_LABEL_END = Pattern(r"^[、，；。：和及与以及]+|(?:共|合计|共计|为|有|了)+$")
_PUBLISHED = Words("公开|发布|信息|稿件|推送|上传|刊发|解读|更新|录入|转载|文件")
_APPLIED = Words("申请")
# A part with one of these is another statement: the list has ended before it.
_FOREIGN = Pattern(
    r"收到|召开|举办|开展|发放|张贴|印制|接待|点击|浏览|访问|关注|粉丝|开设|(?<!公)开通|设立|设有|同比|增长|去年|上年|复议|诉讼"
    r"|(?:^|，|。|；)(?:全年|年内|另|还|共|已|并|累计|20\d\d年){0,2}(?:办理|办结|受理|答复|制定|制发|废止|组织|回应|培训|新增|采购|接受|参加)"
    r"(?!信息|类|情况|机构|领域|项目|结果|公告|指南|公开|公示|服务|管理|计划|动态)"
)
_CHANNELS = Words(
    "网站|门户|官网|网上|微信|公众号|微博|新媒体|平台|头条|抖音|快手|APP|app|客户端|"
    "公示栏|公开栏|宣传栏|日报|时报|报纸|广播|电视|渠道|方式|视频号|媒体|政务号|显示屏|LED"
)
_BY_VERB = Pattern(
    r"^(?:通过|利用|依托|在|经|发布|推送|转载|解读|公开(?:各类|政府|政务|信息))|(?:公开|发布|推送|转载)(?:各类|政府|政务)?(?:信息|数)$"
)
_COMPARED = Words("同比|增长|增加|减少|较|比去|比上|目标|任务")
_OTHERS = Words("其他|其它|其余")

# Real reports have at most a dozen lists of at most thirty parts.
_MOST, _MOST_PARTS = 60, 60


class Part(NamedTuple):
    """One part: its label and number, the separator before it, how deep it is nested."""

    label: str
    quantity: Quantity
    separator: str
    depth: int
    ahead: str  # the words between this part and the next stop


class Listing(NamedTuple):
    """A total and its parts.

    ``whole`` is the total judged against, None when several totals stand before the list;
    ``wholes`` every total it may mean. ``sums`` are all plausible readings as (low, high),
    ``strict`` the one that the punctuation gives. ``complete`` when the list itself claims to
    be whole (ends in 其他), ``open`` when it ends in 等, ``ended`` when the sentence does;
    ``doubtful`` when it breaks down one part of several and nothing tells where it stops.
    ``start`` and ``end`` are characters of the text that was read, from total to last part.
    """

    whole: Quantity | None
    wholes: tuple[Quantity, ...]
    subject: str
    parts: tuple[Part, ...]
    top: tuple[Part, ...]  # not nested, and before the list ends
    sums: tuple[tuple[float, float], ...]
    strict: tuple[float, float]
    complete: bool
    open: bool
    ended: bool
    published: bool
    doubtful: bool
    further: float  # what the following sentences could add
    start: int
    end: int
    kinds: Quantity | None

    @property
    def fits(self) -> bool:
        """Some plausible reading gives the total."""
        totals = [(quantity.low, quantity.high) for quantity in self.wholes]
        totals += [(sum(low for low, _ in totals[i:]), sum(high for _, high in totals[i:])) for i in range(len(totals) - 1)]
        return any(low <= above and below <= high for low, high in totals for below, above in self.sums)

    @property
    def by_channel(self) -> bool:
        """All parts are places of publication, where one item may be counted twice."""
        return all(_CHANNELS.search(part.label) for part in self.top)


@cache
def _trigger() -> re.Pattern[str]:
    # A bracket right behind a count lists its parts too: 「289条（网站227条，新媒体62条）」.
    bracket = "(?<=[条件篇])（(?!其中|包括|包含|含|不|另|较|比|同比|同期|去年|上年|增|减|结转|每|约|截|详|见|注|如|折)"
    return re.compile(rf"(?:其中|包括|包含|分别[为是]|：|在[^，。；：]{{2,14}}中[，：]|{bracket})(?:包括|含|：|，|有|为|是|共|主要)*")


@lru_cache(maxsize=16)
def lists(text: str) -> tuple[Listing, ...]:
    """All lists of parts of a text, in order. Empty when there is none."""
    if not any(word in text for word in ("其中", "包括", "包含", "分别", "：", "中，", "（")):
        return ()
    reading = read(text)
    if len(reading.quantities) < 2:
        return ()
    last = reading.quantities[-1].start
    triggers = list(islice((match for match in _trigger().finditer(reading.flat.text) if match.start() < last), _MOST))
    found: list[Listing] = []
    index = 0
    for match in triggers:
        quantities = reading.quantities
        while index < len(quantities) and quantities[index].start < match.start():
            index += 1
        if 0 < index < len(quantities) and quantities[index].start - match.end() <= 60:
            listing = _listing(reading, match, index, triggers, found)
            if listing is not None:
                found.append(listing)
    return tuple(found)


def _listing(reading: Reading, match: re.Match[str], index: int, triggers: Sequence[re.Match[str]], found: list[Listing]) -> Listing | None:
    text, quantities = reading.flat.text, reading.quantities
    wholes, subject, adjacent, kinds = _wholes(text, quantities, index, match)
    if not wholes:
        return None
    end, ended = _end(text, match)
    inner = [trigger.span() for trigger in triggers if match.end() <= trigger.start() < end and trigger[0][0] != "在"]
    parts, last = _parts(text, quantities, index, match.end(), end, inner)
    if not parts:
        return None
    published = _PUBLISHED.search(subject) and not _APPLIED.search(subject.replace("依申请公开", ""))
    top, sums = _sums(parts, wholes[-1].unit)
    strict = sum(part.quantity.low for part in top), sum(part.quantity.high for part in top)
    further = _further(text, quantities, last, end, parts)
    base = sum(part.quantity.low for part in parts if part.depth == 0), sum(part.quantity.high for part in parts if part.depth == 0)
    sums += [(base[0] + low, base[1] + high) for low, high in further]
    outer = [item for item in found if item.parts[0].quantity.start <= wholes[-1].start < item.parts[-1].quantity.end]
    doubtful = bool(outer) and len(outer[-1].top) > 1 and not _bracketed(text, match)
    tail = text[top[-1].quantity.end : top[-1].quantity.end + 3]
    start = reading.flat.origin(max(0, wholes[-1].start))
    return Listing(
        _judged(text, wholes, subject, adjacent, match[0][0] == "（"), wholes, subject, parts, top, tuple(sums), strict,
        _OTHERS.search(top[-1].label) and len(top) > 1, "等" in tail, ended, published, doubtful,
        max((low for low, _ in further), default=0.0), start, reading.flat.origin(top[-1].quantity.end - 1) + 1, kinds,
    )  # fmt: skip


def _judged(text: str, wholes: tuple[Quantity, ...], subject: str, adjacent: bool, behind: bool) -> Quantity | None:
    """The total that the parts must make, None where several may be meant."""
    if _COMPARED.search(subject):
        return None
    if behind or len({(quantity.low, quantity.high) for quantity in wholes}) == 1:
        return wholes[-1]
    # 「截至目前共发布592条，2023年公开60条，其中」: the first is the sum of all years.
    before = text[max(0, wholes[-2].start - 20) : wholes[-2].start]
    return wholes[-1] if adjacent and re.search(r"截至|累计|历年|以来", before) else None


def _wholes(
    text: str, quantities: tuple[Quantity, ...], index: int, match: re.Match[str]
) -> tuple[tuple[Quantity, ...], str, bool, Quantity | None]:
    """The totals before the list, the words of the nearest, whether it stands right before, and 「七类」."""
    start = match.start()
    kinds = None
    if quantities[index - 1].unit in ("类", "大类") and start - quantities[index - 1].end < 8 and index > 1:
        kinds = quantities[index - 1]
        index -= 1
    between = text[quantities[index - 1].end : start]
    adjacent = not re.search(r"[。！？\n]", between)
    room = {"：": 12 if kinds else 6, "包": 3, "分": 1, "（": 1}.get(match[0][0], 60)
    if len(between) > room or (room < 60 and not adjacent):
        return (), "", False, None
    if between.count("。") > 1 or re.search(r"（[一二三四五六七]）|[二三四]、", between):
        return (), "", False, None
    chosen = []
    edge = quantities[index - 1].start
    begin = max(text.rfind(mark, 0, edge) for mark in "。！？\n") + 1
    for quantity in reversed(quantities[max(0, index - 12) : index]):
        if quantity.start < begin:
            break
        if quantity.unit in ITEMS and quantity.unit == quantities[index - 1].unit:
            chosen.append(quantity)
    clause = max(text.rfind(mark, 0, edge) for mark in "。；，！？\n（") + 1
    subject = text[max(clause, edge - 60) : edge] + text[quantities[index - 1].end : quantities[index - 1].end + 8]
    if quantities[index - 1] not in chosen or not (_PUBLISHED.search(subject) or _APPLIED.search(subject)):
        return (), "", False, None
    return tuple(reversed(chosen)), subject, adjacent, kinds


def _bracketed(text: str, match: re.Match[str]) -> bool:
    """The list stands in a bracket of its own."""
    return "（" in (match[0][:1], text[match.start() - 1 : match.start()])


def _end(text: str, match: re.Match[str]) -> tuple[int, bool]:
    """Where the sentence or bracket of the list ends, and whether it does so with a mark."""
    start = match.end()
    stops = [
        place for mark in ("。！？\n）" if _bracketed(text, match) else "。！？\n") if (place := text.find(mark, start, start + 1500)) >= 0
    ]
    if not stops:
        return min(len(text), start + 1500), False
    return min(stops), text[min(stops)] != "\n"


def _parts(
    text: str, quantities: tuple[Quantity, ...], index: int, begin: int, end: int, inner: list[tuple[int, int]]
) -> tuple[tuple[Part, ...], int]:
    """The parts up to the end of the sentence or the first foreign statement, and the index after them."""
    parts: list[Part] = []
    done, depth = begin, 0
    while index < len(quantities) and quantities[index].start < end and len(parts) < _MOST_PARTS:
        quantity = quantities[index]
        words = text[done : quantity.start]
        if quantity.unit not in ITEMS:
            if quantity.unit == "类" or parts == []:
                break
            if quantity.unit == "%" or "元" in quantity.unit:
                index, done = index + 1, quantity.end
                continue
        if _FOREIGN.search(words):
            break
        if parts and depth and ("；" in words or "）" in words):
            depth = 0
        opened = words.rfind("（") > words.rfind("）")
        if parts and (opened or any(done <= start < quantity.start for start, _ in inner)):
            depth = 1
        label = _label(words)
        separator = next((mark for mark in "；，、（：" if mark in words), "")
        parts.append(Part(label, quantity, separator, depth, text[quantity.end : quantity.end + 6]))
        done = quantity.end
        index += 1
    return tuple(parts), index


def _label(words: str) -> str:
    words = re.sub(r"（[^）]{0,12}）|（$|^）", "", words)
    words = _LABEL_END.sub("", words)
    words = words.rpartition("，")[2] or words
    return re.sub(r"^(?:其中|包括)[：，]?", "", words).strip("（）：，").replace("“", "").replace("”", "")


def _sums(parts: tuple[Part, ...], unit: str) -> tuple[tuple[Part, ...], list[tuple[float, float]]]:
    """The parts that the punctuation gives, and all plausible sums."""
    readings: list[tuple[float, float]] = []
    flat = [part for part in parts if part.depth == 0]
    strict = len(flat)
    by_semicolon = len(flat) > 2 and flat[1].separator == "；"
    for chosen in (flat, list(parts)):
        low = high = 0.0
        for number, part in enumerate(chosen):
            ends = _boundary(chosen[number - 1], part, by_semicolon) if number else ""
            if ends:
                readings.append((low, high))
            same_unit = number > 1 and all(item.quantity.unit == unit for item in chosen[:number])
            if chosen is flat and (ends == "；" or (ends == "unit" and same_unit)):
                strict = min(strict, number)
            low, high = low + part.quantity.low, high + part.quantity.high
        readings.append((low, high))
    return tuple(flat[:strict]), readings


def _boundary(before: Part, part: Part, by_semicolon: bool) -> str:
    """What says that the list may have ended before this part; "" when nothing does."""
    if part.separator == "；" and not by_semicolon:
        return "；"
    if part.quantity.unit != before.quantity.unit:
        return "unit"
    if part.depth != before.depth:
        return "depth"
    return "style" if _styled(part) != _styled(before) else ""


def _styled(part: Part) -> bool:
    """The part tells where it was published, not what sort of thing it is."""
    return _BY_VERB.search(part.label) is not None or _CHANNELS.search(part.label)


def _further(text: str, quantities: tuple[Quantity, ...], index: int, end: int, parts: tuple[Part, ...]) -> list[tuple[float, float]]:
    """What the next sentences of the paragraph may add to the list: prefix sums."""
    found: list[tuple[float, float]] = []
    low = high = 0.0
    done = max(end, parts[-1].quantity.end)
    for quantity in quantities[index : index + 8]:
        words = text[done : quantity.start]
        if quantity.unit == "%":
            done = quantity.end
            continue
        if (
            quantity.unit != parts[-1].quantity.unit
            or _FOREIGN.search(words)
            or re.search(r"\n|（[一二三四五]）", words)
            or len(words) > 80
        ):
            break
        low, high = low + quantity.low, high + quantity.high
        found.append((low, high))
        done = quantity.end
    return found
