"""The six parts of a report, found by their headings wherever those stand.

A heading may be a paragraph of its own, glued to the sentence before and behind it, carry
another number than the form gives it, or be worded otherwise.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from gongkai.lib.text import alike
from gongkai.report.model import Heading

KEYS = ("overview", "table2", "table3", "table4", "problems", "other")
_NUMERALS = "一二三四五六七八九"
_NUMBERED = re.compile(rf"(?P<number>[{_NUMERALS}])[、.．，]\s*")
# What a heading does not go across. Cutting there first leaves plain dots in the patterns below:
# classes of Chinese punctuation would cost more to compile than all the searching.
_STOPS = re.compile("[\n。，；“”《》]")
_STOPS_BUT_COMMA = re.compile("[\n。；“”《》]")
_LONGEST = 80
_PATTERNS = {
    "overview": r".{0,22}?(?:总体情况|总体概述|推进情况|概述|基本概况|基本情况|总体工作情况|工作情况)",
    "table2": r".{0,12}?主动\s*公开[^（]{0,10}?情况",
    "table3": r".{0,14}?(?:收到和处理|收到及处理|依申请公开|受理和处理).{0,20}?情况",
    "table4": r".{0,20}?复\s*议.{0,20}?情况",
    "problems": r".{0,16}?(?:存在|主要)的?.{0,6}?问题.{0,4}?(?:及|和|与|、)?.{0,10}?(?:改进|整改)?(?:情况|措施|打算|意见)",
    "other": r".{0,8}?其他.{0,8}?(?:需要|应当|要)?(?:报告|说明)?的?(?:事项|情况)",
}
_ALONE = {
    "overview": "总体情况", "table2": "主动公开政府信息情况", "table3": "收到和处理政府信息公开申请情况",
    "table4": "政府信息公开行政复议、行政诉讼情况", "problems": "存在的主要问题及改进情况", "other": "其他需要报告的事项",
}  # fmt: skip
# Nobody writes these words behind a number in the middle of a sentence.
_UNMISTAKABLE = frozenset({"table2", "table3", "table4"})
# Where the last part of a page ends and the page's own furniture begins.
_TAIL = re.compile(
    r"附件下载|附件[:：]\s*\n|(?m:^\s*附\s*[:：]\s*修改说明)|上一篇|下一篇|【?打印(?:本页)?】?|扫一扫|分享到|版权所有|主办单位|网站地图|责任编辑|\[?关闭(?:窗口|本页)\]?|相关(?:附件|链接|解读)[:：]?"
)
_HAN_RUN = re.compile(r"[^\x00-\xff]{8}")
_BEGINNING = re.compile(r"[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+[、.．]|\d+[.．、](?!\d)")


class Parts(NamedTuple):
    """Headings in order of the text, and each part's span behind its heading."""

    headings: tuple[Heading, ...]
    spans: dict[str, tuple[int, int]]


class _Candidate(NamedTuple):
    """A number with its mark, and the words behind it up to where a heading must end."""

    number: str
    start: int
    words: int  # where the words behind the number begin
    short: str  # up to any stop
    long: str  # up to a stop that is no comma


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(_PATTERNS[key])


def _candidates(plain: str) -> list[_Candidate]:
    """All numbers that a heading could begin with, found once for all six parts."""
    found = []
    for match in _NUMBERED.finditer(plain):
        line = _STOPS_BUT_COMMA.split(plain[match.end() : match.end() + _LONGEST], maxsplit=1)[0]
        found.append(_Candidate(match["number"], match.start(), match.end(), _STOPS.split(line, maxsplit=1)[0], line))
    return found


def find_parts(text: str) -> Parts:
    """Headings and spans of the six parts in a text; parts without heading are absent."""
    plain = alike(text)
    found: list[Heading] = []
    candidates = _candidates(plain)
    for key in KEYS:
        heading = _first(key, candidates, plain, text, found)
        if heading is not None:
            found.append(heading)
    found.sort(key=lambda heading: heading.start)
    spans = {}
    for index, heading in enumerate(found):
        end = found[index + 1].start if index + 1 < len(found) else len(text)
        spans[heading.section] = (_behind(plain, heading), end)
    if "other" in spans:
        start, end = spans["other"]
        tail = _TAIL.search(plain, start, end)
        spans["other"] = (start, tail.start() if tail else end)
    return Parts(tuple(found), spans)


