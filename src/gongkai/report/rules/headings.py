"""The six parts and their headings: F030–F033."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from gongkai.lib.text import alike, squeeze
from gongkai.report.rules.base import ERROR, INFO, SINCE_2019, WARNING, Fix, Hit, Place, rule
from gongkai.report.rules.form import printed_parts, recognised
from gongkai.report.rules.tables import TABLES, distance, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.report.forms.base import Section
    from gongkai.report.model import Heading
    from gongkai.report.rules.context import Context

_ARABIC = dict(zip("123456789", "一二三四五六七八九", strict=True))
_MARKS = "、，。：；.·,:;"


@rule("F030", "part-missing", ERROR, cites=("条例:50", "格式2021"), forms=SINCE_2019)
def part_missing(ctx: Context) -> Iterator[Hit]:
    """缺少规定的部分或标题。

    查什么：一至六各部分是不是都有；内容在而没有标题的单独提示。
    为什么：六个部分是法定结构，缺一部分就是没有按规定报告。
    怎样改：补上缺的部分；确实没有内容的也要保留标题并如实说明。
    依据：条例第五十条第一款，当年年度报告格式。
    """
    if ctx.required is None or not recognised(ctx):
        return
    cites = ("条例:50", ctx.required.cite)
    headed = {heading.section for heading in ctx.report.headings}
    printed = printed_parts(ctx)
    sections = ctx.required.sections
    last = max((index for index, section in enumerate(sections) if section.key in printed), default=-1)
    cut = 0 <= last < len(sections) - 3  # the file ends in its first half: rather cut off than badly made
    for index, section in enumerate(sections):
        name = f"{section.number}、{section.heading}"
        if section.key in printed:
            if headed and section.key not in headed:
                yield Hit(f"内容在，但没有标题“{name}”，应补上标题", Place(section.key), level=WARNING, cites=cites)
        elif cut and index > last:
            before = sections[last].heading
            message = f"文件到“{before}”就结束了，没有读到{section.number}至六部分，请确认文件完整"
            yield Hit(message, Place(section.key), certain=False, cites=cites)
            return
        elif section.key == "overview" and ctx.raw("preamble").strip():
            yield Hit(f"没有标题“{name}”，开头的文字应放在这个标题下", Place("preamble"), level=WARNING, cites=cites)
        elif headed or section.key not in TABLES:  # else F011 says it
            yield Hit(f"缺少“{name}”，应补上", Place(section.key), cites=cites)


def _ordinary(number: str) -> str:
    """第一、(一)、1. and 一、 as 一."""
    bare = alike(squeeze(number)).strip("第（）" + _MARKS)
    return _ARABIC.get(bare, bare)


@rule("F031", "part-number-wrong", WARNING, cites=("格式2021", "格式2019"), forms=SINCE_2019)
def part_number(ctx: Context) -> Iterator[Hit]:
    """各部分的序号或次序不对。

    查什么：标题前的序号是不是一至六，有没有重复、跳号、缺号或次序颠倒。
    为什么：序号错了，读的人会以为缺了一部分。
    怎样改：按格式的次序编号。
    依据：当年年度报告格式，六个部分次序固定。
    """
    if ctx.required is None:
        return
    sections = {section.key: (index, section) for index, section in enumerate(ctx.required.sections)}
    seen: set[str] = set()
    highest = -1
    for heading in ctx.report.headings:
        if heading.section not in sections:
            continue
        index, section = sections[heading.section]
        yield from _number_hits(heading, section, repeated=heading.section in seen, late=index < highest)
        seen.add(heading.section)
        highest = max(highest, index)


def _number_hits(heading: Heading, section: Section, *, repeated: bool, late: bool) -> Iterator[Hit]:
    printed = f"{heading.number}、{heading.printed}" if heading.number else heading.printed
    place = Place(section.key, None, None, heading.printed)
    number = _ordinary(heading.number)
    if repeated:
        yield Hit(f"标题“{printed}”出现了两次，应只留一个", place)
    elif number != section.number:
        was = f"序号是“{number}”" if number else "前面没有序号"
        yield Hit(f"标题“{printed}”{was}，应为“{section.number}、”", place)
    elif late:
        yield Hit(f"“{printed}”排在了后面的部分之后，应按一至六的次序排列", place)


@rule("F032", "heading-differs", WARNING, cites=("格式2021", "格式2019"), forms=SINCE_2019)
def heading_differs(ctx: Context) -> Iterator[Hit]:
    """标题与格式规定的不一样。

    查什么：各部分标题与格式逐字比较：错字、多余的标点、改动的说法。
    为什么：标题是固定的，错字最容易被看见，检索和汇总也靠标题定位。
    怎样改：换成格式规定的标题。
    依据：当年年度报告格式。
    """
    if ctx.required is None:
        return
    sections = {section.key: section for section in ctx.required.sections}
    for heading in ctx.report.headings:
        section = sections.get(heading.section)
        printed = alike(squeeze(heading.printed))
        if section is None or not printed:
            continue
        mark = _stray_mark(ctx.report.text, heading)
        if mark:
            printed += mark
        if printed == section.heading:
            continue
        place = Place(section.key, None, None, heading.printed + mark)
        fix = Fix(heading.printed + mark, section.heading)
        if printed.strip(_MARKS) == section.heading:
            spare = printed.replace(section.heading, "")
            yield Hit(f"标题“{printed}”多了“{spare}”，应为“{section.heading}”", place, fix)
        elif printed in section.others or _mild(printed) == _mild(section.heading):
            yield Hit(f"标题“{printed}”与格式的说法不同，规定的标题是“{section.heading}”", place, fix, level=INFO)
        elif distance(plain(printed), plain(section.heading), 2) <= 2:
            yield Hit(f"标题“{printed}”有错漏字，应为“{section.heading}”", place, fix)
        else:
            yield Hit(f"标题“{printed}”与格式的说法不同，规定的标题是“{section.heading}”", place, fix, level=INFO)


def _stray_mark(text: str, heading: Heading) -> str:
    """A mark that stands between the heading and the end of its line."""
    if heading.start < 0:
        return ""
    end = text.find(heading.printed, heading.start) + len(heading.printed)
    line = text[end : text.find("\n", end)].strip() if heading.printed in text[heading.start : end] else ""
    return line if len(line) == 1 and line in _MARKS else ""


def _mild(heading: str) -> str:
    """The heading without the words that may come and go without changing what the part is."""
    return _comings().sub("", plain(heading))


@cache
def _comings() -> re.Pattern[str]:
    return re.compile(
        r"行政机关|政府信息公开工作|政府信息公开|政府信息|信息公开工作|本年度|20\d\d年度?|年度|主要|方面|工作|存在|关于|的|需要"
    )


@rule("F033", "part-too-many", INFO, cites=("格式2021", "格式2019"), forms=SINCE_2019)
def part_too_many(ctx: Context) -> Iterator[Hit]:
    """多出格式没有的部分。

    查什么：一至六之外有没有另立的部分。
    为什么：格式只有六个部分，自己加的部分打乱了序号。
    怎样改：把内容并入总体情况或其他需要报告的事项。
    依据：当年年度报告格式。
    """
    if ctx.required is None:
        return
    known = {section.key for section in ctx.required.sections}
    for heading in ctx.report.headings:
        if heading.section not in known and heading.section != "preamble":
            printed = f"{heading.number}、{heading.printed}" if heading.number else heading.printed
            place = Place("document", None, None, heading.printed)
            yield Hit(f"多出一个部分“{printed}”，格式只有六个部分，内容可并入第一或第六部分", place)


RULES = (part_missing, part_number, heading_differs, part_too_many)
