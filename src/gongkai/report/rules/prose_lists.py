"""Figures in prose against each other: T017–T025."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.report.claims import statements
from gongkai.report.claims import totals as read
from gongkai.report.claims.lists import Listing, lists
from gongkai.report.rules.base import ERROR, INFO, WARNING, Hit, rule
from gongkai.report.rules.prose_base import place, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.report.claims.counts import Quantity
    from gongkai.report.claims.lists import Part
    from gongkai.report.rules.context import Context

PARTS = ("overview", "preamble", "problems", "other", "table2")
_SHOWN_PARTS = 6
# Parts that make less than a quarter are examples, not a breakdown; less than half of them may be, where they are kinds.
# 「等」 says itself that more is there: worth a word only where little is missing.
_A_FEW, _HALF, _NEARLY = 0.25, 0.45, 0.8


def _lists(ctx: Context) -> Iterator[tuple[str, Listing]]:
    for part in PARTS:
        text = ctx.text(part)
        if text:
            for item in lists(text):
                yield part, item


def _number(quantity: Quantity) -> str:
    return shown(quantity.value) + ("" if quantity.exact else "余") + quantity.unit


def _sum(parts: tuple[Part, ...]) -> str:
    numbers = [shown(part.quantity.value) for part in parts]
    if len(numbers) > _SHOWN_PARTS:
        return f"所列{len(numbers)}项之和"
    return "＋".join(numbers) + "＝" if len(numbers) > 1 else ""


def _too_much(item: Listing) -> float | None:
    """The total that every reading of the list is above; None when there is no such total."""
    if item.fits or item.doubtful:
        return None
    top = item.whole.high if item.whole else sum(whole.high for whole in item.wholes)
    if item.strict[0] > top and all(low > top for low, _ in item.sums):
        return top
    return None


@rule("T017", "list-exceeds-total", ERROR, cites=("惯例",))
def exceeds(ctx: Context) -> Iterator[Hit]:
    """分项之和大于总数。

    查什么：“公开信息×条，其中……”一类的句子，各分项之和或者某一分项是否大于总数。
    为什么：部分不可能大于全部；多半是总数没有随分项更新，或者分项多写了一位。
    怎样改：核对各分项和总数；同一信息在多处发布、总数只计一条的，请写明。
    依据：数字应当前后一致，属编制通例。
    """
    for part, item in _lists(ctx):
        top = _too_much(item)
        if top is None:
            continue
        unit = item.wholes[-1].unit
        whole = _number(item.whole) if item.whole else "＋".join(shown(each.value) for each in item.wholes) + f"＝{shown(top)}{unit}"
        where = place(ctx, part, item.start, item.end)
        largest = max(item.top, key=lambda each: each.quantity.low)
        if largest.quantity.low > top:
            yield Hit(f"“{largest.label}”{_number(largest.quantity)}，比前面的总数{whole}还多，请核对总数和分项", where)
            continue
        total = shown(item.strict[0])
        parts = f"{_sum(item.top)}{total}" if len(item.top) <= _SHOWN_PARTS else f"{_sum(item.top)}是{total}"
        words = f"总数写{whole}，分项{parts}，多出{shown(item.strict[0] - top)}"
        if item.by_channel:
            yield Hit(f"{words}；同一信息在多处发布、总数只计一条的，请写明，否则请核对", where, level=WARNING)
        else:
            yield Hit(f"{words}，请核对总数和分项", where)


@rule("T018", "list-falls-short", WARNING, cites=("惯例",))
def falls_short(ctx: Context) -> Iterator[Hit]:
    """分项之和小于总数。

    查什么：“公开信息×条，其中……”一类的句子，各分项之和是否小于总数。
    为什么：读者会问其余的在哪里；以“其他”收尾的清单应当正好等于总数。
    怎样改：核对总数，或者补上“其他×条”。
    依据：数字应当前后一致，属编制通例。
    """
    for part, item in _lists(ctx):
        if item.fits or item.doubtful or item.whole is None or not item.published or len(item.top) < 2:
            continue
        if not item.whole.exact or item.strict[0] != item.strict[1] or item.strict[1] >= item.whole.low:
            continue
        crosses = item.strict[1] + item.further >= item.whole.low or any(high >= item.whole.low for _, high in item.sums)
        few = item.strict[1] < item.whole.low * _A_FEW and not item.by_channel
        if not item.complete and (crosses or not item.ended or few):
            continue
        where = place(ctx, part, item.start, item.end)
        total, rest = shown(item.strict[0]), shown(item.whole.value - item.strict[0])
        parts = f"{_sum(item.top)}{total}" if len(item.top) <= _SHOWN_PARTS else f"{_sum(item.top)}是{total}"
        words = f"总数写{_number(item.whole)}，分项{parts}，"
        if item.open and item.strict[1] < item.whole.low * _NEARLY:
            continue
        if item.open:
            yield Hit(f"{words}“等”字之外还有{rest}{item.whole.unit}没有列出，请核对是否属实", where, level=INFO)
        elif item.complete:
            yield Hit(f"{words}已列到“其他”仍少{rest}{item.whole.unit}，请核对总数和分项", where, level=ERROR)
        else:
            level = WARNING if item.by_channel or item.strict[1] >= item.whole.low * _HALF else INFO
            yield Hit(f"{words}另有{rest}{item.whole.unit}未说明去处，请核对总数，或补写其余部分", where, level=level)


@rule("T019", "number-of-kinds-differs", INFO, cites=("惯例",))
def kinds_differ(ctx: Context) -> Iterator[Hit]:
    """写明的类别数与所列类别数不同。

    查什么：“类别有×类：……”后面实际列出的类别数。
    为什么：数目不符说明清单有遗漏，或者是照抄往年。
    怎样改：核对类别数，或补全清单。
    依据：数字应当前后一致，属编制通例。
    """
    for part, item in _lists(ctx):
        if item.kinds is None or item.open or not item.ended:
            continue
        same_unit = sum(1 for each in item.parts if each.quantity.unit == item.wholes[-1].unit)
        if item.kinds.value in (len(item.top), same_unit) or (not item.fits and item.kinds.value == len(item.parts)):
            continue
        words = f"写明有{shown(item.kinds.value)}类，后面按{item.wholes[-1].unit}列出的只有{same_unit}类，请核对"
        if same_unit > item.kinds.value:
            words = f"写明有{shown(item.kinds.value)}类，后面列出了{same_unit}类，请核对"
        yield Hit(words, place(ctx, part, item.start, item.end))


@rule("T020", "kind-listed-twice", INFO, cites=("惯例",))
def listed_twice(ctx: Context) -> Iterator[Hit]:
    """同一类别在清单里列了两次。

    查什么：一个清单里名称相同的分项。
    为什么：同一类别出现两次，多半是另一类别的名称写错了。
    怎样改：改正其中一个名称，或把两项合并。
    依据：数字应当前后一致，属编制通例。
    """
    for part, item in _lists(ctx):
        seen: dict[str, Part] = {}
        for each in item.top:
            first = seen.setdefault(each.label, each)
            if first is not each and len(each.label) > 2:
                words = f"“{each.label}”列了两次，分别是{_number(first.quantity)}和{_number(each.quantity)}，请核对名称"
                yield Hit(words, place(ctx, part, item.start, item.end))


@rule("T021", "percentage-differs", INFO, cites=("惯例",))
def percentages(ctx: Context) -> Iterator[Hit]:
    """文中百分比与数字不符。

    查什么：清单里“×条，占×%”与总数相除的结果是否相符（末位允许差一）。
    为什么：百分比由数字算出，数字改了百分比也要跟着改。
    怎样改：重新计算百分比。
    依据：数字应当前后一致，属编制通例。
    """
    found = [
        (part, item)
        for part, item in _lists(ctx)
        if item.fits and item.whole and item.whole.exact and item.whole.value and not item.doubtful
    ]
    if not found:
        return
    for part in dict.fromkeys(part for part, _ in found):
        for share in read.shares(ctx.text(part)):
            near = [item for where, item in found if where == part and item.start < share.start < item.end + 120]
            if len(near) != 1 or near[0].whole is None or share.number > near[0].whole.value:
                continue
            true = share.number / near[0].whole.value * 100
            if all(
                abs(share.number / base * 100 - share.percent) > 1.001 / 10**share.places for base in (near[0].whole.value, *share.bases)
            ):
                words = f"文中写“{share.quote}”，按总数{_number(near[0].whole)}计算是{true:.{share.places + 1}f}%，请重新计算"
                yield Hit(words, place(ctx, part, share.start, share.end))


@rule("T022", "total-said-twice", WARNING, cites=("惯例",))
def said_twice(ctx: Context) -> Iterator[Hit]:
    """同一总数在文中前后不一。

    查什么：全年公开信息总数，或者网站公开信息总数，在文中写了两次而数字不同。
    为什么：同一件事在一份报告里只能有一个数。
    怎样改：统一为一个数；两个数口径不同的，写明各是什么口径。
    依据：数字应当前后一致，属编制通例。
    """
    first: dict[str, tuple[str, read.Total]] = {}
    for part in ("overview", "preamble", "table2"):
        for item in read.totals(ctx.text(part), ctx.year):
            before = first.setdefault(item.channel, (part, item))[1]
            if (before.high < item.low or item.high < before.low) and not _one_of_two(ctx.text(part), before, item):
                name = "网站公开信息总数" if "网站" in item.channel else "公开信息总数"
                words = f"{name}前面写{shown(before.value)}，这里写{shown(item.value)}，请统一，口径不同的请写明"
                yield Hit(words, place(ctx, part, item.start, item.end))


def _one_of_two(text: str, one: read.Total, other: read.Total) -> bool:
    """The smaller is a part of the larger: what lacks stands in the text as another count."""
    gap = abs(one.value - other.value)
    return any(quantity.value == gap for quantity in statements.read(text).quantities)


@rule("T023", "sent-up-with-published", INFO, cites=("惯例",))
def sent_up(ctx: Context) -> Iterator[Hit]:
    """报送的信息与公开的信息合在一起统计。

    查什么：“报送并公开信息×条”一类的说法。
    为什么：向上级报送不是向社会公开，合在一起就看不出公开了多少。
    怎样改：只写主动公开的条数，报送的另行统计。
    依据：年度报告只反映公开情况，属编制通例。
    """
    for part in ("overview", "preamble", "table2"):
        for words, start, end in read.sent_up(ctx.text(part)):
            yield Hit(f"“{words}”把报送和公开合在一起，报送与公开是两件事，请分开统计", place(ctx, part, start, end))


@rule("T024", "total-behind-differs", WARNING, cites=("惯例",))
def total_behind(ctx: Context) -> Iterator[Hit]:
    """写在后面的合计与前面各项之和不等。

    查什么：“动态63条、公告3条，合计66条”一类的句子，合计是否等于前面各项之和。
    为什么：合计由各项相加，某一项改了合计也要跟着改。
    怎样改：重新相加；合计里另有没列出的，请写明。
    依据：数字应当前后一致，属编制通例。
    """
    for part in PARTS:
        for item in read.tallies(ctx.text(part)):
            total = sum(item.parts)
            listed = (
                f"{'＋'.join(shown(each) for each in item.parts)}＝" if len(item.parts) <= _SHOWN_PARTS else f"{len(item.parts)}项之和是"
            )
            gap = shown(abs(total - item.total))
            words = f"前面各项{listed}{shown(total)}，合计写的是{shown(item.total)}{item.unit}，相差{gap}，请重新相加"
            yield Hit(words, place(ctx, part, item.start, item.end))


RULES = (exceeds, falls_short, kinds_differ, listed_twice, percentages, said_twice, sent_up, total_behind)