def _first(key: str, candidates: list[_Candidate], plain: str, text: str, found: list[Heading]) -> Heading | None:
    """The first heading of that kind behind those found before it; in a list of contents the last."""
    start = max((heading.start + len(heading.printed) for heading in found), default=0)
    matches = []
    for candidate in candidates:
        if candidate.start < start or not (key in _UNMISTAKABLE or _stands_alone(plain, candidate.start)):
            continue
        match = _pattern(key).match(candidate.long if key == "table4" else candidate.short)
        if match:
            matches.append((candidate, candidate.words + match.end()))
            start = candidate.words + match.end()
            if key != "overview":
                break
    if matches:
        candidate, end = _past_contents(matches, plain) if key == "overview" else matches[0]
        return Heading(key, text[candidate.start + 2 : end].strip(), candidate.number, candidate.start)
    # Where part one is 「一、」, 「（二）主动公开情况」 is an item inside it and not part two.
    usual = any(heading.number and heading.number in _NUMERALS and plain[heading.start] == heading.number for heading in found)
    return _alone(key, plain, text, start, odd=not usual)


def _alone(key: str, plain: str, text: str, start: int, *, odd: bool) -> Heading | None:
    """A heading on a line of its own: the official words without number, or any with its right number written otherwise."""
    place = KEYS.index(key)
    chinese, digit = "一二三四五六"[place], "123456"[place]
    numbered = rf"(?:（(?={chinese}）)|第(?={chinese}部分)|(?={digit}[、.．]))(?P<number>.)(?:）|部分[：、 ]?|[、.．])"
    other = rf"|{numbered}[ \t]*(?P<words>{_PATTERNS[key]})" if odd else ""
    pattern = rf"^[ \t]*(?:(?P<plain>{_ALONE[key]}){other})[ \t：]*$"
    match = re.compile(pattern, re.MULTILINE).search(plain, start)
    if match is None:
        return None
    if match["plain"]:
        return Heading(key, _ALONE[key], "", match.start("plain"))
    at = match.start() + len(match[0]) - len(match[0].lstrip())
    return Heading(key, text[match.start("words") : match.end("words")].strip(), match["number"], at)


def _stands_alone(plain: str, start: int) -> bool:
    """A heading begins a line or follows the end of a sentence or table, and is not a numbered word inside one."""
    before = plain[max(0, start - 40) : start].rstrip(" ")
    return not before or before[-1] in "\n。；！？”）)…" or before[-1].isdigit() or not _is_han(before[-1]) or before.endswith("情况")


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _past_contents(matches: list[tuple[_Candidate, int]], plain: str) -> tuple[_Candidate, int]:
    """Skip a heading that is directly followed by the next one: that is a list of contents."""
    for found in matches:
        if "二、" not in plain[found[1] : found[1] + 12]:
            return found
    return matches[-1]


def _behind(plain: str, heading: Heading) -> int:
    """Where the part's own text begins: behind the heading and stray marks that follow it."""
    start = heading.start + (len(heading.number) + 1 if heading.number else 0)
    at = plain.find(alike(heading.printed)[:4], heading.start)
    start = (at if at >= 0 else start) + len(heading.printed)
    while start < len(plain) and plain[start] in " 、。：\n":
        start += 1
    return start


def tidy(text: str, width: int = 0) -> str:
    """A part's words without blank lines. ``width`` > 0: lines wrapped at that width are joined again."""
    lines = [line for line in map(str.strip, text.rstrip(" \n#").split("\n")) if line]  # the mark of a Markdown heading that follows
    if not lines:
        return ""
    joined = [lines[0]]
    for before, line in zip(lines, lines[1:], strict=False):
        if width and _shown(before) >= width - 6 and before[-1] not in "。！？" and not _begins(line):
            joined[-1] += line
        else:
            joined.append(line)
    return "\n".join(joined)


def wrap_width(text: str) -> int:
    """The width in half characters at which a text was hard wrapped, 0 when its lines are paragraphs."""
    widths = sorted(_shown(line) for line in map(str.strip, text.split("\n")) if len(line) >= 12 and _HAN_RUN.search(line))
    if len(widths) < 6:
        return 0
    usual = widths[len(widths) * 3 // 4]
    near = sum(1 for width in widths if usual - 6 <= width <= usual + 2)
    return usual if 30 <= usual <= 120 and widths[-1] <= usual + 6 and near * 2 > len(widths) else 0


def _shown(line: str) -> int:
    return sum(2 if character > "\u2000" else 1 for character in line)


def _begins(line: str) -> bool:
    """A line that begins something of its own: a numbered heading or item."""
    return bool(_BEGINNING.match(line))
