"""N028 and N029: the parts that the first words announce, and numbers of points out of order."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from gongkai.report.rules.base import INFO, SINCE_2019, WARNING, Hit, Place, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.report.rules.context import Context

_SIX = (
    ("总体情况", ("总体", "概述", "概况", "基本情况", "综述")),
    ("主动公开政府信息情况", ("主动公开",)),
    ("收到和处理政府信息公开申请情况", ("收到和处理", "依申请", "申请情况", "申请公开", "信息公开申请办理")),
    ("政府信息公开行政复议、行政诉讼情况", ("复议", "诉讼")),
    ("存在的主要问题及改进情况", ("问题", "改进")),
    ("其他需要报告的事项", ("其他", "其它", "需要报告", "需报告", "需要说明", "附")),
)
_NUMERALS = "一二三四五六七八九十"


@cache
def _announced() -> re.Pattern[str]:
    return re.compile(
        r"(?:由|包括|包含|内容有|分为)(?P<list>[^。；]{20,220}?)(?P<etc>等)?(?:共|共计|共有)?(?P<number>[三四五六七八3-8]) ?(?:个|大)?(?:部分|方面)"
    )


@cache
def _of_old() -> re.Pattern[str]:
    return re.compile(r"(?:包括|组成|由|含)[^。]{0,120}?((?:政府信息公开|信息公开|公开)?的?收费[及和]减免情况)")


@cache
def _points() -> re.Pattern[str]:
    return re.compile(f"(?:(?<=[。；：\\n ，])|^)(?:（([{_NUMERALS}])）(?!项)|([{_NUMERALS}])是)")


@rule("N028", "announced-parts-differ", WARNING, cites=("格式2021",), forms=SINCE_2019)
def announced(ctx: Context) -> Iterator[Hit]:
    """开头列的部分与格式的六个部分对不上。

    查什么：“本报告由……六个部分组成”说的是不是六个部分、列出的是不是六个；列的有没有旧条例时的“收费及减免情况”。
    为什么：说有六个部分只列五个，或者列了正文没有的部分，是套用旧文没有核对。
    怎样改：按六个部分的标题逐一列出。
    依据：政府信息公开工作年度报告格式。
    """
    for part in ("preamble", "overview"):
        text = ctx.text(part)
        if "部分" in text or "方面" in text:
            for match in _announced().finditer(text):
                names = match["list"]
                missing = [title for title, words in _SIX if not any(word in names for word in words)]
                if match["number"] not in "六6":
                    if len(missing) <= 3 and "…" not in names:
                        place = Place(part, text=ctx.raw(part)[match.start() : match.end()], start=match.start(), end=match.end())
                        yield Hit(f"开头说报告有{match['number']}个部分，规定的是六个部分，请按六个部分的标题改写", place)
                        return
                    continue
                begun = _SIX[0][0] not in missing or _SIX[1][0] not in missing
                if begun and 0 < len(missing) < 3 and "…" not in names and "開" not in names:
                    place = Place(part, text=ctx.raw(part)[match.start() : match.end()], start=match.start(), end=match.end())
                    said = "、".join(f"“{title}”" for title in missing)
                    yield Hit(f"开头说有六个部分，列出来的没有{said}，请补上", place, level=INFO if match["etc"] else WARNING)
                    return
        old = _of_old().search(text) if "减免情况" in text else None
        if old and not any("减免" in heading.printed for heading in ctx.report.headings):
            place = Place(part, text=ctx.raw(part)[old.start(1) : old.end(1)], start=old.start(1), end=old.end(1))
            yield Hit(f"开头列有“{old[1]}”，这是 2019 年以前的部分，现行格式没有，请按六个部分改写", place)
            return


@rule("N029", "points-out-of-order", INFO, cites=("惯例",))
def out_of_order(ctx: Context) -> Iterator[Hit]:
    """小标题或分点的序号跳号、重号。

    查什么：同一部分里“（一）（二）”和“一是、二是”的序号是否连续。
    为什么：跳号多半是删改时漏了一段，重号是忘了改。
    怎样改：补上漏掉的一段，或者重新编号。
    依据：年度报告编制惯例。
    """
    headed = {heading.section for heading in ctx.report.headings}
    for part in ("overview", "problems"):
        text = ctx.text(part) if part in headed else ""
        expected = [1, 1]
        for match in _points().finditer(text):
            kind = 0 if match[1] else 1
            number = _NUMERALS.index(match[1] or match[2]) + 1
            if kind == 0:
                expected[1] = 1
            if number != 1 and number != expected[kind] and expected[kind] > (0 if kind == 0 else 1):
                place = Place(part, text=match[0], start=match.start(), end=match.end())
                due = _NUMERALS[expected[kind] - 1] if expected[kind] <= 10 else ""
                due = f"（{due}）" if kind == 0 else f"{due}是"
                if expected[kind] == 1:
                    yield Hit(f"“{match[0]}”前面没有“{due}”，请核对序号", place)
                else:
                    what = "重复" if number < expected[kind] else "跳号"
                    yield Hit(f"序号{what}：这里是“{match[0]}”，按次序应为“{due}”，请核对是否漏了一段", place)
                return
            expected[kind] = number + 1


RULES = (announced, out_of_order)
