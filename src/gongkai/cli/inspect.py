"""``gongkai inspect URL``: a website by the numbers of 国办秘函〔2019〕19号, for a clerk or as JSON."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from gongkai.cli import console
from gongkai.inspection.bounds import USUAL
from gongkai.inspection.codec import as_data
from gongkai.inspection.inspecting import inspect as look_at
from gongkai.inspection.rules import BY_CODE
from gongkai.law.citation import printed
from gongkai.lib.errors import UnusableInput
from gongkai.lib.network.faults import Forbidden
from gongkai.report.output.columns import indented
from gongkai.report.writers import replace

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator

    from gongkai.cli.main import Load
    from gongkai.inspection.model import Finding, Inspection

_BEIJING = ZoneInfo("Asia/Shanghai")
_LEVELS = {"error": "错误", "warning": "提醒", "info": "提示"}
_SHOWN = 10  # findings of one rule on a screen; JSON has all


def inspect(given: Namespace, load: Load) -> int:
    """Walk the site, print what was found; 1 when anything grave and certain was."""
    url = given.url if "://" in given.url else f"http://{given.url}"
    bounds = USUAL._replace(
        pages=given.max_pages, files=given.max_pages, outside=given.max_outside, seconds=float(given.max_seconds), rate=given.rate
    )
    try:
        # Whoever sits at the shell may name a host of the inner network; nothing that the site leads to opens another.
        found = look_at(url, today=_day(given.on), bounds=bounds, allow_private=True, progress=_progress())
    except Forbidden as error:
        raise UnusableInput(error.problem, "请核对网址", error.place) from error
    finally:
        if sys.stderr.isatty():
            sys.stderr.write("\r\033[K")
    # A file is read at any width; a sentence stays on its line there, to be searched.
    width = 1_000_000 if given.output else console.page_width(sys.stdout)
    text = json.dumps(as_data(found), ensure_ascii=False, indent=2) if given.json else "\n".join(_page(found, width))
    if given.output:
        replace(given.output, f"{text}\n".encode())
        sys.stderr.write(f"已写好：{given.output}\n")
    else:
        sys.stdout.write(f"{text}\n")
    return console.NO if found.failed else console.FINE


def _day(text: str | None) -> date:
    """The day given, or today in Beijing: only a command reads the clock."""
    if text is None:
        return datetime.now(_BEIJING).date()  # noqa: TID251
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UnusableInput(f"--on 的“{text}”不是日期", "请写成 2026-01-31 这样") from error


def _progress() -> Callable[[int, str], None] | None:
    """One line that is written over again, only on a terminal."""
    if not sys.stderr.isatty():
        return None

    def tell(number: int, url: str) -> None:
        sys.stderr.write(f"\r\033[K第 {number} 个：{url[: console.width() - 16]}")
        sys.stderr.flush()

    return tell


def _page(found: Inspection, width: int) -> Iterator[str]:
    yield from indented(f"{found.url}  {found.day}", width, "")
    yield from indented(_verdict(found), width, "结论：")
    looked = (
        f"看了 {found.pages} 个网页（栏目 {found.columns} 个，文章 {found.articles} 篇）、{found.files} 个附件、{found.outside} 个站外链接"
    )
    yield from indented(f"{looked}，问了 {found.requests} 次，用了 {found.seconds} 秒。", width, "")
    for _, group in groupby(found.findings, key=lambda each: (each.code, each.level)):
        yield ""
        yield from _group(list(group), width)
    yield ""
    yield "没有看的："
    for words in found.unseen:
        yield from indented(words, width, "  · ")


def _verdict(found: Inspection) -> str:
    if found.vetoes:
        words = f"单项否决：{'；'.join(BY_CODE[each.code].title.rstrip('。') for each in found.vetoes)}。"
    elif found.failed:
        words = "没有看成，见下面的问题。"
    else:
        words = "看到的部分合格：没有发现单项否决的问题" + ("，还有下面这些要改的。" if found.findings else "，也没有发现别的问题。")
    return words if found.complete else f"{words}没有看完，见最后。"


def _group(findings: list[Finding], width: int) -> Iterator[str]:
    rule, first = BY_CODE[findings[0].code], findings[0]
    word = "单项否决" if first.veto else _LEVELS[first.level]
    yield from indented(f"{rule.title.rstrip('。')}（{word}，{len(findings)} 处）", width, f"{rule.code}  ", "      ")
    # What is the same for all of them is said once.
    shared = set(first.evidence).intersection(*(each.evidence for each in findings[1:])) if len(findings) > 1 else set()
    for name, value in (pair for pair in first.evidence if pair in shared and not all(pair[1] in each.words for each in findings)):
        yield from indented(f"{name}：{value}", width, "      ")
    for each in findings[:_SHOWN]:
        doubt = "" if each.certain else "（请人工核实）"
        yield from indented(f"{each.words}{doubt}", width, "  · ")
        yield f"    {each.where}"
        beside = [f"{name}：{value}" for name, value in each.evidence if value and value not in each.words and (name, value) not in shared]
        if beside:
            yield from indented("；".join(beside), width, "    ")
    if len(findings) > _SHOWN:
        yield f"  · 还有 {len(findings) - _SHOWN} 处，用 --json 看全部。"
    yield from indented(rule.paragraph("怎样改"), width, "  怎样改：")
    yield from indented("；".join(printed(key) for key in first.cites), width, "  依据：")
